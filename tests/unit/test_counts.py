"""Danger is counted by level, theme, channel and hour, and nothing else."""

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.safety.levels import NO_SIGNAL, Level, Signal, Theme
from bot.settings import Settings
from bot.storage import counts
from bot.storage.counts import CountStore, count_signal, delete_older
from bot.storage.editor_tables import danger_counts
from bot.storage.engine import open_engine
from tests.unit.databases import fresh

NOW = datetime(2026, 11, 24, 15, 42, 7, tzinfo=timezone.utc)
HOUR = datetime(2026, 11, 24, 15)
ACUTE = Signal(Level.ACUTE, Theme.VIOLENCE, "een regel", ("ex",))


@pytest.fixture
def url(tmp_path) -> str:
    return fresh(f"sqlite:///{tmp_path / 'test.db'}")


@pytest.fixture
def engine(url):
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def installed(url, monkeypatch):
    """The counts of an installation on this database."""
    counts._default_counts.cache_clear()
    monkeypatch.setattr(counts, "read_settings", lambda: Settings(database_url=url))
    yield url
    counts._default_counts.cache_clear()


def test_signals_of_one_hour_are_one_row(engine):
    store = CountStore(engine, lambda: NOW)
    for channel in ("web", "web", "teams"):
        store.add(ACUTE, channel)
    store.add(Signal(Level.CONCERN, Theme.VIOLENCE), "web")

    assert store.all() == [
        (HOUR, "acute", "geweld", "teams", 1),
        (HOUR, "acute", "geweld", "web", 2),
        (HOUR, "concern", "geweld", "web", 1),
    ]


def test_the_table_has_no_place_for_anything_else():
    assert {column.name for column in danger_counts.columns} == {"hour", "level", "theme", "channel", "number"}


def test_a_row_that_another_process_just_made_is_counted_on(engine, monkeypatch):
    store, looked = CountStore(engine, lambda: NOW), []
    add_one = store._add_one

    def blind_at_first(row):
        looked.append(row)
        if len(looked) > 1:
            return add_one(row)
        CountStore(engine, lambda: NOW).add(ACUTE, "web")
        return False

    monkeypatch.setattr(store, "_add_one", blind_at_first)
    store.add(ACUTE, "web")

    assert [row[-1] for row in store.all()] == [2]


def test_counts_go_after_their_months(engine):
    for days in (0, 402, 404):
        CountStore(engine, lambda days=days: NOW - timedelta(days=days)).add(ACUTE, "web")

    assert delete_older(engine, 13, NOW) == 1
    assert len(CountStore(engine).all()) == 2


def test_a_door_counts_without_waiting(installed):
    count_signal(ACUTE, "web").result(10)

    with sa.create_engine(installed).connect() as connection:
        assert [tuple(row)[1:] for row in connection.execute(sa.text("select * from tellingen"))] == [("acute", "geweld", "web", 1)]


@pytest.mark.parametrize("level", [Level.SOFT, Level.PROFESSIONAL, Level.NONE])
def test_what_is_no_danger_is_not_counted(level):
    assert count_signal(Signal(level), "web") is None
    assert count_signal(NO_SIGNAL, "web") is None


def test_a_count_that_fails_is_told_to_the_log_and_to_nobody_else(installed, engine, caplog):
    with engine.begin() as connection:
        connection.execute(sa.text("drop table tellingen"))

    assert count_signal(ACUTE, "web").result(10) is None
    assert "OperationalError" in caplog.text
