"""What the Teams channel asks of the storage: erase a conversation, keep a thumb."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.knowledge.topics import Audience
from bot.privacy.rights import erase
from bot.settings import Settings
from bot.storage.conversations import events
from bot.storage.engine import open_engine
from bot.storage.feedback import Thumb, add

logger = logging.getLogger(__name__)


class Keeping(Protocol):
    """The storage as this channel sees it."""

    async def erase(self, conversation: str) -> list[str]:
        """Delete everything of a conversation, of a group that of every person in it; returns the senders. Never raises."""


class StoredConversations:
    """The database of the settings, off the event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def erase(self, conversation: str) -> list[str]:
        """Delete it for good, in every table."""
        try:
            return await asyncio.get_running_loop().run_in_executor(None, self._erase, conversation)
        except SQLAlchemyError as error:
            logger.error("A conversation of Teams could not be erased: %s", type(error).__name__)
            return []

    def _erase(self, conversation: str) -> list[str]:
        senders = [conversation, *persons_of(self._settings, conversation)]
        for sender in senders:
            erase(self._settings, sender)
        return senders


def persons_of(settings: Settings, group: str) -> list[str]:
    """The senders of every person in a group."""
    sender = events.c.sender_id
    engine = open_engine(settings.database)
    try:
        with engine.begin() as connection:
            return list(connection.execute(sa.select(sender).distinct().where(sender.startswith(f"{group}:", autoescape=True))).scalars())
    finally:
        engine.dispose()


def keep_thumb_in_storage(sender: str, topic: str, up: bool, word: str) -> None:
    """Keep a thumb for the editor; the storage masks the word."""
    add(sender, topic, Audience.PROFESSIONAL, Thumb.UP if up else Thumb.DOWN, word)
