"""Stored conversations in plain SQLAlchemy: reading, deleting, and bringing them under the newest key.

Rasa's tracker store writes the same rows (:mod:`bot.components.tracker_store`). What the database alone shows of a conversation:
its sender id, how many events of which kind it has, and when.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.privacy.encryption import DecryptionError, Vault
from bot.storage.engine import empty_journal
from bot.storage.event_seal import seal, unseal

SECONDS_PER_DAY = 86400
BATCH = 500
TEAMS = "teams:%"
IN_CLEAR = "{%"  # how a row of a former version begins; a token never does

events = sa.table("events", *(sa.column(name) for name in ("id", "sender_id", "type_name", "timestamp", "data")))


def read(engine: Engine, vault: Vault, sender: str) -> list[dict[str, Any]]:
    """Every event that is held of a sender, oldest first. Raises :class:`DecryptionError` for one that no key reads."""
    wanted = sa.select(events.c.data).where(events.c.sender_id == sender).order_by(events.c.id)
    with engine.begin() as connection:
        return [unseal(vault, sender, data) for data in connection.execute(wanted).scalars()]


def count_messages(engine: Engine, sender: str) -> int:
    """How many messages of a person are held; needs no key."""
    wanted = sa.select(sa.func.count()).select_from(events).where(events.c.sender_id == sender, events.c.type_name == "user")
    with engine.begin() as connection:
        return connection.execute(wanted).scalar_one()


def delete(engine: Engine, sender: str) -> int:
    """Delete a conversation; returns the number of events that were deleted."""
    return _delete(engine, events.c.sender_id == sender)


def delete_expired(engine: Engine, days: int, days_teams: int) -> int:
    """Delete conversations whose last event is older than a number of days; returns the number of events."""
    in_teams = events.c.sender_id.like(TEAMS)
    return _delete_silent(engine, ~in_teams, days) + _delete_silent(engine, in_teams, days_teams)


def seal_again(engine: Engine, vault: Vault, only_in_clear: bool = False) -> int:
    """Bring every readable event under the newest key, also those of a former version in clear; returns how many.

    Each batch stands by itself, so it may be interrupted and run again, and may run beside users.
    """
    conditions = [events.c.data.like(IN_CLEAR)] if only_in_clear else []
    return sum(_reseal(engine, vault, row) for batch in _batches(engine, *conditions) for row in batch if not vault.is_newest(row.data))


def unreadable(engine: Engine, vault: Vault) -> int:
    """How many conversations hold something that no key reads."""
    return len({row.sender_id for batch in _batches(engine) for row in batch if _opened(vault, row) is None})


def _delete_silent(engine: Engine, condition: Any, days: int) -> int:
    before = time.time() - days * SECONDS_PER_DAY
    silent = sa.select(events.c.sender_id).where(condition).group_by(events.c.sender_id).having(sa.func.max(events.c.timestamp) < before)
    return _delete(engine, events.c.sender_id.in_(silent))


def _delete(engine: Engine, *conditions: Any) -> int:
    with engine.begin() as connection:
        deleted = connection.execute(sa.delete(events).where(*conditions)).rowcount
    if deleted:
        empty_journal(engine)
    return deleted


def _batches(engine: Engine, *conditions: Any) -> Iterator[list[Row]]:
    last = 0
    while True:
        wanted = sa.select(events).where(events.c.id > last, events.c.data.is_not(None), *conditions).order_by(events.c.id).limit(BATCH)
        with engine.begin() as connection:
            rows = connection.execute(wanted).all()
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _opened(vault: Vault, row: Row) -> dict[str, Any] | None:
    try:
        return json.loads(row.data) if row.data.startswith("{") else unseal(vault, row.sender_id, row.data)
    except (DecryptionError, ValueError):
        return None


def _reseal(engine: Engine, vault: Vault, row: Row) -> bool:
    event = _opened(vault, row)
    if event is None:
        return False
    change = sa.update(events).where(events.c.id == row.id, events.c.data == row.data).values(data=seal(vault, row.sender_id, event))
    with engine.begin() as connection:
        return connection.execute(change).rowcount == 1
