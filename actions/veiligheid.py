"""A message about danger: the card, and nothing else in this turn."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.netwerkkaart import interrupt
from actions.turn import ADDRESS_SLOT, ALARM_SLOT, AUDIENCE_SLOT, UNSAFE_SLOT
from bot.knowledge.topics import Audience
from bot.network_map.interview.kept import KeptInterviews
from bot.safety.card import response_name, safety_card
from bot.safety.levels import Level, Signal, Theme

TURNS_WITH_HELP_ROW = 5


class ShowSafetyCard(Action):
    """Number first; the same card that the channel shows when the rest does not work."""

    def __init__(self, interviews: KeptInterviews | None = None) -> None:
        self._interviews = interviews

    def name(self) -> str:
        return "action_safety"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        metadata = tracker.latest_message.get("metadata") or {}
        signal = Signal(Level(metadata.get("signaal", Level.ACUTE.value)), Theme(metadata.get("thema", Theme.UNKNOWN.value)))
        chosen = metadata.get("zegt") or tracker.get_slot(AUDIENCE_SLOT) or metadata.get("doelgroep") or metadata.get("wijst_op")
        audience = Audience(chosen) if chosen else None
        informal = tracker.get_slot(ADDRESS_SLOT) == "je"
        card = safety_card(signal, audience, informal)
        dispatcher.utter_message(
            response=response_name(signal.level, signal.theme), json_message=card.payload, doelgroep=chosen, aanspreekvorm="je" if informal else None
        )
        interrupt(tracker.sender_id, self._interviews)
        unsafe = list(dict.fromkeys([*(tracker.get_slot(UNSAFE_SLOT) or []), *metadata.get("onveilig", [])]))
        events: list[EventType] = [SlotSet(UNSAFE_SLOT, unsafe)] if unsafe else []
        return [*events, SlotSet(ALARM_SLOT, [TURNS_WITH_HELP_ROW, signal.theme.value])] if signal.level is Level.ACUTE else events
