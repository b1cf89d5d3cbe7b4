"""What the database keeps of a turn of the network interview: that it happened, the id of the map and the step; no word, no name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

RAW_FIELDS = ("ruw", "kaartcode")  # metadata that reaches the actions and never the database
ANSWER_SLOTS = ("invoer", "keuze")
MAP_TYPE = "network_map"
KEPT_OF_A_MAP = ("type", "map_id", "step")
KEPT_OF_A_REPLY = ("utter_action", "model_id", "assistant_id")  # the values of a text hold names
ANSWER = "[antwoord in de netwerkkaart]"
REPLY = "[netwerkkaart]"


def redacted(events: Sequence[Event], new: Iterable[Event]) -> Iterator[Event]:
    """The new events as they may be stored, in the same number; ``events`` are all of the conversation with the new ones last."""
    in_interview = {id(event) for turn in _turns(events) if _of_the_interview(turn) for event in turn}
    for event in new:
        yield _redacted(event, id(event) in in_interview)


def _turns(events: Iterable[Event]) -> Iterator[list[Event]]:
    turn: list[Event] = []
    for event in events:
        if isinstance(event, UserUttered) and turn:
            yield turn
            turn = []
        turn.append(event)
    yield turn


def _of_the_interview(turn: Iterable[Event]) -> bool:
    return any(
        (isinstance(event, UserUttered) and not set(RAW_FIELDS).isdisjoint(event.metadata or {}))
        or (isinstance(event, BotUttered) and _payload(event).get("type") == MAP_TYPE)
        for event in turn
    )


def _payload(event: BotUttered) -> dict:
    return (event.data or {}).get("custom") or {}


def _redacted(event: Event, in_interview: bool) -> Event:
    if isinstance(event, SlotSet) and event.key in ANSWER_SLOTS:
        return _with(event, value=None)
    if isinstance(event, UserUttered) and in_interview:
        metadata = {name: value for name, value in (event.metadata or {}).items() if name not in RAW_FIELDS}
        intent = {"name": event.intent_name} if event.intent_name else {}
        return _with(event, text=ANSWER, parse_data={"text": ANSWER, "intent": intent, "entities": []}, entities=[], metadata=metadata)
    if isinstance(event, BotUttered) and in_interview:
        kept = {name: value for name, value in _payload(event).items() if name in KEPT_OF_A_MAP}
        metadata = {name: value for name, value in (event.metadata or {}).items() if name in KEPT_OF_A_REPLY}
        return _with(event, text=REPLY, data={"custom": kept} if kept else {}, metadata=metadata)
    return event


def _with(event: Event, **values: object) -> Event:
    """A copy with other values; the conversation in memory goes on with the event itself."""
    changed = copy(event)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed
