"""Everything that happens between a text and a decision, in one object that the pipeline and the evaluation share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.knowledge.topics import Audience, KnowledgeBase
from bot.understanding.classifier import TopicClassifier
from bot.understanding.decision import Decision, decide
from bot.understanding.examples import UNKNOWN_AUTHOR, Example
from bot.understanding.names import TopicNames
from bot.understanding.prior import for_audience


def train_classifier(examples: Sequence[Example], knowledge: KnowledgeBase) -> TopicClassifier:
    """A classifier from what people say and from the names of the topics, which are worth an example each."""
    names = [Example(name, topic.id, UNKNOWN_AUTHOR) for topic in knowledge.topics.values() for name in (topic.title, *topic.aliases)]
    known = [*examples, *names]
    return TopicClassifier.train([e.text for e in known], [e.label for e in known], [e.author for e in known])


class Understanding:
    """A trained classifier with the names of this knowledge base."""

    def __init__(self, classifier: TopicClassifier, knowledge: KnowledgeBase) -> None:
        self._classifier = classifier
        self._names = TopicNames(knowledge.topics.values())

    def decide(self, text: str, audience: Audience | None, at_hand: str | None = None) -> Decision:
        """The decision for one message; ``at_hand`` is the topic of the last answer."""
        row = self._classifier.probabilities([text])[0]
        return self._decide(text, row, audience, at_hand)

    def decide_all(self, texts: Sequence[str], audiences: Sequence[Audience | None]) -> list[Decision]:
        """The decisions for many messages at once, as the evaluation needs them."""
        rows = self._classifier.probabilities(texts)
        return [self._decide(text, row, audience, None) for text, row, audience in zip(texts, rows, audiences)]

    def _decide(self, text: str, row: np.ndarray, audience: Audience | None, at_hand: str | None) -> Decision:
        return decide(text, for_audience(self._classifier.labels, row, audience), self._names.find(text), at_hand)
