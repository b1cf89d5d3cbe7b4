"""From probabilities and names to what happens: answer, set two side by side, ask once, or say that it is unclear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.language.tokens import words
from bot.understanding.labels import is_topic
from bot.understanding.names import NameHit

ANSWER_FROM = 0.40      # best label at least this likely ...
LEAD = 0.12             # ... and this far ahead of the second, else one clarifying question
OPTION_FROM = 0.08      # a label below this is not worth a button
CLARIFY_FROM = 0.35     # the options together must be at least this likely, else nothing fits
MOST_OPTIONS = 4
NAME_BONUS = 0.35       # a topic named outright gains this much probability
MISSPELT_BONUS = 0.25
COMPARISON = re.compile(r"\b(verschil|verschillen|vergelijk|vergelijken|versus|vs|of juist|of liever|beter)\b")


class Outcome(str, Enum):
    """What the assistant does with a message."""

    ANSWER = "antwoord"
    TWO = "twee"
    CLARIFY = "verduidelijk"
    UNCLEAR = "onduidelijk"


@dataclass(frozen=True)
class Decision:
    """The outcome with its labels, best first, and the probability of the first."""

    outcome: Outcome
    labels: tuple[str, ...]
    confidence: float


def with_names(ranking: Sequence[tuple[str, float]], hits: Sequence[NameHit]) -> list[tuple[str, float]]:
    """The ranking after topics that are named outright moved up; probabilities sum to at most 1."""
    scores = dict(ranking)
    for hit in hits:
        scores[hit.topic] = scores.get(hit.topic, 0.0) + (NAME_BONUS if hit.exact else MISSPELT_BONUS)
    total = max(1.0, sum(scores.values()))
    return sorted(((label, score / total) for label, score in scores.items()), key=lambda pair: -pair[1])


def decide(text: str, ranking: Sequence[tuple[str, float]], hits: Sequence[NameHit]) -> Decision:
    """Choose the outcome for one message. ``ranking`` comes from the classifier, ``hits`` from the topic names."""
    if not words(text):
        return Decision(Outcome.UNCLEAR, (), 0.0)
    named = list(dict.fromkeys(hit.topic for hit in hits))
    if len(named) == 2 and COMPARISON.search(text.lower()):
        return Decision(Outcome.TWO, tuple(named), 1.0)
    scores = with_names(ranking, hits)
    (best, confidence), rest = scores[0], scores[1:]
    runner_up = rest[0][1] if rest else 0.0
    if confidence >= ANSWER_FROM and confidence - runner_up >= LEAD:
        return Decision(Outcome.ANSWER, (best, *(label for label, p in rest[:3] if p >= OPTION_FROM)), confidence)
    options = [(label, p) for label, p in scores if p >= OPTION_FROM and is_topic(label)][:MOST_OPTIONS]
    if not is_topic(best) and confidence >= ANSWER_FROM:
        return Decision(Outcome.ANSWER, (best,), confidence)
    if len(options) >= 2 and sum(p for _, p in options) >= CLARIFY_FROM:
        return Decision(Outcome.CLARIFY, tuple(label for label, _ in options), confidence)
    return Decision(Outcome.UNCLEAR, tuple(label for label, _ in scores[:MOST_OPTIONS]), confidence)
