"""A choice by its place: "de tweede" does what pressing the second button, or opening the second result, does."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.naar_keuzehulp import changes_the_finder
from actions.turn import OFFERED_SLOT, TOPIC_SLOT, Turn
from bot.knowledge.buttons import PREFIX, default_buttons
from bot.understanding.labels import is_topic, parsed_as
from bot.understanding.ordinals import goes_back, read_choice

MORE = "vervolg_meer"


class Choose(Action):
    """Take one of what was offered last."""

    def name(self) -> str:
        return "action_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        text = tracker.latest_message.get("text") or ""
        offered = tracker.get_slot(OFFERED_SLOT) or []
        if goes_back(text) and changes_the_finder(tracker):
            return [FollowupAction("keuzehulp_form")]
        choice = read_choice(text)
        chosen = choice.out_of(offered) if choice else None
        if choice and chosen:
            return chosen_events(tracker, chosen, choice.more)
        turn = Turn(dispatcher, tracker)
        say_no_such_place(turn, len(offered) if choice else 0)
        return turn.close()


def say_no_such_place(turn: Turn, length: int) -> None:
    """The list is shorter than the place that was named, or there is none (``length`` 0)."""
    name = "utter_kiezen_te_ver" if length else "utter_kiezen_niets"
    turn.say(name, payload={"type": "not_understood"}, values={"aantal": str(length)})


def chosen_events(tracker: Tracker, chosen: str, more: bool = False) -> list[EventType]:
    """The events of a turn in which somebody pressed what was offered: a topic id, a passage id or the name of a button."""
    before: list[EventType] = []
    if "#" in chosen:
        place = (tracker.get_slot(OFFERED_SLOT) or []).index(chosen) + 1
        parsed = parsed_as(f"open {place}", "zoeken")
    elif more and is_topic(chosen):
        before.append(SlotSet(TOPIC_SLOT, chosen))
        parsed = parsed_as(default_buttons().fixed("meer").title, MORE)
    else:
        label, title = default_buttons().pressed(PREFIX + chosen) or ("onduidelijk", "")
        parsed = parsed_as(title, label)
    metadata = dict(tracker.latest_message.get("metadata") or {}, knop=chosen)
    user = {"event": "user", "timestamp": None, "text": parsed["text"], "parse_data": {**parsed, "metadata": metadata}, "metadata": metadata}
    return [*before, ActionExecuted("action_listen"), user]
