"""Deleting and emptying stored conversations, in plain SQLAlchemy; used by the tracker store and the command line."""

from __future__ import annotations

import json
import time

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.storage.engine import open_engine

SECONDS_PER_DAY = 86400
EMPTIED = "[gewist]"

events = sa.table("events", sa.column("id"), sa.column("sender_id"), sa.column("type_name"), sa.column("timestamp"), sa.column("data"))


def delete(engine: Engine, sender_id: str) -> int:
    """Delete a conversation; returns the number of events that were deleted."""
    with engine.begin() as connection:
        return connection.execute(sa.delete(events).where(events.c.sender_id == sender_id)).rowcount


def delete_older_than(url: str, days: int) -> int:
    """Delete conversations whose last event is older than a number of days; returns the number of events."""
    before = time.time() - days * SECONDS_PER_DAY
    expired = sa.select(events.c.sender_id).group_by(events.c.sender_id).having(sa.func.max(events.c.timestamp) < before)
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            return connection.execute(sa.delete(events).where(events.c.sender_id.in_(expired))).rowcount
    finally:
        engine.dispose()


def empty_texts(engine: Engine, sender_id: str) -> int:
    """Replace everything a person typed by a tag and keep the course of the conversation; returns the events changed."""
    with engine.begin() as connection:
        typed = connection.execute(sa.select(events.c.id, events.c.data).where(events.c.sender_id == sender_id, events.c.type_name == "user")).all()
        for row in typed:
            event = json.loads(row.data)
            event["text"] = EMPTIED
            event.setdefault("parse_data", {})["text"] = EMPTIED
            connection.execute(sa.update(events).where(events.c.id == row.id).values(data=json.dumps(event)))
    return len(typed)
