import pytest
import yaml

from actions.gesprek import Converse
from bot.settings import ROOT
from bot.understanding.foreign import COMMON_WORDS, SCRIPTS

RULES = [rule for path in sorted((ROOT / "data" / "rules").glob("*.yml")) for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]]
ABILITIES = sorted(rule["steps"][0]["intent"] for rule in RULES if rule["steps"][-1].get("action") == "action_converse")
AUDIENCES = [None, "ouder", "jongere", "professional"]
PAYLOADS = {
    "groet": "smalltalk",
    "bedanken": "smalltalk",
    "afscheid": "smalltalk",
    "kunnen": "about",
    "ben_je_een_mens": "about",
    "mens": "contact",
    "klacht": "contact",
    "veiligheid": "contact",
    "andere_taal": "language",
    "buiten_geld": "out_of_scope",
    "buiten_medisch": "out_of_scope",
    "buiten_juridisch": "out_of_scope",
    "buiten_lokaal": "out_of_scope",
    "buiten_overig": "out_of_scope",
}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("intent", ABILITIES)
async def test_every_ability_answers_with_a_text_and_one_payload(later, intent, audience):
    later.slots["doelgroep"] = audience
    turn = await later.run(Converse(), intent=intent)
    assert turn.text.strip()
    assert "{" not in turn.text
    assert turn.custom["type"]


@pytest.mark.parametrize(("intent", "kind"), PAYLOADS.items())
async def test_an_ability_has_its_own_kind_of_payload(later, intent, kind):
    assert (await later.run(Converse(), intent=intent)).custom["type"] == kind


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("intent", ["mens", "klacht", "veiligheid"])
async def test_who_asks_for_a_person_gets_a_way_to_reach_one(later, intent, audience):
    later.slots["doelgroep"] = audience
    turn = await later.run(Converse(), intent=intent)
    assert turn.responses == [f"utter_{intent}"]
    assert {"alarm", "veilig-thuis"} <= {contact["id"] for contact in turn.custom["contacts"]}


@pytest.mark.parametrize("language", [*SCRIPTS, *COMMON_WORDS])
async def test_every_language_that_is_noticed_gets_its_own_line_with_112(later, language):
    turn = await later.run(Converse(), intent="andere_taal", taal=language)
    assert turn.responses == ["utter_andere_taal"]
    assert "112" in turn.messages[0]["regel"]
    assert turn.custom["type"] == "language"


@pytest.mark.parametrize("language", [None, "Nederlands", "Klingon"])
async def test_an_unknown_language_gets_all_lines(later, language):
    turn = await later.run(Converse(), intent="andere_taal", taal=language)
    assert turn.responses == ["utter_andere_taal_alle"]


async def test_starting_again_forgets_the_topic_and_keeps_the_audience(later):
    later.slots |= {"onderwerp": "vorm/maatje", "alternatieven": ["vorm/jim"]}
    await later.run(Converse(), intent="opnieuw")
    assert (later.slots["onderwerp"], later.slots["alternatieven"], later.slots["doelgroep"]) == (None, None, "ouder")


async def test_another_ability_keeps_the_topic(later):
    later.slots["onderwerp"] = "vorm/maatje"
    await later.run(Converse(), intent="bedanken")
    assert later.slots["onderwerp"] == "vorm/maatje"


@pytest.mark.parametrize("intent", ABILITIES)
async def test_an_ability_ends_a_row_of_repairs(later, intent):
    later.slots["herstel"] = 2
    await later.run(Converse(), intent=intent)
    assert later.slots["herstel"] == 0


@pytest.mark.parametrize("intent", ABILITIES)
async def test_every_button_has_a_title_and_a_payload_of_ours(later, intent):
    for button in (await later.run(Converse(), intent=intent)).buttons:
        assert button["title"]
        assert button["payload"].startswith("knop:")
