"""Running headers, page numbers, contents and footnotes go; headings, paragraphs and passages of a sensible length come out."""

from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.blocks import Block, BlockKind
from bot.documents.characters import one_line, tidy
from bot.documents.clutter import without_clutter, without_contents, without_running_lines
from bot.documents.cutting import LEAST_WORDS, LONGEST_WORD, MOST_WORDS, cut
from bot.documents.dutch import language_shares, other_language
from bot.documents.footnotes import without_footnotes
from bot.documents.layout import blocks_of
from bot.documents.lines import Line
from bot.documents.plain_text import read_text
from tests.unit.made_documents import FIRST, GERMAN, SECOND


def pages_of(*pages: list[str]) -> list[Line]:
    """Pages with their lines from top to bottom, every line a block."""
    lines = []
    for number, page in enumerate(pages, 1):
        for place, text in enumerate(page):
            lines.append(Line(text, len(lines), number, 11.0, top=place / max(1, len(page) - 1)))
    return lines


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def outline(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read_text(text.encode()).blocks]


def paragraph(words: int, page: int | None = None, word: str = "woord") -> Block:
    return Block(BlockKind.PARAGRAPH, " ".join([word] * words), 0, page)


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level)


def test_odd_characters_become_plain_ones():
    assert one_line("de\ufb01nitie\u00a0van \u0133s\u200b,\x00 co\u00f6\u00adper\u0061tie\u0308f") == "definitie van ijs, coöperatiëf"


def test_headers_footers_and_page_numbers_go_and_the_text_stays():
    middle = [f"regel {number}" for number in range(20)]
    pages = pages_of(*[["Jaarplan 2024", f"Begin {letter}", *middle, f"Einde {letter}", f"- {n} -"] for n, letter in enumerate("abc", 1)])

    kept = texts(without_running_lines(pages))

    assert "Jaarplan 2024" not in kept
    assert not any(text.startswith("- ") for text in kept)
    assert [text for text in kept if text.startswith(("Begin", "Einde"))] == ["Begin a", "Einde a", "Begin b", "Einde b", "Begin c", "Einde c"]


def test_text_that_begins_alike_under_different_headings_stays():
    pages = pages_of(*[[f"Kop {letter}", "Zo gaat het altijd.", *["midden"] * 20] for letter in "abc"])

    assert texts(without_running_lines(pages)).count("Zo gaat het altijd.") == 3


def test_a_line_of_a_paragraph_that_comes_back_at_the_foot_stays():
    pages = [line for page in range(1, 4) for line in (
        Line(f"Een begin dat {page} anders is", page, page, 11.0, top=0.85), Line("en een einde dat gelijk is.", page, page, 11.0, top=0.9),
    )]  # fmt: skip

    assert texts(without_running_lines(pages)).count("en een einde dat gelijk is.") == 3


def test_a_header_on_one_page_only_is_text():
    assert "Jaarplan" in texts(without_running_lines(pages_of(["Jaarplan", *"abcdefghij"], list("klmnopqrst"))))


def test_a_table_of_contents_goes_by_its_dots_or_by_its_name():
    rows = [Line("Inhoud", 0), Line("Doel ........ 3", 1), Line("Werkwijze", 2), Line("5", 3), Line("Slot 9", 4)]
    body = [Line(text, 5 + place) for place, text in enumerate(["Doel", "Wij lezen voor.", "Werkwijze", "Wij spreken af.", "Slot", "Klaar."])]

    assert texts(without_contents([*rows, *body])) == texts(body)


def test_a_single_row_of_dots_is_no_table_of_contents():
    assert texts(without_contents([Line("Naam ........ 3", 0), Line("Tekst.", 1)])) == ["Naam ........ 3", "Tekst."]


def test_small_print_at_the_foot_goes_and_a_caption_above_stays():
    page = [
        Line("De tekst van de bladzijde is lang genoeg.", 0, 1, 11.0, top=0.2),
        Line("2 bijschrift bij een plaatje", 1, 1, 8.0, top=0.3),
        Line("Meer tekst van de bladzijde.", 2, 1, 11.0, top=0.5),
        Line("Zie het verzonnen boek.", 3, 1, 8.0, top=0.85, noted=True),
        Line("en zijn vervolg", 4, 1, 8.0, top=0.9),
    ]

    assert texts(without_footnotes(page)) == [line.text for line in page[:3]]


