from __future__ import annotations

import json

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered

from bot.components.redaction import ANSWER, REPLY, redacted

PAYLOAD = {"type": "network_map", "map_id": "kaart-1", "step": "namen", "people": [{"label": "Riet"}], "image": {"alt": "Riet staat dichtbij"}}


def answer(text: str = "oma Riet en Fatima", **metadata: object) -> UserUttered:
    parse_data = {"text": text, "entities": [{"entity": "persoon", "value": "Riet"}], "intent": {"name": "vorm", "confidence": 0.4}}
    return UserUttered(text, intent={"name": "vorm"}, entities=parse_data["entities"], parse_data=parse_data, metadata=metadata)


def reply(custom: dict | None = None, **metadata: object) -> BotUttered:
    return BotUttered("Genoteerd: Riet.", {"custom": custom} if custom else {}, metadata)


def stored(*events: Event, new: int | None = None) -> list[Event]:
    return list(redacted(events, events[-new:] if new else events))


def as_text(events: list[Event]) -> str:
    return json.dumps([event.as_dict() for event in events], default=str)


TURN = (
    ActionExecuted("action_listen"),
    answer(ruw="oma Riet en Fatima", doelgroep="ouder"),
    SlotSet("invoer", "oma Riet en Fatima"),
    reply(),
    reply(PAYLOAD, utter_action="utter_kaart_vraag_kern", namen="Riet en Fatima"),
    ActiveLoop("netwerkkaart_form"),
)


def test_of_a_turn_in_the_interview_only_map_and_step_are_stored():
    events = stored(*TURN)
    assert "Riet" not in as_text(events)
    assert "Fatima" not in as_text(events)
    assert events[1].text == events[1].parse_data["text"] == ANSWER
    assert events[1].metadata == {"doelgroep": "ouder"}
    assert events[1].intent_name == "vorm"
    assert [event.text for event in events[3:5]] == [REPLY, REPLY]
    assert events[4].data == {"custom": {"type": "network_map", "map_id": "kaart-1", "step": "namen"}}
    assert events[4].metadata == {"utter_action": "utter_kaart_vraag_kern"}
    assert events[2].value is None


def test_the_number_and_order_of_events_stay():
    assert [type(event) for event in stored(*TURN)] == [type(event) for event in TURN]


def test_the_conversation_in_memory_keeps_its_events():
    before = as_text(list(TURN))
    stored(*TURN)
    assert as_text(list(TURN)) == before


def test_a_button_of_the_map_is_recognised_by_the_reply():
    events = stored(answer("Klaar met namen", knop="kaart-klaar"), reply(PAYLOAD))
    assert events[0].text == ANSWER


def test_a_code_is_not_stored():
    events = stored(answer("[code]", kaartcode="CDFG-HJKM-NPQR"), reply(PAYLOAD))
    assert "CDFG" not in as_text(events)


def test_an_answer_that_failed_is_not_stored_either():
    events = stored(answer(ruw="oma Riet"), BotUttered("Opslaan lukte net niet.", {"custom": {"type": "contact"}}))
    assert "Riet" not in as_text(events)
    assert events[1].data == {"custom": {"type": "contact"}}


def test_other_turns_stay_as_they_are():
    ordinary = (answer("wat is een maatje", doelgroep="ouder"), reply({"type": "answer", "topic": "vorm/maatje"}), SlotSet("doelgroep", "ouder"))
    assert stored(*ordinary) == list(ordinary)


@pytest.mark.parametrize("beside", [0, 1])
def test_turns_beside_the_interview_are_not_touched(beside):
    ordinary = (answer("wat is een maatje"), reply({"type": "answer"}))
    events = stored(*ordinary, *TURN) if beside == 0 else stored(*TURN, *ordinary)
    kept = events[:2] if beside == 0 else events[-2:]
    assert kept == list(ordinary)


def test_only_the_new_events_are_given_with_the_turn_they_belong_to():
    events = stored(*TURN, new=2)
    assert len(events) == 2
    assert events[0].text == REPLY


def test_an_event_without_payload_or_metadata_is_no_error():
    assert stored(UserUttered("hoi"), BotUttered("dag", None, None))


def test_an_answer_in_the_support_finder_is_not_stored_a_second_time_as_a_slot():
    asked = answer("voor mijn zoon Daan")
    assert [event.value for event in stored(asked, SlotSet("keuze", "voor mijn zoon Daan"))[1:]] == [None]
