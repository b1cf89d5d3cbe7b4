"""The one language component of the pipeline: topic, names, and the decision what happens with a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import FULL_RETRIEVAL_INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.importer import AUTHOR
from bot.knowledge.own_topics import Installed, live_topics
from bot.knowledge.topics import default_knowledge_base
from bot.understanding.classifier import TopicClassifier
from bot.understanding.decision import Decision, Outcome
from bot.understanding.examples import UNKNOWN_AUTHOR, Example
from bot.understanding.labels import intent_name
from bot.understanding.understanding import Understanding, train_classifier

UNCLEAR_INTENT = "onduidelijk"
DECISION = "besluit"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicUnderstanding(GraphComponent):
    """Reads retrieval intents, sets intent, ranking, names as entities and the decision for the actions."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, understanding: Understanding | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._understanding = understanding
        self._installed: Installed | None = None

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TopicUnderstanding:
        """A new component, not yet trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> TopicUnderstanding:
        """The trained component out of a model file."""
        with model_storage.read_from(resource) as folder:
            classifier = TopicClassifier.load(folder)
        return cls(model_storage, resource, Understanding(classifier, default_knowledge_base()))

    def _current(self) -> Understanding | None:
        """The understanding of the topics as they are now; an own topic is known by name before it is learnt."""
        installed = live_topics().current()
        if self._understanding is not None and installed is not self._installed:
            self._understanding = self._understanding.about(installed.knowledge, installed.own.replaced)
            self._installed = installed
        return self._understanding

    def train(self, training_data: TrainingData) -> Resource:
        """Learn topics from every example that carries an intent."""
        examples = [message for message in training_data.intent_examples if message.get("text")]
        known = [Example(m.get("text"), m.get_full_intent(), _author(m)) for m in examples]
        classifier = train_classifier(known, default_knowledge_base())
        self._understanding = Understanding(classifier, default_knowledge_base())
        with self._model_storage.write_to(self._resource) as folder:
            classifier.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add: no later component reads features."""
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Understand each message; messages without text stay as they are."""
        for message in messages:
            text = message.get("text")
            understanding = self._current()
            if text is not None and understanding is not None:
                at_hand = tracker.get_slot("onderwerp") if tracker is not None else None
                self._annotate(message, understanding.decide(text, at_hand))
        return messages

    @staticmethod
    def _annotate(message: Message, decision: Decision) -> None:
        unclear = decision.outcome in (Outcome.CLARIFY, Outcome.UNCLEAR)
        label = UNCLEAR_INTENT if unclear else decision.labels[0]
        message.set(
            "intent", {"name": intent_name(label), "confidence": decision.confidence, FULL_RETRIEVAL_INTENT_NAME_KEY: label}, add_to_output=True
        )
        message.set(
            "intent_ranking",
            [{"name": name, "confidence": round(p, 4)} for name, p in decision.ranking[:5]],
            add_to_output=True,
        )
        message.set(
            "entities",
            [{"entity": "onderwerp", "value": hit.topic, "exact": hit.exact} for hit in decision.names],
            add_to_output=True,
        )
        message.set(DECISION, {"uitkomst": decision.outcome.value, "labels": list(decision.labels)}, add_to_output=True)


def _author(message: Message) -> str:
    return ((message.get("metadata") or {}).get("intent") or {}).get(AUTHOR, UNKNOWN_AUTHOR)
