"""A message from the web and its answer, the same for sockets and ordinary requests: limits, buttons, order, once only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from weakref import WeakValueDictionary

from bot.channels.bubbles import Bubble, as_bubbles
from bot.channels.limits import RateLimit
from bot.channels.map_files import with_addresses
from bot.channels.redelivery import Shelf, next_id
from bot.channels.resume_codes import CodeGuesses
from bot.channels.signed_files import signed_addresses
from bot.channels.signing import BUTTON_MARK, Refusal, Signer
from bot.channels.turns import Said, Turns
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.safety.card import calm_payload

PER_SECONDS = 60
LONGEST_NONCE = 80
BUTTON = re.compile(rf"\s*{re.escape(BUTTON_MARK)}\S*\s*")
ATTACHED = ("attachment", "attachments", "file", "files", "image")
TOO_FAST = "utter_web_te_snel"
OLD_BUTTON = "utter_web_knop_verlopen"
ONLY_TEXT = "utter_web_alleen_tekst"
CODE_PAUSE = "utter_web_code_pauze"


class Outcome(Enum):
    """What became of a message."""

    ANSWERED = "answered"
    REPEATED = "repeated"
    TOO_FAST = "too fast"
    FORGED = "forged"
    OVER = "over"


@dataclass(frozen=True)
class Uttered:
    """What a client says; every other field that it sends is dropped."""

    message: object
    nonce: str | None
    audience: Audience | None

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Uttered:
        """Read the fields of a request or an event. ``customData`` is what an old client of Rasa's calls ``metadata``."""
        metadata = fields.get("metadata") or fields.get("customData")
        nonce = fields.get("nonce")
        message = None if any(fields.get(name) for name in ATTACHED) else fields.get("message")
        return cls(
            message,
            nonce if isinstance(nonce, str) and 0 < len(nonce) <= LONGEST_NONCE else None,
            _audience(metadata.get("doelgroep")) if isinstance(metadata, dict) else None,
        )


@dataclass(frozen=True)
class Answer:
    """What goes back. A refusal is a bubble too, but is not kept."""

    outcome: Outcome
    bubbles: list[Bubble]


@dataclass(frozen=True)
class Limits:
    """How often, per minute."""

    messages: int
    messages_per_address: int


class Conversation:
    """Answers messages of every session of one door."""

    def __init__(self, turns: Turns, signer: Signer, shelf: Shelf, guesses: CodeGuesses, limits: Limits, prefix: str) -> None:
        """``prefix``: the path of the door, where the files of a map are reached."""
        self._turns = turns
        self._signer = signer
        self._shelf = shelf
        self._guesses = guesses
        self._prefix = prefix
        self._per_session = RateLimit(limits.messages, PER_SECONDS)
        self._per_address = RateLimit(limits.messages_per_address, PER_SECONDS)
        self._orders: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, uttered: Uttered, sender: str, address: str) -> Answer:
        """The answer to one message, after those of earlier messages of the same session. Never raises."""
        if not (self._per_session.allows(sender) and self._per_address.allows(address)):
            return self._refused(Outcome.TOO_FAST, TOO_FAST, uttered, calm_payload(uttered.audience))
        if uttered.nonce and not await self._shelf.claim(sender, uttered.nonce):
            async with self.order(sender):
                return Answer(Outcome.REPEATED, await self._shelf.answers_to(sender, uttered.nonce))
        async with self.order(sender):
            if await self._shelf.is_closed(sender):
                return Answer(Outcome.OVER, [])
            return await self._answer(uttered, sender, address)

    def order(self, sender: str) -> asyncio.Lock:
        """Held while a message of a session is answered."""
        return self._orders.setdefault(sender, asyncio.Lock())

    def new_session_allowed(self, address: str) -> bool:
        """Whether an address may begin one more session now."""
        return self._per_address.allows(address)

    async def _answer(self, uttered: Uttered, sender: str, address: str) -> Answer:
        message, pressed = uttered.message, None
        if not isinstance(message, str):
            return self._refused(Outcome.ANSWERED, ONLY_TEXT, uttered)
        if BUTTON.fullmatch(message):
            opened = self._signer.pressed(message.strip(), sender)
            if isinstance(opened, Refusal):
                return self._refused(Outcome.FORGED if opened is Refusal.FORGED else Outcome.ANSWERED, OLD_BUTTON, uttered)
            pressed = opened
        elif self._guesses.refuses(message, sender, address):
            return self._refused(Outcome.ANSWERED, CODE_PAUSE, uttered)
        audience = uttered.audience.value if uttered.audience else None
        messages = await self._turns.reply(Said(message, audience, pressed), sender)
        placed = with_addresses(messages, signed_addresses(self._prefix, self._signer, sender))
        bubbles = as_bubbles(placed, lambda payload: self._signer.button(payload, sender))
        if any(_erased(bubble) for bubble in bubbles):
            await self._shelf.empty(sender)
        return Answer(Outcome.ANSWERED, await self._shelf.keep(sender, uttered.nonce, bubbles))

    def _refused(self, outcome: Outcome, text: str, uttered: Uttered, payload: Mapping[str, Any] | None = None) -> Answer:
        bubble: Bubble = {"id": next_id(), "text": default_phrasebook().text(text, uttered.audience)}
        return Answer(outcome, [bubble | {"custom": dict(payload)} if payload else bubble])


def _erased(bubble: Bubble) -> bool:
    """Whether a bubble tells that the conversation was erased from within the chat."""
    custom = bubble.get("custom") or {}
    return custom.get("type") == "privacy" and custom.get("step") == "gewist"


def _audience(value: object) -> Audience | None:
    try:
        return Audience(value)
    except ValueError:
        return None
