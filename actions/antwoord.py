"""A question about a topic: the answer of the knowledge base with its source and what fits next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.keuzehulp import note_situation
from actions.naar_keuzehulp import changes_the_finder
from actions.turn import PASSAGE_SLOT, QUESTION_SLOT, TOPIC_SLOT, Turn
from actions.zoeken import say_passage_about
from bot.knowledge.answers import WITH_SAFETY_NUMBERS, Answer, Answers, default_answers
from bot.knowledge.topics import Audience
from bot.search.search import Search, default_search
from bot.search.wishes import asks_what_is_said
from bot.understanding.aspects import asked_aspects, is_question


class AnswerQuestion(Action):
    """Answer with one topic, or set two side by side."""

    def __init__(self, answers: Answers | None = None, search: Search | None = None) -> None:
        # The action server builds every action at start: local files, no network.
        self._given_answers = answers
        self._search = search

    @property
    def _answers(self) -> Answers:
        return self._given_answers or default_answers()

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        is_pressed = "knop" in (tracker.latest_message.get("metadata") or {})
        if not is_pressed and not is_question(tracker.latest_message.get("text") or "") and changes_the_finder(tracker):
            return [FollowupAction("keuzehulp_form")]
        turn = Turn(dispatcher, tracker)
        decision = tracker.latest_message.get("besluit") or {}
        labels = decision.get("labels") or [tracker.latest_message["intent"]["full_retrieval_intent_name"]]
        if decision.get("uitkomst") == "twee":
            answer = self._answers.side_by_side(labels[0], labels[1], turn.audience)
        else:
            answer = self._answers.short(labels[0], turn.audience, labels[1:3])
        if turn.audience is not Audience.PROFESSIONAL and not is_question(turn.text) and note_situation(turn):
            answer = replace(answer, buttons=(*answer.buttons, turn.button("keuze-openen")))
        say_answer(turn, answer)
        turn.remember(**{QUESTION_SLOT: turn.text if turn.audience is Audience.PROFESSIONAL and "knop" not in turn.metadata else None})
        if turn.audience is Audience.PROFESSIONAL and asks_what_is_said(turn.text) and decision.get("uitkomst") != "twee":
            say_passage_about(turn, self._search or default_search(), labels[0], answer.values["tekst"])
        for aspect in asked_aspects(turn.text):
            turn.say(f"utter_vervolg_{aspect}", values={"titel": answer.values["titel"]})
        turn.remember(alternatieven=labels[1:] or answer.payload["related"], herstel=0)
        return turn.close()


def say_answer(turn: Turn, answer: Answer) -> None:
    """Utter an answer with its buttons and payload, and remember its topic."""
    turn.say(answer.response, answer.buttons, answer.payload, answer.values)
    if answer.topic in WITH_SAFETY_NUMBERS:
        turn.say("utter_meldcode_nummers")
    turn.remember(**{TOPIC_SLOT: answer.topic, PASSAGE_SLOT: None})
