"""Measures of understanding on questions that were never trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.decision import Decision, Outcome
from bot.understanding.examples import Question
from bot.understanding.labels import is_topic, reported_topic
from bot.understanding.understanding import Understanding


@dataclass(frozen=True)
class Judged:
    """One question with what the assistant would do; ``first`` and ``offered`` say whether that was right."""

    question: Question
    decision: Decision
    first: bool
    offered: bool

    @property
    def wrong_and_confident(self) -> bool:
        """Answered outright with a topic that nobody accepts."""
        return self.decision.outcome is Outcome.ANSWER and not self.first


def judge(understanding: Understanding, questions: Sequence[Question]) -> list[Judged]:
    """Decide every question as the assistant would, without earlier turns."""
    decisions = understanding.decide_all([q.text for q in questions])
    return [_judged(question, decision) for question, decision in zip(questions, decisions)]


def _judged(question: Question, decision: Decision) -> Judged:
    topics = [reported_topic(label) for label in decision.labels]
    answered = decision.outcome in (Outcome.ANSWER, Outcome.TWO)
    # One button is the answer itself, two more lead to neighbours; a clarifying question has up to four.
    reach = topics[:3] if answered else topics[:4] if decision.outcome is Outcome.CLARIFY else []
    return Judged(
        question,
        decision,
        first=answered and topics[0] in question.topics,
        offered=any(topic in question.topics for topic in reach),
    )


@dataclass(frozen=True)
class Rate:
    """How many of how many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 when nothing was counted."""
        return self.hits / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.hits}/{self.total})"


def rate(flags: Iterable[bool]) -> Rate:
    """Count True among flags."""
    listed = list(flags)
    return Rate(sum(listed), len(listed))


def confident_about_nothing(understanding: Understanding, texts: Sequence[str]) -> list[bool]:
    """For off-topic texts: whether the assistant would answer with a topic of the knowledge base."""
    decisions = understanding.decide_all(texts)
    return [d.outcome in (Outcome.ANSWER, Outcome.TWO) and is_topic(d.labels[0]) for d in decisions]


def confusions(judged: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """Pairs of wanted and given topic among the wrong answers, the most frequent first."""
    pairs = Counter((item.question.topics[0], reported_topic(item.decision.labels[0])) for item in judged if item.wrong_and_confident)
    return [(wanted, given, count) for (wanted, given), count in pairs.most_common()]


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[tuple[float, float, int]]:
    """Per bin of the first label's probability: mean probability, share that was right, number of questions."""
    rows = []
    for i in range(bins):
        inside = [item for item in judged if min(int(item.decision.confidence * bins), bins - 1) == i]
        if inside:
            right = [reported_topic(item.decision.ranking[0][0]) in item.question.topics for item in inside]
            rows.append((sum(item.decision.confidence for item in inside) / len(inside), sum(right) / len(right), len(inside)))
    return rows
