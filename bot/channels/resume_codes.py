"""Guessing at the codes of network maps: a few wrong ones, then a pause."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.intake import resume_code
from bot.channels.limits import RateLimit
from bot.storage.maps import MapStore

WRONG_PER_SENDER = 5
WRONG_PER_ADDRESS = 20
WITHIN_SECONDS = 15 * 60


class CodeGuesses:
    """Counts wrong codes per conversation and per address; who guessed too often is not heard, whatever the code."""

    def __init__(self, store: Callable[[], MapStore]) -> None:
        self._store = store
        self._per_sender = RateLimit(WRONG_PER_SENDER, WITHIN_SECONDS)
        self._per_address = RateLimit(WRONG_PER_ADDRESS, WITHIN_SECONDS)

    def refuses(self, message: object, sender: str, address: str) -> bool:
        """Whether a message holds a code that must not be tried now; a wrong one is counted."""
        code = resume_code(message) if isinstance(message, str) else None
        if code is None:
            return False
        if self._per_sender.is_reached(sender) or self._per_address.is_reached(address):
            return True
        if not self._store().knows_code(code):
            self._per_sender.count(sender)
            self._per_address.count(address)
        return False
