"""What every action has in common, shown with the plainest one, and checked over all of them."""

import re

import pytest

from actions.antwoord import AnswerQuestion
from actions.doelgroep import SetAudience
from actions.gegevens import ConcernData
from actions.gesprek import Converse
from actions.onduidelijk import Unclear
from actions.veiligheid import ShowSafetyCard
from actions.vervolg import FollowUpQuestion
from tests.unit.interviewing import kept_interviews

AUDIENCES = [None, "ouder", "jongere", "professional"]
EVERY_LINE = {"gemaskeerd": ["telefoonnummer"], "afgekapt": True}
EVERY_ACTION = {
    "answer": lambda a, f: (AnswerQuestion(a), {"labels": ("vorm/maatje", "vorm/jim")}),
    "answer with aspects": lambda a, f: (AnswerQuestion(a), {"text": "wat kost een maatje en is er een wachtlijst", "labels": ("vorm/maatje",)}),
    "meldcode": lambda a, f: (AnswerQuestion(a), {"labels": ("praktijk/meldcode",)}),
    "side by side": lambda a, f: (AnswerQuestion(a), {"labels": ("vorm/maatje", "vorm/jim"), "outcome": "twee"}),
    "more": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_meer", "named": ("vorm/maatje",)}),
    "example": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_voorbeeld", "named": ("vorm/maatje",)}),
    "cost": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_kosten", "named": ("vorm/maatje",)}),
    "source": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_bron", "named": ("vorm/maatje",)}),
    "age": lambda a, f: (FollowUpQuestion(a, f), {"text": "voor een kind van 4", "intent": "vervolg_leeftijd", "named": ("vorm/maatje",)}),
    "difference": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_verschil", "named": ("vorm/maatje", "vorm/jim")}),
    "no topic": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_meer"}),
    "something else": lambda a, f: (FollowUpQuestion(a, f), {"intent": "vervolg_anders"}),
    "clarify": lambda a, f: (Unclear(a), {"text": "iemand", "labels": ("vorm/maatje", "vorm/jim"), "outcome": "verduidelijk"}),
    "unclear": lambda a, f: (Unclear(a), {"text": "paarse olifant", "labels": (), "outcome": "onduidelijk"}),
    "empty": lambda a, f: (Unclear(a), {}),
    "greeting": lambda a, f: (Converse(), {"intent": "groet"}),
    "person": lambda a, f: (Converse(), {"intent": "mens"}),
    "calm question": lambda a, f: (Converse(), {"intent": "veiligheid"}),
    "language": lambda a, f: (Converse(), {"intent": "andere_taal", "taal": "English"}),
    "data": lambda a, f: (ConcernData(), {"intent": "gegevens"}),
    "audience": lambda a, f: (SetAudience(a), {"intent": "doelgroep_jongere"}),
    "address": lambda a, f: (SetAudience(a), {"intent": "aanspreekvorm_je"}),
}
OVER_ALL_ACTIONS = pytest.mark.parametrize("make", list(EVERY_ACTION.values()), ids=list(EVERY_ACTION))


async def greet(conversation, **metadata):
    return await conversation.run(Converse(), intent="groet", **metadata)


async def test_the_opening_line_is_said_first_and_once(conversation):
    first, second = await greet(conversation), await greet(conversation)
    assert first.responses[0] == "utter_opening"
    assert "utter_opening" not in second.responses


async def test_the_audience_is_asked_after_the_answer_and_once(conversation):
    first, second = await greet(conversation), await greet(conversation)
    assert first.responses[-1] == "utter_vraag_doelgroep"
    assert [button["payload"] for button in first.message("utter_vraag_doelgroep")["buttons"]] == ["knop:ouder", "knop:jongere", "knop:professional"]
    assert "utter_vraag_doelgroep" not in second.responses


@pytest.mark.parametrize("metadata", [{"doelgroep": "ouder"}, {"zegt": "jongere"}, {"wijst_op": "professional"}])
async def test_a_known_audience_is_not_asked(conversation, metadata):
    assert "utter_vraag_doelgroep" not in (await greet(conversation, **metadata)).responses


async def test_an_unknown_audience_is_answered_at_once(conversation, answers):
    turn = await conversation.run(AnswerQuestion(answers), labels=("vorm/maatje",))
    assert turn.responses == ["utter_opening", "utter_antwoord", "utter_vraag_doelgroep"]


async def test_an_audience_that_does_not_exist_is_unknown(conversation):
    turn = await greet(conversation, doelgroep="oma")
    assert turn.message("utter_groet")["doelgroep"] is None
    assert "utter_vraag_doelgroep" in turn.responses


