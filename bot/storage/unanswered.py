"""Questions that found no answer, for the editor: masked, encrypted, expiring. Never about danger, never out of an interview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sqlalchemy.engine import Engine

from bot.knowledge.topics import Audience
from bot.privacy.encryption import Vault
from bot.privacy.identifiers import TAG
from bot.privacy.keys import open_vault
from bot.privacy.masking import mask
from bot.settings import Settings, read_settings
from bot.storage.editor_tables import unanswered_questions
from bot.storage.engine import open_engine
from bot.storage.sealed_rows import SealedRows

LONGEST_QUESTION = 300  # a longer message is a story, not a question that an editor can answer
PURPOSE = "sender of a question"
QUESTION = "question"


class UnansweredStore(SealedRows):
    """Questions that found no answer."""

    def __init__(self, engine: Engine, vault: Vault, today: Callable[[], date] = date.today) -> None:
        super().__init__(engine, vault, unanswered_questions, PURPOSE, today)

    def add(self, sender: str, question: str, audience: Audience | None) -> bool:
        """Keep a question, unless it is long or anything in it is or was personal; whether it was kept."""
        if not question.strip() or len(question) > LONGEST_QUESTION or TAG.search(question) or mask(question).kinds:
            return False
        self._keep(sender, {QUESTION: question}, audience=audience.value if audience else None)
        return True


def open_unanswered(settings: Settings) -> UnansweredStore:
    """The questions in the database of the settings."""
    return UnansweredStore(open_engine(settings.database), open_vault(settings))


@lru_cache(maxsize=1)
def default_unanswered() -> UnansweredStore:
    """The questions of this installation, opened at first use."""
    return open_unanswered(read_settings())
