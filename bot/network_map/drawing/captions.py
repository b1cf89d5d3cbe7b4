"""The words in and beside the pictures; they stand in ``data/responses/netwerkkaart_plaatje.yml``."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.phrasing import default_phrasebook
from bot.network_map.drawing.picture import Options
from bot.network_map.network import Viewpoint
from bot.network_map.open_places import Place
from bot.network_map.people import Direction, Kind, Support
from bot.network_map.places import Domain
from bot.network_map.wording import PLACEHOLDER

TITLES = {
    Viewpoint.CHILD: "utter_kaart_titel_kind",
    Viewpoint.SELF: "utter_kaart_titel_zelf",
    Viewpoint.TOGETHER: "utter_kaart_titel_samen",
}
CENTRES = {
    Viewpoint.CHILD: "utter_kaart_midden_kind",
    Viewpoint.SELF: "utter_kaart_midden_zelf",
    Viewpoint.TOGETHER: "utter_kaart_midden_samen",
}
DOMAINS = {
    Domain.FAMILY: "utter_kaart_domein_familie",
    Domain.FRIENDS: "utter_kaart_domein_vrienden",
    Domain.NEIGHBOURHOOD: "utter_kaart_domein_buurt",
    Domain.SCHOOL: "utter_kaart_domein_school",
    Domain.LEISURE: "utter_kaart_domein_vrije_tijd",
    Domain.WORK: "utter_kaart_domein_werk",
    Domain.HELP: "utter_kaart_domein_hulp",
    Domain.OTHER: "utter_kaart_domein_overig",
}
RINGS = {1: "utter_kaart_ring_binnen", 2: "utter_kaart_ring_midden", 3: "utter_kaart_ring_buiten"}
RINGS_IN_FULL = {1: "utter_kaart_ring_binnen_voluit", 2: "utter_kaart_ring_midden_voluit", 3: "utter_kaart_ring_buiten_voluit"}
QUADRANTS = {
    1: "utter_kaart_kwadrant_nabij_informeel",
    2: "utter_kaart_kwadrant_afstand_informeel",
    3: "utter_kaart_kwadrant_nabij_formeel",
    4: "utter_kaart_kwadrant_afstand_formeel",
}
KINDS = {Kind.INFORMAL: "utter_kaart_legenda_informeel", Kind.FORMAL: "utter_kaart_legenda_formeel"}
LETTERS = {
    Support.PRACTICAL: "utter_kaart_letter_praktisch",
    Support.EMOTIONAL: "utter_kaart_letter_emotioneel",
    Support.INFORMATIVE: "utter_kaart_letter_informatief",
    Support.NORMATIVE: "utter_kaart_letter_normatief",
    Support.FUN: "utter_kaart_letter_plezier",
}
SUPPORT = {
    Support.PRACTICAL: "utter_kaart_steun_praktisch",
    Support.EMOTIONAL: "utter_kaart_steun_emotioneel",
    Support.INFORMATIVE: "utter_kaart_steun_informatief",
    Support.NORMATIVE: "utter_kaart_steun_normatief",
    Support.FUN: "utter_kaart_steun_plezier",
}
DIRECTIONS = {
    Direction.GETTING: "utter_kaart_legenda_krijgen",
    Direction.GIVING: "utter_kaart_legenda_geven",
    Direction.BOTH: "utter_kaart_legenda_allebei",
}
OPEN_PLACES = {
    Place.NOBODY: "utter_kaart_plek_niemand",
    Place.OWN_CIRCLE: "utter_kaart_plek_eigen_kring",
    Place.STEADY: "utter_kaart_plek_vaste_volwassene",
    Place.PRACTICAL: "utter_kaart_plek_praktisch",
    Place.EMOTIONAL: "utter_kaart_plek_emotioneel",
    Place.INFORMATIVE: "utter_kaart_plek_informatief",
    Place.NORMATIVE: "utter_kaart_plek_normatief",
    Place.FUN: "utter_kaart_plek_plezier",
    Place.CHILDS_OWN: "utter_kaart_plek_eigen_mensen",
    Place.CLOSE: "utter_kaart_plek_dichtbij",
    Place.BEYOND_FAMILY: "utter_kaart_plek_buiten_familie",
    Place.SHARED_LOAD: "utter_kaart_plek_verdelen",
}


def said(name: str, options: Options, **values: str) -> str:
    """A text for the audience of the picture, with values filled in at once, so that a name is never taken for a part of it."""
    text = default_phrasebook().text(name, options.audience, options.use_informal)
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def listed(words: Sequence[str], options: Options) -> str:
    """Words in a sentence: "Riet, Fatima en Bram"."""
    if len(words) < 2:
        return "".join(words)
    return said("utter_opsomming", options, eerste=", ".join(words[:-1]), laatste=words[-1])


def counted(number: int, options: Options) -> str:
    """A number in words as far as they go, then in digits."""
    words = said("utter_kaart_telwoorden", options).split()
    return words[number] if number < len(words) else str(number)


def letter(support: Support, options: Options) -> str:
    """The letter of a kind of support."""
    return said(LETTERS[support], options)
