"""What an answer to one question changes on the map. Each function takes a map and gives a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.network_map.interview.choosing import Chosen, circles, rings
from bot.network_map.interview.stages import MARK_STAGES, NAME_STAGES, SUPPORT_STAGES, Stage
from bot.network_map.network import NetworkMap, Question, answer, change, tick, tie
from bot.network_map.people import CouldDoMore, Direction, Frequency, Kind, Sector, Support

SECTOR_OF_CONTEXT = {
    "familie": Sector.FAMILY,
    "vrienden": Sector.FRIENDS,
    "buren": Sector.NEIGHBOURHOOD,
    "school": Sector.SCHOOL,
    "klasouders": Sector.SCHOOL,
    "sport": Sector.LEISURE,
    "geloof": Sector.FAITH,
    "werk": Sector.WORK,
    "online": Sector.ONLINE,
    "hulpverleners": Sector.HELP,
}


def named_under(network: NetworkMap, stage: Stage, people: Iterable[str], context: str | None) -> NetworkMap:
    """People named under a question about names give what it asked for; a group of the round fills in the sector."""
    support, sector = NAME_STAGES[stage], SECTOR_OF_CONTEXT.get(context or "")
    for person_id in people:
        person = network.person(person_id)
        changes: dict[str, Any] = {}
        if support is not None:
            changes["support"] = person.support | {support}
        if stage is Stage.MEANING:
            changes["direction"] = Direction.BOTH if person.support else Direction.GIVING
        if sector is not None and person.sector is None:
            changes["sector"] = sector
        if sector is Sector.HELP and person.relation is None:
            changes["kind"] = Kind.FORMAL
        network = change(network, person_id, **changes)
    return network


def answered(network: NetworkMap, stage: Stage, chosen: Chosen, text: str) -> NetworkMap:
    """The map after an answer to a question over the whole list."""
    if stage in SUPPORT_STAGES:
        support = SUPPORT_STAGES[stage]
        before = {person.id for person in network.people if support in person.support}
        return tick(network, support, (before | set(chosen.people)) - set(chosen.left_out))
    if stage in MARK_STAGES:
        field, question = MARK_STAGES[stage]
        return answer(network, question, {p.id: {field: p.id in chosen.people} for p in network.people})
    return OTHER_STAGES[stage](network, chosen, text)


def _near(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    placed = dict.fromkeys(chosen.people, 1) | rings(text, network.people, 1)
    if any(ring > 1 for ring in placed.values()):
        placed = {person.id: 2 for person in network.people} | placed
    return answer(network, Question.RING, {person_id: {"ring": ring} for person_id, ring in placed.items()})


def _far(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    open_ones = [person for person in network.people if person.ring is None]
    placed = dict.fromkeys((p.id for p in open_ones), 3 if chosen.rest else 2) | dict.fromkeys(chosen.people, 3) | rings(text, network.people, 3)
    return answer(network, Question.RING, {person_id: {"ring": ring} for person_id, ring in placed.items()})


def _direction(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    ways = {p.id: (Direction.BOTH if p.support else Direction.GIVING) for p in network.people if p.id in chosen.people}
    return _settled_direction(answer(network, Question.DIRECTION, {person_id: {"direction": way} for person_id, way in ways.items()}))


def settled(network: NetworkMap) -> NetworkMap:
    """What the answers leave to conclude at the end: the middle ring for whom no other was chosen, and the direction."""
    if Question.RING in network.answered:
        network = answer(network, Question.RING, {person.id: {"ring": 2} for person in network.people if person.ring is None})
    return _settled_direction(network)


def _settled_direction(network: NetworkMap) -> NetworkMap:
    """Who gives support, while only others were named as somebody the family gives to, is somebody it gets from."""
    if not any(person.direction for person in network.people) and Question.DIRECTION not in network.answered:
        return network
    changes = {}
    for person in network.people:
        if person.support and person.direction in (None, Direction.GIVING):
            changes[person.id] = {"direction": Direction.GETTING if person.direction is None else Direction.BOTH}
    return answer(network, Question.DIRECTION, changes)


def _could_do_more(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    able = dict.fromkeys(chosen.people, CouldDoMore.YES) | dict.fromkeys(chosen.perhaps, CouldDoMore.MAYBE)
    able |= dict.fromkeys(chosen.left_out, CouldDoMore.DO_NOT_ASK)
    return answer(network, Question.COULD_DO_MORE, {person_id: {"could_do_more": value} for person_id, value in able.items()})


def _frequency(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    return answer(network, Question.FREQUENCY, {person_id: {"frequency": Frequency.SELDOM} for person_id in chosen.people})


def _ties(network: NetworkMap, chosen: Chosen, text: str) -> NetworkMap:
    groups: Sequence[tuple[str, ...]] = circles(text, network.people) or ((chosen.people,) if chosen.everybody else ())
    for group in groups:
        network = tie(network, *group)
    return answer(network, Question.TIES)


OTHER_STAGES: Mapping[Stage, Callable[[NetworkMap, Chosen, str], NetworkMap]] = {
    Stage.NEAR: _near,
    Stage.FAR: _far,
    Stage.DIRECTION: _direction,
    Stage.COULD_DO_MORE: _could_do_more,
    Stage.FREQUENCY: _frequency,
    Stage.TIES: _ties,
}


def already(network: NetworkMap, stage: Stage) -> tuple[str, ...]:
    """Who was named for a support question before it is asked over the list."""
    support: Support | None = SUPPORT_STAGES.get(stage)
    return tuple(person.id for person in network.people if support is not None and support in person.support)
