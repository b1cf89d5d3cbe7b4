import pytest

from bot.knowledge.buttons import default_buttons
from bot.network_map.interview.commands import (
    BUTTON_PREFIX,
    CONTEXT_PREFIX,
    OUTSIDE_THE_INTERVIEW,
    Command,
    Given,
    command_of_button,
    default_commands,
    says_outside,
)
from bot.network_map.interview.stages import CONTEXTS
from bot.network_map.people import Person

TITLES = default_buttons().titles(BUTTON_PREFIX)
COMMAND_BUTTONS = {name: title for name, title in TITLES.items() if not name.startswith(CONTEXT_PREFIX)}
PEOPLE = (Person("p1", "Riet", "oma"), Person("p2", "Bram"))


def command_in(text: str) -> Command | None:
    given = default_commands().command(text)
    return given.command if given else None


@pytest.mark.parametrize("name", COMMAND_BUTTONS)
def test_the_title_of_a_button_gives_its_own_command_when_typed(name):
    assert command_of_button(name) is not None
    for typed in (TITLES[name], f"  {TITLES[name].upper()}!"):
        assert command_in(typed) is command_of_button(name)


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_title_of_a_group_names_that_group_and_is_no_command(context):
    title = TITLES[CONTEXT_PREFIX + context]
    assert default_commands().context(title) == context
    assert command_in(title) is None
    assert command_of_button(CONTEXT_PREFIX + context) is None


def test_every_group_of_the_round_has_a_button_and_no_other():
    assert {name.removeprefix(CONTEXT_PREFIX) for name in TITLES if name.startswith(CONTEXT_PREFIX)} == set(CONTEXTS)


@pytest.mark.parametrize("name", ["meer", "ouder", "kaart-onzin", "kaart-", ""])
def test_another_button_is_no_command(name):
    assert command_of_button(name) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Sla over", Command.SKIP),
        ("sla deze vraag maar even over hoor", Command.SKIP),
        ("volgende vrag", Command.SKIP),
        ("niemand eignlijk", Command.NOBODY),
        ("pff weet niet", Command.DONT_KNOW),
        ("snap niet", Command.EXPLAIN),
        ("snap ik niet", Command.EXPLAIN),
        ("ok", Command.YES),
        ("Yes", Command.YES),
        ("vooruit dan maar", Command.BEGIN),
        ("beginne", Command.BEGIN),
        ("nee", Command.NO),
        ("nee, toch niet", Command.NO),
        ("dat klopt niet", Command.WRONG),
        ("dat klopt", Command.YES),
        ("wis alles", Command.ERASE),
        ("Begin opnieuw", Command.RESTART),
        ("een stap terug", Command.BACK),
        ("ik moet weg", Command.PAUSE),
        ("iedereen", Command.EVERYBODY),
    ],
)
def test_a_phrase_is_recognised_with_filler_words_and_small_typing_errors(text, command):
    assert command_in(text) is command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "even",
        "iemand",
        "nog iemand",
        "Klaas",
        "Door",
        "mijn tante",
        "oma Riet, Fatima en de juf",
        "Riet niet",
        "iedereen behalve opa",
        "niemand behalve oma",
        "ik heb mijn buurvrouw verteld dat ik er niet meer uit kom en toen zei ze stop maar",
    ],
)
def test_an_answer_is_no_command(text):
    assert command_in(text) is None


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("haal Riet weg", Given(Command.REMOVE, "Riet")),
        ("weg met Riet!", Given(Command.REMOVE, "Riet")),
        ("nee, mijn buurvrouw Ans hoort er niet bij", Given(Command.REMOVE, "buurvrouw Ans")),
        ("wijzig Zoë", Given(Command.CHANGE, "Zoë")),
        ("nee, Riet is mijn tante", Given(Command.RELATION, "Riet", "tante")),
        ("Riet is geen oma maar een tante", Given(Command.RELATION, "Riet", "tante")),
        ("niet Riet maar Ria", Given(Command.RENAME, "Riet", "Ria")),
        ("Riet heet Ria", Given(Command.RENAME, "Riet", "Ria")),
        ("hoe vraag ik Riet", Given(Command.ASK_SOMEBODY, "Riet")),
    ],
)
def test_a_command_about_somebody_keeps_the_words_as_they_were_typed(text, given):
    assert default_commands().command(text) == given


@pytest.mark.parametrize("text", ["verder", "laat de kaart zien", "wis alles", "haal Riet weg", "hoe vraag ik Bram", "de kaart meenemen"])
def test_a_map_that_is_ready_still_hears_what_is_meant_for_it(text):
    assert says_outside(text, PEOPLE)


@pytest.mark.parametrize("text", ["ja", "nee", "niemand", "klaar", "stop", "help", "haal Piet weg", "Riet", "wat is een maatje", ""])
def test_a_map_that_is_ready_leaves_everything_else_to_the_rest_of_the_assistant(text):
    assert not says_outside(text, PEOPLE)


def test_a_relation_is_only_changed_while_a_question_is_open():
    assert Command.RELATION not in OUTSIDE_THE_INTERVIEW
    assert not says_outside("Riet is mijn tante", PEOPLE)
