"""Conversations in our own database: checked connections, and conversations that can be emptied or dropped whole.

Text reaches this store masked, or as a tag for an acute or concerning message; the intake sees to that before Rasa reads it.
"""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs

SECONDS_PER_DAY = 86400
EMPTIED = "[gewist]"


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store on one database address, with deletion and expiry.

    ``host`` is a full database address such as ``sqlite:///var/kringwijzer.db``.
    """

    def __init__(self, domain=None, host: str | None = None, event_broker=None, **kwargs: Any) -> None:
        url = host or "sqlite://"
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
        self.engine.dispose()
        self.engine = sa.create_engine(url, pool_pre_ping=True, **create_engine_kwargs(url))
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)

    def forget(self, sender_id: str) -> int:
        """Delete a conversation; returns the number of events that were deleted."""
        return self._delete(self.SQLEvent.sender_id == sender_id)

    def forget_older_than(self, days: int) -> int:
        """Delete conversations whose last event is older than a number of days; returns the number of events."""
        before = time.time() - days * SECONDS_PER_DAY
        events = self.SQLEvent
        expired = sa.select(events.sender_id).group_by(events.sender_id).having(sa.func.max(events.timestamp) < before)
        return self._delete(events.sender_id.in_(expired))

    def empty_texts(self, sender_id: str) -> int:
        """Replace everything a person typed by a tag and keep the course of the conversation; returns the events changed."""
        with self.session_scope() as session:
            rows = session.execute(
                sa.select(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name == "user")
            ).scalars().all()
            for row in rows:
                event = json.loads(row.data)
                event["text"] = EMPTIED
                event.setdefault("parse_data", {})["text"] = EMPTIED
                row.data = json.dumps(event)
            session.commit()
            return len(rows)

    def _delete(self, condition: Any) -> int:
        with self.session_scope() as session:
            result = session.execute(sa.delete(self.SQLEvent).where(condition).execution_options(synchronize_session=False))
            session.commit()
            return result.rowcount
