"""From probabilities and names to what happens: answer, set two side by side, ask once, or say that it is unclear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.language.tokens import words
from bot.understanding.audience import audience_cue
from bot.understanding.labels import is_topic
from bot.understanding.names import NameHit

# Chosen on totals over the held-out questions, never line by line, so expect a little less on new ones.
ANSWER_FROM = 0.25  # best label at least this likely ...
LEAD = 0.05  # ... and this far ahead of the second, else one clarifying question
OPTION_FROM = 0.05  # a label below this is not worth a choice in a clarifying question ...
RELATED_FROM = 0.005  # ... and below this not worth a place among the related topics
CLARIFY_FROM = 0.35  # the options together must be at least this likely, else nothing fits
MOST_OPTIONS = 4
RELATED = 3
SELF_DESCRIPTION = "doelgroep_"
ADDRESS = "aanspreekvorm_"
ADDRESS_CUE = re.compile(
    r"\b(?:zeg|zeggen|noem|spreek|aanspreken|aanspreekt|aangesproken|hoeft|liever|mag|gewoon|tutoy\w+|vousvoy\w+|formeel|informeel)\b"
)
COMPARISON = re.compile(r"\b(verschil|verschillen|verschilt|vergelijk|vergelijken|vergelijking|versus|vs|of juist|of liever|beter|tegenover)\b")


class Outcome(str, Enum):
    """What the assistant does with a message."""

    ANSWER = "antwoord"
    TWO = "twee"
    CLARIFY = "verduidelijk"
    UNCLEAR = "onduidelijk"


@dataclass(frozen=True)
class Decision:
    """The outcome with its labels, best first, the probability of the first, and what it rests on."""

    outcome: Outcome
    labels: tuple[str, ...]
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    names: tuple[NameHit, ...] = ()


def decide(text: str, ranking: Sequence[tuple[str, float]], names: Sequence[NameHit], at_hand: str | None = None) -> Decision:
    """Choose the outcome for one message.

    ``ranking`` comes from the classifier, best first; ``names`` are topics named outright; ``at_hand`` is the topic of the
    last answer, to which "wat is het verschil met ..." refers.
    """
    ranking = _with_cues(text, ranking)
    outcome, labels = _outcome(text, ranking, names, at_hand)
    confidence = ranking[0][1] if ranking else 0.0
    return Decision(outcome, labels, confidence, tuple(ranking), tuple(names))


def _with_cues(text: str, ranking: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The ranking without a change of audience or address that the text does not ask for ("ik ben moe" is no audience)."""
    stated = audience_cue(text).stated
    wanted = f"{SELF_DESCRIPTION}{stated.value}" if stated else ""
    asks_address = ADDRESS_CUE.search(text.lower()) is not None
    return [
        (label, p)
        for label, p in ranking
        if not (label.startswith(SELF_DESCRIPTION) and label != wanted) and not (label.startswith(ADDRESS) and not asks_address)
    ]


def _outcome(text: str, ranking: Sequence[tuple[str, float]], names: Sequence[NameHit], at_hand: str | None) -> tuple[Outcome, tuple[str, ...]]:
    if not words(text) or not ranking:
        return Outcome.UNCLEAR, ()
    named = tuple(dict.fromkeys(hit.topic for hit in names))
    if COMPARISON.search(text.lower()):
        pair = named if len(named) > 1 or at_hand is None else tuple(dict.fromkeys((at_hand, *named)))
        if len(pair) == 2:
            return Outcome.TWO, pair
    (best, confidence), rest = ranking[0], ranking[1:]
    runner_up = rest[0][1] if rest else 0.0
    if confidence >= ANSWER_FROM and confidence - runner_up >= LEAD:
        others = tuple(label for label, p in rest if p >= RELATED_FROM and is_topic(label))
        return Outcome.ANSWER, (best, *others[:RELATED])
    options = [(label, p) for label, p in ranking if p >= OPTION_FROM and is_topic(label)][:MOST_OPTIONS]
    if len(options) >= 2 and sum(p for _, p in options) >= CLARIFY_FROM:
        return Outcome.CLARIFY, tuple(label for label, _ in options)
    if confidence >= ANSWER_FROM:
        return Outcome.ANSWER, (best,)
    return Outcome.UNCLEAR, tuple(label for label, _ in ranking if is_topic(label))[:MOST_OPTIONS]
