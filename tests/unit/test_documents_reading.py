"""Every kind of file gives its headings, paragraphs and pages, without what stands around the text."""

import pytest

from bot.documents.blocks import Reading
from bot.documents.commands import passages_of
from bot.documents.opening import Limits, OpenedFile, open_file
from bot.documents.papers import title_of
from tests.unit.made_documents import (
    FIRST,
    HTML,
    MARKDOWN,
    SECOND,
    TEXT,
    booklet,
    marked_up_word_file,
    outline_style_word_file,
    plain_pdf,
    put,
    raised_number_pdf,
    scan,
    spaced_pdf,
    word_file,
)

LIMITS = Limits(megabytes=5, pages=50)


@pytest.fixture
def opened(tmp_path):
    def open_content(name: str, content: bytes | str) -> OpenedFile:
        return open_file(put(tmp_path, name, content), LIMITS)

    return open_content


def outline(reading: Reading) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in reading.blocks]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in reading.blocks if block.is_heading]


def everything(reading: Reading) -> str:
    return "\n".join(block.text for block in reading.blocks)


def test_a_pdf_gives_headings_paragraphs_and_pages(opened):
    file = opened("wegwijzer.pdf", booklet())

    assert file.reading.pages == 4
    chapters = [(2, "Wat is een voorleesbuur"), (2, "Hoe begint het"), (2, "Afspraken maken")]
    assert [entry for entry in headings(file.reading) if entry[0] == 2] == chapters
    assert headings(file.reading).count((3, "Goed om te weten")) == 3
    assert [block.page for block in file.reading.blocks if block.text == FIRST] == [2, 3, 4]
    assert everything(file.reading).count(SECOND) == 3


def test_a_pdf_loses_headers_page_numbers_contents_and_footnotes(opened):
    text = everything(opened("wegwijzer.pdf", booklet()).reading)

    for clutter in ("druk 3", "Pagina", "....", "verzonnen notitie", "Inhoud"):
        assert clutter not in text


def test_cut_words_of_a_pdf_are_whole_and_hyphens_that_belong_stay(opened):
    text = everything(opened("wegwijzer.pdf", booklet()).reading)

    assert text.count("De afspraak staat in de jeugdzorgmap, of in het e-healthdossier van het gezin. Dat geldt bij in- en uitschrijven.") == 3


def test_passages_of_a_pdf_stand_under_their_chapter(opened):
    file = opened("wegwijzer.pdf", booklet())

    found = passages_of(file, title_of(file))

    assert title_of(file) == "Wegwijzer voorlezen"
    assert (found[0].section, found[0].page) == ("Wat is een voorleesbuur", 2)
    assert found[1].section == "Wat is een voorleesbuur › Goed om te weten"
    assert all(passage.text.startswith(("Een voorleesbuur", "Maak")) for passage in found)


@pytest.mark.parametrize(("step", "gap"), [(4, 2), (5, 3), (6, 3), (8, 4), (10, 6)])
def test_paragraphs_of_a_pdf_are_told_apart_whatever_its_spacing(opened, step, gap):
    assert [block.text for block in opened("ruim.pdf", spaced_pdf(step, gap)).reading.blocks] == [FIRST, SECOND, FIRST]


def test_a_raised_number_and_its_footnote_go_from_a_pdf(opened):
    assert everything(opened("noot.pdf", raised_number_pdf()).reading) == f"{FIRST} {SECOND}"


def test_a_page_that_is_a_picture_is_told_and_the_rest_is_read(opened):
    file = opened("deels.pdf", scan(3, text_on_first=FIRST))

    assert everything(file.reading) == FIRST
    assert file.reading.warnings == ("2 of 3 pages are pictures and were not read: 2, 3",)


def test_a_title_that_a_program_filled_in_is_no_title(opened):
    file = opened("leesbuur-in-de_wijk.pdf", plain_pdf(FIRST))

    assert file.reading.title is None
    assert title_of(file) == "Leesbuur in de wijk"


