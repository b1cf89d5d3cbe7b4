import pytest

from actions.veiligheid import ShowSafetyCard
from bot.network_map.interview.state import Mode
from bot.safety.levels import Level, Theme
from bot.storage.maps import MapConflict
from tests.unit.interviewing import FakeStore, heard, kept_interviews

AUDIENCES = [None, "ouder", "jongere", "professional"]
DANGER = {"signaal": "concern", "thema": "geweld"}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("theme", [theme.value for theme in Theme])
@pytest.mark.parametrize("level", ["acute", "concern"])
async def test_a_takeover_is_one_card_and_nothing_else(conversation, level, theme, audience):
    turn = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", signaal=level, thema=theme, doelgroep=audience)
    assert len(turn.messages) == 1
    assert turn.buttons == []
    assert (turn.custom["type"], turn.custom["level"], turn.custom["subtype"]) == ("safety", level, theme)
    assert any(contact["number"] in turn.text for contact in turn.custom["contacts"])


@pytest.mark.parametrize("audience", [None, "jongere"])
@pytest.mark.parametrize("theme", [theme.value for theme in Theme])
async def test_who_may_be_a_child_is_not_sent_to_a_paid_number(conversation, theme, audience):
    turn = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", signaal="concern", thema=theme, doelgroep=audience)
    assert "0900" not in turn.text + str(turn.customs)


async def test_danger_without_details_is_taken_as_acute(conversation):
    assert (await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar")).custom["level"] == Level.ACUTE.value


async def test_the_card_is_shown_again_each_time(conversation):
    first = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER)
    second = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER)
    assert first.responses == second.responses
    assert first.customs == second.customs


@pytest.mark.parametrize(
    ("slot", "metadata", "used"),
    [
        (None, {}, None),
        (None, {"wijst_op": "jongere"}, "jongere"),
        (None, {"doelgroep": "ouder", "wijst_op": "jongere"}, "ouder"),
        ("professional", {"doelgroep": "ouder"}, "professional"),
        ("professional", {"doelgroep": "ouder", "zegt": "jongere"}, "jongere"),
    ],
)
async def test_the_card_is_for_whom_we_know_best(conversation, slot, metadata, used):
    conversation.slots["doelgroep"] = slot
    turn = await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER, **metadata)
    assert turn.messages[0]["doelgroep"] == used


async def test_a_parent_who_asked_for_je_gets_je_in_danger(later):
    later.slots["aanspreekvorm"] = "je"
    assert (await later.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER)).messages[0]["aanspreekvorm"] == "je"


async def test_unsafe_relations_add_up_over_the_session(conversation):
    await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER, onveilig=["vader"])
    await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER, onveilig=["opa"])
    await conversation.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER)
    assert sorted(conversation.slots["onveilig"]) == ["opa", "vader"]


async def test_a_takeover_keeps_the_topic_and_the_audience(later):
    later.slots["onderwerp"] = "vorm/maatje"
    await later.run(ShowSafetyCard(kept_interviews()), intent="gevaar", **DANGER)
    assert (later.slots["onderwerp"], later.slots["doelgroep"]) == ("vorm/maatje", "ouder")


async def test_an_open_interview_waits_after_danger(conversation):
    interviews = kept_interviews()
    interviews.open("test", heard(""))
    interviews.hear("test", heard("beginnen"))
    await conversation.run(ShowSafetyCard(interviews), intent="gevaar", **DANGER)
    assert interviews.current("test").mode is Mode.INTERRUPTED


async def test_the_card_comes_also_when_the_maps_cannot_be_read(conversation, caplog):
    def fail(owner):
        raise MapConflict("iets over Riet")

    store = FakeStore()
    store.latest_of = fail
    turn = await conversation.run(ShowSafetyCard(kept_interviews(store)), intent="gevaar", **DANGER)
    assert turn.custom["type"] == "safety"
    assert "MapConflict" in caplog.text
    assert "Riet" not in caplog.text
