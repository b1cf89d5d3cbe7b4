"""What the long conversations share: one form with one free-text slot that never keeps its answer."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

DANGER_INTENT = "gevaar"


def emptied(tracker: Tracker, slot: str) -> list[EventType]:
    """Empty the slot that was just filled, so that the form asks on until its conversation ends it."""
    return [SlotSet(slot, None)] if slot in tracker.slots_to_validate() else []


def follows_a_card(tracker: Tracker) -> bool:
    """Whether Rasa comes back to the form after a danger card; nothing else is said in that turn."""
    return (tracker.latest_message.get("intent") or {}).get("name") == DANGER_INTENT
