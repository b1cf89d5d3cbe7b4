"""What the map shows in words: what is strong first, then open places, then what could fit. Never a score."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience, default_knowledge_base
from bot.network_map.drawing.alternative import words_for_rings
from bot.network_map.drawing.picture import Options
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import Circumstance, OpenPlace, Suggestion, open_places, strengths, suggestions
from bot.network_map.payload import Image, Shown
from bot.network_map.wording import open_place_text, reason_text, strength_text, where_text

MOST_STRENGTHS = 5


@dataclass(frozen=True)
class Result:
    """Sentences for one audience, and the suggestions behind them."""

    strong: tuple[str, ...]
    open: tuple[str, ...]
    fitting: tuple[str, ...]
    where: str
    suggestions: tuple[Suggestion, ...]
    open_places: tuple[OpenPlace, ...]

    def shown(self, network: NetworkMap, map_id: str, audience: Audience | None, use_informal: bool = False) -> Shown:
        """What the payload gets beside the people."""
        options = Options(audience=audience, use_informal=use_informal, open_places=self.open_places)
        image = Image(svg=file_path(map_id, "svg"), png=file_path(map_id, "png"), alt=words_for_rings(network, options))
        return Shown(self.open_places, self.suggestions, image, audience, use_informal)


def result_of(network: NetworkMap, audience: Audience | None, use_informal: bool = False, unsafe: Collection[str] = ()) -> Result:
    """The result of a map. ``unsafe``: relations named as unsafe; with such a person on the map, safety goes before support."""
    offered = suggestions(network, circumstances(network, unsafe))
    topics = default_knowledge_base().topics
    return Result(
        strong=tuple(strength_text(network, found, audience, use_informal) for found in strengths(network))[:MOST_STRENGTHS],
        open=tuple(open_place_text(network, place, audience, use_informal) for place in open_places(network)),
        fitting=tuple(f"{topics[offer.topic].title}: {reason_text(offer, audience, use_informal)}" for offer in offered),
        where=where_text(audience, use_informal),
        suggestions=offered,
        open_places=open_places(network),
    )


def file_path(map_id: str, kind: str) -> str:
    """Where a file of a map is; the channel puts its own address in front."""
    return f"kaart/{map_id}/kaart.{kind}"


def circumstances(network: NetworkMap, unsafe: Collection[str]) -> tuple[Circumstance, ...]:
    """What the conversation told beside the map."""
    named = {word.lower() for person in network.people for word in (person.label, person.relation) if word}
    return () if named.isdisjoint(unsafe) else (Circumstance.UNSAFE,)


def as_list(heading: str, sentences: Iterable[str], audience: Audience | None, use_informal: bool = False) -> str:
    """A heading by name with sentences below, one a line."""
    title = default_phrasebook().text(heading, audience, use_informal)
    return "\n".join([title, *(f"- {sentence}" for sentence in sentences)])
