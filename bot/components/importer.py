"""Derives the ``utter_<topic>`` responses that Rasa wants from the topic files, so that nothing stands twice."""

from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

from bot.knowledge.topics import Audience, Topic, load_knowledge_base


class KnowledgeImporter(RasaFileImporter):
    """Rasa's own importer, plus one response with three audiences per topic."""

    def get_domain(self) -> Domain:
        """The domain of the files with the derived responses added."""
        derived = {f"utter_{topic.id}": _variations(topic) for topic in load_knowledge_base().topics.values()}
        return super().get_domain().merge(Domain.from_dict({"responses": derived}))


def _variations(topic: Topic) -> list[dict]:
    default = {"text": topic.text(None).short}
    others = [
        {"text": topic.text(audience).short, "condition": [{"type": "slot", "name": "doelgroep", "value": audience.value}]}
        for audience in (Audience.YOUTH, Audience.PROFESSIONAL)
    ]
    return [default, *others]
