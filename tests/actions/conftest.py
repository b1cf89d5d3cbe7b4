"""A conversation without Rasa: a tracker, a dispatcher, and what came out of the turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.gegevens import Rights
from bot.knowledge.answers import Answers
from bot.knowledge.buttons import default_buttons
from bot.knowledge.follow_up import FollowUps
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.sources import Citation, Source
from bot.knowledge.topics import Audience, KnowledgeBase, Topic, TopicText
from bot.privacy.rights import Erased, Held
from bot.settings import Settings

NOT_VALUES = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment", "doelgroep", "aanspreekvorm"}


@dataclass(frozen=True)
class Turn:
    """What one action said and set."""

    messages: list[dict[str, Any]]
    slots: dict[str, Any]

    @property
    def responses(self) -> list[str]:
        return [message["response"] for message in self.messages]

    @property
    def customs(self) -> list[dict[str, Any]]:
        return [message["custom"] for message in self.messages if message["custom"]]

    @property
    def custom(self) -> dict[str, Any]:
        (only,) = self.customs
        return only

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message["buttons"]]

    def message(self, response: str) -> dict[str, Any]:
        """The one message with this response name."""
        (only,) = [message for message in self.messages if message["response"] == response]
        return only

    @property
    def text(self) -> str:
        """All bubbles as the reader sees them, put into words the way the server does."""
        return "\n".join(_in_words(message) for message in self.messages)


def _in_words(message: dict[str, Any]) -> str:
    audience = Audience(message["doelgroep"]) if message.get("doelgroep") else None
    values = {name: value for name, value in message.items() if name not in NOT_VALUES and isinstance(value, str)}
    return default_phrasebook().text(message["response"], audience, message.get("aanspreekvorm") == "je", values)


@dataclass
class Conversation:
    """Keeps slots between turns."""

    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    loop: str | None = None

    async def run(
        self,
        action: Action,
        text: str = "",
        intent: str = "begrip",
        labels: tuple[str, ...] | None = None,
        outcome: str = "antwoord",
        topic: str | None = None,
        named: tuple[str, ...] = (),
        **metadata: Any,
    ) -> Turn:
        """One turn. ``labels`` and ``outcome`` are the decision, ``topic`` a pressed topic, ``named`` the topics in the text."""
        latest = {
            "text": text,
            "intent": {"name": intent, "full_retrieval_intent_name": topic or intent},
            "entities": [{"entity": "onderwerp", "value": name} for name in named],
            "metadata": metadata,
        }
        if labels is not None:
            latest["besluit"] = {"uitkomst": outcome, "labels": list(labels)}
        self.events.append({"event": "user", "text": text})
        tracker = Tracker("test", dict(self.slots), latest, list(self.events), False, None, {"name": self.loop} if self.loop else {}, None)
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, tracker, {})
        changed = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        self.slots |= changed
        self.events += [{"event": "bot", "data": {"custom": message["custom"] or None}} for message in dispatcher.messages]
        return Turn(dispatcher.messages, changed)


class Kept:
    """Stands in for what is kept of conversations: questions for the editor, and what can be seen and erased."""

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.found = Held((), {}, (), (), (), None, None)
        self.erased: list[str] = []
        self.fault: Exception | None = None

    def add(self, sender: str, question: str, audience: Audience | None) -> bool:
        if self.fault:
            raise self.fault
        self.questions.append(question)
        return True

    def held(self, settings: Settings, sender: str) -> Held:
        if self.fault:
            raise self.fault
        return self.found

    def erase(self, settings: Settings, sender: str) -> Erased:
        if self.fault:
            raise self.fault
        self.erased.append(sender)
        return Erased(turns=3, events=20, maps=1, ratings=0, questions=0)


@pytest.fixture(autouse=True)
def kept(monkeypatch) -> Kept:
    """Nothing of an action's test reaches a database."""
    kept = Kept()
    monkeypatch.setattr("actions.onbeantwoord.default_unanswered", lambda: kept)
    monkeypatch.setattr("actions.gegevens.default_rights", lambda: Rights(kept.held, kept.erase))
    return kept


@pytest.fixture
def conversation() -> Conversation:
    """A conversation that has just begun."""
    return Conversation()


@pytest.fixture
def later() -> Conversation:
    """A conversation of a parent after the first turn."""
    return Conversation({"geopend": True, "doelgroep": "ouder"})


SOURCE = Source("boek", "Het boek", None, None, 2021, "https://boek.example", None, {})


def _topic(topic_id: str, related: tuple[str, ...] = (), ages: tuple[float, float] | None = None) -> Topic:
    texts = {a: TopicText(f"kort {topic_id} {a.value}", f"meer {topic_id} {a.value}\n\nnog meer {topic_id}") for a in Audience}
    return Topic(topic_id, topic_id.split("/")[1], (), (Citation(SOURCE, "Hoofdstuk 1"),), related, date(2026, 11, 1), texts, ages)


KNOWLEDGE = KnowledgeBase(
    {
        topic.id: topic
        for topic in (
            _topic("begrip/informele-steun", ("vorm/maatje",)),
            _topic("vorm/maatje", ("vorm/mentor", "vorm/jim"), (6, 18)),
            _topic("vorm/mentor", ("vorm/maatje",)),
            _topic("vorm/jim", ("vorm/mentor", "vorm/maatje")),
            _topic("vorm/steunouder"),
            _topic("praktijk/meldcode"),
        )
    },
    {SOURCE.id: SOURCE},
)


@pytest.fixture
def answers() -> Answers:
    """Answers out of six small topics; a maatje is from 6 to 18 years."""
    return Answers(KNOWLEDGE, default_buttons())


@pytest.fixture
def follow_ups(answers: Answers) -> FollowUps:
    """Follow-ups about the same topics."""
    return FollowUps(KNOWLEDGE, answers)
