"""Seeing, taking along and erasing in the chat: asked back once, with proof, and in the middle of anything."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import OperationalError

from actions.gegevens import FILE, ConcernData
from actions.gesprek import Converse
from actions.keuzehulp import AskChoice
from actions.netwerkkaart import AskOn
from actions.onduidelijk import Unclear
from bot.privacy.rights import Held, Said
from tests.unit.interviewing import FakeStore, kept_interviews

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)
FAULT = OperationalError("select", {}, Exception("away"))
ASK = {"text": "wis mijn gegevens", "intent": "gegevens_wissen", "recht": "wissen"}


@pytest.fixture
def interview():
    return AskOn(kept_interviews(FakeStore()))


async def ask(conversation, action=None):
    return await conversation.run(action or ConcernData(), **ASK)


async def test_who_asks_sees_what_is_held_and_how_long(later, kept):
    kept.found = Held((Said("u", NOON, "hallo"),), {"doelgroep": "ouder"}, (), (), (), NOON, NOON + timedelta(days=1))
    turn = await later.run(ConcernData(), text="wat bewaren jullie", intent="gegevens")

    assert turn.responses == ["utter_gegevens", "utter_bewaartijden", "utter_gegevens_bewaard"]
    assert turn.custom == {"type": "privacy", "step": "inzien", "turns": 1, "maps": 0}
    assert "verdwijnt een dag na uw laatste bericht" in turn.text
    assert "13 maanden" in turn.text
    assert "Berichten: 1" in turn.text
    assert [button["payload"] for button in turn.buttons] == ["knop:gegevens-meenemen", "knop:gegevens-wissen", "knop:mens"]


async def test_nothing_held_is_said_too(later):
    turn = await later.run(ConcernData(), intent="gegevens")
    assert turn.responses[-1] == "utter_gegevens_niets"


async def test_the_file_comes_as_an_address_in_text_and_payload(later):
    turn = await later.run(ConcernData(), text="stuur ze mij", intent="gegevens_opvragen", recht="meenemen")
    assert turn.custom == {"type": "privacy", "step": "meenemen", "file": FILE}
    assert FILE in turn.text


async def test_erasing_is_asked_back_first(later, kept):
    turn = await ask(later)
    assert turn.custom == {"type": "privacy", "step": "wissen"}
    assert [button["payload"] for button in turn.buttons] == ["knop:gegevens-wis-alles", "knop:gegevens-bewaren"]
    assert kept.erased == []


@pytest.mark.parametrize(
    ("text", "intent", "metadata"),
    [
        ("Ja, wis alles", "gegevens_wissen", {"recht": "meteen_wissen", "knop": "gegevens-wis-alles"}),
        ("wis mijn gegevens", "gegevens_wissen", {}),
        ("ja", "bevestigen", {}),
        ("ja hoor doe maar", "onduidelijk", {}),
    ],
)
async def test_a_yes_erases_and_the_answer_proves_it(later, kept, text, intent, metadata):
    await ask(later)
    action = {"bevestigen": Converse(), "onduidelijk": Unclear()}.get(intent, ConcernData())
    turn = await later.run(action, text=text, intent=intent, **metadata)

    assert kept.erased == ["test"]
    assert turn.custom["step"] == "gewist"
    assert turn.custom["erased"]["maps"] == 1
    assert "- berichten: 3" in turn.text
    assert "- netwerkkaarten: 1" in turn.text


async def test_a_yes_without_the_question_erases_nothing(later, kept):
    await ask(later)
    await later.run(Converse(), text="dank je", intent="bedanken")
    turn = await later.run(Converse(), text="ja", intent="bevestigen")

    assert kept.erased == []
    assert turn.responses == ["utter_bevestigen"]


async def test_a_no_keeps_everything(later, kept):
    await ask(later)
    turn = await later.run(Converse(), text="nee", intent="ontkennen")

    assert kept.erased == []
    assert turn.responses == ["utter_gegevens_niet_gewist"]


@pytest.mark.parametrize("make", [lambda interview: interview, lambda interview: AskChoice(map_of=lambda owner: None)], ids=["map", "finder"])
async def test_erasing_works_in_the_middle_of_a_longer_conversation(later, kept, interview, make):
    action, later.loop = make(interview), "form"
    asked = await ask(later, action)
    assert asked.custom == {"type": "privacy", "step": "wissen"}
    assert "requested_slot" not in asked.slots

    turn = await later.run(action, text="ja", intent="onduidelijk", ruw="ja")
    assert kept.erased == ["test"]
    assert turn.slots["requested_slot"] is None


async def test_a_no_in_the_middle_leaves_the_question_open(later, kept, interview):
    later.loop = "netwerkkaart_form"
    await ask(later, interview)
    turn = await later.run(interview, text="nee", intent="ontkennen", ruw="nee")

    assert kept.erased == []
    assert turn.responses == ["utter_gegevens_niet_gewist_onderweg"]
    assert "requested_slot" not in turn.slots


async def test_another_answer_in_the_middle_goes_on_with_the_map(later, kept, interview):
    await later.run(interview, "ik wil een netwerkkaart maken", intent="netwerkkaart")
    await later.run(interview, "beginnen", intent="netwerkkaart", knop="kaart-beginnen")
    await ask(later, interview)
    turn = await later.run(interview, text="oma Riet", intent="onduidelijk", ruw="oma Riet")

    assert kept.erased == []
    assert [person["label"] for person in turn.custom["people"]] == ["Riet"]


@pytest.mark.parametrize(
    ("text", "intent", "wish", "response"),
    [
        ("welke gegevens heb je van mij", "gegevens", "inzien", "utter_gegevens_niets"),
        ("stuur ze mij", "gegevens_opvragen", "meenemen", "utter_gegevens_opvragen"),
    ],
)
async def test_seeing_and_taking_along_come_in_between_and_the_question_comes_back(later, interview, text, intent, wish, response):
    await later.run(interview, "ik wil een netwerkkaart maken", intent="netwerkkaart")
    asked = await later.run(interview, "beginnen", intent="netwerkkaart", knop="kaart-beginnen")
    turn = await later.run(interview, text=text, intent=intent, labels=(intent,), recht=wish)

    assert response in turn.responses
    assert turn.responses[-1] == asked.responses[-1]
    assert turn.custom["type"] == "network_map"


@pytest.mark.parametrize("wish", ["inzien", "meteen_wissen"])
async def test_a_fault_is_told_and_nothing_is_claimed(later, kept, wish):
    kept.fault = FAULT
    turn = await later.run(ConcernData(), text="x", intent="gegevens", recht=wish)

    assert turn.responses == ["utter_gegevens_storing"]
    assert turn.custom["type"] == "contact"


async def test_a_question_without_an_answer_is_kept_for_the_editor(later, kept):
    await later.run(Unclear(), text="hoe snoei ik een appelboom", intent="onduidelijk", labels=(), outcome="onduidelijk")
    await later.run(Unclear(), text="hoe snoei ik een appelboom", intent="onduidelijk", labels=(), outcome="onduidelijk")

    assert kept.questions == ["hoe snoei ik een appelboom"] * 2


@pytest.mark.parametrize("metadata", [{"signaal": "distress"}, {"gemaskeerd": ["telefoonnummer"]}, {"ruw": "x"}, {"afgekapt": True}])
async def test_what_is_personal_or_about_danger_is_not_kept_for_the_editor(later, kept, metadata):
    await later.run(Unclear(), text="hoe snoei ik een appelboom", intent="onduidelijk", labels=(), outcome="onduidelijk", **metadata)
    assert kept.questions == []


async def test_an_editors_list_that_fails_does_not_reach_the_person(later, kept):
    kept.fault = FAULT
    turn = await later.run(Unclear(), text="hoe snoei ik een appelboom", intent="onduidelijk", labels=(), outcome="onduidelijk")
    assert turn.responses == ["utter_niet_gevonden"]
