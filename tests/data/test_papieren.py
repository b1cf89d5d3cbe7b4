"""The papers for the organisation: every id has a row, a row names the test behind it, and what is said to wait still waits."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from bot.knowledge.checks import AVOIDED, FORMAL, INFORMAL, PLAIN_LIMITS, PROFESSIONAL_LIMITS
from bot.knowledge.readability import mean_sentence_length, sentences, word_count
from bot.knowledge.topics import Audience
from bot.settings import ROOT

DOCS = ROOT / "docs"
PRIVACY = DOCS / "privacy"
DPIA, SECURITY = PRIVACY / "dpia.md", DOCS / "beveiliging.md"
ENTRY, ENTRY_PAGE = PRIVACY / "algoritmeregister.json", PRIVACY / "algoritmeregister.md"
SCHEMA = json.loads((Path(__file__).parent / "algoritmeregister-1.0.schema.json").read_text(encoding="utf-8"))
PAPERS = [*sorted(PRIVACY.glob("*.md")), SECURITY, DOCS / "security.txt.voorbeeld", ENTRY]
READERS = {PRIVACY / "privacytekst.md": Audience.PARENT, PRIVACY / "privacytekst-jongeren.md": Audience.YOUTH}
WANTED = {
    DPIA: [f"B{number:02}" for number in range(1, 51)],
    SECURITY: [*(f"C{number}" for number in range(1, 27)), *(f"H{number}" for number in range(1, 17))],
}
MOST_WORDS_ON_A_PAGE = 450
STANDS = {"gedaan", "deels", "nog niet", "organisatie"}
LAW_TO_CONFIRM = ("B04", "B05", "B08", "B24", "B31")  # take an id out when the privacy officer has confirmed it
ROW = re.compile(r"^\| ([BCH]\d{1,2}) \| (.+) \|$", re.MULTILINE)
WAITS_FOR = re.compile(r"wacht op: ([\w./-]+[\w-])")
TEST_FILE = re.compile(r"`(tests/[\w/]+\.py)`")
TEST_NAME = re.compile(r"`(test_\w+)`")
MARKER = re.compile(r"\[invullen: [^\[\]]+\]")
QUOTED = re.compile(r'"[^"]+"')  # what a reader types to the assistant
PUBLIC_TEXT = re.compile(r"<!-- begin tekst -->\n(.*?)<!-- einde tekst -->", re.DOTALL)


class Row(NamedTuple):
    """One line of a checklist; ``proof`` is the cell with tests or reasons."""

    id: str
    requirement: str
    measure: str
    proof: str
    stand: str


def rows(path: Path) -> list[Row]:
    return [Row(number, *(cell.strip() for cell in cells.split(" | "))) for number, cells in ROW.findall(path.read_text(encoding="utf-8"))]


def first_cells(path: Path, heading: str) -> list[str]:
    """What stands before the first colon or semicolon in the first column of the table under a heading."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^\| (.+?) \|", section[1], re.MULTILINE)
    return [re.split("[:;]", line)[0] for line in lines[1:]]


ROWS = [row for path in WANTED for row in rows(path)]
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
public_texts = pytest.mark.parametrize(("path", "audience"), READERS.items(), ids=lambda value: getattr(value, "name", value))


@pytest.mark.parametrize("path", WANTED, ids=lambda path: path.name)
def test_every_id_has_one_row_in_its_order(path):
    assert [row.id for row in rows(path)] == WANTED[path]


@every_row
def test_a_row_says_how_things_stand_and_why_they_do_not_stand_better(row):
    assert row.stand in STANDS, f"{row.id}: {row.stand!r} is not one of {sorted(STANDS)}"
    if row.stand in {"gedaan", "deels"}:
        assert TEST_FILE.search(row.proof), f"{row.id}: name the test file that proves it, or call it `nog niet` with a reason"
    if row.stand == "deels":
        assert "Ontbreekt: " in row.proof, f"{row.id}: say after `Ontbreekt:` what is missing"
    if row.stand in {"nog niet", "organisatie"}:
        assert "Reden: " in row.proof, f"{row.id}: say after `Reden:` why there is no test of ours"


@every_row
def test_a_test_that_a_row_names_is_in_a_file_that_it_names(row):
    code = "".join((ROOT / path).read_text(encoding="utf-8") for path in TEST_FILE.findall(row.proof))
    for name in TEST_NAME.findall(row.proof):
        assert re.search(rf"\bdef {name}\(", code), f"{row.id}: no file of this row has {name}"


@every_paper
def test_what_is_said_to_wait_is_not_there_yet(paper):
    text = paper.read_text(encoding="utf-8")
    came = sorted({path for path in WAITS_FOR.findall(text) if (ROOT / path).exists()})
    lines = [line[:60] for line in text.splitlines() if any(f"wacht op: {path}" in line for path in came)]
    assert came == [], f"{paper.name}: {came} is there now; look again at {lines}"


@pytest.mark.parametrize("number", LAW_TO_CONFIRM)
def test_what_nobody_confirmed_about_the_law_is_marked(number):
    assert "te bevestigen" in next(row.requirement + row.measure for row in ROWS if row.id == number)


