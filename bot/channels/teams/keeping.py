"""What the Teams channel asks of the storage: erase a conversation, empty its texts. Nothing here raises; the log says what failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.knowledge.topics import Audience
from bot.settings import Settings
from bot.storage import conversations
from bot.storage.engine import open_engine
from bot.storage.feedback import Thumb, add
from bot.storage.maps import open_map_store

logger = logging.getLogger(__name__)


class Keeping(Protocol):
    """The storage as this channel sees it; every method says whether it worked."""

    async def erase(self, sender: str) -> bool:
        """Delete everything that is held of a conversation, and of every person's conversation in a group."""

    async def empty(self, sender: str) -> bool:
        """Delete what was typed in a conversation."""


class StoredConversations:
    """The database of the settings, off the event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def erase(self, sender: str) -> bool:
        """Delete the conversation and its maps; of a group, those of every person in it."""
        return await _done(lambda: self._erase(sender))

    async def empty(self, sender: str) -> bool:
        """Replace what was typed by a tag."""
        return await _done(lambda: self._with_engine(lambda engine: conversations.empty_texts(engine, sender)))

    def _erase(self, sender: str) -> None:
        store = open_map_store(self._settings)
        try:
            for one in [sender, *self._with_engine(lambda engine: persons_of(engine, sender))]:
                store.erase_all(one)
                self._with_engine(lambda engine, one=one: conversations.delete(engine, one))
        finally:
            store.close()

    def _with_engine(self, work: Callable[[Engine], object]):
        engine = open_engine(self._settings.database)
        try:
            return work(engine)
        finally:
            engine.dispose()


def persons_of(engine: Engine, group: str) -> list[str]:
    """The senders of every person in a group."""
    sender = conversations.events.c.sender_id
    wanted = sa.select(sender).distinct().where(sender.startswith(f"{group}:", autoescape=True))
    with engine.begin() as connection:
        return list(connection.execute(wanted).scalars())


async def _done(work: Callable[[], object]) -> bool:
    try:
        await asyncio.get_running_loop().run_in_executor(None, work)
    except SQLAlchemyError as error:
        logger.error("The storage could not do what Teams asked: %s", type(error).__name__)
        return False
    return True


def keep_thumb_in_storage(sender: str, topic: str, up: bool, word: str) -> None:
    """Keep a thumb for the editor; the storage masks the word."""
    add(sender, topic, Audience.PROFESSIONAL, Thumb.UP if up else Thumb.DOWN, word)
