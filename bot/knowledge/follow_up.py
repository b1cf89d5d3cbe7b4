"""Questions that follow an answer: for whom, from what age, how to ask for it, what it costs, what the source says.

What the source does not say is not known here; the texts say so and where to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from bot.knowledge.answers import Answer, Answers, default_answers, source_line
from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import KNOWLEDGE_DIR, Audience, KnowledgeBase, Topic, default_knowledge_base


@dataclass(frozen=True)
class Line:
    """One sentence by name with its values."""

    response: str
    values: dict[str, str]


@dataclass(frozen=True)
class FollowUp:
    """Lines that answer the follow-up, and the topic's answer that carries the payload."""

    lines: tuple[Line, ...]
    answer: Answer | None = None
    topic: str | None = None


class FollowUps:
    """Answers follow-up questions about one topic."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers) -> None:
        self._knowledge = knowledge
        self._answers = answers

    def about(self, intent: str, topic_id: str, audience: Audience | None, age: float | None = None, other: str | None = None) -> FollowUp:
        """The follow-up for an intent such as ``vervolg_kosten``; ``age`` is in years, ``other`` a second topic."""
        topic = self._knowledge.topics[topic_id]
        named = {"titel": topic.title}
        if intent == "vervolg_verschil":
            return self._difference(topic, other, audience)
        if intent in ("vervolg_meer", "vervolg_voorbeeld"):
            lines = (Line("utter_vervolg_geen_voorbeeld", named),) if intent == "vervolg_voorbeeld" else ()
            return FollowUp(lines, self._answers.more(topic_id, audience), topic_id)
        if intent == "vervolg_uitleg":
            return FollowUp((), self._otherwise(topic, audience), topic_id)
        if intent == "vervolg_bron":
            return FollowUp((self._source(topic),), None, topic_id)
        if intent == "vervolg_leeftijd":
            return FollowUp((_age_line(topic, age),), None, topic_id)
        if intent == "vervolg_voor_wie":
            return FollowUp((_for_whom(topic),), None, topic_id)
        return FollowUp((Line(f"utter_{intent}", named),), None, topic_id)

    def bare_payload(self, topic_id: str, audience: Audience | None) -> dict[str, object]:
        """The `answer` payload of a topic, for follow-ups that are one line."""
        return self._answers.short(topic_id, audience).payload

    def _difference(self, topic: Topic, other: str | None, audience: Audience | None) -> FollowUp:
        if other is None or other == topic.id:
            return FollowUp((Line("utter_vervolg_verschil_met_wat", {"titel": topic.title}),), None, topic.id)
        return FollowUp((), self._answers.side_by_side(topic.id, other, audience), topic.id)

    def _otherwise(self, topic: Topic, audience: Audience | None) -> Answer:
        answer = self._answers.short(topic.id, audience)
        paragraph = topic.text(audience).more.split("\n\n")[0]
        return Answer("utter_vervolg_uitleg", {"tekst": paragraph}, answer.buttons, answer.payload, topic.id)

    @staticmethod
    def _source(topic: Topic) -> Line:
        source = topic.citations[0].source
        values = {"bron": source_line(topic.citations)}
        if source.about_year:
            return Line("utter_vervolg_bron_omstreeks", values | {"jaar": str(source.about_year)})
        return Line("utter_vervolg_bron", values)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    return yaml.safe_load((KNOWLEDGE_DIR / "behoeften.yml").read_text(encoding="utf-8"))["voor_wie"]


def _for_whom(topic: Topic) -> Line:
    if not topic.for_whom:
        return Line("utter_vervolg_voor_wie_onbekend", {"titel": topic.title})
    groups = _listed([_groups()[code] for code in topic.for_whom])
    if topic.ages:
        return Line("utter_vervolg_voor_wie_en_leeftijd", {"titel": topic.title, "groepen": groups, "leeftijd": age_range(topic.ages)})
    return Line("utter_vervolg_voor_wie", {"titel": topic.title, "groepen": groups})


def _age_line(topic: Topic, age: float | None) -> Line:
    values = {"titel": topic.title}
    if topic.ages is None:
        return Line("utter_vervolg_leeftijd_onbekend", values)
    values["leeftijd"] = age_range(topic.ages)
    if age is None:
        return Line("utter_vervolg_leeftijd", values)
    values["gevraagd"] = _age(age)
    fits = topic.ages[0] <= age <= topic.ages[1]
    return Line("utter_vervolg_leeftijd_past" if fits else "utter_vervolg_leeftijd_past_niet", values)


def age_range(ages: tuple[float, float]) -> str:
    """Ages in words, in months when both lie below two years."""
    low, high = ages
    if high < 2:
        return _say("utter_leeftijd_maanden", van=f"{low * 12:g}", tot=f"{high * 12:g}")
    return _say("utter_leeftijd_jaren", van=f"{low:g}", tot=f"{high:g}")


def _age(age: float) -> str:
    if age < 2 or age != int(age):
        return _say("utter_een_leeftijd_maanden", aantal=f"{age * 12:.0f}")
    return _say("utter_een_leeftijd_jaren", aantal=f"{age:g}")


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else _say("utter_opsomming", eerste=", ".join(items[:-1]), laatste=items[-1])


def _say(name: str, **values: str) -> str:
    return default_phrasebook().text(name, None, values=values)


@per_knowledge
def default_follow_ups() -> FollowUps:
    """The follow-ups of this installation."""
    return FollowUps(default_knowledge_base(), default_answers())
