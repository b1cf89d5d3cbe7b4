"""``kringwijzer import``, ``documents`` and ``remove`` as an operator meets them."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.documents.blocks import DocumentError
from bot.documents.commands import import_files
from bot.documents.opening import Limits, open_file
from bot.documents.papers import Options, asked, read_audience, read_day, read_url, read_year
from bot.documents.store import DocumentStore, Papers, open_document_store
from bot.errors import CommandError
from bot.knowledge.topics import Audience
from bot.search.analyser import default_analyser
from bot.search.live import LiveIndex
from bot.settings import Settings
from tests.unit.made_documents import (
    FIRST,
    GERMAN,
    HTML,
    MARKDOWN,
    SECOND,
    TEXT,
    booklet,
    pdf_without_letters,
    plain_pdf,
    put,
    scan,
    word_file,
    zipped,
)

TODAY = date(2026, 11, 24)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture
def store(tmp_path, monkeypatch) -> DocumentStore:
    """The documents of an installation whose var folder is new."""
    monkeypatch.setenv("KRINGWIJZER_VAR_DIR", str(tmp_path / "var"))
    assert main(["documents"]) == 0
    return open_document_store(Settings(var_dir=str(tmp_path / "var")).database)


@pytest.fixture
def said(capsys):
    """What the command line printed since the last call."""

    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    read()
    return read


GOOD = {"a.pdf": booklet(), "b.docx": word_file(), "c.html": HTML, "d.md": MARKDOWN, "e.txt": TEXT}


def test_every_kind_of_file_is_imported_listed_and_removed(store, said, tmp_path):
    files = [str(put(tmp_path, name, content)) for name, content in GOOD.items()]

    assert main(["import", *files]) == 0

    titles = ["Wegwijzer voorlezen", "Werkwijze voorlezen", "Voorlezen in de buurt", "Voorlezen volgens ons", "VOORLEZEN"]
    assert [(kept.file_name, kept.papers.title) for kept in store.documents()] == list(zip(GOOD, titles))
    assert all(kept.papers.year is None and kept.passages for kept in store.documents())
    told = said()
    assert all(title in told for title in titles)
    assert main(["documents"]) == 0
    listing = said()
    assert all(name in listing for name in (*GOOD, "iedereen"))
    assert main(["remove", "2"]) == 0
    assert "Werkwijze voorlezen" in said()
    assert [kept.id for kept in store.documents()] == [1, 3, 4, 5]


def test_options_become_the_papers(store, tmp_path):
    file = str(put(tmp_path, "a.txt", TEXT))
    options = ["--titel", "Lezen", "--jaar", "2023", "--bron", "https://lezen.example/a", "--doelgroep", "professional", "--nagekeken", "2026-01-31"]

    assert main(["import", file, *options]) == 0

    assert store.documents()[0].papers == Papers("Lezen", 2023, "https://lezen.example/a", Audience.PROFESSIONAL, date(2026, 1, 31))


def test_the_same_file_again_is_told_to_replace_its_older_version(store, said, tmp_path):
    file = str(put(tmp_path, "a.txt", TEXT))
    assert main(["import", file]) == 0
    assert "replaces" not in said()

    put(tmp_path, "a.txt", f"{TEXT}\n\n3 Slot\n\nDan is het klaar.\n")
    assert main(["import", file]) == 0

    assert "replaces its older version (a.txt)" in said()
    assert [kept.id for kept in store.documents()] == [1]
    assert any("Dan is het klaar." in passage.text for passage in store.collection().passages)


def test_a_running_index_finds_a_document_as_soon_as_it_is_imported(store, tmp_path):
    index = LiveIndex([store], default_analyser())
    assert len(index.current().passages) == 0

    assert main(["import", str(put(tmp_path, "a.pdf", booklet()))]) == 0
    assert {passage.document for passage in index.current().passages} == {"document/1"}

    assert main(["remove", "1"]) == 0
    assert len(index.current().passages) == 0


def many_parts(**parts: bytes) -> bytes:
    return zipped(**({"[Content_Types]_xml": b"<Types/>"} | parts))


BAD = {
    "broken": ("stuk.pdf", booklet()[:400], "damaged"),
    "broken Word": ("stuk.docx", word_file()[:-300], "damaged"),
    "Word without its text": ("leeg.docx", many_parts(word__styles_xml=b"<x/>"), "damaged"),
    "encrypted": ("slot.pdf", plain_pdf(FIRST, password="geheim"), "password"),
    "encrypted Word": ("slot.docx", OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "password"),
    "empty": ("leeg.pdf", b"", "empty"),
    "empty page": ("wit.pdf", plain_pdf(""), "fewer than 20 words"),
    "blank": ("wit.txt", b" \n \n", "empty"),
    "scanned": ("scan.pdf", scan(), "OCR"),
    "letters unknown": ("vormen.pdf", pdf_without_letters(), "which letters"),
    "huge": ("groot.txt", FIRST * 6000, "KRINGWIJZER_IMPORT_MEGABYTES"),
    "too many pages": ("dik.pdf", plain_pdf(*[FIRST] * 6), "KRINGWIJZER_IMPORT_PAGES"),
    "not Dutch": ("deutsch.txt", GERMAN, "German"),
    "PDF named as Word": ("brief.docx", plain_pdf(FIRST), "brief.pdf"),
    "Word named as PDF": ("brief.pdf", word_file(), "brief.docx"),
    "web page named as text": ("pagina.txt", HTML, "pagina.html"),
    "text named as PDF": ("tekst.pdf", FIRST, "is no PDF"),
    "bytes named as text": ("foto.txt", b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(99), "holds no text"),
    "old Word": ("oud.doc", OLD_WORD, "older Office"),
    "spreadsheet": ("cijfers.xlsx", many_parts(xl__workbook_xml=b"<x/>"), "cannot be imported"),
    "picture": ("foto.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "cannot be imported"),
    "archive that is broken": ("map.docx", b"PK\x03\x04" + bytes(99), "damaged"),
    "unpacks too large": ("bom.docx", many_parts(word__document_xml=bytes(210_000_000)), "unpacks"),
}


@pytest.mark.parametrize(("name", "content", "reason"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_imported_is_told_and_leaves_everything_as_it_was(store, said, tmp_path, monkeypatch, name, content, reason):
    monkeypatch.setenv("KRINGWIJZER_IMPORT_MEGABYTES", "1")
    monkeypatch.setenv("KRINGWIJZER_IMPORT_PAGES", "5")
    good = str(put(tmp_path, "goed.txt", TEXT))
    assert main(["import", good]) == 0
    before = (store.stamp(), store.documents(), store.collection())
    said()

    assert main(["import", str(put(tmp_path, name, content)), str(put(tmp_path, "ook-goed.md", MARKDOWN))]) == 1

    fault, way_out = said().strip().splitlines()
    assert fault.startswith(f"kringwijzer: {name} ")
    assert reason in fault
    assert way_out.startswith("Nothing was imported.")
    assert (store.stamp(), store.documents(), store.collection()) == before


def test_postgresql_keeps_replaces_refuses_and_removes_alike(said, tmp_path, monkeypatch, postgres):
    monkeypatch.setenv("KRINGWIJZER_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KRINGWIJZER_DATABASE_URL", postgres.url)
    good = put(tmp_path, "goed.txt", TEXT)
    assert main(["import", str(good)]) == 0
    store = open_document_store(postgres.url)
    first = (store.stamp(), store.collection())

    monkeypatch.setenv("KRINGWIJZER_IMPORT_MEGABYTES", "1")
    monkeypatch.setenv("KRINGWIJZER_IMPORT_PAGES", "5")
    for name, content, _ in BAD.values():
        assert main(["import", str(put(tmp_path, name, content)), str(put(tmp_path, "ook-goed.md", MARKDOWN))]) == 1
    assert (store.stamp(), store.collection()) == first

    put(tmp_path, "goed.txt", f"{TEXT}\nDan is het klaar.\n")
    assert main(["import", str(good)]) == 0
    assert [kept.id for kept in store.documents()] == [1]
    assert any("Dan is het klaar." in passage.text for passage in store.collection().passages)
    assert main(["remove", "1"]) == 0
    assert store.collection().passages == ()
    store.close()


@pytest.mark.parametrize(("name", "reason"), [("map", "is a folder"), ("weg.pdf", "does not exist"), ("buis.txt", "not a file")])
def test_what_is_no_file_is_told(store, said, tmp_path, name, reason):
    (tmp_path / "map").mkdir()
    os.mkfifo(tmp_path / "buis.txt")

    assert main(["import", str(tmp_path / name)]) == 1

    assert reason in said()
    assert store.documents() == []


class LockedPath(type(Path())):  # type: ignore[misc]
    """A file that this user may not read."""

    def read_bytes(self) -> bytes:
        raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_told(tmp_path):
    with pytest.raises(DocumentError, match=r"a.txt cannot be read \(Permission denied\); check who may read it"):
        open_file(LockedPath(put(tmp_path, "a.txt", TEXT)), Limits(1, 1))


@pytest.mark.parametrize(("second", "reason"), [("map/a.txt", "a file name stands for one document"), ("b.txt", "holds the same as a.txt")])
def test_the_same_twice_in_one_command_is_told(store, said, tmp_path, second, reason):
    (tmp_path / "map").mkdir()
    files = [str(put(tmp_path, "a.txt", TEXT)), str(put(tmp_path, second, TEXT))]

    assert main(["import", *files]) == 1

    assert reason in said()
    assert store.documents() == []


def test_all_faults_are_told_at_once(store, said, tmp_path):
    files = [str(put(tmp_path, name, content)) for name, content, _ in (BAD["empty"], BAD["not Dutch"], BAD["picture"])]

    assert main(["import", *files]) == 1

    assert [line.split()[1] for line in said().splitlines()[:3]] == ["leeg.pdf", "deutsch.txt", "foto.jpg"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--jaar", "21"), ("--jaar", "2999"), ("--jaar", "vorig jaar"), ("--jaar", "²"), ("--bron", "javascript:alert(1)"),
        ("--bron", "lezen.example"), ("--bron", "https://"), ("--bron", "https://[x"),
        ("--bron", "https://a b"), ("--doelgroep", "oma"), ("--nagekeken", "31-01-2026"),
        ("--nagekeken", "2999-01-01"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_is_told_and_nothing_is_imported(store, said, tmp_path, option, value):
    assert main(["import", str(put(tmp_path, "a.txt", TEXT)), option, value]) == 1

    assert f"kringwijzer: {option} {value}: " in said()
    assert store.documents() == []


def test_one_title_for_two_files_is_refused(store, said, tmp_path):
    files = [str(put(tmp_path, "a.txt", TEXT)), str(put(tmp_path, "b.md", MARKDOWN))]

    assert main(["import", *files, "--titel", "Lezen"]) == 1
    assert "one by one" in said()


def test_removing_what_is_not_there_says_how_to_see_what_is(store, said):
    assert main(["remove", "7"]) == 1
    assert "kringwijzer documents" in said()


def test_without_documents_the_list_says_how_to_add_one(store, said):
    assert main(["documents"]) == 0
    assert "kringwijzer import" in said()


def test_a_database_that_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(CommandError, match="KRINGWIJZER_DATABASE_URL"):
        import_files(Settings(database_url="sqlite:////does/not/exist/x.db"), [str(put(tmp_path, "a.txt", TEXT))], Options())


def test_a_title_cannot_steer_the_terminal(store, said, tmp_path):
    assert main(["import", str(put(tmp_path, "a.txt", TEXT)), "--titel", "[red]Rood[/red] \x1b[2J"]) == 0
    assert "\x1b" not in (out := said())
    assert "[red]Rood[/red]" in out
    assert main(["documents"]) == 0
    assert "\x1b" not in (out := said())
    assert "[red]Rood[/red]" in out


class Answers:
    """Somebody at a terminal, who gives these answers in order."""

    def __init__(self, *answers: str) -> None:
        self.given = list(answers)
        self.questions: list[str] = []

    def __call__(self, question: str, default: str) -> str:
        self.questions.append(question)
        return self.given.pop(0) or default


def test_on_a_terminal_what_no_option_says_is_asked_for():
    ask = Answers("Nieuwe titel", "2020", "", "ouder")

    papers = asked(Papers("Uit het bestand", reviewed_on=TODAY), Options(reviewed_on="2026-11-24"), TODAY, ask)

    assert papers == Papers("Nieuwe titel", 2020, None, Audience.PARENT, TODAY)
    assert len(ask.questions) == 4


def test_an_empty_answer_keeps_what_the_file_says():
    assert asked(Papers("Uit het bestand"), Options(), TODAY, Answers("", "", "", "", "")) == Papers("Uit het bestand")


def test_an_answer_that_cannot_be_is_asked_for_again_with_the_reason():
    ask = Answers("", "later", "2020", "", "", "")

    assert asked(Papers("Titel"), Options(), TODAY, ask).year == 2020
    assert "--jaar later" in ask.questions[2]


@pytest.mark.parametrize("read", [lambda text: read_year(text, TODAY), read_url, read_audience, lambda text: read_day(text, TODAY)])
@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_stays_nothing(read, nothing):
    assert read(nothing) is None


def test_a_passage_of_every_document_is_within_the_limits(store, tmp_path):
    files = [str(put(tmp_path, name, content)) for name, content in GOOD.items()]
    assert main(["import", *files]) == 0

    assert all(len(passage.text.split()) <= 210 for passage in store.collection().passages)
    assert sum(SECOND in passage.text for passage in store.collection().passages) == 7


def test_the_made_files_are_what_they_say(tmp_path):
    assert zipfile.is_zipfile(put(tmp_path, "a.docx", word_file()))
    assert booklet().startswith(b"%PDF-")
