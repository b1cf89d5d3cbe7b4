"""Documents in the database: whole or not at all, replaced by name or content, and seen by a running assistant."""

from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.documents.cutting import CutPassage
from bot.documents.store import DocumentPassages, DocumentStore, NewDocument, Papers
from bot.knowledge.topics import Audience
from bot.search.passages import PassageSource
from bot.storage.document_table import metadata
from bot.storage.engine import open_engine
from bot.storage.migrate import configuration, upgrade

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)
PAPERS = Papers("Wegwijzer", 2024, "https://wegwijzer.example", Audience.YOUTH, date(2026, 1, 31))
CANARY = "Kanarina"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """The address of an empty database, on both kinds that an organisation may use."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'documenten.db'}"
    url = request.getfixturevalue("postgres").url
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("drop schema public cascade"))
        connection.execute(sa.text("create schema public"))
    engine.dispose()
    return url


@pytest.fixture
def engine(url):
    upgrade(url)
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine) -> DocumentStore:
    return DocumentStore(engine, lambda: NOON)


def made(name: str = "wegwijzer.pdf", content: str = "a", *texts: str, **changes) -> NewDocument:
    passages = tuple(CutPassage(text, f"Deel {number}", number) for number, text in enumerate(texts or ("Een buur leest voor.",), 1))
    return replace(NewDocument(name, content * 64, "pdf", PAPERS, passages, 4), **changes)


def texts_in(store: DocumentStore) -> list[str]:
    return [passage.text for passage in store.collection().passages]


def test_what_is_kept_comes_back_with_its_papers(store):
    (stored,) = store.put([made("wegwijzer.pdf", "a", "Eerst dit.", "Dan dat.")])

    (kept,) = store.documents()
    assert (kept.id, kept.file_name, kept.papers, kept.pages, kept.imported_at, kept.passages) == (stored.id, "wegwijzer.pdf", PAPERS, 4, NOON, 2)
    assert stored.replaced == ()


def test_passages_for_the_index_say_where_they_stand(store):
    store.put([made("wegwijzer.pdf", "a", "Eerst dit.", "Dan dat.")])

    passage = store.collection().passages[1]
    assert (passage.id, passage.document, passage.topic, passage.kind) == ("document/1#2", "document/1", None, "document")
    assert (passage.text, passage.section, passage.page) == ("Dan dat.", "Deel 2", 2)
    assert (passage.title, passage.source_title, passage.year) == ("Wegwijzer", "Wegwijzer", 2024)
    assert (passage.url, passage.audience) == ("https://wegwijzer.example", Audience.YOUTH)


def test_a_document_without_papers_is_for_everybody_and_has_no_year(store):
    store.put([made(papers=Papers("Los"))])

    passage = store.collection().passages[0]
    assert (passage.audience, passage.year, passage.url) == (None, None, None)


@pytest.mark.parametrize(("name", "content"), [("wegwijzer.pdf", "b"), ("anders.pdf", "a")], ids=["same name", "same content"])
def test_the_same_file_again_replaces_its_older_version_and_keeps_its_number(store, name, content):
    store.put([made("wegwijzer.pdf", "a", "Oud.", "Ook oud.")])

    (stored,) = store.put([made(name, content, "Nieuw.")])

    assert (stored.id, stored.replaced) == (1, ("wegwijzer.pdf",))
    assert [kept.file_name for kept in store.documents()] == [name]
    assert texts_in(store) == ["Nieuw."]


def test_a_file_that_has_the_name_of_one_and_the_content_of_another_replaces_both(store):
    store.put([made("een.pdf", "a"), made("twee.pdf", "b"), made("drie.pdf", "c")])

    (stored,) = store.put([made("een.pdf", "b", "Nieuw.")])

    assert (stored.id, stored.replaced) == (1, ("een.pdf", "twee.pdf"))
    assert [kept.file_name for kept in store.documents()] == ["een.pdf", "drie.pdf"]


def test_a_name_spelled_with_loose_accents_is_the_same_name(store):
    store.put([made("Coördinatie.pdf", "a")])
    store.put([made("Coo\u0308rdinatie.pdf", "b")])

    assert [kept.file_name for kept in store.documents()] == ["Coördinatie.pdf"]


def test_when_one_of_several_cannot_be_kept_none_is_and_the_old_ones_stay(store):
    store.put([made("oud.pdf", "o", "Oud.")])
    before = store.stamp()

    with pytest.raises(sa.exc.IntegrityError):
        store.put([made("oud.pdf", "n", "Nieuw."), made("stuk.pdf", "s", passages=(CutPassage(None, None, None),))])

    assert texts_in(store) == ["Oud."]
    assert store.stamp() == before


def test_removing_takes_the_passages_along(store):
    store.put([made("een.pdf", "a", "Een."), made("twee.pdf", "b", "Twee.")])

    removed = store.remove(1)

    assert (removed.file_name, removed.passages) == ("een.pdf", 1)
    assert texts_in(store) == ["Twee."]
    assert store.remove(1) is None


def test_the_number_of_a_removed_document_is_not_given_again(store):
    store.put([made("een.pdf", "a")])
    store.remove(1)

    assert store.put([made("twee.pdf", "b")])[0].id == 2


def test_the_stamp_changes_with_every_import_and_removal_and_not_otherwise(store):
    stamps = [store.stamp()]
    for change in (lambda: store.put([made()]), lambda: store.put([made()]), lambda: store.remove(1)):
        change()
        stamps.append(store.stamp())
    store.documents(), store.collection(), store.remove(99)

    assert len(set(stamps)) == 4
    assert store.stamp() == stamps[-1]


def test_another_process_sees_the_change(store, url):
    other = DocumentPassages(DocumentStore(open_engine(url)))
    before = other.stamp()

    store.put([made("een.pdf", "a", "Nieuw.")])

    assert other.stamp() != before
    assert [passage.text for passage in other.collection().passages] == ["Nieuw."]


def test_removed_text_is_gone_from_the_file_of_sqlite(tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'documenten.db'}")
    store = DocumentStore(open_engine(f"sqlite:///{tmp_path / 'documenten.db'}"))
    store.put([made("een.pdf", "a", f"{CANARY} leest voor.")])
    assert CANARY.encode() in (tmp_path / "documenten.db").read_bytes()

    store.remove(1)

    assert CANARY.encode() not in (tmp_path / "documenten.db").read_bytes()


def test_a_running_assistant_goes_on_without_documents_when_the_database_has_no_tables(tmp_path):
    source: PassageSource = DocumentPassages(DocumentStore(open_engine(f"sqlite:///{tmp_path / 'leeg.db'}")))

    assert source.stamp() is None
    assert source.collection().passages == ()


def test_a_running_assistant_keeps_its_index_when_the_database_goes_away(store, engine):
    source = DocumentPassages(store)
    store.put([made()])
    before = source.stamp()
    with engine.begin() as connection:
        connection.execute(sa.text("alter table document_stamp rename to weg"))

    assert source.stamp() == before


def differences(engine) -> list:
    ours = {"include_name": lambda name, kind, parents: kind != "table" or name in metadata.tables, "compare_type": True}
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=ours), metadata)


def test_the_migrations_make_the_tables_that_the_code_uses(engine):
    assert differences(engine) == []

    with engine.begin() as connection:
        connection.execute(sa.text("alter table passages drop column page"))
    assert len(differences(engine)) == 1


def test_going_back_takes_the_documents_only(engine, url):
    command.downgrade(configuration(url), "0002")
    assert not {"documents", "passages", "document_stamp"} & set(sa.inspect(engine).get_table_names())
    assert "network_maps" in sa.inspect(engine).get_table_names()

    upgrade(url)

    assert DocumentStore(engine).documents() == []
