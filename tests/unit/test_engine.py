"""The connection to the database overwrites what it deletes and keeps values out of its errors."""

import time

import pytest
import sqlalchemy as sa

from bot.storage.conversations import delete, events
from bot.storage.engine import empty_journal, open_engine
from bot.storage.migrate import upgrade

CANARY = "Kanarina"


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    yield engine
    engine.dispose()


def test_every_connection_overwrites_what_it_deletes(engine):
    for _ in range(2):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_a_deleted_conversation_leaves_no_text_in_the_file(engine, tmp_path):
    upgrade(str(engine.url))
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(sender_id="een", type_name="user", timestamp=time.time(), data=f"{CANARY} past op"))
    assert CANARY.encode() in (tmp_path / "test.db").read_bytes()

    delete(engine, "een")

    assert CANARY.encode() not in (tmp_path / "test.db").read_bytes()


def test_an_error_of_the_database_does_not_hold_the_values(engine):
    nowhere = sa.table("nergens", sa.column("naam"))

    with pytest.raises(sa.exc.OperationalError) as raised, engine.begin() as connection:
        connection.execute(sa.insert(nowhere).values(naam=CANARY))
    assert CANARY not in str(raised.value)


def test_the_log_of_writes_is_emptied(engine, tmp_path):
    log = tmp_path / "test.db-wal"
    with engine.connect() as stays_open:
        stays_open.exec_driver_sql("PRAGMA journal_mode=WAL")
        stays_open.exec_driver_sql("select count(*) from sqlite_master").scalar()
        with engine.begin() as connection:
            connection.exec_driver_sql(f"create table {CANARY} (naam text)")
        assert CANARY.encode() in log.read_bytes()

        empty_journal(engine)

        assert log.read_bytes() == b""
