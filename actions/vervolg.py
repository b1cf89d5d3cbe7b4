"""A question that follows an answer, about the topic at hand or one that is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.antwoord import say_answer
from actions.gesprek import contact_text
from actions.turn import ALTERNATIVES_SLOT, PASSAGE_SLOT, REPAIR_SLOT, TOLD_SLOT, TOPIC_SLOT, Turn
from actions.zoeken import say_passage, say_place
from bot.knowledge.answers import START_TOPICS, Answers, default_answers
from bot.knowledge.follow_up import FollowUps, default_follow_ups
from bot.safety.card import calm_payload
from bot.search.passages import Passage
from bot.search.payload import passage_payload
from bot.search.search import Search, default_search
from bot.understanding.aspects import asked_age

# What only a form of support can be asked: cost, waiting, signing up, where, age.
PRACTICAL = {"vervolg_kosten", "vervolg_wachttijd", "vervolg_aanvragen", "vervolg_waar", "vervolg_leeftijd"}

# What can be asked about a passage of an imported document: where it stands, and what follows.
OF_A_DOCUMENT = {"vervolg_bron", "vervolg_meer"}


class FollowUpQuestion(Action):
    """Refer to the topic at hand; without one, ask which."""

    def __init__(self, answers: Answers | None = None, follow_ups: FollowUps | None = None, search: Search | None = None) -> None:
        self._given_answers = answers
        self._given_follow_ups = follow_ups
        self._search = search

    @property
    def _answers(self) -> Answers:
        return self._given_answers or default_answers()

    @property
    def _follow_ups(self) -> FollowUps:
        return self._given_follow_ups or default_follow_ups()

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn(dispatcher, tracker)
        named = [entity["value"] for entity in tracker.latest_message.get("entities") or [] if entity["entity"] == "onderwerp"]
        at_hand = turn.slot(TOPIC_SLOT)
        passage = self._document_passage(turn) if not named else None
        if passage and turn.intent in OF_A_DOCUMENT:
            self._about_document(turn, passage)
        elif turn.intent == "vervolg_anders":
            self._something_else(turn, at_hand)
        elif turn.intent == "vervolg_verschil":
            pair = named if len(named) > 1 else [topic for topic in (at_hand, *named) if topic]
            self._about(turn, pair[0] if pair else None, pair[1] if len(pair) > 1 else None)
        else:
            self._about(turn, named[0] if named else at_hand, None)
        return turn.close()

    def _document_passage(self, turn: Turn) -> Passage | None:
        """The passage of an imported document that was shown last."""
        shown = turn.slot(PASSAGE_SLOT)
        passage = (self._search or default_search()).passage(shown) if shown else None
        return passage if passage and passage.document else None

    def _about_document(self, turn: Turn, passage: Passage) -> None:
        if turn.intent == "vervolg_bron":
            say_place(turn, passage)
            return
        follows = (self._search or default_search()).next_passage(passage.id)
        if follows:
            say_passage(turn, follows)
        else:
            turn.say("utter_zoeken_einde", payload=passage_payload(passage))

    def _about(self, turn: Turn, topic: str | None, other: str | None) -> None:
        if topic is None:
            self._ask_which(turn, START_TOPICS)
            return
        if turn.intent in PRACTICAL and not topic.startswith("vorm/"):
            self._ask_which(turn, [t for t in self._answers.related(topic) if t.startswith("vorm/")] or START_TOPICS)
            return
        if turn.intent == "vervolg_meer" and turn.slot(TOLD_SLOT) == topic:
            buttons, payload = self._answers.options(self._answers.related(topic)[:3])
            turn.say("utter_vervolg_geen_meer", buttons, payload, {"titel": self._answers.title(topic)})
            return
        result = self._follow_ups.about(turn.intent, topic, turn.audience, asked_age(turn.text), other)
        for line in result.lines[:-1] if result.answer is None else result.lines:
            turn.say(line.response, values=line.values)
        if result.answer is not None:
            say_answer(turn, result.answer)
        else:
            plain = self._answers.short(topic, turn.audience)
            turn.say(result.lines[-1].response, plain.buttons, plain.payload, result.lines[-1].values)
        turn.remember(onderwerp=topic, herstel=0)
        if turn.intent in ("vervolg_meer", "vervolg_voorbeeld"):
            turn.remember(verteld=topic)

    def _ask_which(self, turn: Turn, topics: Sequence[str]) -> None:
        buttons, payload = self._answers.options(topics[:3] if len(topics) > 1 else START_TOPICS)
        turn.say("utter_vervolg_zonder_onderwerp", buttons, payload)

    def _something_else(self, turn: Turn, at_hand: str | None) -> None:
        offered = [topic for topic in turn.slot(ALTERNATIVES_SLOT) or [] if topic != at_hand][:3]
        if int(turn.slot(REPAIR_SLOT) or 0) >= 2:
            turn.say("utter_nog_niet_gevonden", payload=calm_payload(turn.audience), values={"contact": contact_text(turn)})
            turn.remember(herstel=0)
        elif len(offered) < 2:
            turn.say("utter_anders_geen", payload={"type": "not_understood"})
            turn.remember(herstel=2)
        else:
            buttons, payload = self._answers.options(offered)
            turn.say("utter_anders", buttons, payload)
            turn.remember(alternatieven=[], herstel=1)
