"""Where somebody stands in the pictures: the domain of life, the ring and the quadrant, asked or by default.

A default only decides where a mark is drawn. It is never stored, and the picture says that it was not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from bot.network_map.people import Kind, Person, Sector

FEWEST_DOMAINS = 4
RINGS = (1, 2, 3)
QUADRANTS = (1, 2, 3, 4)
OUTER = 3


class Domain(str, Enum):
    """A sector of the picture, in the order in which they are drawn. OTHER holds people whose domain is not known."""

    FAMILY = "familie"
    FRIENDS = "vrienden"
    NEIGHBOURHOOD = "buurt"
    SCHOOL = "school"
    LEISURE = "vrije_tijd"
    WORK = "werk"
    HELP = "hulp"
    OTHER = "overig"


DOMAINS: dict[Sector | None, Domain] = {
    Sector.FAMILY: Domain.FAMILY,
    Sector.FRIENDS: Domain.FRIENDS,
    Sector.ONLINE: Domain.FRIENDS,
    Sector.NEIGHBOURHOOD: Domain.NEIGHBOURHOOD,
    Sector.SCHOOL: Domain.SCHOOL,
    Sector.LEISURE: Domain.LEISURE,
    Sector.FAITH: Domain.LEISURE,
    Sector.WORK: Domain.WORK,
    Sector.HELP: Domain.HELP,
    None: Domain.OTHER,
}
# Quadrants of the co-educators: 1 close and informal, 2 informal at a distance, 3 close and formal, 4 formal at a distance.
# Trainers, coaches, clergy and volunteers of organisations are informal people whom the source puts with the close formal ones.
INFORMAL_QUADRANTS = {
    Sector.FAMILY: 1,
    Sector.FRIENDS: 1,
    Sector.ONLINE: 1,
    Sector.NEIGHBOURHOOD: 2,
    Sector.SCHOOL: 2,
    Sector.WORK: 2,
    Sector.LEISURE: 3,
    Sector.FAITH: 3,
    Sector.HELP: 3,
}
CLOSE_FORMAL = (Sector.SCHOOL, Sector.LEISURE, Sector.FAITH, Sector.NEIGHBOURHOOD)


def domain_of(person: Person) -> Domain:
    """The sector in which a person is drawn."""
    return DOMAINS[person.sector]


def domains_of(people: Iterable[Person]) -> tuple[Domain, ...]:
    """The sectors of a picture: those in use, and at least four, filled up from the first."""
    used = {domain_of(person) for person in people}
    empty = [domain for domain in Domain if domain not in used][: max(0, FEWEST_DOMAINS - len(used))]
    return tuple(domain for domain in Domain if domain in used or domain in empty)


def ring_of(person: Person) -> int:
    """The ring asked; else family within, groups and professions without, others between."""
    if person.ring is not None:
        return person.ring
    if person.group or person.kind is Kind.FORMAL:
        return OUTER
    return 1 if person.sector is Sector.FAMILY else 2


def quadrant_of(person: Person) -> int:
    """The quadrant asked; else where the source puts people of this kind and domain of life."""
    if person.quadrant is not None:
        return person.quadrant
    if person.kind is Kind.FORMAL:
        return 3 if person.sector in CLOSE_FORMAL else 4
    if person.sector is None:
        return 1 if person.ring == 1 else 2
    return INFORMAL_QUADRANTS[person.sector]
