import json

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.keuzehulp import CHOICES, CHOICES_FOR, AskChoice, TakeChoice, note_situation
from actions.naar_keuzehulp import for_the_finder
from actions.turn import Turn
from bot.knowledge.buttons import default_buttons
from bot.network_map.network import NetworkMap, Question, Viewpoint, answer
from bot.network_map.people import Kind, Person, Sector
from bot.storage.maps import MapStoreError
from bot.support_finder.reading import Question as Asked
from bot.support_finder.reading import default_words

REST = "alleenstaand, zoon van 7, nooit rust"
NOT_ASKED = "utter_keuzehulp_vraag_geprobeerd_of_niet"


@pytest.fixture
def action():
    return AskChoice(map_of=lambda owner: None)


async def say(conversation, action, text: str, intent: str = "onduidelijk", **more):
    return await conversation.run(action, text=text, intent=intent, **more)


def ended(turn) -> bool:
    return "requested_slot" in turn.slots and turn.slots["requested_slot"] is None


async def test_the_first_turn_has_suggestions_with_reasons_and_asks_only_the_rest(later, action):
    turn = await say(later, action, REST, "keuzehulp")

    assert turn.responses == ["utter_keuzehulp", "utter_keuzehulp_past", NOT_ASKED]
    assert turn.custom["type"] == "support_finder"
    assert [one["topic"] for one in turn.custom["suggestions"]] == ["vorm/steunouder", "vorm/buurtgezinnen", "vorm/meeleefgezin"]
    assert not ended(turn)


async def test_each_answer_refines_until_it_is_done(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "een steunouder hebben we al gehad")

    assert "vorm/steunouder" not in [one["topic"] for one in turn.custom["suggestions"]]
    assert turn.responses == ["utter_keuzehulp_past_nu", "utter_keuzehulp_klaar"]
    assert ended(turn)
    assert turn.slots["keuzehulp"]["done"] is True


async def test_the_end_opens_topics_and_offers_the_map(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "nee")

    assert [button["payload"] for button in turn.buttons] == ["knop:vorm/steunouder", "knop:vorm/buurtgezinnen", "knop:kaart-beginnen"]


async def test_what_the_source_does_not_say_is_said(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "sla over")

    assert "kost" in turn.text
    assert "wijkteam" in turn.text


async def test_stopping_ends_the_form(later, action):
    await say(later, action, "welke steun past bij ons?", "keuzehulp")
    turn = await say(later, action, "stop")

    assert turn.responses == ["utter_keuzehulp_gestopt"]
    assert ended(turn)


async def test_back_asks_the_question_before(later, action):
    await say(later, action, "welke steun past bij ons?", "keuzehulp")
    await say(later, action, "voor mijn kind")
    turn = await say(later, action, "Vorige vraag van de keuzehulp")

    assert turn.responses[-1] == "utter_keuzehulp_vraag_voor_wie"


async def test_a_question_in_between_is_answered_and_the_step_stays(later, action):
    await say(later, action, "welke steun past bij ons?", "keuzehulp")
    turn = await say(later, action, "wat is een steunouder?", "vorm", labels=("vorm/steunouder",))

    assert turn.responses == ["utter_antwoord", "utter_keuzehulp_vraag_voor_wie"]
    assert turn.custom["type"] == "support_finder"


async def test_a_suggestion_that_is_opened_is_answered_and_the_step_stays(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "Steunouder", "vorm", labels=("vorm/steunouder",), knop="vorm/steunouder")

    assert turn.responses == ["utter_antwoord", NOT_ASKED]
    assert "vorm/steunouder" in [one["topic"] for one in turn.custom["suggestions"]]


async def test_the_title_of_a_form_typed_as_the_last_answer_means_it_was_tried(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "Steunouder", "vorm", labels=("vorm/steunouder",))

    assert ended(turn)
    assert "vorm/steunouder" not in [one["topic"] for one in turn.custom["suggestions"]]


async def test_who_is_a_youth_is_asked_in_other_words_from_then_on(later, action):
    await say(later, action, "welke steun past?", "keuzehulp")
    turn = await say(later, action, "Ik ben jongere", "doelgroep_jongere")

    assert later.slots["doelgroep"] == "jongere"
    assert turn.responses == ["utter_keuzehulp_vraag_voor_wie"]
    assert "Voor wie zoek je" in turn.text


async def test_after_danger_the_form_says_nothing_in_that_turn(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "[niet bewaard]", "gevaar")

    assert turn.messages == []
    assert turn.slots == {}


async def test_a_relation_named_as_unsafe_is_warned_about_and_never_named(later, action):
    later.slots["onveilig"] = ["oom"]
    turn = await say(later, action, "samen met de familie een plan maken, kind van 8", "keuzehulp")

    assert "utter_keuzehulp_onveilig" in turn.responses
    assert " oom" not in turn.text


async def test_the_tracker_keeps_codes_only(later, action):
    await say(later, action, "Mijn dochter Sterre van 9 wil met iemand praten, bij opa is het niet veilig", "keuzehulp")
    kept = json.dumps(later.slots["keuzehulp"]).lower()

    assert not any(word in kept for word in ("sterre", "opa", "dochter", "veilig is"))
    assert "praten" in kept


class Situation(Action):
    """Stands for an action that answers with a topic and notes the situation."""

    def name(self) -> str:
        return "action_situation"

    async def run(self, dispatcher, tracker, domain):
        turn = Turn(dispatcher, tracker)
        note_situation(turn)
        return turn.close()


