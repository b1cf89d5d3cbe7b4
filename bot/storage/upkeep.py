"""What the daily job and the operator do with everything that is kept: delete what is too old, and bring the rest under the newest key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import Engine

from bot.privacy.encryption import Vault
from bot.privacy.keys import open_vault
from bot.settings import Settings
from bot.storage import conversations, counts, maps, sealed_rows
from bot.storage.editor_tables import ratings, unanswered_questions
from bot.storage.engine import open_engine
from bot.storage.feedback import FeedbackStore
from bot.storage.unanswered import UnansweredStore


class Purged(NamedTuple):
    """What was deleted because its time was over: rows, and log files."""

    events: int = 0
    maps: int = 0
    ratings: int = 0
    questions: int = 0
    counts: int = 0
    logs: int = 0


class Rotated(NamedTuple):
    """How many of each came under the newest key, and how many maps, conversations and other rows no key reads."""

    maps: int
    events: int
    rows: int
    unreadable: int


def delete_expired(settings: Settings) -> Purged:
    """Delete everything whose time is over; needs no key. Raises SQLAlchemyError while the database cannot be used."""
    with _engine(settings) as engine:
        return Purged(
            conversations.delete_expired(engine, settings.keep_conversation_days, settings.keep_conversation_days_teams),
            maps.delete_expired(settings.database),
            sealed_rows.delete_older(engine, ratings, settings.keep_feedback_days),
            sealed_rows.delete_older(engine, unanswered_questions, settings.keep_question_days),
            counts.delete_older(engine, settings.keep_count_months),
            _delete_logs(settings.var_path / "log", settings.keep_log_days),
        )


def rotate(settings: Settings) -> Rotated:
    """Bring everything that can be read under the newest key. Raises :class:`bot.storage.maps.MapConflict`."""
    with _engine(settings) as engine:
        vault = open_vault(settings)
        rows = _stores(engine, vault)
        return Rotated(
            maps=maps.MapStore(engine, vault).rotate_keys(),
            events=conversations.seal_again(engine, vault),
            rows=sum(store.rotate_keys() for store in rows),
            unreadable=_unreadable(engine, vault),
        )


def seal_what_is_in_clear(settings: Settings) -> int:
    """Encrypt the conversations that a former version kept in clear; returns the number of events."""
    with _engine(settings) as engine:
        return conversations.seal_again(engine, open_vault(settings), only_in_clear=True)


def unreadable(settings: Settings) -> int:
    """How many maps, conversations and other rows no key reads."""
    with _engine(settings) as engine:
        return _unreadable(engine, open_vault(settings))


def _unreadable(engine: Engine, vault: Vault) -> int:
    rows = sum(store.unreadable() for store in _stores(engine, vault))
    return maps.MapStore(engine, vault).unreadable() + conversations.unreadable(engine, vault) + rows


def _stores(engine: Engine, vault: Vault) -> list[sealed_rows.SealedRows]:
    return [FeedbackStore(engine, vault), UnansweredStore(engine, vault)]


def _delete_logs(folder: Path, days: int) -> int:
    before = time.time() - days * conversations.SECONDS_PER_DAY
    old = [path for path in folder.glob("*.log*") if path.is_file() and path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.database)
    try:
        yield engine
    finally:
        engine.dispose()
