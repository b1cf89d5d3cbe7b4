"""Network maps on the server: encrypted, found by their owner only, gone after their last day.

What the database alone shows of a map: a random id, dates, how often it changed, and the size of the content.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from bot.privacy.encryption import Vault
from bot.privacy.keys import open_vault
from bot.settings import MOST_KEEP_MAP_DAYS, Settings, read_settings
from bot.storage.engine import empty_journal, open_engine
from bot.storage.map_seal import Envelope, MapSeal, digest_of_code, digest_of_owner, new_code
from bot.storage.map_table import columns, network_maps

ID_BYTES = 18
FIRST_VERSION = 1
ATTEMPTS = 5
BATCH = 100


class MapStoreError(Exception):
    """A map cannot be changed; the message holds nothing about the map or its owner."""


class MapGone(MapStoreError):
    """There is no such map of this owner: erased, expired, moved to another conversation, or never there."""


class MapConflict(MapStoreError):
    """The map was changed in the meantime; load it again."""


@dataclass(frozen=True)
class KeptMap:
    """A map as it was read; a save names its ``version``."""

    map_id: str = field(repr=False)
    content: dict[str, Any] = field(repr=False)
    version: int
    keep_days: int
    created_at: datetime
    changed_at: datetime
    expires_at: datetime


def utc_now() -> datetime:
    """The clock of the store unless a test gives another."""
    return datetime.now(timezone.utc)


class MapStore:
    """Keeps the state of network interviews (dicts that JSON can hold). Safe to use from several threads and processes.

    Every reading method raises :class:`bot.privacy.encryption.DecryptionError` for a map that the keys do not fit.
    """

    def __init__(self, engine: Engine, vault: Vault, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._seal = MapSeal(vault)
        self._clock = clock

    def create(self, owner: str, content: dict[str, Any], keep_days: int) -> str:
        """Keep a new map until so many days (1 to 30) after its last change; returns its id (24 url-safe characters)."""
        _check_days(keep_days)
        now, map_id = self._clock(), secrets.token_urlsafe(ID_BYTES)
        sealed = self._seal.close(Envelope(map_id, digest_of_owner(owner), None, content))
        row = {"map_id": map_id, "version": FIRST_VERSION, "keep_days": keep_days, "created_at": now}
        with self._engine.begin() as connection:
            connection.execute(sa.insert(network_maps).values(**row, **sealed, **_used(now, keep_days)))
        return map_id

    def load(self, map_id: str, owner: str) -> KeptMap | None:
        """A map, or None when it expired (then it is deleted) or is not this owner's."""
        row = self._one(columns.map_id == map_id, self._owned_by(owner))
        return None if row is None else self._kept(row)

    def latest_of(self, owner: str) -> KeptMap | None:
        """The owner's map that was used last, if any."""
        wanted = sa.select(network_maps).where(self._owned_by(owner), columns.expires_at > self._clock())
        with self._engine.begin() as connection:
            row = connection.execute(wanted.order_by(columns.changed_at.desc(), columns.created_at.desc()).limit(1)).one_or_none()
        return None if row is None else self._kept(row)

    def save(self, map_id: str, owner: str, content: dict[str, Any], version: int) -> int:
        """Replace the content of the version that was read, and begin its days anew; returns the new version.

        Raises :class:`MapConflict` when the map was changed since, :class:`MapGone` when it is no longer this owner's.
        """
        row = self._required(map_id, owner)
        if row.version == version:
            sealed = self._seal.close(replace(self._seal.open(row), content=content))
            if self._update(row, sealed | _used(self._clock(), row.keep_days)):
                return version + 1
            self._required(map_id, owner)
        raise MapConflict("this map was changed in the meantime")

    def set_keep_days(self, map_id: str, owner: str, days: int) -> None:
        """Keep a map until so many days (1 to 30) from now, and from every later change; it gets a new version. Raises :class:`MapGone`."""
        _check_days(days)
        self._change(map_id, owner, lambda row: {"keep_days": days} | _used(self._clock(), days))

    def make_resume_code(self, map_id: str, owner: str) -> str:
        """A code such as ``CDFG-HJKM-NPQR`` that opens the map once, until it expires; an earlier code ends. The map gets a new version.

        Raises :class:`MapGone`.
        """
        code = new_code()
        self._change(map_id, owner, lambda row: self._seal.close(replace(self._seal.open(row), code=digest_of_code(code))))
        return code

    def knows_code(self, code: str) -> bool:
        """Whether a code opens a map now; it is not used up."""
        return self._one(columns.resume_code_hash.in_(self._seal.code_hashes(code))) is not None

    def resume(self, code: str, new_owner: str) -> str | None:
        """Move the map of a code to another owner and end the code; returns its id, or None for a code that opens nothing.

        Spaces, dashes and small letters make no difference. Whatever the code looks like, it is looked up in the same way.
        """
        for _ in range(ATTEMPTS):
            row = self._one(columns.resume_code_hash.in_(self._seal.code_hashes(code)))
            if row is None:
                return None
            sealed = self._seal.close(replace(self._seal.open(row), owner=digest_of_owner(new_owner), code=None))
            if self._update(row, sealed | _used(self._clock(), row.keep_days)):
                return row.map_id
        raise MapConflict("this map is being changed")

    def erase(self, map_id: str, owner: str) -> bool:
        """Delete a map for good; whether there was one of this owner."""
        return _delete(self._engine, columns.map_id == map_id, self._owned_by(owner)) > 0

    def erase_all(self, owner: str) -> int:
        """Delete every map of an owner for good; returns how many."""
        return _delete(self._engine, self._owned_by(owner))

    def purge(self, now: datetime | None = None) -> int:
        """Delete what expired; returns how many maps."""
        return _delete(self._engine, columns.expires_at <= (now or self._clock()))

    def export_owner(self, owner: str) -> list[dict[str, Any]]:
        """Everything that is held of an owner, readable and ready for JSON, oldest map first; what expired is deleted first."""
        self.purge()
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(network_maps).where(self._owned_by(owner)).order_by(columns.created_at)).all()
        return [self._exported(row) for row in rows]

    def rotate_keys(self) -> int:
        """Bring every readable map under the newest key; returns how many were not yet.

        Works in batches that each stand by themselves, so it may be interrupted and run again, and may run beside users.
        Raises :class:`MapConflict` when maps keep being written with an older key.
        """
        rotated = 0
        for _ in range(ATTEMPTS):
            done, missed = self._rotate_once()
            rotated += done
            if not missed:
                return rotated
        raise MapConflict("maps are being changed all the time; stop the assistant and rotate again")

    def unreadable(self) -> int:
        """How many maps that have not expired no key can read."""
        batches = self._batches(columns.expires_at > self._clock())
        return sum(not self._seal.is_readable(row) for batch in batches for row in batch)

    def close(self) -> None:
        """Give the connections back; the store opens new ones when it is used again."""
        self._engine.dispose()

    def _rotate_once(self) -> tuple[int, int]:
        """One round over all maps: how many were brought under the newest key, how many somebody changed meanwhile."""
        done = missed = 0
        for batch in self._batches():
            old = [row for row in batch if not self._seal.is_newest(row) and self._seal.is_readable(row)]
            with self._engine.begin() as connection:
                # The version stays, as the content does: nobody should meet a conflict because of a new key.
                changed = [_update_row(connection, row, self._seal.close(self._seal.open(row))) for row in old]
            done, missed = done + changed.count(True), missed + changed.count(False)
        return done, missed

    def _batches(self, *conditions: Any) -> Iterator[list[Row]]:
        last = ""
        while True:
            wanted = sa.select(network_maps).where(columns.map_id > last, *conditions).order_by(columns.map_id).limit(BATCH)
            with self._engine.begin() as connection:
                rows = connection.execute(wanted).all()
            if not rows:
                return
            yield rows
            last = rows[-1].map_id

    def _owned_by(self, owner: str) -> Any:
        return columns.owner_hash.in_(self._seal.owner_hashes(owner))

    def _one(self, *conditions: Any) -> Row | None:
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(network_maps).where(*conditions)).one_or_none()
        now = self._clock()
        if row is None or row.expires_at > now:
            return row
        _delete(self._engine, columns.map_id == row.map_id, columns.expires_at <= now)
        return None

    def _required(self, map_id: str, owner: str) -> Row:
        row = self._one(columns.map_id == map_id, self._owned_by(owner))
        if row is None:
            raise MapGone("there is no such map")
        return row

    def _change(self, map_id: str, owner: str, values: Callable[[Row], dict[str, Any]]) -> None:
        for _ in range(ATTEMPTS):
            row = self._required(map_id, owner)
            if self._update(row, values(row)):
                return
        raise MapConflict("this map is being changed")

    def _update(self, row: Row, values: dict[str, Any]) -> bool:
        with self._engine.begin() as connection:
            return _update_row(connection, row, values | {"version": row.version + 1})

    def _kept(self, row: Row) -> KeptMap:
        content = self._seal.open(row).content
        return KeptMap(row.map_id, content, row.version, row.keep_days, row.created_at, row.changed_at, row.expires_at)

    def _exported(self, row: Row) -> dict[str, Any]:
        return {
            "map_id": row.map_id,
            "version": row.version,
            "keep_days": row.keep_days,
            "created_at": row.created_at.isoformat(timespec="seconds"),
            "changed_at": row.changed_at.isoformat(timespec="seconds"),
            "expires_at": row.expires_at.isoformat(timespec="seconds"),
            "has_resume_code": row.resume_code_hash is not None,
            "content": self._seal.open(row).content,
        }


