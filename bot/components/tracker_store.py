"""Conversations in our own database: every event encrypted, connections checked, and faults that are told instead of hidden.

Text reaches this store masked, or as a tag for an acute or concerning message; the intake sees to that before Rasa reads it.
Answers and replies of the network interview are taken out here, since the actions need them within the turn.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.rasa_version import check_version
from bot.components.redaction import redacted
from bot.components.short_memory import LiveTrackers, ShortTracker, shortened
from bot.privacy.encryption import Vault
from bot.privacy.keys import open_vault
from bot.settings import read_settings
from bot.storage import conversations
from bot.storage.engine import open_engine
from bot.storage.event_seal import seal, unseal

ERASED = "gewist"  # the step of the payload that proves erasing


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store on one database address such as ``sqlite:///var/kringwijzer.db`` (``host``). Every fault is raised."""

    def __init__(self, domain: Domain | None = None, host: str = "", event_broker: Any = None, vault: Vault | None = None, **kwargs: Any) -> None:
        # Not the constructor of SQLTrackerStore: it makes an engine without limits and waits for ever for a database.
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        self.engine = open_engine(host)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        self._vault = vault or open_vault(read_settings())
        self._live = LiveTrackers()

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        """The last turns of a conversation: from this process when the database has no newer ones, else from there."""
        with self.session_scope() as session:
            last_id = session.query(sa.func.max(self.SQLEvent.id)).filter(self.SQLEvent.sender_id == sender_id).scalar()
            live = None if fetch_events_from_all_sessions else self._live.take(sender_id, last_id or 0)
            if last_id is None or live is not None:
                return live
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions).all()
            events = [unseal(self._vault, sender_id, row.data) for row in rows]
        if fetch_events_from_all_sessions:
            return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        return shortened(sender_id, deserialise_events(events), self.domain.slots, last_id)

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A conversation without events."""
        return ShortTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new, and keep the conversation at hand as the database has it.

        A conversation that was erased since it was read does not come back, not even by its last turn.
        """
        if not isinstance(tracker, ShortTracker):
            raise TypeError("only conversations that this store handed out can be saved")
        events = list(tracker.events)
        with self.session_scope() as session:
            if tracker.last_id and not session.query(sa.exists().where(self.SQLEvent.sender_id == tracker.sender_id)).scalar():
                return
            if _says_that_all_is_erased(tracker):
                self.forget(tracker.sender_id)
                return
            new = list(redacted(events, events[tracker.stored :]))
            rows = [self._row(tracker.sender_id, event) for event in new]
            session.add_all(rows)
            session.commit()
            last_id = rows[-1].id if rows else tracker.last_id
        self._live.put(shortened(tracker.sender_id, [*events[: tracker.stored], *new], self.domain.slots, last_id))
        tracker.stored, tracker.last_id = len(events), last_id

    def forget(self, sender_id: str) -> int:
        """Delete a conversation; returns the number of events that were deleted."""
        return conversations.delete(self.engine, sender_id)

    def _row(self, sender_id: str, event: Event) -> SQLTrackerStore.SQLEvent:
        # Rasa never reads the columns for intent and action; they would tell in clear what the encrypted part tells.
        data = seal(self._vault, sender_id, event.as_dict())
        return self.SQLEvent(sender_id=sender_id, type_name=event.type_name, timestamp=event.timestamp, data=data)


def _says_that_all_is_erased(tracker: DialogueStateTracker) -> bool:
    """Whether the reply under way is the proof of erasing: for a first turn, before which nothing was stored."""
    turn = takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    payloads = ((event.data or {}).get("custom") or {} for event in turn if isinstance(event, BotUttered))
    return any(payload.get("type") == "privacy" and payload.get("step") == ERASED for payload in payloads)


def tell_faults() -> None:
    """Keep Rasa from hiding a fault of the database behind a new conversation in memory, which it does around every store.

    Raises :class:`bot.components.rasa_version.PatchError` for a version of Rasa that this was not written for.
    """
    check_version()
    Agent._create_tracker_store = staticmethod(_bare_store)


def _bare_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    if store is None:
        return InMemoryTrackerStore(domain)
    store.domain = domain
    return store


tell_faults()
