"""The connection to the database: checked before use, overwriting what it deletes, without parameters in its errors."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine


def open_engine(url: str) -> Engine:
    """An engine that checks its connection before use and keeps the parameters of statements out of its log and errors."""
    engine = sa.create_engine(url, pool_pre_ping=True, future=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _overwrite_what_is_deleted)
    return engine


def _overwrite_what_is_deleted(connection: Any, _: object) -> None:
    # SQLite leaves deleted content in freed pages otherwise.
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def empty_journal(engine: Engine) -> None:
    """Take what was deleted out of SQLite's write-ahead log too; does nothing on other databases and in other journal modes."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
