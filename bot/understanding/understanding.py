"""Everything that happens between a text and a decision, in one object that the pipeline and the evaluation share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.knowledge.topics import KnowledgeBase
from bot.understanding.classifier import TopicClassifier
from bot.understanding.decision import Decision, Outcome, decide
from bot.understanding.examples import UNKNOWN_AUTHOR, Example
from bot.understanding.labels import OUT_OF_SCOPE, is_topic
from bot.understanding.names import TopicNames

OUT_OF_SCOPE_ODDS = 4.0  # chosen on held-out totals, see docs/metingen.md
RANKING_LENGTH = 10
TAG = re.compile(r"\[[a-z ]+\]")  # what the masking left ("[telefoonnummer]") is no part of the question


def train_classifier(examples: Sequence[Example], knowledge: KnowledgeBase) -> TopicClassifier:
    """A classifier from what people say and from the names of the topics, which are worth an example each."""
    names = [Example(name, topic.id, UNKNOWN_AUTHOR) for topic in knowledge.topics.values() for name in (topic.title, *topic.aliases)]
    known = [*examples, *names]
    return TopicClassifier.train([e.text for e in known], [e.label for e in known], [e.author for e in known])


def ranked(labels: Sequence[str], probabilities: np.ndarray) -> list[tuple[str, float]]:
    """The best labels with their probabilities, best first; messages outside the subject are rarer in the examples than in life."""
    weighted = probabilities * np.array([OUT_OF_SCOPE_ODDS if label.startswith(OUT_OF_SCOPE) else 1.0 for label in labels])
    weighted = weighted / weighted.sum()
    best = np.argsort(-weighted)[:RANKING_LENGTH]
    return [(labels[i], float(weighted[i])) for i in best]


class Understanding:
    """A trained classifier with the names of this knowledge base."""

    def __init__(self, classifier: TopicClassifier, knowledge: KnowledgeBase, replaced: Mapping[str, str] | None = None) -> None:
        """``replaced``: a topic that the classifier learnt to the one that took its place since."""
        self._classifier = classifier
        self._replaced = replaced or {}
        self._topics = knowledge.topics.keys()
        self._unlearnt = self._topics - set(classifier.labels)
        self._names = TopicNames(knowledge.topics.values())

    def about(self, knowledge: KnowledgeBase, replaced: Mapping[str, str]) -> Understanding:
        """The same classifier with the names of a changed knowledge base."""
        return Understanding(self._classifier, knowledge, replaced)

    def decide(self, text: str, at_hand: str | None = None) -> Decision:
        """The decision for one message; ``at_hand`` is the topic of the last answer."""
        return self._decide(text, self._classifier.probabilities([TAG.sub(" ", text)])[0], at_hand)

    def decide_all(self, texts: Sequence[str]) -> list[Decision]:
        """The decisions for many messages at once, as the evaluation needs them."""
        return [self._decide(text, row, None) for text, row in zip(texts, self._classifier.probabilities(texts))]

    def _decide(self, text: str, row: np.ndarray, at_hand: str | None) -> Decision:
        text = TAG.sub(" ", text)
        decision = decide(text, self._present(ranked(self._classifier.labels, row)), self._names.find(text), at_hand)
        named = next((hit.topic for hit in decision.names if hit.topic in self._unlearnt), None)
        if named is None or decision.outcome is Outcome.TWO:
            return decision
        others = tuple(label for label in decision.labels if label != named and is_topic(label))
        return replace(decision, outcome=Outcome.ANSWER, labels=(named, *others), confidence=1.0)

    def _present(self, ranking: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """The ranking without topics that are hidden now, and with those that took the place of others."""
        followed = [(self._replaced.get(label, label), p) for label, p in ranking]
        return [(label, p) for label, p in followed if label in self._topics or not is_topic(label)]
