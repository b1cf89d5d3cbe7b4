from bot.privacy.identifiers import HANDLE, PHONE, SURNAME, Identifier
from bot.privacy.report import (
    MarkedSentence,
    MaskedSentence,
    lines_by_mistake,
    marked_sentences,
    masking_report,
    pieces_masked,
    words_by_mistake,
)

TEXT = "bel Sanne Bakker op 06-12345678 graag"
NAME, NUMBER = Identifier(10, 16, SURNAME), Identifier(20, 31, PHONE)


def masked(*found, sort="identifier", text=TEXT, pieces=(NAME, NUMBER)):
    return MaskedSentence(MarkedSentence(sort, text, pieces), found)


def test_pieces_are_read_with_their_places(tmp_path):
    file = tmp_path / "zinnen.tsv"
    file.write_text("soort\tzin\nidentifier\tbel {{telefoonnummer|06-1}} of {{achternaam|Vos}}\ngeen\tniets\n", encoding="utf-8")

    first, second = marked_sentences(file)

    assert first == MarkedSentence("identifier", "bel 06-1 of Vos", (Identifier(4, 8, PHONE), Identifier(12, 15, SURNAME)))
    assert second == MarkedSentence("geen", "niets", ())


def test_a_piece_counts_when_no_letter_or_digit_of_it_is_left():
    assert masked(NUMBER).hides(NUMBER)
    assert masked(Identifier(20, 22, PHONE), Identifier(23, 31, PHONE)).hides(NUMBER)
    assert not masked(Identifier(20, 30, PHONE)).hides(NUMBER)


def test_another_tag_hides_a_piece_and_does_not_name_it():
    item = masked(Identifier(10, 16, HANDLE))

    assert item.hides(NAME)
    assert not item.names(NAME)


def test_a_word_is_touched_by_mistake_when_a_letter_outside_the_pieces_is_gone():
    assert masked(NAME, NUMBER).other_words() == [False, False, False, False]
    assert masked(Identifier(4, 16, SURNAME)).other_words() == [False, True, False, False]


def test_the_figures_count_pieces_words_and_harmless_lines():
    items = [masked(NAME), masked(Identifier(0, 3, HANDLE), sort="geen", text="bel mij", pieces=()), masked(sort="geen", text="hoi", pieces=())]

    assert (pieces_masked(items).hits, pieces_masked(items).total) == (1, 2)
    assert (pieces_masked(items, PHONE).hits, pieces_masked(items, PHONE).total) == (0, 1)
    assert (lines_by_mistake(items).hits, lines_by_mistake(items).total) == (1, 2)
    assert (words_by_mistake(items).hits, words_by_mistake(items).total) == (1, 7)


def test_the_report_has_a_row_for_every_kind_and_the_totals():
    report = masking_report([masked(NAME)])

    assert "| achternaam | 1.000 (1/1) | 1.000 (1/1) |" in report
    assert "| telefoonnummer | 0.000 (0/1) | 0.000 (0/1) |" in report
    assert "| alles | 0.500 (1/2) | 0.500 (1/2) |" in report
