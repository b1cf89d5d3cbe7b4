"""Sessions that several processes share through Redis. What people read in them is encrypted, and all of it expires."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from redis.asyncio import Redis
from socketio import AsyncRedisManager

from bot.channels.redelivery import MOST_SENT, Remote, Sent
from bot.privacy.encryption import DecryptionError, Vault

SPACE = "kringwijzer:web"
TIMEOUT_SECONDS = 0.5


class RedisSessions(Remote):
    """One list of sent bubbles per session, and one key per nonce. Raises redis' and the network's own errors."""

    def __init__(self, url: str, vault: Vault, seconds: int) -> None:
        """``seconds``: how long a session lasts after it was used."""
        self._redis: Any = Redis.from_url(url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS)
        self._vault = vault
        self._seconds = seconds

    async def touch(self, sender: str) -> None:
        """Its time begins anew."""
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.set(_key("used", sender), 1, ex=self._seconds)
            pipeline.expire(_key("sent", sender), self._seconds)
            await pipeline.execute()

    async def goes_on(self, sender: str) -> bool:
        """Whether a session was used within its time; one that was ended is no longer."""
        return bool(await self._redis.exists(_key("used", sender)))

    async def keep(self, sender: str, sent: Sequence[Sent]) -> None:
        """Add what went out."""
        if not sent:
            return
        key = _key("sent", sender)
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.rpush(key, *(self._vault.encrypt({"nonce": entry.nonce, "bubble": entry.bubble}) for entry in sent))
            pipeline.ltrim(key, -MOST_SENT, -1)
            pipeline.expire(key, self._seconds)
            await pipeline.execute()

    async def sent(self, sender: str) -> list[Sent]:
        """Everything that went out, oldest first; what an unknown key wrote is left out."""
        return [entry for token in await self._redis.lrange(_key("sent", sender), 0, -1) if (entry := self._opened(token))]

    async def empty(self, sender: str) -> None:
        """Forget what went out."""
        await self._redis.delete(_key("sent", sender))

    async def claim(self, sender: str, nonce: str) -> bool:
        """Whether this message was not seen before."""
        return bool(await self._redis.set(_key("nonce", f"{sender}:{nonce}"), 1, nx=True, ex=self._seconds))

    async def close(self, sender: str) -> None:
        """Forget a session, and remember for as long as its token could count that it is over."""
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.delete(_key("used", sender), _key("sent", sender))
            pipeline.set(_key("over", sender), 1, ex=self._seconds)
            await pipeline.execute()

    async def is_closed(self, sender: str) -> bool:
        """Whether a session was ended."""
        return bool(await self._redis.exists(_key("over", sender)))

    async def disconnect(self) -> None:
        """Close the connections."""
        await self._redis.close(close_connection_pool=True)

    def _opened(self, token: bytes) -> Sent | None:
        try:
            content = self._vault.decrypt(token.decode("ascii"))
        except DecryptionError:
            return None
        return Sent(content["nonce"], content["bubble"])


class SharedSockets(AsyncRedisManager):
    """Carries events to the sockets of other processes."""

    def __init__(self, url: str) -> None:
        super().__init__(url, channel=SPACE, redis_options={"socket_connect_timeout": TIMEOUT_SECONDS})

    async def let_go(self) -> None:
        """Stop listening and close the connections; the process ends."""
        listening = getattr(self, "thread", None)
        if listening:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        if self.pubsub and self.redis:
            await self.pubsub.close()
            await self.redis.close(close_connection_pool=True)


def _key(kind: str, subject: str) -> str:
    return f"{SPACE}:{kind}:{subject}"
