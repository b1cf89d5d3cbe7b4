"""No topic is clear enough: one clarifying question, then another offer, then a person. Never the same twice in a row."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.gegevens import ConcernData, changes_data
from actions.gesprek import contact_text
from actions.keuzehulp import for_the_finder
from actions.onbeantwoord import keep_unanswered
from actions.turn import REPAIR_SLOT, Turn
from actions.zoeken import say_found
from bot.knowledge.answers import START_TOPICS, Answers, default_answers
from bot.knowledge.topics import Audience
from bot.language.tokens import words
from bot.safety.card import calm_payload
from bot.search.filters import Filters
from bot.search.results import SearchResult
from bot.search.search import Search, default_search

MOST_FOUND = 3


class Unclear(Action):
    """Repair an unclear message in a way that differs from the last repair."""

    def __init__(self, answers: Answers | None = None, search: Search | None = None) -> None:
        self._answers = answers or default_answers()
        self._search = search

    def name(self) -> str:
        return "action_unclear"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if changes_data(tracker):
            return await ConcernData().run(dispatcher, tracker, domain)
        asks_once = (tracker.latest_message.get("besluit") or {}).get("uitkomst") == "verduidelijk"
        if not asks_once and not tracker.get_slot(REPAIR_SLOT) and for_the_finder(tracker):
            return [FollowupAction("keuzehulp_form")]
        turn = Turn(dispatcher, tracker)
        repairs = int(turn.slot(REPAIR_SLOT) or 0)
        decision = tracker.latest_message.get("besluit") or {}
        offered = decision.get("labels") or []
        clear_enough = decision.get("uitkomst") == "verduidelijk"
        if repairs >= 2:
            turn.say("utter_nog_niet_gevonden", payload=calm_payload(turn.audience), values={"contact": contact_text(turn)})
            keep_unanswered(turn)
            repairs = 0
        elif not words(turn.text) and repairs == 0:
            turn.say("utter_alleen_tekens" if turn.text.strip() else "utter_leeg", payload={"type": "not_understood"})
            repairs += 1
        elif clear_enough and repairs == 0:
            buttons, payload = self._answers.options(offered)
            turn.say("utter_verduidelijk", buttons, payload)
            repairs += 1
        elif self._may_search(turn, repairs) and say_found(turn, self._found(turn)):
            repairs = 2
        else:
            buttons, _ = self._answers.options(offered[:3] if len(offered) > 1 else START_TOPICS)
            turn.say("utter_niet_gevonden", buttons, {"type": "not_understood"})
            keep_unanswered(turn)
            repairs = 2
        turn.remember(herstel=repairs, alternatieven=offered[4:])
        return turn.close()

    @staticmethod
    def _may_search(turn: Turn, repairs: int) -> bool:
        """A professional's case goes to search at once, everybody else after one question."""
        return bool(words(turn.text)) and (repairs > 0 or turn.audience is Audience.PROFESSIONAL)

    def _found(self, turn: Turn) -> SearchResult:
        search = self._search or default_search()
        return search.search(turn.text, Filters(audience=turn.audience), most=MOST_FOUND)
