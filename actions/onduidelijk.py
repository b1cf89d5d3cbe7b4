"""No topic is clear enough: one clarifying question, then another offer, then a person. Never the same twice in a row."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.gesprek import contact_text
from actions.turn import REPAIR_SLOT, Turn
from bot.knowledge.answers import START_TOPICS, Answers, default_answers
from bot.language.tokens import words
from bot.safety.card import calm_payload


class Unclear(Action):
    """Repair an unclear message in a way that differs from the last repair."""

    def __init__(self, answers: Answers | None = None) -> None:
        self._answers = answers or default_answers()

    def name(self) -> str:
        return "action_unclear"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn(dispatcher, tracker)
        repairs = int(turn.slot(REPAIR_SLOT) or 0)
        decision = tracker.latest_message.get("besluit") or {}
        offered = decision.get("labels") or []
        clear_enough = decision.get("uitkomst") == "verduidelijk"
        if repairs >= 2:
            turn.say("utter_nog_niet_gevonden", payload=calm_payload(turn.audience), values={"contact": contact_text(turn)})
            repairs = 0
        elif not words(turn.text) and repairs == 0:
            turn.say("utter_alleen_tekens" if turn.text.strip() else "utter_leeg", payload={"type": "not_understood"})
            repairs += 1
        elif clear_enough and repairs == 0:
            buttons, payload = self._answers.options(offered)
            turn.say("utter_verduidelijk", buttons, payload)
            repairs += 1
        else:
            buttons, _ = self._answers.options(offered[:3] if len(offered) > 1 else START_TOPICS)
            turn.say("utter_niet_gevonden", buttons, {"type": "not_understood"})
            repairs = 2
        turn.remember(herstel=repairs, alternatieven=offered[4:])
        return turn.close()
