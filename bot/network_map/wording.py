"""The words for what the map shows; the sentences stand in ``data/responses/netwerkkaart_resultaat.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import Found, OpenPlace, Place, Reason, Strength, Suggestion
from bot.network_map.people import Person, Sector

MOST_NAMES = 4
PLACEHOLDER = re.compile(r"\{(\w+)\}")

STRENGTHS = {
    Strength.PEOPLE: "utter_kaart_sterk_mensen",
    Strength.CLOSE: "utter_kaart_sterk_dichtbij",
    Strength.STEADY: "utter_kaart_sterk_vaste_volwassene",
    Strength.CHILDS_OWN: "utter_kaart_sterk_eigen_mensen",
    Strength.PRACTICAL: "utter_kaart_sterk_praktisch",
    Strength.EMOTIONAL: "utter_kaart_sterk_emotioneel",
    Strength.INFORMATIVE: "utter_kaart_sterk_informatief",
    Strength.NORMATIVE: "utter_kaart_sterk_normatief",
    Strength.FUN: "utter_kaart_sterk_plezier",
    Strength.SEVERAL_KINDS: "utter_kaart_sterk_meer_soorten",
    Strength.GIVING: "utter_kaart_sterk_geven",
    Strength.TOGETHER: "utter_kaart_sterk_kennen_elkaar",
    Strength.COULD_DO_MORE: "utter_kaart_sterk_meer_doen",
}
PLACES = {
    Place.NOBODY: "utter_kaart_open_nog_niemand",
    Place.OWN_CIRCLE: "utter_kaart_open_eigen_kring",
    Place.STEADY: "utter_kaart_open_vaste_volwassene",
    Place.PRACTICAL: "utter_kaart_open_praktisch",
    Place.EMOTIONAL: "utter_kaart_open_emotioneel",
    Place.INFORMATIVE: "utter_kaart_open_informatief",
    Place.NORMATIVE: "utter_kaart_open_normatief",
    Place.FUN: "utter_kaart_open_plezier",
    Place.CHILDS_OWN: "utter_kaart_open_eigen_mensen",
    Place.CLOSE: "utter_kaart_open_dichtbij",
    Place.BEYOND_FAMILY: "utter_kaart_open_buiten_familie",
    Place.SHARED_LOAD: "utter_kaart_open_verdelen",
}
REASONS = {
    Reason.ASK_CLOSE: "utter_kaart_reden_klein_vragen",
    Reason.BREATHING_SPACE: "utter_kaart_reden_even_rust",
    Reason.LISTENING: "utter_kaart_reden_luisteren",
    Reason.ADVICE: "utter_kaart_reden_raad",
    Reason.EXAMPLE: "utter_kaart_reden_voorbeeld",
    Reason.DOING_THINGS: "utter_kaart_reden_samen_doen",
    Reason.STEADY: "utter_kaart_reden_vaste_volwassene",
    Reason.MORE_PEOPLE: "utter_kaart_reden_meer_mensen",
    Reason.SHARED_PLAN: "utter_kaart_reden_samen_plan",
    Reason.SEPARATION: "utter_kaart_reden_scheiding",
    Reason.COMPLEX: "utter_kaart_reden_complex",
    Reason.OWN_CHOICE: "utter_kaart_reden_zelf_gekozen",
    Reason.NETWORK_HOME: "utter_kaart_reden_wonen_bij_bekenden",
    Reason.GUARDIAN: "utter_kaart_reden_voogd",
    Reason.BABY: "utter_kaart_reden_eerste_kind",
    Reason.PARENT_ILL: "utter_kaart_reden_zorgen_ouder",
    Reason.THINK_ALONG: "utter_kaart_reden_meedenken",
    Reason.SAFETY: "utter_kaart_reden_veiligheid",
}
ROLES = {
    Sector.FAMILY: "utter_kaart_rol_familie",
    Sector.FRIENDS: "utter_kaart_rol_vrienden",
    Sector.NEIGHBOURHOOD: "utter_kaart_rol_buurt",
    Sector.SCHOOL: "utter_kaart_rol_school",
    Sector.LEISURE: "utter_kaart_rol_vrije_tijd",
    Sector.FAITH: "utter_kaart_rol_geloof",
    Sector.WORK: "utter_kaart_rol_werk",
    Sector.ONLINE: "utter_kaart_rol_online",
    Sector.HELP: "utter_kaart_rol_hulp",
    None: "utter_kaart_rol_onbekend",
}


def strength_text(network: NetworkMap, found: Found, audience: Audience | None, use_informal: bool = False) -> str:
    """One sentence about what is strong, with labels."""
    return _said(STRENGTHS[found.strength], audience, use_informal, names_of(network, found.people))


def open_place_text(network: NetworkMap, place: OpenPlace, audience: Audience | None, use_informal: bool = False) -> str:
    """One sentence about an open place."""
    return _said(PLACES[place.what], audience, use_informal, names_of(network, place.people))


def reason_text(suggestion: Suggestion, audience: Audience | None, use_informal: bool = False) -> str:
    """Why a topic could fit. It names nobody."""
    return _said(REASONS[suggestion.reason], audience, use_informal)


def where_text(audience: Audience | None, use_informal: bool = False) -> str:
    """Where to ask whether a form of support exists nearby."""
    return _said("utter_kaart_waar_navragen", audience, use_informal)


def role_of(person: Person) -> str:
    """What somebody is called without relation and name."""
    return _said("utter_kaart_rol_groep" if person.group else ROLES[person.sector], None)


def names_of(network: NetworkMap, person_ids: Iterable[str]) -> str:
    """Labels in a sentence: "Riet, Fatima en Bram", with "en anderen" when they are many."""
    labels = [network.person(person_id).label for person_id in person_ids]
    if len(labels) > MOST_NAMES:
        return _said("utter_kaart_en_anderen", None, False, ", ".join(labels[: MOST_NAMES - 1]))
    return listed(labels)


def listed(labels: Sequence[str]) -> str:
    """Labels as a list in a sentence."""
    if len(labels) < 2:
        return "".join(labels)
    return _put(default_phrasebook().text("utter_opsomming", None), {"eerste": ", ".join(labels[:-1]), "laatste": labels[-1]})


def _said(name: str, audience: Audience | None, use_informal: bool = False, names: str = "") -> str:
    return _put(default_phrasebook().text(name, audience, use_informal), {"namen": names})


def _put(text: str, values: Mapping[str, str]) -> str:
    """Fill values in last and at once, so that nothing in a name is taken for a part of the text."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)
