"""One turn at any door: the intake, Rasa, and a reply that is never empty."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.intake import Admitted, Intake
from bot.channels.interviews import OpenInterviews
from bot.safety.levels import Level, Signal
from bot.safety.static_help import static_help
from bot.storage.counts import count_signal

Handler = Callable[[UserMessage], Awaitable[Any]]
MOST_AT_ONCE = 8  # more side by side make everybody wait for the last one; danger never stands in this queue

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """What came in at a door. ``pressed`` is the payload of a button whose signature the door has checked."""

    message: object = None
    audience: object = None
    pressed: str | None = None


class Turns:
    """Takes what was said to Rasa, one conversation per sender, and brings back the messages of the reply."""

    def __init__(self, channel: str, intake: Intake, interviews: OpenInterviews, timeout_seconds: float, on_new_message: Handler) -> None:
        """``channel`` is the name that Rasa's tracker keeps; after ``timeout_seconds`` the static help answers."""
        self._channel = channel
        self._intake = intake
        self._interviews = interviews
        self._timeout_seconds = timeout_seconds
        self._on_new_message = on_new_message
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._reading = asyncio.Lock()

    async def reply(self, said: Said, sender: str) -> list[dict[str, Any]]:
        """The messages of one reply in Rasa's form, without recipient; never empty, and never an exception."""
        try:
            async with self._reading:  # the intake is no coroutine; between two messages of a crowd, sockets get their turn
                admitted = self._intake.admit(said.message, said.audience, sender, said.pressed)
        except Exception as error:
            logger.error("The intake failed with %s; the card answered", type(error).__name__)
            return static_help(Signal(Level.ACUTE), None)
        async with nullcontext() if admitted.signal.level.takes_over else self._places:
            messages = await self._answer(admitted, sender)
        self._interviews.note(sender, messages)
        count_signal(admitted.signal, self._channel)
        return messages

    async def _answer(self, admitted: Admitted, sender: str) -> list[dict[str, Any]]:
        collector = CollectingOutputChannel()
        message = UserMessage(
            admitted.text, collector, sender, parse_data=admitted.parse_data, input_channel=self._channel, metadata=admitted.metadata
        )
        try:
            await asyncio.wait_for(self._on_new_message(message), self._timeout_seconds)
        except Exception as error:  # whatever fails, the person gets help; the log gets no text
            logger.error("A turn failed with %s; the static help answered", type(error).__name__)
            return static_help(admitted.signal, admitted.audience)
        answered = [{k: v for k, v in message.items() if k != "recipient_id"} for message in collector.messages]
        if not any(message.get("text") for message in answered):
            return static_help(admitted.signal, admitted.audience)
        return answered
