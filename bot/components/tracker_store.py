"""Conversations in our own database: checked connections, and conversations that can be emptied or dropped whole.

Text reaches this store masked, or as a tag for an acute or concerning message; the intake sees to that before Rasa reads it.
Answers and replies of the network interview are taken out here, since the actions need them within the turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.redaction import redacted
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

    def _additional_events(self, session: sa.orm.Session, tracker: DialogueStateTracker) -> Iterator[Event]:
        """What is new, without the words of the network interview."""
        return redacted(tracker.events, super()._additional_events(session, tracker))

    def forget(self, sender_id: str) -> int:
        """Delete a conversation; returns the number of events that were deleted."""
        return conversations.delete(self.engine, sender_id)

    def empty_texts(self, sender_id: str) -> int:
        """Replace everything a person typed by a tag; returns the number of events changed."""
        return conversations.empty_texts(self.engine, sender_id)