def open_map_store(settings: Settings) -> MapStore:
    """A store on the database and keys of the settings."""
    return MapStore(open_engine(settings.database), open_vault(settings))


@lru_cache(maxsize=1)
def default_map_store() -> MapStore:
    """The store of this process, opened at first use."""
    return open_map_store(read_settings())


def delete_expired(url: str) -> int:
    """Delete the maps that expired, for which no key is needed; returns how many."""
    engine = open_engine(url)
    try:
        return _delete(engine, columns.expires_at <= utc_now())
    finally:
        engine.dispose()


def _delete(engine: Engine, *conditions: Any) -> int:
    with engine.begin() as connection:
        deleted = connection.execute(sa.delete(network_maps).where(*conditions)).rowcount
    if deleted:
        empty_journal(engine)
    return deleted


def _update_row(connection: Connection, row: Row, values: dict[str, Any]) -> bool:
    """Change a row unless somebody else did since it was read."""
    unchanged = (columns.map_id == row.map_id, columns.version == row.version)
    return connection.execute(sa.update(network_maps).where(*unchanged).values(values)).rowcount == 1


def _used(now: datetime, keep_days: int) -> dict[str, Any]:
    return {"changed_at": now, "expires_at": now + timedelta(days=keep_days)}


def _check_days(days: int) -> None:
    if not 1 <= days <= MOST_KEEP_MAP_DAYS:
        raise ValueError(f"a map is kept 1 to {MOST_KEEP_MAP_DAYS} days")
