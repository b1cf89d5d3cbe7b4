"""How often danger was recognised: level, theme, channel and hour, and nothing else of the message or of who wrote it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.safety.levels import Level, Signal
from bot.settings import read_settings
from bot.storage.editor_tables import danger_counts
from bot.storage.engine import open_engine
from bot.storage.maps import utc_now
from bot.storage.sealed_rows import delete_rows

DAYS_PER_MONTH = 31
COUNTED = (Level.ACUTE, Level.CONCERN, Level.DISTRESS)
columns = danger_counts.c

logger = logging.getLogger(__name__)


class CountStore:
    """Counts signals by the hour (UTC)."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, signal: Signal, channel: str) -> None:
        """Count one signal of a channel such as ``web``."""
        hour = self._clock().replace(minute=0, second=0, microsecond=0, tzinfo=None)
        row = {"hour": hour, "level": signal.level.value, "theme": signal.theme.value, "channel": channel}
        if self._add_one(row):
            return
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(danger_counts).values(**row, number=1))
        except IntegrityError:  # another process made the row in the meantime
            self._add_one(row)

    def _add_one(self, row: Mapping[str, object]) -> bool:
        same = (columns[name] == value for name, value in row.items())
        with self._engine.begin() as connection:
            return connection.execute(sa.update(danger_counts).where(*same).values(number=columns.number + 1)).rowcount == 1

    def all(self) -> list[tuple[datetime, str, str, str, int]]:
        """Hour, level, theme, channel and number, oldest first."""
        with self._engine.begin() as connection:
            return [tuple(row) for row in connection.execute(sa.select(danger_counts).order_by(*danger_counts.primary_key.columns))]


def count_signal(signal: Signal, channel: str) -> Future[None] | None:
    """Count a recognised danger, for every door to call when its answer is on the way: it returns at once and never raises."""
    return _writer().submit(_count, signal, channel) if signal.level in COUNTED else None


def delete_older(engine: Engine, months: int, now: datetime | None = None) -> int:
    """Delete counts of more than so many months ago; returns the number of rows."""
    before = (now or utc_now()).replace(tzinfo=None) - timedelta(days=months * DAYS_PER_MONTH)
    return delete_rows(engine, columns.hour < before, table=danger_counts)


def _count(signal: Signal, channel: str) -> None:
    try:
        _default_counts().add(signal, channel)
    except SQLAlchemyError as error:
        logger.error("A signal was not counted: %s", type(error).__name__)


@lru_cache(maxsize=1)
def _writer() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="counts")


@lru_cache(maxsize=1)
def _default_counts() -> CountStore:
    return CountStore(open_engine(read_settings().database))
