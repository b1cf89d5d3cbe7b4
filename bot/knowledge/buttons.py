"""Buttons: what a press or its typed title does. A button carries a label of the assistant, never text to interpret."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.topics import KnowledgeBase, Topic, default_knowledge_base
from bot.language.tokens import words
from bot.settings import ROOT

BUTTONS_FILE = ROOT / "data" / "responses" / "knoppen.yml"
PREFIX = "knop:"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Button:
    """What is drawn (``title``) and what a press sends (``payload``)."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """The form that Rasa and its channels use."""
        return {"title": self.title, "payload": self.payload}


class ButtonBook:
    """All buttons with a fixed title, and one per topic."""

    def __init__(self, fixed: dict[str, dict[str, str]], knowledge: KnowledgeBase) -> None:
        self._fixed = fixed
        self._knowledge = knowledge
        self._by_title = {_key(entry["titel"]): entry["label"] for entry in fixed.values()}
        self._by_title.update({_key(topic.title): topic.id for topic in knowledge.topics.values()})

    def fixed(self, name: str) -> Button:
        """A button of ``knoppen.yml``."""
        return Button(self._fixed[name]["titel"], PREFIX + name)

    def titles(self, prefix: str) -> dict[str, str]:
        """Name and title of the fixed buttons whose name begins so."""
        return {name: entry["titel"] for name, entry in self._fixed.items() if name.startswith(prefix)}

    def topic(self, topic: Topic) -> Button:
        """The button that opens a topic."""
        return Button(topic.title, PREFIX + topic.id)

    def topic_of(self, topic_id: str) -> Button:
        """The button that opens the topic with this id. Raises KeyError for an unknown one."""
        return self.topic(self._knowledge.topics[topic_id])

    def pressed(self, text: str) -> tuple[str, str] | None:
        """The label and title of a pressed button or its typed title; None when the text is neither."""
        if len(text) > LONGEST_TITLE:
            return None
        name = text.strip().removeprefix(PREFIX)
        if text.strip().startswith(PREFIX):
            if name in self._fixed:
                return self._fixed[name]["label"], self._fixed[name]["titel"]
            topic = self._knowledge.topic(name)
            return (topic.id, topic.title) if topic else None
        label = self._by_title.get(_key(text))
        return (label, text.strip()) if label else None


def _key(title: str) -> str:
    return " ".join(words(title))


@per_knowledge
def default_buttons() -> ButtonBook:
    """The buttons of this installation."""
    fixed = yaml.safe_load(BUTTONS_FILE.read_text(encoding="utf-8"))["knoppen"]
    return ButtonBook(fixed, default_knowledge_base())
