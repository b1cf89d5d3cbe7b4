"""Somebody says for whom the answers are, or asks for u or je."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.antwoord import say_answer
from actions.turn import TOPIC_SLOT, Turn
from bot.knowledge.answers import Answers, default_answers
from bot.knowledge.topics import Audience


class SetAudience(Action):
    """Remember the audience or form of address; the topic at hand is said again in the new words."""

    def __init__(self, answers: Answers | None = None) -> None:
        self._given_answers = answers

    @property
    def _answers(self) -> Answers:
        return self._given_answers or default_answers()

    def name(self) -> str:
        return "action_set_audience"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn(dispatcher, tracker)
        kind, _, choice = turn.intent.partition("_")
        if kind == "doelgroep":
            turn.choose(audience=Audience(choice))
        else:
            turn.choose(address=choice)
        turn.say(f"utter_{turn.intent}", payload=None if turn.slot(TOPIC_SLOT) else {"type": "about"})
        if turn.slot(TOPIC_SLOT):
            say_answer(turn, self._answers.short(turn.slot(TOPIC_SLOT), turn.audience))
        return turn.close()
