"""Conversations in our own database: checked connections, and conversations that can be emptied or dropped whole.

Text reaches this store masked, or as a tag for an acute or concerning message; the intake sees to that before Rasa reads it.
Answers and replies of the network interview are taken out here, since the actions need them within the turn.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.redaction import redacted
from bot.components.short_memory import LiveTrackers, ShortTracker, shortened
from bot.storage import conversations


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store on one database address such as ``sqlite:///var/kringwijzer.db`` (``host``)."""

    def __init__(self, domain=None, host: str | None = None, event_broker=None, **kwargs: Any) -> None:
        url = host or "sqlite://"
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
        self.engine.dispose()  # type: ignore[has-type]
        self.engine = sa.create_engine(url, pool_pre_ping=True, **create_engine_kwargs(url))
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        self._live = LiveTrackers()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns of a conversation: from this process when the database has no newer ones, else from there."""
        with self.session_scope() as session:
            last_id = session.query(sa.func.max(self.SQLEvent.id)).filter(self.SQLEvent.sender_id == sender_id).scalar()
            if last_id is None or not self.domain:
                return None
            live = self._live.take(sender_id, last_id)
            if live is not None:
                return live
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
            return shortened(sender_id, deserialise_events([json.loads(row.data) for row in rows]), self.domain.slots, last_id)

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A conversation without events."""
        return ShortTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new, and keep the conversation at hand as the database has it."""
        stored = tracker.stored if isinstance(tracker, ShortTracker) else 0
        events = list(tracker.events)
        new = list(redacted(events, events[stored:]))
        with self.session_scope() as session:
            rows = [self._row(tracker.sender_id, event) for event in new]
            session.add_all(rows)
            session.commit()
            last_id = rows[-1].id if rows else getattr(tracker, "last_id", 0)
        if isinstance(tracker, ShortTracker):
            tracker.stored, tracker.last_id = len(events), last_id
        self._live.put(shortened(tracker.sender_id, [*events[:stored], *new], self.domain.slots, last_id))

    def _row(self, sender_id: str, event: Event) -> Any:
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )

    def forget(self, sender_id: str) -> int:
        """Delete a conversation; returns the number of events that were deleted."""
        return conversations.delete(self.engine, sender_id)

    def empty_texts(self, sender_id: str) -> int:
        """Replace everything a person typed by a tag; returns the number of events changed."""
        return conversations.empty_texts(self.engine, sender_id)