@every_paper
def test_what_the_organisation_must_fill_in_is_marked_in_one_way(paper):
    left = MARKER.sub("", paper.read_text(encoding="utf-8"))
    assert re.findall(r"(?i)\[\s*invul[^\]]*|\bxxx+\b|\.{4,}|_{3,}", left) == []


def test_every_risk_names_measures_that_have_a_row():
    risks = [line.split(" | ") for line in re.findall(r"^\| (R\d.+) \|$", DPIA.read_text(encoding="utf-8"), re.MULTILINE)]
    dangers = set(re.findall(r"^\| (G\d{2}) \|", (DOCS / "gevaren.md").read_text(encoding="utf-8"), re.MULTILINE))
    known = {row.id for row in ROWS} | dangers
    assert len(risks) >= 10
    assert [risk[0] for risk in risks] == [f"R{number:02}" for number in range(1, len(risks) + 1)]
    for number, _, likelihood, severity, measures, _ in risks:
        assert {likelihood, severity} <= set("12345"), f"{number}: likelihood and severity are 1 to 5"
        assert set(measures.split(", ")) <= known, f"{number} names a measure that has no row"


def test_the_leak_list_is_the_list_of_what_is_kept():
    kept = first_cells(DOCS / "bewaren.md", "Wat er wordt bewaard")
    assert kept != []
    assert first_cells(PRIVACY / "datalek.md", "Wat er kan lekken") == kept


def test_the_leak_procedure_names_a_role_and_72_hours():
    text = (PRIVACY / "datalek.md").read_text(encoding="utf-8")
    assert "72 uur" in text
    assert "[invullen: naam en functie" in text


def test_the_guide_for_staff_fits_one_page_and_says_its_version():
    guide = re.search(
        r"^## Voor medewerkers\n(.*?)(?=^## |\Z)", (PRIVACY / "ai-verordening.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )[1]
    assert re.search(r"^Versie \d+, .+\d{4}", guide, re.MULTILINE)
    assert word_count(guide) <= MOST_WORDS_ON_A_PAGE
    assert mean_sentence_length(guide) <= PROFESSIONAL_LIMITS["mean"]


@public_texts
def test_a_public_text_reads_easily(path, audience):
    text = public_text(path)
    assert mean_sentence_length(text) <= PLAIN_LIMITS["mean"]
    assert [sentence.text for sentence in sentences(text) if sentence.words > PLAIN_LIMITS["longest"]] == []
    assert [word for word in AVOIDED if word in text.lower()] == []


@public_texts
def test_a_public_text_keeps_its_form_of_address(path, audience):
    other_form = INFORMAL if audience is Audience.PARENT else FORMAL
    assert other_form.findall(QUOTED.sub("", public_text(path))) == []


@public_texts
def test_a_public_text_says_what_the_law_asks_and_what_a_reader_looks_for(path, audience):
    text = public_text(path).lower()
    for word in ("computer", "mens", "wis mijn gegevens", "netwerkkaart", "dagen", "klacht", "functionaris", "teams"):
        assert word in text, f"{path.name}: says nothing about {word}"


def test_the_privacy_text_speaks_to_who_is_on_a_map():
    assert "## Staat u op iemands netwerkkaart?" in public_text(PRIVACY / "privacytekst.md")


@every_paper
def test_a_paper_names_no_phone_number(paper):
    assert re.findall(r"\b0[89]00[ -]?\d{3,7}\b|\b0\d{1,3}[ -]\d{6,8}\b|\b06[ -]?\d{8}\b", paper.read_text(encoding="utf-8")) == []


def test_the_register_entry_fits_the_publication_standard():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(entry())] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "Klaar"),
        ("publication_category", "Laag risico"),
        ("description_short", "a" * 351),
        ("contact_email", "bel ons"),
        ("category", ["Jeugd"]),
        ("begin_date", "januari"),
        ("risicoscore", "hoog"),
        ("lang", "nl"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(field, value):
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(entry() | {field: value})


@pytest.mark.parametrize("field", SCHEMA["required"])
def test_an_entry_without_a_required_field_is_refused(field):
    short = entry()
    del short[field]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(short)


def test_an_entry_that_still_has_markers_is_not_called_in_use():
    assert MARKER.search(json.dumps(entry(), ensure_ascii=False))
    assert entry()["status"] == "In ontwikkeling"


def test_the_page_lists_the_fields_that_the_organisation_fills_in():
    open_fields = {name for name, value in entry().items() if MARKER.search(json.dumps(value, ensure_ascii=False))}
    assert set(re.findall(r"^\| `(\w+)` \|", ENTRY_PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == open_fields


def public_text(path: Path) -> str:
    """The part that readers see, with a word in place of each marker."""
    return MARKER.sub("enkele", PUBLIC_TEXT.search(path.read_text(encoding="utf-8"))[1])


def entry() -> dict:
    return json.loads(ENTRY.read_text(encoding="utf-8"))
