"""Texts by name for Rasa: the variation for the audience, contact numbers filled in, u or je."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.knowledge.phrasing import Phrasebook
from bot.knowledge.topics import Audience

NOT_VALUES = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment", "doelgroep", "aanspreekvorm"}


class AudienceTexts(TemplatedNaturalLanguageGenerator):
    """Chooses by the audience that the action names, since a slot set in the same turn is not in the tracker yet."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any) -> dict[str, Any] | None:
        """The text of a response, or None for an unknown name."""
        book = Phrasebook(self.responses)
        if utter_action not in book:
            return None
        audience = kwargs.get("doelgroep") or tracker.get_slot("doelgroep")
        values = {name: value for name, value in kwargs.items() if name not in NOT_VALUES and isinstance(value, str)}
        informal = kwargs.get("aanspreekvorm") == "je"
        return {"text": book.text(utter_action, Audience(audience) if audience else None, informal, values)}