NOTED = """Steun helpt1 altijd. Dat zei een buurman.”2

1 Dit is een noot die lang genoeg is om er een te zijn
en nog een regel heeft.
2 Zie ook de tweede noot, die ook lang genoeg is, blz. 4

1 is geen noot maar een gewone regel over een kind
"""


def test_notes_that_a_raised_number_points_to_go_with_their_number():
    assert outline(NOTED) == [
        ("paragraph", "Steun helpt altijd. Dat zei een buurman.”"),
        ("paragraph", "1 is geen noot maar een gewone regel over een kind"),
    ]


def test_a_numbered_list_that_nothing_points_to_stays():
    text = "Doe dit zo:\n\n1 Bel eerst de ouders en vraag of het schikt\n\n2 Ga daarna langs met een boek onder de arm\n"

    assert [entry[1][:1] for entry in outline(text)][1:] == ["1", "2"]


def test_footers_with_a_number_go_from_files_without_pages():
    text = f"{FIRST}\n\nWegwijzer lezen — 3\n\n{SECOND} Wegwijzer lezen — 4\n\n12\n"

    assert [entry[1] for entry in outline(text)] == [FIRST, SECOND]


def test_headings_of_plain_text_are_seen_by_their_shape():
    text = f"1 Het doel\n\n{FIRST}\n\nWie er leest\n{fill(SECOND, 60)}\n\n1. Bel eerst.\n2. Ga dan langs.\n"

    assert outline(text) == [
        ("heading", "1 Het doel"), ("paragraph", FIRST), ("heading", "Wie er leest"), ("paragraph", SECOND),
        ("item", "Bel eerst."), ("item", "Ga dan langs."),
    ]  # fmt: skip


def test_an_appendix_of_plain_text_is_no_part_of_the_last_chapter():
    text = f"4 Het einde\n\n{FIRST}\n\nBijlage Adressen\n\nWie er leest\n{fill(SECOND, 60)}\n"

    blocks = read_text(text.encode()).blocks

    assert [passage.section for passage in cut(blocks, "Titel")] == ["4 Het einde", "Bijlage Adressen › Wie er leest"]


@pytest.mark.parametrize("line", ["Een zin die gewoon afloopt.", "hier begint geen kop", "Bron: het buurthuis", "12 34 56", "En verder:"])
def test_other_short_lines_are_no_headings(line):
    assert outline(f"{line}\n\n{FIRST}\n")[0][0] == "paragraph"


def test_a_sentence_that_a_page_cut_in_two_is_one_paragraph():
    text = "Een buur komt elke week langs om samen met het\f kind een boek te lezen dat het kind gekozen heeft.\f"

    blocks = read_text(text.encode()).blocks

    assert [(block.text, block.page) for block in blocks] == [(" ".join(text.replace("\f", "").split()), 1)]


def test_pages_are_counted_by_form_feeds():
    reading = read_text(f"{FIRST}\f{SECOND}".encode())

    assert [block.page for block in reading.blocks] == [1, 2]
    assert reading.pages == 2


def test_large_letters_are_headings_and_their_size_gives_the_level():
    lines = [
        Line("Groot", 0, 1, 20.0), Line("Kleiner", 1, 1, 14.0), Line(FIRST, 2, 1, 11.0),
        Line("Vet", 3, 1, 11.0, bold=True), Line(SECOND, 3, 1, 11.0),
    ]  # fmt: skip

    assert [(block.text, block.level) for block in blocks_of(lines) if block.is_heading] == [("Groot", 1), ("Kleiner", 2), ("Vet", 3)]


def test_a_bold_sentence_within_a_paragraph_is_no_heading():
    lines = [Line("Dit is belangrijk, want", 0, 1, 11.0), Line("het kind kiest zelf", 0, 1, 11.0, bold=True), Line(FIRST, 0, 1, 11.0)]

    assert [block.kind for block in blocks_of(lines)] == [BlockKind.PARAGRAPH]


def test_passages_respect_headings_and_say_where_they_stand():
    blocks = [heading("Boek"), heading("Een"), paragraph(100, 3), heading("Diep", 2), paragraph(90, 4), heading("Twee"), paragraph(95, 5)]

    found = cut(blocks, "Boek")

    assert [(passage.section, passage.page, passage.words) for passage in found] == [("Een", 3, 100), ("Een › Diep", 4, 90), ("Twee", 5, 95)]


