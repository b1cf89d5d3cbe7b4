"""What a door does for a person beside answering: erase what is kept, and take a rating."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.knowledge.topics import Audience
from bot.privacy.encryption import DecryptionError
from bot.privacy.rights import erase
from bot.settings import Settings
from bot.storage.feedback import Thumb, add

THUMBS = ("up", "down")
LONGEST_WORD = 200

logger = logging.getLogger(__name__)


class Duties(Protocol):
    """What the web channel asks of storage; the calls may block and run outside the event loop."""

    def erase(self, sender: str) -> None:
        """Delete everything that is kept of a conversation. Raises SQLAlchemyError."""

    def rate(self, sender: str, topic: str, audience: str | None, thumb: str, word: str) -> None:
        """Keep a rating of an answer. Raises SQLAlchemyError."""


class StoredDuties:
    """The duties on this installation's own storage."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def erase(self, sender: str) -> None:
        """Delete everything that is kept of a conversation."""
        erase(self._settings, sender)

    def rate(self, sender: str, topic: str, audience: str | None, thumb: str, word: str) -> None:
        """Keep a rating, its word masked."""
        add(sender, topic, Audience(audience) if audience else None, Thumb(thumb), word)


async def done(duty: Callable[..., None], *arguments: object) -> bool:
    """Whether a duty was done, outside the event loop; what fails is told to the log without a word of its content."""
    try:
        await asyncio.get_running_loop().run_in_executor(None, duty, *arguments)
    except (SQLAlchemyError, DecryptionError) as error:
        what = duty.__name__
        logger.error("%s failed with %s", what, type(error).__name__)
        return False
    return True


def rated(fields: Mapping[str, Any]) -> tuple[str, str] | None:
    """Thumb and word of a rating, or None for something else."""
    thumb, word = fields.get("thumb"), fields.get("word")
    return (thumb, word[:LONGEST_WORD] if isinstance(word, str) else "") if thumb in THUMBS else None
