"""What the open places of a network map say about what is needed."""

from __future__ import annotations

from bot.network_map.network import NetworkMap
from bot.network_map.open_places import Place, open_places
from bot.support_finder.situation import joined

NEEDS: dict[Place, tuple[str, ...]] = {
    Place.NOBODY: ("netwerk-groter",),
    Place.OWN_CIRCLE: ("netwerk-groter",),
    Place.STEADY: ("iemand-voor-kind",),
    Place.PRACTICAL: ("rust", "praktisch"),
    Place.EMOTIONAL: ("praten",),
    Place.INFORMATIVE: ("opvoeden",),
    Place.NORMATIVE: ("iemand-voor-kind",),
    Place.FUN: ("iemand-voor-kind",),
    Place.CHILDS_OWN: ("iemand-voor-kind",),
    Place.CLOSE: ("netwerk-groter",),
    Place.BEYOND_FAMILY: ("netwerk-groter",),
    Place.SHARED_LOAD: ("rust", "samen-plan"),
}


def needs_of(network: NetworkMap) -> tuple[str, ...]:
    """Likely needs, as codes of ``behoeften.yml``; a map without people was hardly begun and says nothing."""
    if not network.people:
        return ()
    return joined(*(NEEDS[place.what] for place in open_places(network)))
