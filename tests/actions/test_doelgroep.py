import pytest

from actions.doelgroep import SetAudience
from actions.gesprek import Converse

AUDIENCES = ["ouder", "jongere", "professional"]


@pytest.fixture
def action(answers):
    return SetAudience(answers)


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_a_chosen_audience_is_remembered_and_not_asked_again(conversation, action, audience):
    turn = await conversation.run(action, intent=f"doelgroep_{audience}")
    assert turn.responses == ["utter_opening", f"utter_doelgroep_{audience}"]
    assert conversation.slots["doelgroep"] == audience
    assert turn.custom["type"] == "about"


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_the_topic_at_hand_is_said_again_for_the_new_audience(later, action, audience):
    later.slots["onderwerp"] = "vorm/maatje"
    turn = await later.run(action, intent=f"doelgroep_{audience}")
    assert turn.responses == [f"utter_doelgroep_{audience}", "utter_antwoord"]
    assert turn.message("utter_antwoord")["tekst"] == f"kort vorm/maatje {audience}"
    assert (turn.custom["topic"], turn.custom["audience"]) == ("vorm/maatje", audience)
    assert {message["doelgroep"] for message in turn.messages} == {audience}


async def test_a_button_goes_before_what_the_channel_says(conversation, action):
    turn = await conversation.run(action, intent="doelgroep_jongere", doelgroep="ouder")
    assert turn.message("utter_doelgroep_jongere")["doelgroep"] == "jongere"
    later = await conversation.run(Converse(), intent="groet", doelgroep="ouder")
    assert later.messages[0]["doelgroep"] == "jongere"


async def test_a_parent_who_asks_for_je_gets_je_at_once_and_from_then_on(later, action):
    turn = await later.run(action, intent="aanspreekvorm_je")
    assert turn.message("utter_aanspreekvorm_je")["aanspreekvorm"] == "je"
    after = await later.run(Converse(), intent="groet")
    assert {message["aanspreekvorm"] for message in after.messages} == {"je"}


async def test_a_parent_can_go_back_to_u(later, action):
    await later.run(action, intent="aanspreekvorm_je")
    turn = await later.run(action, intent="aanspreekvorm_u")
    assert {message["aanspreekvorm"] for message in turn.messages} == {None}
    assert (await later.run(Converse(), intent="groet")).messages[0]["aanspreekvorm"] is None


async def test_a_form_of_address_does_not_change_the_audience(later, action):
    await later.run(action, intent="aanspreekvorm_je")
    assert later.slots["doelgroep"] == "ouder"


async def test_a_form_of_address_says_the_topic_again(later, action):
    later.slots["onderwerp"] = "vorm/maatje"
    turn = await later.run(action, intent="aanspreekvorm_je")
    assert turn.responses == ["utter_aanspreekvorm_je", "utter_antwoord"]