def test_a_word_file_gives_headings_lists_and_tables(opened):
    file = opened("werkwijze.docx", word_file())

    assert outline(file.reading) == [
        ("heading", 1, "Werkwijze voorlezen"), ("paragraph", 0, FIRST), ("heading", 2, "Kennismaken"), ("paragraph", 0, SECOND),
        ("item", 0, "Neem een boek mee."), ("item", 0, "Vraag naar de lievelingsdieren."), ("item", 0, "woensdag; van drie tot vier uur"),
    ]  # fmt: skip
    assert (file.reading.pages, title_of(file)) == (None, "Werkwijze voorlezen")


def test_a_word_file_with_a_title_of_its_own_keeps_it(opened):
    assert title_of(opened("werkwijze.docx", word_file("Voorlezen doen wij zo"))) == "Voorlezen doen wij zo"


def test_changes_fields_and_page_breaks_of_word_are_understood(opened):
    reading = opened("werkwijze.docx", marked_up_word_file()).reading

    assert outline(reading) == [
        ("heading", 1, "Kennismaken"), ("paragraph", 0, f"{FIRST} ingevoegd"),
        ("paragraph", 0, "Dit staat in een invulveld van het sjabloon."), ("heading", 1, "Op bladzijde twee"), ("paragraph", 0, SECOND),
    ]  # fmt: skip
    assert ([block.page for block in reading.blocks], reading.pages) == ([1, 1, 1, 2, 2], 2)


def test_a_heading_style_of_the_house_counts(opened):
    assert headings(opened("afspraken.docx", outline_style_word_file()).reading) == [(2, "Onze afspraken")]


def test_a_web_page_gives_its_text_without_what_stands_around_it(opened):
    file = opened("voorlezen.html", HTML)

    assert outline(file.reading) == [
        ("heading", 1, "Voorlezen in de buurt"), ("paragraph", 0, FIRST), ("heading", 2, "Kennismaken"), ("paragraph", 0, "Los in een vak."),
        ("paragraph", 0, SECOND), ("item", 0, "Neem een boek mee."), ("item", 0, "Vraag naar dieren."), ("item", 0, "dag; tijd"),
        ("item", 0, "woensdag; drie uur"),
    ]  # fmt: skip
    assert title_of(file) == "Voorlezen in de buurt"


def test_a_web_page_without_one_main_heading_has_the_title_of_the_page(opened):
    assert title_of(opened("p.htm", f"<html><head><title>Buurtlezen</title></head><body><p>{FIRST}<p>{SECOND}</body></html>")) == "Buurtlezen"


def test_a_web_page_in_an_older_encoding_is_read(opened):
    page = f'<html><head><meta charset="windows-1252"></head><body><p>{FIRST} Dat is één idee.</p></body></html>'

    assert "één idee" in everything(opened("oud.html", page.encode("cp1252")).reading)


def test_markdown_gives_the_same_and_loses_its_notes(opened):
    file = opened("voorlezen.md", MARKDOWN)

    assert outline(file.reading) == [
        ("heading", 1, "Voorleesboekje"), ("paragraph", 0, FIRST), ("heading", 2, "Kennismaken"), ("paragraph", 0, SECOND),
        ("item", 0, "Neem een boek mee."), ("item", 0, "Vraag naar dieren."),
    ]  # fmt: skip
    assert title_of(file) == "Voorlezen volgens ons"


def test_markdown_may_begin_with_html(opened):
    assert everything(opened("vak.md", f"<body>\n\n{FIRST}\n").reading) == FIRST


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_usual_encodings(opened, encoding):
    file = opened("voorlezen.txt", TEXT.encode(encoding))

    assert [text for _, text in headings(file.reading)] == ["VOORLEZEN", "1 Wat het is", "2 Kennismaken"]
    assert FIRST in everything(file.reading)
    assert title_of(file) == "VOORLEZEN"


def test_a_first_heading_that_names_only_a_part_is_no_title(opened):
    assert title_of(opened("leeswijzer.txt", f"Inleiding\n\n{FIRST}\n")) == "Leeswijzer"


def test_text_from_older_windows_programs_is_read(opened):
    assert "één" in everything(opened("oud.txt", f"{FIRST} Dat is één idee.".encode("cp1252")).reading)
