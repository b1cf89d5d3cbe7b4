import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network_map.drawing.lettering import drawable, initials, lines, printable_label, shown_label, width
from bot.network_map.people import Person

NAMES = st.text(st.characters(categories=("L", "Nd", "Zs", "P", "So")), min_size=1, max_size=40).map(drawable).filter(bool)


def person(label, **attributes):
    return Person("p1", label, **attributes)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Riet", "Riet"),
        ("Riet 👩‍👧", "Riet"),
        ("👩‍👧", ""),
        ("Zoë Şükrü", "Zoë Şükrü"),
        ("محمد علي", "محمد علي"),
        ("रिया", ""),
        ("Bo रिया", "Bo"),
    ],
)
def test_only_what_the_font_has_is_drawn(text, drawn):
    assert drawable(text) == drawn


def test_a_label_without_letters_for_the_font_becomes_the_relation_or_the_role():
    assert shown_label(person("👩‍👧", relation="oma")) == "oma"
    assert shown_label(person("रिया", sector="buurt")) == "iemand uit de buurt"


def test_a_sign_that_the_font_has_stays():
    assert printable_label(person("?!")) == "?!"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("W" * 20, "W" * 20),
        ("a" * 80, "a" * 19 + "…"),
        ("moeder van Fenna-Sophie", "moeder van Fenna-So…"),
        ("iemand uit de familie 12", "iemand uit de fa… 12"),
    ],
)
def test_a_label_is_cut_to_twenty_characters_and_keeps_its_number(label, shown):
    assert shown_label(person(label)) == shown
    assert len(shown) <= 20


@pytest.mark.parametrize(
    ("label", "letters"),
    [
        ("Riet", "R"),
        ("Umm Khaled", "UK"),
        ("juf van groep 3", "J"),
        ("moeder van Fenna", "MF"),
        ("de buren", "B"),
        ("Anne-Fleur", "AF"),
        ("@ease", "@"),
        ("", ""),
    ],
)
def test_initials_are_of_the_telling_words(label, letters):
    assert initials(label) == letters


@given(NAMES, st.integers(14, 34), st.integers(40, 300))
def test_lines_hold_the_whole_text_within_the_limit(text, size, limit):
    broken = lines(text, size, limit)

    assert "".join(broken) == text
    for line in broken:
        assert width(line.rstrip(), size) <= limit or len(line.rstrip()) <= 2


def test_lines_break_at_a_space_before_they_break_a_word():
    assert lines("moeder van Fenna", 20, 130) == ("moeder van ", "Fenna")


def test_bold_is_wider_and_nothing_has_no_width():
    assert width("Riet", 20, bold=True) > width("Riet", 20) > 0
    assert width("", 20) == 0
