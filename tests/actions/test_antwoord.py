import pytest

from actions.antwoord import AnswerQuestion


@pytest.fixture
def action(answers):
    return AnswerQuestion(answers)


async def test_a_question_gets_the_answer_with_source_buttons_and_payload(later, action):
    turn = await later.run(action, "wat is een maatje", labels=("vorm/maatje",))
    assert turn.responses == ["utter_antwoord"]
    assert (turn.custom["type"], turn.custom["topic"], turn.custom["audience"]) == ("answer", "vorm/maatje", "ouder")
    assert turn.custom["sources"] == [{"id": "boek", "title": "Het boek", "section": "Hoofdstuk 1", "year": None, "url": "https://boek.example"}]
    assert [button["payload"] for button in turn.buttons] == ["knop:meer", "knop:vorm/mentor", "knop:vorm/jim"]
    assert "Het boek" in turn.text


@pytest.mark.parametrize(("said", "shown"), [(None, "ouder"), ("ouder", "ouder"), ("jongere", "jongere"), ("professional", "professional")])
async def test_the_answer_is_in_the_words_of_the_audience(conversation, action, said, shown):
    turn = await conversation.run(action, labels=("vorm/maatje",), doelgroep=said)
    assert turn.message("utter_antwoord")["tekst"] == f"kort vorm/maatje {shown}"
    assert turn.custom["audience"] == shown


async def test_the_topic_is_remembered_for_follow_up_questions(later, action):
    turn = await later.run(action, labels=("vorm/maatje",))
    assert turn.slots["onderwerp"] == "vorm/maatje"


async def test_a_good_second_topic_goes_first_among_the_related(later, action):
    turn = await later.run(action, labels=("vorm/maatje", "vorm/steunouder", "vorm/jim"))
    assert turn.custom["topic"] == "vorm/maatje"
    assert turn.custom["related"][0] == "vorm/steunouder"
    assert turn.slots["alternatieven"] == ["vorm/steunouder", "vorm/jim"]


async def test_without_a_second_topic_the_related_ones_are_the_alternatives(later, action):
    turn = await later.run(action, labels=("vorm/maatje",))
    assert turn.slots["alternatieven"] == ["vorm/mentor", "vorm/jim"]


async def test_a_pressed_topic_is_answered_without_a_decision(later, action):
    turn = await later.run(action, "JIM", intent="vorm", topic="vorm/jim")
    assert turn.custom["topic"] == "vorm/jim"


async def test_two_topics_stand_side_by_side_with_the_first_named_first(later, action):
    turn = await later.run(action, "verschil maatje en steunouder", labels=("vorm/maatje", "vorm/steunouder"), outcome="twee")
    assert turn.responses == ["utter_naast_elkaar"]
    assert (turn.custom["type"], turn.custom["topic"], turn.custom["related"][0]) == ("answer", "vorm/maatje", "vorm/steunouder")
    message = turn.message("utter_naast_elkaar")
    assert (message["tekst"], message["tekst_tweede"]) == ("kort vorm/maatje ouder", "kort vorm/steunouder ouder")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("wat kost een maatje", "utter_vervolg_kosten"),
        ("is er een wachtlijst voor een maatje", "utter_vervolg_wachttijd"),
        ("hoe kan ik een maatje aanvragen", "utter_vervolg_aanvragen"),
        ("is er een maatje in mijn buurt", "utter_vervolg_waar"),
    ],
)
async def test_what_the_source_does_not_say_is_said_with_the_answer(later, action, question, line):
    turn = await later.run(action, question, labels=("vorm/maatje",))
    assert turn.responses == ["utter_antwoord", line]
    assert len(turn.customs) == 1


async def test_the_duty_to_report_comes_with_the_numbers(later, action):
    turn = await later.run(action, labels=("praktijk/meldcode",))
    assert turn.responses == ["utter_antwoord", "utter_meldcode_nummers"]
    assert "0800-2000" in turn.text


async def test_another_topic_comes_without_the_numbers(later, action):
    turn = await later.run(action, labels=("vorm/maatje",))
    assert "utter_meldcode_nummers" not in turn.responses


async def test_an_answer_ends_a_row_of_repairs(later, action):
    later.slots["herstel"] = 2
    turn = await later.run(action, labels=("vorm/maatje",))
    assert turn.slots["herstel"] == 0
