"""The map as a value: people, who knows whom, from whose viewpoint, and what was asked; every change gives a new map.

An edited map with its undo steps is a :class:`History`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import combinations
from typing import Any

from bot.language.tokens import plain
from bot.network_map.people import PERSON_FIELDS, Direction, MapError, Person, Support

MOST_PEOPLE = 45
SUGGEST_STOP_AT = 12
VERSION = 1

Tie = tuple[str, str]


class Viewpoint(str, Enum):
    """Whose map it is: of a parent's child, of the youth, or of a family together with a professional."""

    CHILD = "kind"
    SELF = "zelf"
    TOGETHER = "samen"


class Question(str, Enum):
    """A question over the whole list. Only what was asked can be an open place."""

    RING = "kring"
    PRACTICAL = "praktisch"
    EMOTIONAL = "emotioneel"
    INFORMATIVE = "informatief"
    NORMATIVE = "normatief"
    FUN = "plezier"
    DIRECTION = "richting"
    COULD_DO_MORE = "meer_doen"
    FREQUENCY = "hoe_vaak"
    CHILDS_OWN = "eigen_mensen"
    STEADY = "vaste_volwassene"
    DIFFICULT = "soms_lastig"
    TIES = "kennen_elkaar"

    @classmethod
    def about(cls, support: Support) -> Question:
        """The question that asks for a kind of support."""
        return cls(support.value)


class MapFull(MapError):
    """The map holds as many people as it can."""


class UnknownPerson(MapError):
    """No person on the map has this id."""


@dataclass(frozen=True)
class NetworkMap:
    """A consistent map: ids differ, ties join two people of the map, ``next_number`` was never used before."""

    viewpoint: Viewpoint = Viewpoint.CHILD
    people: tuple[Person, ...] = ()
    ties: frozenset[Tie] = frozenset()
    answered: frozenset[Question] = frozenset()
    next_number: int = 1

    def __post_init__(self) -> None:
        if len(self.people) > MOST_PEOPLE:
            raise MapFull(f"a map holds at most {MOST_PEOPLE} people")
        ids = {person.id for person in self.people}
        if len(ids) < len(self.people):
            raise MapError("two people have the same id")
        if any(person.number >= self.next_number for person in self.people):
            raise MapError("next_number must be higher than every id")
        if any(not (first < second and first in ids and second in ids) for first, second in self.ties):
            raise MapError("a tie must join two different people of the map")

    def person(self, person_id: str) -> Person:
        """The person with this id. Raises :class:`UnknownPerson`."""
        for person in self.people:
            if person.id == person_id:
                return person
        raise UnknownPerson(f"nobody on the map has the id {person_id!r}")

    def namesakes(self, label: str) -> tuple[Person, ...]:
        """People with this label, whatever the capitals and accents: perhaps the same person."""
        return tuple(person for person in self.people if plain(person.label) == plain(label))

    @property
    def is_full(self) -> bool:
        """Whether nobody can be added."""
        return len(self.people) >= MOST_PEOPLE

    def to_dict(self) -> dict[str, Any]:
        """Everything, as plain words in a fixed order."""
        return {
            "version": VERSION,
            "viewpoint": self.viewpoint.value,
            "people": [person.to_dict() for person in self.people],
            **self._rest(),
        }

    def _rest(self) -> dict[str, Any]:
        return {
            "ties": [list(tie) for tie in sorted(self.ties)],
            "answered": [question.value for question in Question if question in self.answered],
            "next_number": self.next_number,
        }

    @classmethod
    def from_dict(cls, data: object) -> NetworkMap:
        """Read :meth:`to_dict` back. Raises :class:`MapError` when it is not a map of this version."""
        content = _require_version(data)
        return _build(content.get("viewpoint"), [Person.from_dict(entry) for entry in _list(content, "people")], content)


