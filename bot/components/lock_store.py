"""One turn at a time per conversation: in this process without polling, and with Redis over all processes.

Rasa's own locks look once a second whether it is their turn, and its lock in Redis is read and written in two steps, so that two
processes can hold it at once. Here a turn waits for exactly the turn before it; over processes one atomic command decides
(``SET NX PX``, released by a script that checks the owner: the lock of the package redis).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.exceptions import LockError as RedisLockError
from redis.exceptions import RedisError

from bot.settings import read_settings

KEY = "kringwijzer:beurt:"
LOOK_EVERY_SECONDS = 0.02
CONNECT_WITHIN_SECONDS = 1.0
WITHOUT_REDIS_SECONDS = 10.0

logger = logging.getLogger(__name__)


class TurnLocks(LockStore):
    """First come, first served in this process; then the lock in Redis, if there is one and it answers."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, redis_url: str | None = None) -> None:
        address = read_settings().redis_url if redis_url is None else redis_url
        self._redis = (
            Redis.from_url(address, socket_timeout=CONNECT_WITHIN_SECONDS, socket_connect_timeout=CONNECT_WITHIN_SECONDS) if address else None
        )
        self._redis_again_at = 0.0
        self._here: dict[str, _Turns] = {}

    @asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1) -> AsyncIterator[TicketLock]:  # type: ignore[override]
        """Wait for the turns before this one; at most ``lock_lifetime`` seconds, then :class:`LockError`."""
        turns = self._here.setdefault(conversation_id, _Turns())
        turns.wanted += 1
        try:
            try:
                await asyncio.wait_for(turns.lock.acquire(), lock_lifetime)
            except asyncio.TimeoutError:
                raise LockError("the turn before this one took too long") from None
            try:
                async with self._over_processes(conversation_id, lock_lifetime):
                    yield TicketLock(conversation_id)
            finally:
                turns.lock.release()
        finally:
            turns.wanted -= 1
            if not turns.wanted:
                del self._here[conversation_id]

    async def close(self) -> None:
        """Let go of the connections to Redis."""
        if self._redis is not None:
            await self._redis.close()
            await self._redis.connection_pool.disconnect()

    @asynccontextmanager
    async def _over_processes(self, conversation_id: str, lock_lifetime: float) -> AsyncIterator[None]:
        lock = await self._acquired(conversation_id, lock_lifetime)
        try:
            yield
        finally:
            if lock is not None:
                try:
                    await lock.release()
                except (RedisLockError, RedisError, OSError) as error:
                    self._redis_is_gone(error)

    async def _acquired(self, conversation_id: str, lock_lifetime: float):
        now = asyncio.get_running_loop().time()
        if self._redis is None or now < self._redis_again_at:
            return None
        lock = self._redis.lock(KEY + conversation_id, timeout=lock_lifetime, sleep=LOOK_EVERY_SECONDS, blocking_timeout=lock_lifetime)
        try:
            taken = await lock.acquire()
        except (RedisError, OSError) as error:
            self._redis_is_gone(error)
            return None
        if not taken:
            raise LockError("the turn before this one took too long")
        return lock

    def _redis_is_gone(self, error: Exception) -> None:
        """Conversations go on without it: with one process per conversation nothing is lost, else turns at once may be."""
        logger.error("Redis does not answer (%s); turns are locked in this process only", type(error).__name__)
        self._redis_again_at = asyncio.get_running_loop().time() + WITHOUT_REDIS_SECONDS


class _Turns:
    """The turns of one conversation in this process: who has it, and how many want it."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.wanted = 0
