"""The ``network_map`` payload: the same in every channel, private fields left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.knowledge.topics import Audience, KnowledgeBase, default_knowledge_base
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import OpenPlace, Suggestion
from bot.network_map.people import Person
from bot.network_map.places import quadrant_of
from bot.network_map.wording import open_place_text, reason_text

PUBLIC_FIELDS = ("id", "label", "relation", "kind", "sector", "ring", "quadrant", "support", "direction", "group")


class Step(str, Enum):
    """Where the interview is."""

    START = "start"
    NAMES = "namen"
    CONFIRM = "bevestigen"
    ROUND = "rondvraag"
    RING = "kring"
    SUPPORT = "steun"
    QUESTIONS = "vragen"
    MAP = "kaart"
    PAUSED = "gepauzeerd"
    ERASED = "gewist"


@dataclass(frozen=True)
class Image:
    """Addresses of the picture, and the text that says the same."""

    svg: str
    png: str
    alt: str


@dataclass(frozen=True)
class Shown:
    """What goes with the map where it is shown, and for whom it is worded."""

    open_places: Sequence[OpenPlace]
    suggestions: Sequence[Suggestion]
    image: Image | None = None
    audience: Audience | None = None
    use_informal: bool = False


def network_payload(
    map_id: str, step: Step, network: NetworkMap, shown: Shown | None = None, knowledge: KnowledgeBase | None = None
) -> dict[str, Any]:
    """The payload of one turn. People still to be confirmed are on the map already; undo takes them off."""
    payload: dict[str, Any] = {"type": "network_map", "map_id": map_id, "step": step.value, "people": people_payload(network.people)}
    if shown is None:
        return payload
    topics = (knowledge or default_knowledge_base()).topics
    said = (shown.audience, shown.use_informal)
    payload["open_places"] = [{"what": place.what.value, "text": open_place_text(network, place, *said)} for place in shown.open_places]
    payload["suggestions"] = [
        {"topic": offer.topic, "title": topics[offer.topic].title, "why": reason_text(offer, *said)} for offer in shown.suggestions
    ]
    if shown.image:
        payload["image"] = {"svg": shown.image.svg, "png": shown.image.png, "alt": shown.image.alt}
    return payload


def people_payload(people: Iterable[Person]) -> list[dict[str, Any]]:
    """People with the fields that anybody at the screen may see; labels are not cut."""
    complete = (person.to_dict() | {"quadrant": quadrant_of(person)} for person in people)
    return [{name: person[name] for name in PUBLIC_FIELDS} for person in complete]