async def test_a_situation_that_was_answered_with_a_topic_is_known_to_the_finder(later, action):
    await say(later, Situation(), "mijn zoon van 7 slaapt niet en ik ben op")
    turn = await say(later, action, "welke steun past bij ons?", "keuzehulp")

    assert turn.responses[0] == "utter_keuzehulp"
    assert "vorm/steunouder" in [one["topic"] for one in turn.custom["suggestions"]]


@pytest.mark.parametrize(
    ("text", "audience", "handed_over"),
    [
        ("ik ben op en zoek oppas", "ouder", True),
        ("ik wil met iemand praten", "jongere", True),
        ("ik ben op en zoek oppas", None, True),
        ("een moeder is op en zoekt oppas", "professional", False),
        ("blauwe fiets", "ouder", False),
    ],
)
def test_a_situation_of_a_parent_or_youth_is_for_the_finder(text, audience, handed_over):
    latest = {"text": text, "intent": {"name": "onduidelijk"}, "metadata": {"doelgroep": audience} if audience else {}}

    assert for_the_finder(Tracker("test", {}, latest, [], False, None, {}, None)) is handed_over


async def test_danger_in_between_is_warned_about_from_then_on(later, action):
    await say(later, action, REST, "keuzehulp")
    later.slots["onveilig"] = ["vader"]
    turn = await say(later, action, "een steunouder hebben we al gehad")

    assert "utter_keuzehulp_onveilig" in turn.responses


async def test_the_open_places_of_a_map_are_likely_needs(later):
    person = Person("p1", "Riet", "oma", Kind.INFORMAL, Sector.FAMILY)
    network = answer(NetworkMap(Viewpoint.CHILD, people=(person,), next_number=2), Question.EMOTIONAL)
    turn = await say(later, AskChoice(map_of=lambda owner: network), "welke steun past bij ons?", "keuzehulp")

    assert "praten" in turn.custom["needs"]
    assert turn.custom["suggestions"]


async def test_a_map_that_cannot_be_read_is_no_reason_to_fail(later, monkeypatch):
    def broken():
        raise MapStoreError("closed")

    monkeypatch.setattr("actions.keuzehulp.default_interviews", broken)
    turn = await say(later, AskChoice(), REST, "keuzehulp")

    assert turn.custom["suggestions"]


async def test_who_tells_nothing_gets_what_fits_most_people_with_a_reserve(later, action):
    await say(later, action, "welke steun past?", "keuzehulp")
    for _ in range(4):
        turn = await say(later, action, "sla over")

    assert turn.responses == ["utter_keuzehulp_past_nu", "utter_keuzehulp_klaar"]
    assert all("isschien" in one["why"] for one in turn.custom["suggestions"])


async def test_when_nothing_fits_a_person_is_offered(later, action):
    await say(later, action, "welke steun past? ik zoek opvang, mijn zoon is 20", "keuzehulp")
    turn = await say(later, action, "geen vrijwilliger en geen vreemden, steunouder en buurtgezinnen en meeleefgezin hielpen niet")

    assert turn.responses == ["utter_keuzehulp_niets"]
    assert "knop:mens" in [button["payload"] for button in turn.buttons]
    assert ended(turn)


def understood(title: str, question: Asked) -> bool:
    told = default_words().read(title, None, question)
    field = {Asked.WHO: told.who, Asked.AGE: told.ages, Asked.NEED: told.needs, Asked.NOT: told.barred}[question]
    return bool(field) or default_words().move(title) is not None


@pytest.mark.parametrize("name", sorted({name for names in (*CHOICES.values(), *CHOICES_FOR.values()) for name in names}))
def test_every_choice_is_a_button_and_an_answer_that_is_understood(name):
    questions = [question for question, names in CHOICES.items() if name in names]
    questions += [question for (question, _), names in CHOICES_FOR.items() if name in names]
    title = default_buttons().fixed(name).title

    assert questions
    assert all(understood(title, question) for question in questions)


async def test_the_answer_is_never_kept_in_its_slot():
    slots = {"keuze": "nooit rust", "requested_slot": "keuze"}
    events = [{"event": "action", "name": "keuzehulp_form"}, {"event": "slot", "name": "keuze", "value": "nooit rust"}]
    tracker = Tracker("test", slots, {"intent": {}, "text": ""}, events, False, None, {}, None)

    assert [(e["name"], e["value"]) for e in await TakeChoice().run(CollectingDispatcher(), tracker, {})] == [("keuze", None)]


async def test_asking_for_the_finder_again_repeats_the_open_question(later, action):
    await say(later, action, REST, "keuzehulp")
    turn = await say(later, action, "welke steun past bij ons?", "keuzehulp")

    assert turn.responses[-1] == NOT_ASKED
    assert not ended(turn)


async def test_a_place_in_the_list_is_answered_in_between_and_a_number_is_an_answer(later, action):
    await say(later, action, "ik zoek even rust", "keuzehulp")
    chosen = await say(later, action, "vertel over de tweede", "kiezen")
    aged = await say(later, action, "2", "kiezen")

    assert chosen.responses[0] == "utter_antwoord"
    assert chosen.responses[-1] == "utter_keuzehulp_vraag_leeftijd"
    assert aged.responses[-1] == NOT_ASKED


async def test_a_youth_who_says_an_age_answers_that(later, action):
    later.slots["doelgroep"] = "jongere"
    await say(later, action, "wat past bij mij?", "keuzehulp")
    await say(later, action, "ik ben 15", "doelgroep_jongere")

    assert later.slots["keuzehulp"]["told"]["voor_wie"]["ages"] == [15.0]
