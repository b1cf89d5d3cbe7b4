"""Migrated databases for tests, and a few words for what the tests put into them."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import Engine

from bot.privacy.encryption import Vault
from bot.storage.conversations import SECONDS_PER_DAY, events
from bot.storage.event_seal import seal
from bot.storage.migrate import configuration, upgrade


def fresh(url: str) -> str:
    """Bring a database to the newest schema, empty."""
    engine = sa.create_engine(url, future=True)
    if "alembic_version" in sa.inspect(engine).get_table_names():
        command.downgrade(configuration(url), "base")
    engine.dispose()
    upgrade(url)
    return url


def user_event(text: str, days_ago: float = 0) -> dict[str, Any]:
    said = {"text": text, "parse_data": {"text": text, "intent": {"name": "vorm"}}, "metadata": {"doelgroep": "ouder"}}
    return {"event": "user", "timestamp": time.time() - days_ago * SECONDS_PER_DAY, **said}


def bot_event(text: str, days_ago: float = 0) -> dict[str, Any]:
    return {
        "event": "bot",
        "timestamp": time.time() - days_ago * SECONDS_PER_DAY,
        "text": text,
        "data": {"custom": {"type": "answer"}, "buttons": None},
    }


def slot_event(name: str, value: Any, days_ago: float = 0) -> dict[str, Any]:
    return {"event": "slot", "timestamp": time.time() - days_ago * SECONDS_PER_DAY, "name": name, "value": value}


def store_event(engine: Engine, vault: Vault, sender: str, event: dict[str, Any]) -> None:
    """Keep an event as the tracker store does."""
    row = {"sender_id": sender, "type_name": event["event"], "timestamp": event["timestamp"], "data": seal(vault, sender, event)}
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(row))
