"""What somebody wants with the data that is held is recognised however it is typed, and nothing else is taken for it."""

import pytest
import yaml

from bot.knowledge.buttons import default_buttons
from bot.network_map.interview.commands import default_commands
from bot.privacy.wishes import LABELS, WISHES_FILE, Wish, default_wishes

PHRASES = yaml.safe_load(WISHES_FILE.read_text(encoding="utf-8"))
BOOK = default_wishes()


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("welke gegevens heb je van mij?", Wish.SEE),
        ("Welke gegevens heeft u van mij", Wish.SEE),
        ("stuur ze mij", Wish.TAKE),
        ("Stuur ze mij aub!", Wish.TAKE),
        ("wis mijn gegevens", Wish.ERASE),
        ("WIS MIJN GEGEVENS NU", Wish.ERASE),
        ("wis mijn gegevns", Wish.ERASE),
        ("verwijder al mijn gegevens alsjeblieft", Wish.ERASE),
        ("Ja, wis alles", Wish.ERASE_NOW),
    ],
)
def test_a_wish_is_recognised(text, wish):
    assert BOOK.wish(text) is wish


@pytest.mark.parametrize(
    "text",
    ["", "wis alles", "ja", "nee", "oma Riet", "haal opa weg", "wis Riet", "mijn zus weet alles", "wis mijn kaart", "welke gegevens heb je nodig",
     "ik ben mijn gegevens kwijt", "stuur hem een bericht", "wis mijn gegevens " * 10],
)  # fmt: skip
def test_something_else_is_no_wish(text):
    assert BOOK.wish(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [("ja", Wish.ERASE_NOW), ("Ja hoor, doe maar", Wish.ERASE_NOW), ("wis mijn gegevens", Wish.ERASE_NOW), ("wis alles", Wish.ERASE_NOW),
     ("nee", Wish.KEEP), ("Nee, bewaar het", Wish.KEEP), ("toch niet", Wish.KEEP), ("stop", Wish.KEEP),
     ("oma Riet", None), ("stuur ze mij", Wish.TAKE), ("", None)],
)  # fmt: skip
def test_an_answer_to_the_question_is_recognised(text, wish):
    assert BOOK.answer(text) is wish


def test_no_phrase_means_two_things():
    for group in ("opdrachten", "antwoorden"):
        forms: dict[str, set[str]] = {}
        for name, phrases in PHRASES[group].items():
            for phrase in phrases:
                forms.setdefault(BOOK._forms(phrase)[1], set()).add(name)
        assert {form: names for form, names in forms.items() if len(names) > 1} == {}


def test_no_phrase_is_a_command_of_the_map():
    phrases = [phrase for group in PHRASES["opdrachten"].values() for phrase in group]
    given = [(phrase, default_commands().command(phrase)) for phrase in phrases]
    assert [phrase for phrase, command in given if command and not command.who] == []


@pytest.mark.parametrize(
    ("name", "wish"),
    [("gegevens-meenemen", Wish.TAKE), ("gegevens-wissen", Wish.ERASE), ("gegevens-wis-alles", Wish.ERASE_NOW)],
)
def test_the_titles_of_the_buttons_are_phrases(name, wish):
    label, title = default_buttons().pressed(f"knop:{name}")
    assert BOOK.wish(title) is wish
    assert label == LABELS[wish]


def test_the_button_that_keeps_is_an_answer():
    assert BOOK.answer(default_buttons().fixed("gegevens-bewaren").title) is Wish.KEEP
