"""What is counted of the turns of every door, in Prometheus' format: no text, no sender, and labels out of fixed lists only."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

OUTCOMES = frozenset(
    ("answer", "clarify", "search_results", "support_finder", "network_map", "safety", "contact", "privacy", "about", "smalltalk", "language")
    + ("out_of_scope", "not_understood")
)
DOORS = frozenset(("rest", "web", "teams"))
LEVELS = frozenset(("acute", "concern"))
OTHER, NOTHING = "other", "none"
OPEN_SECONDS = 1800
MOST_SESSIONS = 50_000
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


class TurnMetrics:
    """Counters of one process."""

    def __init__(self, registry: CollectorRegistry | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.registry = registry or CollectorRegistry()
        self._clock = clock
        self._last_turns: OrderedDict[str, float] = OrderedDict()
        self._turns = Counter("kringwijzer_turns", "Turns by door and kind of reply", ["channel", "outcome"], registry=self.registry)
        self._seconds = Histogram("kringwijzer_turn_seconds", "How long a turn took", ["channel"], buckets=BUCKETS, registry=self.registry)
        self._takeovers = Counter("kringwijzer_takeovers", "Turns in which the safety card took over", ["level"], registry=self.registry)
        self._failures = Counter("kringwijzer_failed_turns", "Turns that ended in an error", ["channel", "error"], registry=self.registry)
        sessions = Gauge("kringwijzer_open_sessions", "Conversations with a turn in the last half hour", registry=self.registry)
        sessions.set_function(self.open_sessions)

    async def watch(self, message: UserMessage, handle: Callable[[UserMessage], Any]) -> Any:
        """Handle a message and count what became of it."""
        door = message.input_channel if message.input_channel in DOORS else OTHER
        level = (message.metadata or {}).get("signaal")
        replies = Noting(message.output_channel)
        message.output_channel = replies  # type: ignore[assignment]
        self._saw(message.sender_id)
        if level in LEVELS:
            self._takeovers.labels(level).inc()
        begun = self._clock()
        try:
            return await handle(message)
        except asyncio.CancelledError:
            self._failures.labels(door, "timeout").inc()
            raise
        except Exception as error:
            self._failures.labels(door, type(error).__name__).inc()
            raise
        finally:
            self._seconds.labels(door).observe(self._clock() - begun)
            self._turns.labels(door, replies.outcome).inc()

    def open_sessions(self) -> int:
        """How many conversations had a turn of late."""
        since = self._clock() - OPEN_SECONDS
        while self._last_turns and next(iter(self._last_turns.values())) < since:
            self._last_turns.popitem(last=False)
        return len(self._last_turns)

    def _saw(self, sender: str) -> None:
        self._last_turns[sender] = self._clock()
        self._last_turns.move_to_end(sender)
        if len(self._last_turns) > MOST_SESSIONS:
            self._last_turns.popitem(last=False)


class Noting:
    """An output channel that notes the kind of reply and is otherwise the channel itself."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self.outcome = NOTHING

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Pass a message on."""
        kind = (message.get("custom") or {}).get("type")
        if kind or self.outcome == NOTHING:
            self.outcome = kind if kind in OUTCOMES else OTHER
        await self._channel.send_response(recipient_id, message)


disable_created_metrics()
METRICS = TurnMetrics()


async def count_turns(app: Sanic, _: object) -> None:
    """Count the turns of this server's agent, whichever door they come through."""
    handle = app.ctx.agent.handle_message

    async def counted(message: UserMessage) -> Any:
        return await METRICS.watch(message, handle)

    app.ctx.agent.handle_message = counted