@pytest.mark.parametrize(
    ("slot", "metadata", "used", "remembered"),
    [
        (None, {"doelgroep": "ouder"}, "ouder", None),
        (None, {"doelgroep": "ouder", "wijst_op": "jongere"}, "ouder", None),
        (None, {"wijst_op": "jongere"}, "jongere", "jongere"),
        ("ouder", {"wijst_op": "jongere"}, "ouder", "ouder"),
        ("ouder", {"doelgroep": "professional"}, "ouder", "ouder"),
        ("ouder", {"zegt": "professional"}, "professional", "professional"),
    ],
)
async def test_what_is_said_goes_before_what_was_chosen_before_a_hint(conversation, slot, metadata, used, remembered):
    conversation.slots |= {"doelgroep": slot, "geopend": True}
    turn = await greet(conversation, **metadata)
    assert turn.message("utter_groet")["doelgroep"] == used
    assert conversation.slots["doelgroep"] == remembered


async def test_masking_is_mentioned_with_what_was_taken_out(later):
    turn = await greet(later, gemaskeerd=["telefoonnummer", "mailadres"])
    assert turn.responses == ["utter_groet", "utter_gemaskeerd"]
    assert "telefoonnummer" in turn.messages[1]["soorten"]
    assert "mailadres" in turn.messages[1]["soorten"]


async def test_a_message_that_was_cut_off_is_mentioned(later):
    assert (await greet(later, afgekapt=True)).responses == ["utter_groet", "utter_afgekapt"]


async def test_an_ordinary_message_gets_no_extra_lines(later):
    assert (await greet(later)).responses == ["utter_groet"]


@pytest.mark.parametrize("audience", ["ouder", "jongere", "professional"])
@pytest.mark.parametrize("level", ["distress", "soft", "professional"])
async def test_a_light_signal_adds_one_line_to_the_normal_answer(later, level, audience):
    later.slots["doelgroep"] = audience
    turn = await greet(later, signaal=level)
    assert turn.responses == ["utter_groet", f"utter_veiligheid_{level}"]
    assert turn.custom["type"] == "smalltalk"


async def test_distress_of_somebody_who_may_be_a_child_gets_a_line_for_children(conversation):
    turn = await greet(conversation, signaal="distress")
    assert "utter_veiligheid_distress_onbekend" in turn.responses
    assert "0800-0432" in turn.text


async def test_the_line_under_a_professional_question_holds_the_numbers(later):
    turn = await greet(later, signaal="professional")
    assert "112" in turn.text
    assert "0800-2000" in turn.text


@pytest.mark.parametrize("level", ["none", "unheard-of"])
async def test_no_signal_adds_nothing(later, level):
    assert (await greet(later, signaal=level)).responses == ["utter_groet"]


@OVER_ALL_ACTIONS
async def test_after_zeg_maar_je_no_text_says_u(later, answers, follow_ups, make):
    later.slots["aanspreekvorm"] = "je"
    action, said = make(answers, follow_ups)
    said = said | {"zegt": "ouder"}
    turn = await later.run(action, **said, **EVERY_LINE, signaal="distress")
    texts = [message for message in turn.messages if message["doelgroep"] == "ouder"]
    assert {message["aanspreekvorm"] for message in texts} <= {"je"}
    assert not re.search(r"\b(?:u|uw|uzelf)\b", turn.text, re.IGNORECASE)


@pytest.mark.parametrize("level", [None, "distress", "soft", "professional"])
@pytest.mark.parametrize("audience", AUDIENCES)
@OVER_ALL_ACTIONS
async def test_a_turn_carries_one_payload_and_no_gaps(conversation, answers, follow_ups, make, audience, level):
    action, said = make(answers, follow_ups)
    turn = await conversation.run(action, **said, **EVERY_LINE, signaal=level, doelgroep=audience)
    assert len(turn.customs) == 1
    assert "{" not in turn.text
    assert turn.responses.count("utter_opening") == 1


@pytest.mark.parametrize("level", [None, "distress", "soft", "professional"])
@pytest.mark.parametrize("audience", [None, "jongere"])
@OVER_ALL_ACTIONS
async def test_who_may_be_a_child_never_sees_a_paid_number(conversation, answers, follow_ups, make, audience, level):
    action, said = make(answers, follow_ups)
    turn = await conversation.run(action, **said, **EVERY_LINE, signaal=level, doelgroep=audience)
    assert "0900" not in turn.text + str(turn.customs)


@OVER_ALL_ACTIONS
async def test_what_somebody_writes_is_neither_logged_nor_kept_in_a_slot(conversation, answers, follow_ups, make, caplog):
    caplog.set_level("DEBUG")
    action, said = make(answers, follow_ups)
    said = said | {"text": f"{said.get('text', '')} zandkasteel"}
    turn = await conversation.run(action, **said)
    assert "zandkasteel" not in caplog.text
    assert "zandkasteel" not in str(turn.slots)


async def test_a_takeover_has_no_opening_and_no_question(conversation):
    turn = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", signaal="acute", thema="zelfdoding", **EVERY_LINE)
    assert turn.responses == ["utter_veiligheid_acute_zelfdoding"]


async def test_a_conversation_that_begins_with_danger_is_still_opened_afterwards(conversation):
    await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", signaal="acute", thema="zelfdoding")
    assert (await greet(conversation)).responses[0] == "utter_opening"
