"""The pictures in words, for who does not see them, and the table of who does what.

Nothing is cut here: labels are complete, also where the picture cannot draw them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.network_map.drawing.captions import DIRECTIONS, DOMAINS, KINDS, OPEN_PLACES, QUADRANTS, RINGS_IN_FULL, SUPPORT, counted, listed, said
from bot.network_map.drawing.picture import Options, to_draw
from bot.network_map.network import NetworkMap
from bot.network_map.people import Direction, Frequency, Kind, Person, Support
from bot.network_map.places import RINGS, Domain, domain_of, domains_of, quadrant_of, ring_of

COLUMNS = (
    "utter_kaart_tabel_wie",
    "utter_kaart_tabel_hoort_bij",
    "utter_kaart_tabel_ring",
    "utter_kaart_tabel_soort",
    "utter_kaart_tabel_wat",
    "utter_kaart_tabel_richting",
    "utter_kaart_tabel_bijzonder",
)


@dataclass(frozen=True)
class Table:
    """Who does what: headings, and a row of texts for each person. A column without any text is left out.

    ``columns`` names the texts of the headings.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary(network: NetworkMap, options: Options) -> str:
    """How many are on the map and in each ring, without names."""
    sentences = [_number_of_names(network, options)]
    if network.people:
        sentences += [_ring_sentence(ring, _in_ring(network, ring), options) for ring in RINGS]
    return " ".join(sentences)


def words_for_rings(network: NetworkMap, options: Options) -> str:
    """The picture of the rings in words."""
    network = to_draw(network, options)
    sentences = [_number_of_names(network, options)]
    for ring in RINGS if network.people else ():
        people = _in_ring(network, ring)
        sentences.append(_ring_sentence(ring, people, options))
        sentences += _by(Domain, domain_of, people, DOMAINS, options)
    used = {domain_of(person) for person in network.people}
    empty = [said(DOMAINS[domain], options) for domain in domains_of(network.people) if domain not in used]
    if empty:
        sentences.append(said("utter_kaart_woorden_nog_niemand", options, namen=listed(empty, options)))
    sentences += _signs(network, options)
    if network.ties:
        sentences.append(said("utter_kaart_woorden_lijnen", options))
    if options.open_places:
        places = dict.fromkeys(said(OPEN_PLACES[place.what], options) for place in options.open_places)
        sentences.append(said("utter_kaart_woorden_open_plekken", options, namen=", ".join(places)))
    return " ".join(sentences)


def words_for_quadrants(network: NetworkMap, options: Options) -> str:
    """The picture of the quadrants in words."""
    network = to_draw(network, options)
    named = _by(tuple(QUADRANTS), quadrant_of, network.people, QUADRANTS, options)
    return " ".join([_number_of_names(network, options), *named, *_signs(network, options)])


def _number_of_names(network: NetworkMap, options: Options) -> str:
    number = len(network.people)
    if number < 2:
        return said("utter_kaart_woorden_een" if number else "utter_kaart_woorden_niemand", options)
    return said("utter_kaart_woorden_meer", options, aantal=counted(number, options))


def _in_ring(network: NetworkMap, ring: int) -> list[Person]:
    return [person for person in network.people if ring_of(person) == ring]


def _ring_sentence(ring: int, people: list[Person], options: Options) -> str:
    name = said(RINGS_IN_FULL[ring], options)
    if len(people) < 2:
        return said("utter_kaart_woorden_ring_een" if people else "utter_kaart_woorden_ring_niemand", options, wat=name)
    return said("utter_kaart_woorden_ring_meer", options, wat=name, aantal=counted(len(people), options))


def _named(what: str, people: Iterable[Person], options: Options) -> list[str]:
    """ "Buurt: Fatima en Bram." for people, nothing for nobody."""
    labels = [person.label for person in people]
    return [said("utter_kaart_woorden_namen", options, wat=what[:1].upper() + what[1:], namen=listed(labels, options))] if labels else []


def _by(values: Iterable, value_of: Callable[[Person], object], people: Iterable[Person], names: dict, options: Options) -> list[str]:
    found = list(people)
    return [sentence for v in values for sentence in _named(said(names[v], options), [p for p in found if value_of(p) == v], options)]


def _signs(network: NetworkMap, options: Options) -> list[str]:
    """What the shapes, letters and arrows say."""
    people = network.people
    sentences = _named(said(KINDS[Kind.FORMAL], options), (p for p in people if p.kind is Kind.FORMAL), options)
    for kind in Support:
        sentences += _named(said(SUPPORT[kind], options), (p for p in people if kind in p.support), options)
    sentences += _by(tuple(DIRECTIONS), lambda person: person.direction, people, DIRECTIONS, options)
    sentences += _named(said("utter_kaart_legenda_slaapt", options), (p for p in people if p.frequency is Frequency.SELDOM), options)
    return sentences + _named(said("utter_kaart_legenda_lastig", options), (p for p in people if p.sometimes_difficult), options)


def table(network: NetworkMap, options: Options = Options()) -> Table:  # noqa: B008
    """The rows of "wie doet wat", in the order of the map."""
    network = to_draw(network, options)
    rows = [_row(person, network, options) for person in network.people]
    kept = [place for place in range(len(COLUMNS)) if not rows or any(row[place] for row in rows)]
    return Table(
        tuple(COLUMNS[place] for place in kept),
        tuple(said(COLUMNS[place], options) for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _row(person: Person, network: NetworkMap, options: Options) -> tuple[str, ...]:
    who = f"{person.label} ({person.relation})" if person.relation and person.relation != person.label else person.label
    ring = said(RINGS_IN_FULL[person.ring], options) if person.ring else said("utter_kaart_tabel_niet_gevraagd", options)
    support = ", ".join(said(SUPPORT[kind], options) for kind in Support if kind in person.support)
    direction: Direction | None = person.direction
    return (
        who,
        said(DOMAINS[domain_of(person)], options),
        ring,
        said(KINDS[person.kind], options),
        support,
        said(DIRECTIONS[direction], options) if direction else "",
        ", ".join(_more(person, network, options)),
    )


def _more(person: Person, network: NetworkMap, options: Options) -> list[str]:
    said_of = [said("utter_kaart_legenda_slaapt", options)] if person.frequency is Frequency.SELDOM else []
    if person.sometimes_difficult:
        said_of.append(said("utter_kaart_legenda_lastig", options))
    known = {end for tie in network.ties if person.id in tie for end in tie} - {person.id}
    if known:
        labels = [other.label for other in network.people if other.id in known]
        said_of.append(said("utter_kaart_tabel_kent", options, namen=listed(labels, options)))
    return said_of