def _require_version(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise MapError("this is not a network map")
    version = data.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise MapError(f"this is not a network map of version {VERSION}")
    return data


def _list(content: Mapping[str, Any], name: str) -> list[Any]:
    entries = content.get(name)
    if not isinstance(entries, list):
        raise MapError(f"{name} must be a list")
    return entries


def _build(viewpoint: object, people: Iterable[Person], content: Mapping[str, Any]) -> NetworkMap:
    ties, number = _list(content, "ties"), content.get("next_number")
    if any(not (isinstance(tie, list) and len(tie) == 2 and all(isinstance(end, str) for end in tie)) for tie in ties):
        raise MapError("a tie must be a list of two ids")
    if isinstance(number, bool) or not isinstance(number, int):
        raise MapError("next_number must be a number")
    try:
        answered = frozenset(Question(word) for word in _list(content, "answered"))
        return NetworkMap(Viewpoint(viewpoint), tuple(people), frozenset((first, second) for first, second in ties), answered, number)
    except MapError:
        raise
    except ValueError as error:
        raise MapError(str(error)) from error


def add(network: NetworkMap, label: str, **attributes: Any) -> NetworkMap:
    """The map with one more person, last in ``people``. Raises :class:`MapFull` from 45 people."""
    if network.is_full:
        raise MapFull(f"a map holds at most {MOST_PEOPLE} people")
    _require_fields(attributes)
    person = Person(id=f"p{network.next_number}", label=label, **attributes)
    return replace(network, people=(*network.people, person), next_number=network.next_number + 1)


def rename(network: NetworkMap, person_id: str, label: str) -> NetworkMap:
    """The map with another label for a person."""
    return change(network, person_id, label=label)


def change(network: NetworkMap, person_id: str, **attributes: Any) -> NetworkMap:
    """The map with other attributes of a person; an id never changes."""
    _require_fields(attributes)
    return _replaced(network, replace(network.person(person_id), **attributes))


def remove(network: NetworkMap, person_id: str) -> NetworkMap:
    """The map without a person and the ties to that person."""
    person = network.person(person_id)
    people = tuple(other for other in network.people if other is not person)
    return replace(network, people=people, ties=frozenset(tie for tie in network.ties if person_id not in tie))


def merge(network: NetworkMap, kept_id: str, other_id: str) -> NetworkMap:
    """The map in which two entries are one person: what is known of the kept one goes first, support and ties come together."""
    kept, other = network.person(kept_id), network.person(other_id)
    if kept_id == other_id:
        raise MapError("a person cannot be merged with itself")
    known = {name: getattr(other, name) for name in MAY_BE_UNKNOWN if getattr(kept, name) is None}
    marks = {name: getattr(kept, name) or getattr(other, name) for name in MARKS if getattr(other, name) is not None}
    direction = kept.direction
    if kept.direction and other.direction and kept.direction is not other.direction:
        direction = Direction.BOTH
    one = replace(kept, **known | {"direction": direction or other.direction, "support": kept.support | other.support} | marks)
    moved = [tuple(kept_id if end == other_id else end for end in tie) for tie in network.ties]
    ties = frozenset(_tie(*tie) for tie in moved if tie[0] != tie[1])
    people = tuple(one if person is kept else person for person in network.people if person is not other)
    return replace(network, people=people, ties=ties)


MAY_BE_UNKNOWN = ("relation", "sector", "ring", "quadrant", "frequency", "could_do_more")
MARKS = ("steady", "sometimes_difficult", "childs_own")


def tie(network: NetworkMap, *person_ids: str) -> NetworkMap:
    """The map in which all these people know each other."""
    for person_id in person_ids:
        network.person(person_id)
    return replace(network, ties=network.ties | {_tie(*pair) for pair in combinations(sorted(set(person_ids)), 2)})


def untie(network: NetworkMap, first_id: str, second_id: str) -> NetworkMap:
    """The map in which two people do not know each other."""
    network.person(first_id), network.person(second_id)
    return replace(network, ties=network.ties - {_tie(first_id, second_id)})


def answer(network: NetworkMap, question: Question, changes: Mapping[str, Mapping[str, Any]] | None = None) -> NetworkMap:
    """The map after a question over the whole list: attributes to change per person id; an empty answer is an answer too."""
    for person_id, attributes in (changes or {}).items():
        network = change(network, person_id, **attributes)
    return replace(network, answered=network.answered | {question})


def tick(network: NetworkMap, support: Support, person_ids: Iterable[str]) -> NetworkMap:
    """The answer to a support question: exactly these people give this kind of support."""
    ticked = set(person_ids)
    for person_id in ticked:
        network.person(person_id)
    now = {p.id: {"support": p.support | {support} if p.id in ticked else p.support - {support}} for p in network.people}
    return answer(network, Question.about(support), now)


def _require_fields(attributes: Mapping[str, Any]) -> None:
    wrong = set(attributes) - (PERSON_FIELDS - {"id"})
    if wrong:
        raise MapError(f"a person has no field {sorted(wrong)[0]} to change")


def _replaced(network: NetworkMap, person: Person) -> NetworkMap:
    return replace(network, people=tuple(person if other.id == person.id else other for other in network.people))


def _tie(first: str, second: str) -> Tie:
    return (first, second) if first < second else (second, first)


@dataclass(frozen=True)
class History:
    """A map with all maps before it, so that undo returns the identical one."""

    current: NetworkMap = field(default_factory=NetworkMap)
    past: tuple[NetworkMap, ...] = ()

    def do(self, changed: NetworkMap) -> History:
        """Make a changed map the current one; nothing to undo when it is the same."""
        return self if changed == self.current else History(changed, (*self.past, self.current))

    def undo(self) -> History:
        """Back to the map before the last change; the same when there is none."""
        return History(self.past[-1], self.past[:-1]) if self.past else self

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self.past)

    def forget(self) -> History:
        """The current map alone, so that nobody who was taken away is kept."""
        return History(self.current)

    def to_dict(self) -> dict[str, Any]:
        """The current map and all steps; a person who did not change between steps stands in it once."""
        places: dict[Person, int] = {}
        steps = [
            {"viewpoint": step.viewpoint.value, "people": [places.setdefault(p, len(places)) for p in step.people], **step._rest()}
            for step in (*self.past, self.current)
        ]
        return {"version": VERSION, "people": [person.to_dict() for person in places], "steps": steps}

    @classmethod
    def from_dict(cls, data: object) -> History:
        """Read :meth:`to_dict` back. Raises :class:`MapError` when it is not a history of this version."""
        content = _require_version(data)
        people = [Person.from_dict(entry) for entry in _list(content, "people")]
        steps = []
        for step in _list(content, "steps"):
            if not isinstance(step, Mapping):
                raise MapError("a step must be a map")
            places = _list(step, "people")
            if any(isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(people) for place in places):
                raise MapError("a step names a person that is not in the list")
            steps.append(_build(step.get("viewpoint"), [people[place] for place in places], step))
        if not steps:
            raise MapError("a history needs at least one step")
        return cls(steps[-1], tuple(steps[:-1]))
