"""Reads our data for Rasa: responses derived from the topic files, so that nothing stands twice, and examples read fast.

Rasa's own reader validates every line against a schema and takes ten seconds a pass at fifteen thousand examples; our data
tests check the same and more, so this importer reads the files plainly, once per process.
"""

from __future__ import annotations

from functools import lru_cache

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.own_topics import installed_examples
from bot.knowledge.phrasing import load_phrasebook
from bot.knowledge.topics import Audience, Topic, default_knowledge_base

AUTHOR = "auteur"


class KnowledgeImporter(RasaFileImporter):
    """Rasa's own importer, with one response of three audiences per topic."""

    def get_domain(self) -> Domain:
        """The domain of the files, with ``data/responses`` and the responses derived from the topics."""
        derived = {f"utter_{topic.id}": _variations(topic) for topic in default_knowledge_base().topics.values()}
        responses = load_phrasebook().all() | derived
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))

    def get_nlu_data(self, language: str | None = "nl") -> TrainingData:
        """Every example below ``data/nlu`` with its author, and the organisation's own questions."""
        return _training_data()


@lru_cache(maxsize=1)
def _training_data() -> TrainingData:
    return TrainingData([Message.build(e.text, e.label, intent_metadata={AUTHOR: e.author}) for e in installed_examples()])


def _variations(topic: Topic) -> list[dict]:
    default = {"text": topic.text(None).short}
    others = [
        {"text": topic.text(audience).short, "condition": [{"type": "slot", "name": "doelgroep", "value": audience.value}]}
        for audience in (Audience.YOUTH, Audience.PROFESSIONAL)
    ]
    return [default, *others]
