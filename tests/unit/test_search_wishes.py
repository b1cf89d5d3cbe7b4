"""What a message wants of the search."""

import pytest

from bot.search.wishes import Wanted, Wish, asks_what_is_said, read_wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("zoek naar opa en oma", Wish(Wanted.SEARCH, "opa en oma")),
        ("Zoek in de richtlijnen naar familiegroepsplan", Wish(Wanted.SEARCH, "familiegroepsplan")),
        ("welke richtlijn gaat over hechting?", Wish(Wanted.SEARCH, "welke richtlijn gaat over hechting?")),
        ("wat zeggen de richtlijnen over opa en oma", Wish(Wanted.SEARCH, "wat zeggen de richtlijnen over opa en oma")),
        ("alleen pleegzorg", Wish(Wanted.SEARCH, "alleen pleegzorg")),
        ("alleen voor ouders", Wish(Wanted.SEARCH, "alleen voor ouders")),
        ("open 2", Wish(Wanted.OPEN, place=2)),
        ("Open 1", Wish(Wanted.OPEN, place=1)),
        ("lees de derde", Wish(Wanted.OPEN, place=3)),
        ("meer zoals de eerste", Wish(Wanted.MORE_LIKE, place=1)),
        ("citeer dat", Wish(Wanted.QUOTE)),
    ],
)
def test_a_wish_is_read(said, wish):
    assert read_wish(said) == wish


@pytest.mark.parametrize(
    "said",
    [
        "",
        "wat is een jim",
        "alleen ik zorg voor hem",
        "alleen moeder",
        "alleenstaande moeder zoekt oppas",
        "zoeken jullie nog vrijwilligers",
        "ik sta open voor hulp",
        "open",
    ],
)
def test_another_message_is_no_wish(said):
    assert read_wish(said) is None


def test_a_question_about_what_a_guideline_says_is_seen():
    assert asks_what_is_said("wat zegt de richtlijn pleegzorg over broers en zussen?")
    assert not asks_what_is_said("wat zegt de richtlijn pleegzorg?")
    assert not asks_what_is_said("ik zeg niets over mijn moeder")
