"""Documents in the database, and their passages as a source for the index.

Every change is one transaction that begins by replacing the stamp. That row is also what two imports at the same time
wait for, so that neither sees half of the other.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import SQLAlchemyError

from bot.documents.cutting import CutPassage
from bot.knowledge.topics import Audience
from bot.search.passages import Collection, Passage
from bot.settings import read_settings
from bot.storage.document_table import document_stamp, documents, passages
from bot.storage.engine import empty_journal, open_engine
from bot.storage.maps import utc_now

KIND = "document"
LONGEST_TITLE = 300
STAMP_BYTES = 12


@dataclass(frozen=True)
class Papers:
    """What a document says about itself and what the operator says about it. ``audience`` None means everybody."""

    title: str
    year: int | None = None
    url: str | None = None
    audience: Audience | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True)
class NewDocument:
    """A document that is ready to be kept; ``content_hash`` is the SHA-256 of the file in hexadecimal."""

    file_name: str
    content_hash: str
    kind: str
    papers: Papers
    passages: tuple[CutPassage, ...]
    pages: int | None = None


@dataclass(frozen=True)
class KeptDocument:
    """A document in the database with how many passages it has."""

    id: int
    file_name: str
    kind: str
    papers: Papers
    pages: int | None
    imported_at: datetime
    passages: int


@dataclass(frozen=True)
class Stored:
    """What became of a new document: its number, and the file names of the older versions that it replaced."""

    id: int
    replaced: tuple[str, ...]


class DocumentStore:
    """Keeps documents; a :class:`bot.search.passages.PassageSource`. Safe to use from several threads and processes."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def put(self, new: Sequence[NewDocument]) -> list[Stored]:
        """Keep all of these documents or, on an error, none. One with a known name or content replaces its older version."""
        with self._engine.begin() as connection:
            self._renew_stamp(connection)
            stored = [self._put_one(connection, document) for document in new]
        empty_journal(self._engine)
        return stored

    def remove(self, document_id: int) -> KeptDocument | None:
        """Delete a document with its passages; returns what it was, or None when there is no such number."""
        with self._engine.begin() as connection:
            found = connection.execute(self._listing().where(documents.c.id == document_id)).one_or_none()
            if found is None:
                return None
            self._renew_stamp(connection)
            _delete(connection, [document_id])
        empty_journal(self._engine)
        return _kept(found)

    def documents(self) -> list[KeptDocument]:
        """Every document, oldest number first."""
        with self._engine.begin() as connection:
            return [_kept(row) for row in connection.execute(self._listing().order_by(documents.c.id))]

    def stamp(self) -> Hashable:
        """A value that every import and removal replaces."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(document_stamp.c.value)).scalar()

    def collection(self) -> Collection:
        """All passages for the index, in the order of the documents."""
        wanted = sa.select(passages, documents).join(documents, passages.c.document_id == documents.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.order_by(documents.c.id, passages.c.number)).mappings().all()
        return Collection(tuple(_passage(row) for row in rows))

    def close(self) -> None:
        """Give the connections back; the store opens new ones when it is used again."""
        self._engine.dispose()

    def _renew_stamp(self, connection: Connection) -> None:
        connection.execute(sa.update(document_stamp).values(value=secrets.token_urlsafe(STAMP_BYTES)))

    def _put_one(self, connection: Connection, new: NewDocument) -> Stored:
        name = unicodedata.normalize("NFC", new.file_name)
        same = sa.or_(documents.c.file_name == name, documents.c.content_hash == new.content_hash)
        older = connection.execute(sa.select(documents.c.id, documents.c.file_name).where(same).order_by(documents.c.id)).all()
        _delete(connection, [row.id for row in older])
        papers = new.papers
        values = {
            "file_name": name,
            "content_hash": new.content_hash,
            "kind": new.kind,
            "title": papers.title[:LONGEST_TITLE],
            "year": papers.year,
            "url": papers.url,
            "audience": papers.audience.value if papers.audience else None,
            "reviewed_on": papers.reviewed_on,
            "pages": new.pages,
            "imported_at": self._clock(),
        }
        if older:
            values["id"] = older[0].id
        number = connection.execute(sa.insert(documents).values(values)).inserted_primary_key[0]
        rows = [
            {"document_id": number, "number": place, "section": passage.section, "page": passage.page, "text": passage.text}
            for place, passage in enumerate(new.passages, 1)
        ]
        connection.execute(sa.insert(passages), rows)
        return Stored(number, tuple(row.file_name for row in older))

    def _listing(self) -> sa.sql.Select:
        count = sa.select(sa.func.count()).where(passages.c.document_id == documents.c.id).scalar_subquery()
        return sa.select(documents, count.label("passages"))


class DocumentPassages:
    """The documents of a store for a running assistant, which goes on with what it has while the database is away."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._last_stamp: Hashable = None

    def stamp(self) -> Hashable:
        """The stamp of the store, or the last one known when the database does not answer or has no tables yet."""
        with suppress(SQLAlchemyError):
            self._last_stamp = self._store.stamp()
        return self._last_stamp

    def collection(self) -> Collection:
        """All passages; none when the database never answered. Raises SQLAlchemy's error when it answered before and no longer does."""
        return Collection(()) if self._last_stamp is None else self._store.collection()


def open_document_store(url: str) -> DocumentStore:
    """A store on a database address."""
    return DocumentStore(open_engine(url))


@lru_cache(maxsize=1)
def default_document_passages() -> DocumentPassages:
    """The documents of this installation, opened at first use."""
    return DocumentPassages(open_document_store(read_settings().database))


def _delete(connection: Connection, ids: Sequence[int]) -> None:
    connection.execute(sa.delete(passages).where(passages.c.document_id.in_(ids)))
    connection.execute(sa.delete(documents).where(documents.c.id.in_(ids)))


def _audience(value: str | None) -> Audience | None:
    return Audience(value) if value else None


def _kept(row: Row) -> KeptDocument:
    papers = Papers(row.title, row.year, row.url, _audience(row.audience), row.reviewed_on)
    return KeptDocument(row.id, row.file_name, row.kind, papers, row.pages, row.imported_at, row.passages)


def _passage(row: sa.engine.RowMapping) -> Passage:
    key = f"{KIND}/{row[documents.c.id]}"
    return Passage(
        id=f"{key}#{row[passages.c.number]}",
        text=row[passages.c.text],
        title=row[documents.c.title],
        kind=KIND,
        document=key,
        section=row[passages.c.section],
        page=row[passages.c.page],
        source_title=row[documents.c.title],
        audience=_audience(row[documents.c.audience]),
        year=row[documents.c.year],
        url=row[documents.c.url],
    )
