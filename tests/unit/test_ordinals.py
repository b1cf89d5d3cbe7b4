"""Choosing by place: what is a choice, and what only looks like one."""

import pytest

from bot.understanding.ordinals import Choice, goes_back, read_choice, read_place


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("de tweede", 2),
        ("Die eerste!", 1),
        ("optie 2", 2),
        ("nummer een", 1),
        ("nee ik bedoel de tweede", 2),
        ("doe maar de derde", 3),
        ("de tweede graag", 2),
        ("en de laatste?", -1),
        ("de 2e", 2),
        ("keuze vier", 4),
    ],
)
def test_a_place_is_a_choice(said, place):
    assert read_choice(said) == Choice(place)


@pytest.mark.parametrize("said", ["2", "twee", "3."])
def test_a_number_alone_is_a_bare_choice(said):
    choice = read_choice(said)

    assert choice is not None
    assert choice.bare


@pytest.mark.parametrize("said", ["vertel meer over de tweede", "meer over nummer 2", "ik wil meer weten over de tweede"])
def test_more_about_a_place_wants_the_rest(said):
    assert read_choice(said) == Choice(2, more=True)


@pytest.mark.parametrize(
    "said", ["", "mijn tweede kind", "de tweede is 4", "een", "vier", "ja", "eerst wil ik iets vragen", "nummer 12", "de", "eerste hulp", "0800 2000"]
)
def test_other_words_are_no_choice(said):
    assert read_choice(said) is None


def test_a_place_is_taken_out_of_what_was_offered():
    assert [Choice(place).out_of(["a", "b"]) for place in (1, 2, 3, -1)] == ["a", "b", None, "b"]
    assert Choice(-1).out_of([]) is None


def test_a_place_behind_a_verb_is_read():
    assert [read_place(text) for text in ("2", "de tweede", "nummer 3", "de laatste", "pleegzorg", "")] == [2, 2, 3, -1, 0, 0]


def test_going_back_is_a_whole_message():
    assert goes_back("Ga terug")
    assert not goes_back("ik wil terug naar mijn werk")
