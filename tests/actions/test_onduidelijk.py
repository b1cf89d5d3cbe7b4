import itertools

import pytest

from actions.antwoord import AnswerQuestion
from actions.onduidelijk import Unclear

LABELS = ("vorm/maatje", "vorm/mentor", "vorm/jim")
KINDS = {
    "two are close": {"text": "iemand voor mijn kind", "labels": LABELS, "outcome": "verduidelijk"},
    "nothing fits": {"text": "paarse olifant", "labels": (), "outcome": "onduidelijk"},
    "only signs": {"text": "?!?"},
    "nothing": {"text": ""},
}
A_ROW = 4


@pytest.fixture
def action(answers):
    return Unclear(answers)


async def repair(conversation, action, kind: str):
    return await conversation.run(action, intent="onduidelijk", **KINDS[kind])


async def test_close_topics_become_one_question_with_buttons(later, action):
    turn = await repair(later, action, "two are close")
    assert turn.responses == ["utter_verduidelijk"]
    assert turn.custom["type"] == "clarify"
    assert [option["topic"] for option in turn.custom["options"]] == list(LABELS)
    assert [button["payload"] for button in turn.buttons] == [f"knop:{label}" for label in LABELS]


async def test_nothing_that_fits_gets_topics_to_start_with(later, action):
    turn = await repair(later, action, "nothing fits")
    assert turn.responses == ["utter_niet_gevonden"]
    assert turn.custom["type"] == "not_understood"
    assert len(turn.buttons) >= 2


@pytest.mark.parametrize(("kind", "response"), [("only signs", "utter_alleen_tekens"), ("nothing", "utter_leeg")])
async def test_a_message_without_words_is_asked_for_words(later, action, kind, response):
    turn = await repair(later, action, kind)
    assert turn.responses == [response]
    assert turn.custom["type"] == "not_understood"


@pytest.mark.parametrize("kinds", itertools.product(KINDS, repeat=A_ROW), ids=" then ".join)
async def test_the_same_repair_is_never_given_twice_in_a_row(later, action, kinds):
    given = [(await repair(later, action, kind)).responses for kind in kinds]
    assert all(first != second for first, second in zip(given, given[1:]))


@pytest.mark.parametrize("kind", list(KINDS))
async def test_what_stays_unclear_ends_with_a_person_within_three_turns(later, action, kind):
    turns = [await repair(later, action, kind) for _ in range(3)]
    person = [turn for turn in turns if turn.responses == ["utter_nog_niet_gevonden"]]
    assert person
    assert person[0].custom["type"] == "contact"
    assert person[0].custom["contacts"]


@pytest.mark.parametrize("kind", list(KINDS))
async def test_at_most_one_question_back_is_asked_before_something_else(later, action, kind):
    turns = [await repair(later, action, kind) for _ in range(2)]
    assert [turn.responses for turn in turns].count(["utter_verduidelijk"]) <= 1


async def test_after_an_answer_a_new_unclear_message_gets_the_question_again(later, action, answers):
    await repair(later, action, "two are close")
    await later.run(AnswerQuestion(answers), labels=("vorm/maatje",))
    turn = await repair(later, action, "two are close")
    assert turn.responses == ["utter_verduidelijk"]


async def test_an_unclear_first_message_is_opened_too(conversation, action):
    turn = await repair(conversation, action, "nothing fits")
    assert turn.responses == ["utter_opening", "utter_niet_gevonden", "utter_vraag_doelgroep"]
