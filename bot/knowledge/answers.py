"""An answer out of the knowledge base: the text for an audience, its source line, what fits next, and the payload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.buttons import Button, ButtonBook, default_buttons
from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.sources import Citation
from bot.knowledge.topics import Audience, KnowledgeBase, Topic, default_knowledge_base

MOST_BUTTONS = 3
WITH_SAFETY_NUMBERS = {"praktijk/meldcode"}
START_TOPICS = ("begrip/informele-steun", "vorm/steunouder", "vorm/maatje")


@dataclass(frozen=True)
class Answer:
    """Everything that an action utters for one topic, or for two side by side."""

    response: str
    values: dict[str, str]
    buttons: tuple[Button, ...]
    payload: dict[str, object]
    topic: str


class Answers:
    """Builds answers from a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, buttons: ButtonBook) -> None:
        self._knowledge = knowledge
        self._buttons = buttons

    def short(self, topic_id: str, audience: Audience | None, second_best: Sequence[str] = ()) -> Answer:
        """The first bubble of a topic; a second good topic goes first among the related ones."""
        topic = self._knowledge.topics[topic_id]
        related = _related(topic, second_best)
        buttons = (self._buttons.fixed("meer"), *self._topic_buttons(related[: MOST_BUTTONS - 1]))
        values = {"tekst": topic.text(audience).short, "titel": topic.title, "bron": source_line(topic.citations)}
        return Answer("utter_antwoord", values, buttons, self._payload(topic, audience, related), topic.id)

    def more(self, topic_id: str, audience: Audience | None) -> Answer:
        """The rest of a topic."""
        topic = self._knowledge.topics[topic_id]
        related = _related(topic, ())
        first = self._buttons.fixed("aanvragen" if topic.group == "vorm" else "bron")
        buttons = (first, *self._topic_buttons(related[: MOST_BUTTONS - 1]))
        values = {"tekst": topic.text(audience).more, "titel": topic.title, "bron": source_line(topic.citations)}
        return Answer("utter_meer", values, buttons, self._payload(topic, audience, related), topic.id)

    def side_by_side(self, first_id: str, second_id: str, audience: Audience | None) -> Answer:
        """Two topics in one answer; the payload names the first, the second leads the related ones."""
        first, second = self._knowledge.topics[first_id], self._knowledge.topics[second_id]
        values = {
            "titel": first.title,
            "tekst": first.text(audience).short,
            "titel_tweede": second.title,
            "tekst_tweede": second.text(audience).short,
            "bron": source_line((*first.citations[:1], *second.citations[:1])),
        }
        payload = self._payload(first, audience, _related(first, (second_id,)))
        payload["sources"] = _sources((*first.citations, *second.citations))
        return Answer("utter_naast_elkaar", values, self._topic_buttons([first_id, second_id]), payload, first.id)

    def related(self, topic_id: str) -> list[str]:
        """The related topics of a topic, most useful first."""
        return list(self._knowledge.topics[topic_id].related)

    def title(self, topic_id: str) -> str:
        """The title of a topic."""
        return self._knowledge.topics[topic_id].title

    def options(self, topic_ids: Sequence[str]) -> tuple[tuple[Button, ...], dict[str, object]]:
        """Buttons and `clarify` payload for two to four topics."""
        topics = [self._knowledge.topics[topic_id] for topic_id in topic_ids if topic_id in self._knowledge.topics]
        payload: dict[str, object] = {"type": "clarify", "options": [{"topic": topic.id, "title": topic.title} for topic in topics]}
        return tuple(self._buttons.topic(topic) for topic in topics), payload

    def _topic_buttons(self, topic_ids: Sequence[str]) -> tuple[Button, ...]:
        return tuple(self._buttons.topic(self._knowledge.topics[topic_id]) for topic_id in topic_ids)

    @staticmethod
    def _payload(topic: Topic, audience: Audience | None, related: Sequence[str]) -> dict[str, object]:
        return {
            "type": "answer",
            "topic": topic.id,
            "title": topic.title,
            "audience": (audience or Audience.PARENT).value,
            "sources": _sources(topic.citations),
            "related": list(related),
        }


def _related(topic: Topic, first: Sequence[str]) -> list[str]:
    return [other for other in dict.fromkeys((*first, *topic.related)) if other != topic.id]


def _sources(citations: Sequence[Citation]) -> list[dict[str, object]]:
    """What we read ourselves; publications known only through another source are named in the text."""
    read = [citation.payload() for citation in citations if citation.source.via is None]
    return [entry for i, entry in enumerate(read) if entry not in read[:i]]


def source_line(citations: Sequence[Citation]) -> str:
    """The source in words: title and main section, and what it names there; the payload lists everything."""
    read = [citation for citation in citations if citation.source.via is None]
    line = "; ".join(dict.fromkeys(_title_and_section(citation) for citation in read[:1] + [c for c in read if c.source != read[0].source]))
    named = [_named(c) for c in citations if c.source.via is not None and c.source.title not in line]
    if not named:
        return f"{line}."
    return default_phrasebook().text("utter_daarin_genoemd", None, values={"bron": f"{line}.", "genoemd": "; ".join(named)})


def _title_and_section(citation: Citation) -> str:
    return ", ".join(filter(None, [citation.source.title, citation.section, str(citation.source.year or "")]))


def _named(citation: Citation) -> str:
    year = f" ({citation.source.year})" if citation.source.year else ""
    url = f", {citation.source.url}" if citation.source.url else ""
    return f"{citation.source.title}{year}{url}"


@per_knowledge
def default_answers() -> Answers:
    """The answers of this installation."""
    return Answers(default_knowledge_base(), default_buttons())
