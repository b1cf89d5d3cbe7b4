"""What goes into a picture and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.knowledge.topics import Audience
from bot.network_map.export import Choice, Private, prepared
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import OpenPlace


@dataclass(frozen=True)
class Options:
    """How a picture is made. The default is the version that can be shared.

    ``choice`` says how people are called and which private fields go along, such as how often there is contact. Only
    ``private`` shows who is sometimes difficult, and only ``ties`` who knows whom. ``centre`` is the word in the middle,
    if not that of the viewpoint; ``made_on`` the date that the document gives.
    """

    audience: Audience | None = None
    use_informal: bool = False
    private: bool = False
    ties: bool = False
    open_places: tuple[OpenPlace, ...] = ()
    centre: str | None = None
    choice: Choice = Choice()
    made_on: date | None = None


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, as PNG, and in words."""

    svg: str
    png: bytes
    alt: str


def to_draw(network: NetworkMap, options: Options) -> NetworkMap:
    """The map with only what this picture may show, people called as chosen."""
    shown = set(options.choice.private) - {Private.SOMETIMES_DIFFICULT, Private.TIES}
    if options.private:
        shown.add(Private.SOMETIMES_DIFFICULT)
    if options.ties:
        shown.add(Private.TIES)
    return prepared(network, Choice(options.choice.naming, frozenset(shown)))
