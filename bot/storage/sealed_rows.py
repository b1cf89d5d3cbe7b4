"""Rows that belong to somebody and hold something encrypted: found by their sender only, gone after their day.

The encrypted part names a digest of the sender, so that the keyed hash in the row can follow a new key, and a content that was
moved under another sender is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.privacy.encryption import DecryptionError, Vault
from bot.storage.engine import empty_journal
from bot.storage.map_seal import digest_of_owner

SENDER, CONTENT = "sender", "content"
BATCH = 500


class SealedRows:
    """A table with the columns ``id``, ``sender_hash``, ``content``, ``day`` and what else it has in clear."""

    def __init__(self, engine: Engine, vault: Vault, table: sa.Table, purpose: str, today: Callable[[], date] = date.today) -> None:
        self._engine = engine
        self._vault = vault
        self._table = table
        self._purpose = purpose
        self._today = today

    def _keep(self, sender: str, content: dict[str, Any], **in_clear: Any) -> None:
        sealed = self._sealed(digest_of_owner(sender), content)
        with self._engine.begin() as connection:
            connection.execute(sa.insert(self._table).values(**sealed, **in_clear, day=self._today()))

    def of(self, sender: str) -> list[dict[str, Any]]:
        """What is held of a sender, oldest first, as dicts of columns and content."""
        return [self._opened(row) for batch in self._batches(self._owned_by(sender)) for row in batch]

    def all(self) -> list[dict[str, Any]]:
        """Everything that a key reads, oldest first."""
        return [self._opened(row) for batch in self._batches() for row in batch if self._is_readable(row)]

    def erase(self, sender: str) -> int:
        """Delete what is held of a sender; returns how many."""
        return delete_rows(self._engine, self._owned_by(sender), table=self._table)

    def rotate_keys(self) -> int:
        """Bring every readable row under the newest key; returns how many were not yet."""
        readable = (row for batch in self._batches() for row in batch if self._is_readable(row))
        return sum(self._rotate(row) for row in readable if not self._vault.is_newest(row.content))

    def unreadable(self) -> int:
        """How many rows no key reads."""
        return sum(not self._is_readable(row) for batch in self._batches() for row in batch)

    def close(self) -> None:
        """Give the connections back; they are opened again when needed."""
        self._engine.dispose()

    def _sealed(self, digest: str, content: dict[str, Any]) -> dict[str, str]:
        return {"sender_hash": self._vault.fingerprint(self._purpose, digest), "content": self._vault.encrypt({SENDER: digest, CONTENT: content})}

    def _envelope(self, row: Row) -> dict[str, Any]:
        envelope = self._vault.decrypt(row.content)
        if row.sender_hash not in self._vault.fingerprints(self._purpose, str(envelope.get(SENDER))):
            raise DecryptionError("a row was moved to another sender, outside the assistant")
        return envelope

    def _opened(self, row: Row) -> dict[str, Any]:
        in_clear = {name: value for name, value in row._mapping.items() if name not in ("id", "sender_hash", "content")}
        return in_clear | self._envelope(row)[CONTENT]

    def _is_readable(self, row: Row) -> bool:
        try:
            self._envelope(row)
        except DecryptionError:
            return False
        return True

    def _rotate(self, row: Row) -> int:
        envelope = self._envelope(row)
        change = sa.update(self._table).where(self._table.c.id == row.id).values(self._sealed(envelope[SENDER], envelope[CONTENT]))
        with self._engine.begin() as connection:
            return connection.execute(change).rowcount

    def _owned_by(self, sender: str) -> Any:
        return self._table.c.sender_hash.in_(self._vault.fingerprints(self._purpose, digest_of_owner(sender)))

    def _batches(self, *conditions: Any) -> Iterator[list[Row]]:
        last = 0
        while True:
            wanted = sa.select(self._table).where(self._table.c.id > last, *conditions).order_by(self._table.c.id).limit(BATCH)
            with self._engine.begin() as connection:
                rows = connection.execute(wanted).all()
            if not rows:
                return
            yield rows
            last = rows[-1].id


def delete_older(engine: Engine, table: sa.Table, days: int, today: date | None = None) -> int:
    """Delete the rows of more than so many days ago, for which no key is needed; returns how many."""
    return delete_rows(engine, table.c.day < (today or date.today()) - timedelta(days=days), table=table)


def delete_rows(engine: Engine, *conditions: Any, table: sa.Table) -> int:
    """Delete rows for good; returns how many."""
    with engine.begin() as connection:
        deleted = connection.execute(sa.delete(table).where(*conditions)).rowcount
    if deleted:
        empty_journal(engine)
    return deleted
