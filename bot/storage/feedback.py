"""What people thought of an answer: a thumb and perhaps a masked word, for the editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.knowledge.topics import Audience
from bot.privacy.encryption import Vault
from bot.privacy.keys import open_vault
from bot.privacy.masking import mask
from bot.settings import Settings, read_settings
from bot.storage.editor_tables import ratings
from bot.storage.engine import open_engine
from bot.storage.sealed_rows import SealedRows

LONGEST_WORD = 300  # characters that are kept
LONGEST_TOPIC = 100
PURPOSE = "sender of a rating"
WORD = "word"


class Thumb(str, Enum):
    """What somebody thought of an answer."""

    UP = "up"
    DOWN = "down"


class FeedbackStore(SealedRows):
    """Ratings of answers."""

    def __init__(self, engine: Engine, vault: Vault, today: Callable[[], date] = date.today) -> None:
        super().__init__(engine, vault, ratings, PURPOSE, today)

    def add(self, sender: str, topic: str, audience: Audience | None, thumb: Thumb, word: str = "") -> None:
        """Keep a rating; the word is masked before it is cut and encrypted."""
        content = {WORD: mask(word).text[:LONGEST_WORD]}
        self._keep(sender, content, topic=topic[:LONGEST_TOPIC], audience=audience.value if audience else None, thumb=thumb.value)

    def counts(self) -> dict[str, Counter[str]]:
        """How many of each thumb, by topic; needs no key."""
        wanted = sa.select(ratings.c.topic, ratings.c.thumb, sa.func.count()).group_by(ratings.c.topic, ratings.c.thumb)
        counted: dict[str, Counter[str]] = {}
        with self._engine.begin() as connection:
            for topic, thumb, number in connection.execute(wanted):
                counted.setdefault(topic, Counter())[thumb] = number
        return counted

    def words(self) -> list[dict[str, Any]]:
        """The ratings with a word, oldest first."""
        return [rating for rating in self.all() if rating[WORD]]


def open_feedback(settings: Settings) -> FeedbackStore:
    """The ratings in the database of the settings."""
    return FeedbackStore(open_engine(settings.database), open_vault(settings))


@lru_cache(maxsize=1)
def default_feedback() -> FeedbackStore:
    """The ratings of this installation, opened at first use."""
    return open_feedback(read_settings())


def add(sender: str, topic: str, audience: Audience | None, thumb: Thumb, word: str = "") -> None:
    """Keep a rating in the database of this installation; for the doors."""
    default_feedback().add(sender, topic, audience, thumb, word)
