"""Whether somebody is in a network interview, for the intake: only then an answer goes on unmasked, in memory."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.network_map.interview.state import Interview
from bot.network_map.people import MapError
from bot.privacy.encryption import DecryptionError

logger = logging.getLogger(__name__)

MOST_SENDERS = 10_000
MAP_TYPE = "network_map"

Lookup = Callable[[str], Interview | None]


class OpenInterviews:
    """Knows the interview of a sender. Who has none is remembered, so that other conversations cost no look into the store."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._without: OrderedDict[str, None] = OrderedDict()

    def of(self, sender: str) -> Interview | None:
        """The interview of a sender, or None."""
        if not sender or sender in self._without:
            return None
        try:
            interview = self._lookup(sender)
        except (SQLAlchemyError, DecryptionError, MapError) as error:
            logger.error("The interview of a sender could not be read: %s", type(error).__name__)
            return None
        if interview is None:
            self._without[sender] = None
            if len(self._without) > MOST_SENDERS:
                self._without.popitem(last=False)
        return interview

    def note(self, sender: str, messages: Iterable[Mapping[str, Any]]) -> None:
        """See from a reply that a sender now has a map."""
        if any((message.get("custom") or {}).get("type") == MAP_TYPE for message in messages):
            self.has_map(sender)

    def has_map(self, sender: str) -> None:
        """A sender now has a map."""
        self._without.pop(sender, None)

    def forget(self, sender: str) -> None:
        """Nothing is known of a sender any more."""
        self._without.pop(sender, None)


def no_interviews(sender: str) -> Interview | None:
    """For a door without network interviews."""
    return None
