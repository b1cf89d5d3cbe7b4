"""The connection to the database: checked before use, overwriting what it deletes, without parameters in its errors.

No statement waits longer than a few seconds: a database that hangs is a fault that is told, not a conversation that stands still.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

WAIT_SECONDS = 3
NEW_CONNECTION_AFTER_SECONDS = 1800
CONNECTIONS, MORE_CONNECTIONS = 2, 3  # of each store in each process


def open_engine(url: str) -> Engine:
    """An engine that checks its connection before use and keeps the parameters of statements out of its log and errors."""
    engine = sa.create_engine(url, pool_pre_ping=True, future=True, hide_parameters=True, **_limits(url))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _overwrite_what_is_deleted)
    return engine


def _limits(url: str) -> dict[str, Any]:
    kind = make_url(url).get_backend_name()
    if kind == "sqlite":
        return {"connect_args": {"timeout": WAIT_SECONDS}}
    if kind != "postgresql":
        return {}
    connect = {"connect_timeout": WAIT_SECONDS, "options": f"-c statement_timeout={WAIT_SECONDS * 1000} -c lock_timeout={WAIT_SECONDS * 1000}"}
    pool = {"pool_size": CONNECTIONS, "max_overflow": MORE_CONNECTIONS, "pool_timeout": WAIT_SECONDS}
    return {"connect_args": connect, "pool_recycle": NEW_CONNECTION_AFTER_SECONDS, **pool}


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