def test_a_passage_has_80_to_200_words_where_the_text_allows():
    assert (LEAST_WORDS, MOST_WORDS) == (80, 200)


def test_short_paragraphs_are_put_together_and_a_long_one_is_cut_at_sentences():
    long = " ".join(f"Zin {number} van deze lange alinea telt precies acht woorden." for number in range(60))
    found = cut([heading("Een"), *[paragraph(30)] * 6, Block(BlockKind.PARAGRAPH, long)], "Titel")

    assert all(LEAST_WORDS <= passage.words <= MOST_WORDS for passage in found)
    assert all(passage.text.endswith(("woord", "woorden.")) for passage in found)
    assert sum(passage.words for passage in found) == 180 + len(long.split())


def test_a_few_words_under_each_of_some_headings_become_one_passage():
    blocks = [heading("Begrippen"), heading("Maatje", 2), paragraph(5), heading("Mentor", 2), paragraph(6)]

    (found,) = cut(blocks, "Titel")

    assert found.section == "Begrippen"
    assert found.text == "Maatje: woord woord woord woord woord\n\nMentor: woord woord woord woord woord woord"


def test_items_of_a_list_keep_their_mark_and_stay_with_what_announces_them():
    blocks = [paragraph(150), Block(BlockKind.PARAGRAPH, "Let op:"), Block(BlockKind.ITEM, "een boek"), Block(BlockKind.ITEM, "een bril")]

    assert cut(blocks, "Titel")[-1].text.endswith("Let op:\n\n- een boek\n- een bril")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FIRST, None),
        (SECOND, None),
        ("pleegzorg weekendpleegzorg crisisopvang de steunouder het buurtgezin een maatje voor ouders", None),
        (GERMAN, "German"),
        ("The neighbour reads to the child every week, and the parents have some time for themselves while they are there.", "English"),
        ("La voisine lit une histoire à l'enfant chaque semaine et les parents ont un peu de temps pour eux dans la maison.", "French"),
        ("Die buurvrou lees elke week vir die kind en dit is nie net lekker vir die kind nie, maar ook vir haar by hulle huis.", "Afrikaans"),
        ("қазақ тілінде жазылған мәтін осында тұр", ""),
        ("", ""),
    ],
)
def test_dutch_is_told_from_other_languages(text, language):
    assert other_language(text) == language


def test_the_share_of_common_words_is_between_nothing_and_everything():
    assert all(0 <= share <= 1 for share in language_shares(FIRST + GERMAN).values())


odd_text = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aéZ19 .,-\u00ad\n\n\t\f•–*…\"'")), max_size=400)
odd_lines = st.lists(
    st.builds(
        Line,
        odd_text.map(one_line).filter(bool),
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(1, 4)),
        st.one_of(st.none(), st.floats(1, 40)),
        st.booleans(),
        st.one_of(st.none(), st.floats(0, 1)),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(odd_text)
def test_any_text_can_be_read_and_nothing_is_added(text):
    given_text = "Begin.\n" + text.replace("\0", "")

    reading = read_text(given_text.encode("utf-8", "replace"))

    # Joining two lines puts at most one character between them, in the place of the line break.
    assert sum(len(block.text) for block in reading.blocks) <= len(tidy(given_text.encode("utf-8", "replace").decode()))
    assert all(tidy(block.text) == block.text for block in reading.blocks)


@settings(max_examples=150, deadline=None)
@given(odd_lines)
def test_any_lines_can_be_cleaned_and_put_together(lines):
    cleaned = without_footnotes(without_clutter(lines))
    blocks = blocks_of(cleaned)

    assert len(cleaned) <= len(lines)
    assert sum(len(block.text) for block in blocks) <= sum(len(line.text) + 2 for line in lines)


odd_blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(BlockKind),
        st.one_of(odd_text, st.integers(1, 700).map(lambda count: "woord. Zin " * count)).map(one_line).filter(bool),
        st.integers(0, 6),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(odd_blocks, odd_text)
def test_any_blocks_are_cut_into_passages_that_are_not_too_long(blocks, title):
    found = cut(blocks, title)

    assert all(0 < passage.words <= MOST_WORDS for passage in found)
    assert all(len(word) <= LONGEST_WORD + 2 for passage in found for word in passage.text.split())
    assert all(len(passage.section or "") <= 200 for passage in found)
    given_letters = sum(c.isalnum() for block in blocks for c in block.text)
    assert sum(c.isalnum() for passage in found for c in passage.text) <= given_letters
