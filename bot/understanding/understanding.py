"""Everything that happens between a text and a decision, in one object that the pipeline and the evaluation share."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.topics import Audience, KnowledgeBase
from bot.understanding.classifier import TopicClassifier
from bot.understanding.decision import Decision, decide
from bot.understanding.names import TopicNames
from bot.understanding.prior import for_audience


class Understanding:
    """A trained classifier with the names of this knowledge base."""

    def __init__(self, classifier: TopicClassifier, knowledge: KnowledgeBase) -> None:
        self._classifier = classifier
        self._names = TopicNames(knowledge.topics.values())

    def decide(self, text: str, audience: Audience | None) -> Decision:
        """The decision for one message."""
        return self.decide_all([text], [audience])[0]

    def decide_all(self, texts: Sequence[str], audiences: Sequence[Audience | None]) -> list[Decision]:
        """The decisions for many messages at once, as the evaluation needs them."""
        rows = self._classifier.probabilities(texts)
        return [
            decide(text, for_audience(self._classifier.labels, row, audience), self._names.find(text))
            for text, row, audience in zip(texts, rows, audiences)
        ]
