"""What was sent in a session, so that an answer missed during a break comes again and a repeated message is answered once.

In the memory of the process, bounded and expiring with the session. Where several processes run they share it through
Redis, encrypted; while Redis does not answer, each goes on in its own memory.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeGuard, TypeVar

from redis.exceptions import RedisError

from bot.channels.bubbles import Bubble

MOST_SENT = 60
MOST_NONCES = 60
MOST_SESSIONS = 5_000
PAUSE_SECONDS = 5.0

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


class Sent(NamedTuple):
    """A bubble that went out, and the nonce of the message that it answers."""

    nonce: str | None
    bubble: Bubble


@dataclass
class Kept:
    """What is held of one session."""

    used_at: float
    sent: deque[Sent] = field(default_factory=lambda: deque(maxlen=MOST_SENT))
    nonces: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_NONCES))
    last_id: int = 0
    closed: bool = False


class Memory:
    """Sessions of this process, each until ``seconds`` after it was used last."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def find(self, sender: str) -> Kept | None:
        """What is held of a session; whatever expired is gone."""
        oldest = self._clock() - self._seconds
        while self._kept and next(iter(self._kept.values())).used_at <= oldest:
            self._kept.popitem(last=False)
        return self._kept.get(sender)

    def use(self, sender: str) -> Kept:
        """The same, made if there is none; its time begins anew."""
        kept = self.find(sender) or Kept(0.0)
        kept.used_at = self._clock()
        self._kept[sender] = kept
        self._kept.move_to_end(sender)
        if len(self._kept) > MOST_SESSIONS:
            self._kept.popitem(last=False)
        return kept

    def close(self, sender: str) -> None:
        """Forget a session, and remember for as long that it is over."""
        self._kept.pop(sender, None)
        self.use(sender).closed = True


class Remote:
    """What several processes share; see :class:`bot.channels.shared_sessions.RedisSessions`."""

    async def touch(self, sender: str) -> None:
        """Its time begins anew."""
        raise NotImplementedError

    async def goes_on(self, sender: str) -> bool:
        """Whether a session was used within its time."""
        raise NotImplementedError

    async def keep(self, sender: str, sent: Sequence[Sent]) -> None:
        """Add what went out."""
        raise NotImplementedError

    async def sent(self, sender: str) -> list[Sent]:
        """Everything that went out, oldest first."""
        raise NotImplementedError

    async def empty(self, sender: str) -> None:
        """Forget what went out."""
        raise NotImplementedError

    async def claim(self, sender: str, nonce: str) -> bool:
        """Whether this message was not seen before."""
        raise NotImplementedError

    async def close(self, sender: str) -> None:
        """Forget a session, and remember that it is over."""
        raise NotImplementedError

    async def is_closed(self, sender: str) -> bool:
        """Whether a session was ended."""
        raise NotImplementedError

    async def disconnect(self) -> None:
        """Close the connections."""
        raise NotImplementedError


class Shelf:
    """The memory of this process, and beside it what is shared with others, if anything."""

    def __init__(self, memory: Memory, remote: Remote | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._memory = memory
        self._remote = remote
        self._clock = clock
        self._ask_again_at = 0.0

    async def touch(self, sender: str) -> None:
        """A session was used."""
        self._memory.use(sender)
        await self._remotely(lambda remote: remote.touch(sender))

    async def goes_on(self, sender: str) -> bool:
        """Whether a session was used within its time and not ended."""
        kept = self._memory.find(sender)
        if kept:
            return not kept.closed
        return bool(await self._remotely(lambda remote: remote.goes_on(sender)))

    async def keep(self, sender: str, nonce: str | None, bubbles: Sequence[Bubble]) -> list[Bubble]:
        """Number bubbles and keep them; returns them with their ids."""
        kept = self._memory.use(sender)
        sent = []
        for bubble in bubbles:
            kept.last_id = next_id(kept.last_id)
            sent.append(Sent(nonce, {"id": kept.last_id, **bubble}))
        kept.sent.extend(sent)
        await self._remotely(lambda remote: remote.keep(sender, sent))
        return [entry.bubble for entry in sent]

    async def empty(self, sender: str) -> None:
        """Forget what went out: its owner erased the conversation, and goes on in the same session."""
        kept = self._memory.find(sender)
        if kept:
            kept.sent.clear()
        await self._remotely(lambda remote: remote.empty(sender))

    async def after(self, sender: str, last_id: int) -> list[Bubble]:
        """What went out after a bubble, oldest first."""
        return [entry.bubble for entry in await self._all(sender) if entry.bubble["id"] > last_id]

    async def answers_to(self, sender: str, nonce: str) -> list[Bubble]:
        """What answered one message, oldest first."""
        return [entry.bubble for entry in await self._all(sender) if entry.nonce == nonce]

    async def bubble(self, sender: str, number: int) -> Bubble | None:
        """One bubble by its id."""
        return next((entry.bubble for entry in await self._all(sender) if entry.bubble["id"] == number), None)

    async def claim(self, sender: str, nonce: str) -> bool:
        """Whether this message was not seen before; from now on it was."""
        kept = self._memory.use(sender)
        if nonce in kept.nonces:
            return False
        kept.nonces.append(nonce)
        return await self._remotely(lambda remote: remote.claim(sender, nonce)) is not False

    async def close(self, sender: str) -> None:
        """End a session: nothing of it comes again, and its token counts no more."""
        self._memory.close(sender)
        await self._remotely(lambda remote: remote.close(sender))

    async def is_closed(self, sender: str) -> bool:
        """Whether a session was ended."""
        kept = self._memory.find(sender)
        return bool(kept and kept.closed) or bool(await self._remotely(lambda remote: remote.is_closed(sender)))

    async def disconnect(self) -> None:
        """Let go of the shared store; the process ends."""
        if self._remote:
            await self._remote.disconnect()

    async def _all(self, sender: str) -> list[Sent]:
        kept = self._memory.find(sender)
        here = list(kept.sent) if kept else []
        there = await self._remotely(lambda remote: remote.sent(sender)) or []
        by_id = {entry.bubble["id"]: entry for entry in [*there, *here]}
        return [by_id[number] for number in sorted(by_id)]

    async def _remotely(self, ask: Callable[[Remote], Awaitable[Result]]) -> Result | None:
        """The answer of the shared store; None without one, and for a while after it did not answer."""
        if self._remote is None or self._clock() < self._ask_again_at:
            return None
        try:
            return await ask(self._remote)
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            logger.error("Redis does not answer (%s); this process goes on in its own memory", type(error).__name__)
            self._ask_again_at = self._clock() + PAUSE_SECONDS
            return None


def next_id(last: int = 0) -> int:
    """A number above the last one, above those of other processes, and above those of before a restart."""
    return max(last + 1, time.time_ns() // 1_000_000)


def is_id(value: object) -> TypeGuard[int]:
    """Whether a client's word can be the id of a bubble."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
