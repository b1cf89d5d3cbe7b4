from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.short_memory import MOST_TURNS, QUIET_SECONDS, LiveTrackers, ShortTracker, shortened

SLOTS = [AnySlot(name, mappings=[{}]) for name in ("doelgroep", "onderwerp", "requested_slot", "invoer")]


def session() -> list:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(number: int, *events) -> list:
    return [UserUttered(f"vraag {number}"), ActionExecuted("action_answer"), BotUttered("antwoord"), *events, ActionExecuted("action_listen")]


def turns(count: int) -> list:
    return [event for number in range(count) for event in turn(number, SlotSet("onderwerp", f"vorm/{number}"))]


def short(events: list, last_id: int = 1) -> ShortTracker:
    return shortened("web:a", events, SLOTS, last_id)


def whole(events: list) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("web:a", events, SLOTS)


def said(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_a_short_conversation_is_there_in_full():
    events = [*session(), *turns(MOST_TURNS)]
    assert list(short(events).events) == list(whole(events).events)[1:]  # what comes before the session is not asked for


def test_of_a_long_conversation_the_last_turns_are_there():
    assert said(short([*session(), *turns(50)])) == [f"vraag {number}" for number in range(50 - MOST_TURNS, 50)]


def test_a_conversation_that_grows_does_not_take_more_room():
    assert len(short([*session(), *turns(200)]).events) == len(short([*session(), *turns(20)]).events)


@pytest.mark.parametrize("count", [1, MOST_TURNS, MOST_TURNS + 1, 30])
def test_slots_have_the_values_that_the_whole_conversation_gave_them(count):
    events = [*session(), *turn(-1, SlotSet("doelgroep", "ouder"), SlotSet("invoer", "x")), *turn(-2, SlotSet("invoer", None)), *turns(count)]
    assert short(events).current_slot_values() == whole(events).current_slot_values()


def test_an_open_form_stays_open():
    opened = turn(0, ActiveLoop("netwerkkaart_form"), SlotSet("requested_slot", "invoer"))
    events = [*session(), *opened, *turns(10)]
    assert short(events).active_loop_name == "netwerkkaart_form"
    assert short(events).get_slot("requested_slot") == "invoer"


def test_a_form_that_was_closed_stays_closed():
    events = [*session(), *turn(0, ActiveLoop("netwerkkaart_form")), *turn(1, ActiveLoop(None)), *turns(10)]
    assert short(events).active_loop_name is None


@pytest.mark.parametrize("count", [0, 1, MOST_TURNS, MOST_TURNS + 1, 30])
def test_nothing_of_an_earlier_session_comes_back(count):
    earlier = turn(0, SlotSet("doelgroep", "ouder"), ActiveLoop("netwerkkaart_form"), SlotSet("requested_slot", "invoer"))
    events = [*session(), *earlier, *session(), *turns(count)]
    assert short(events).current_slot_values() == whole(events).current_slot_values()
    assert short(events).get_slot("doelgroep") is None
    assert short(events).active_loop_name is None


def test_the_latest_message_and_action_are_those_of_the_whole_conversation():
    events = [*session(), *turns(10)]
    assert short(events).latest_message == whole(events).latest_message
    assert short(events).latest_action_name == "action_listen"


def test_a_conversation_in_which_something_was_taken_back_is_there_in_full():
    events = [*session(), *turns(5), Restarted(), *turns(10)]
    assert list(short(events).events) == list(whole(events).events)[1:]  # what comes before the session is not asked for


def test_what_was_left_out_counts_as_stored():
    tracker = short([*session(), *turns(10)])
    assert tracker.stored == len(tracker.events)


def test_a_conversation_at_hand_is_handed_out_once():
    live = LiveTrackers()
    live.put(short([*session(), *turns(2)], last_id=7))
    assert live.take("web:a", 7) is not None
    assert live.take("web:a", 7) is None


def test_a_conversation_at_hand_that_is_older_than_the_database_is_not_used():
    live = LiveTrackers()
    live.put(short([*session(), *turns(2)], last_id=7))
    assert live.take("web:a", 8) is None


def test_the_conversation_that_was_quiet_longest_makes_room():
    live = LiveTrackers(most=1)
    live.put(shortened("web:a", session(), SLOTS, 1))
    live.put(shortened("web:b", session(), SLOTS, 2))
    assert live.take("web:a", 1) is None
    assert live.take("web:b", 2) is not None


def test_a_conversation_that_was_quiet_for_long_leaves_memory_when_another_one_comes():
    now = [0.0]
    live = LiveTrackers(clock=lambda: now[0])
    live.put(shortened("web:a", session(), SLOTS, 1))
    now[0] = QUIET_SECONDS + 1
    live.put(shortened("web:b", session(), SLOTS, 2))
    assert live.take("web:a", 1) is None
    assert live.take("web:b", 2) is not None


def test_at_hand_only_the_last_session_counts():
    events = [*session(), *turns(2), SessionStarted(), *turn(7)]
    assert said(short(events)) == ["vraag 7"]
