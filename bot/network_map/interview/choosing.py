"""Which people of the list an answer means: "Riet en de juf", "iedereen behalve opa", "niemand", "de rest"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import eq

import yaml
from rapidfuzz import fuzz

from bot.language.tokens import plain, words
from bot.network_map.people import Person
from bot.settings import ROOT

WORDS_FILE = ROOT / "data" / "netwerkkaart" / "opdrachten.yml"
ALIKE = 84  # per cent; "fatma" means Fatima, "ria" never means Rita
SHORTEST_ALIKE = 4
CLAUSE = re.compile(r"[,;.\n]|\bmaar\b")
JOIN = re.compile(r"[,;\n/]|\b(?:met )?elkaar\b")
AND = re.compile(r"\ben\b")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
RINGS = {"dichtbij": 1, "midden": 2, "ver": 3}
MARKS = ("niet", "misschien", "wel")  # in one part of a sentence the first of these counts
TAKEN = "\0"


@lru_cache(maxsize=1)
def signs() -> dict[str, frozenset[str]]:
    """Single words that steer an answer, by what they do."""
    listed = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))["woorden"]
    return {name: frozenset(entries) for name, entries in listed.items()}


def has_sign(said: Iterable[str], sign: str) -> bool:
    """Whether one of the words has this meaning."""
    return not signs()[sign].isdisjoint(said)


@dataclass(frozen=True)
class Chosen:
    """Ids in the order of the list; ``left_out`` were named as not meant, ``perhaps`` with "misschien"."""

    people: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    everybody: bool = False
    rest: bool = False

    @property
    def found(self) -> bool:
        """Whether the answer says anything about the list."""
        return bool(self.people or self.left_out or self.everybody or self.rest)


def choose(text: str, people: Sequence[Person]) -> Chosen:
    """The people that a text means. "niet" and "misschien" count for the names beside them, "behalve" for everybody after it."""
    named: dict[str, set[str]] = {mark: set() for mark in MARKS}
    everybody = rest = excepting = False
    for clause in CLAUSE.split(text):
        said = words(clause)
        everybody |= has_sign(said, "allemaal")
        rest |= has_sign(said, "rest")
        place = next((i for i, word in enumerate(said) if has_sign([word], "behalve")), len(said))
        for person_id, mark in _marked(said[:place], people).items():
            named["niet" if excepting else mark].add(person_id)
        named["niet"] |= set(_places(said[place:], people))
        excepting |= place < len(said)
    meant = (named["wel"] | named["misschien"]) - named["niet"]
    if everybody and not named["wel"] | named["misschien"]:
        meant = {person.id for person in people} - named["niet"]
    return Chosen(_listed(meant, people), _listed(named["niet"], people), _listed(named["misschien"] & meant, people), everybody, rest)


def _marked(said: Sequence[str], people: Sequence[Person]) -> dict[str, str]:
    """Who is named in a clause, with "wel", "niet" or "misschien" as it holds for them.

    Behind names a word counts for all before it ("opa en oma niet"), in front of a name for that one and all after it
    ("Riet en misschien Bram").
    """
    marked: dict[str, str] = {}
    undecided: list[str] = []
    ahead = ""
    for part in _parts(said, _places(said, people)):
        mark = next((sign for sign in MARKS if has_sign(part.said, sign)), "")
        first = next((i for i, word in enumerate(part.said) if mark and has_sign([word], mark)), 0)
        if not mark:
            (marked.update(dict.fromkeys(part.named, ahead)) if ahead else undecided.extend(part.named))
        elif any(place > first for place in part.named.values()):
            marked |= {person_id: mark if place > first else ahead or "wel" for person_id, place in part.named.items()}
            ahead = mark
        else:
            marked |= dict.fromkeys([*undecided, *part.named], mark)
            undecided, ahead = [], ""
    return dict.fromkeys(undecided, "wel") | marked


@dataclass(frozen=True)
class _Part:
    """Words between two times "en", and the place of each name in them."""

    said: Sequence[str]
    named: Mapping[str, int]


def _parts(said: Sequence[str], places: Mapping[str, int]) -> Iterator[_Part]:
    ends = [i for i, word in enumerate(said) if has_sign([word], "en")] + [len(said)]
    start = 0
    for end in ends:
        yield _Part(said[start:end], {person_id: place - start for person_id, place in places.items() if start <= place < end})
        start = end + 1


def rings(text: str, people: Sequence[Person], usual: int) -> dict[str, int]:
    """Ring per id, where an answer names rings: "Riet dichtbij, de juf ver weg". Without such words the usual ring."""
    left_out = set(choose(text, people).left_out)
    placed: dict[str, int] = {}
    waiting: set[str] = set()
    ahead: int | None = None
    for clause in _ring_clauses(text):
        said = words(clause)
        chosen = choose(clause, people)
        named = set(chosen.people) - left_out
        place, ring = _ring_in(said)
        if ring is None:
            if ahead is None:
                waiting |= named
            else:
                placed |= dict.fromkeys(named, ahead)
            continue
        in_front = not chosen.rest and all(start > place for start in _places(said, people).values()) and (bool(named) or not waiting)
        meant = named if in_front else named | waiting
        if chosen.rest:
            meant |= {p.id for p in people} - set(placed) - left_out
        placed |= dict.fromkeys(meant, ring)
        waiting -= meant
        ahead = ring if in_front else None
    return placed | dict.fromkeys(waiting, usual)


def _ring_clauses(text: str) -> Iterator[str]:
    """Clauses with at most one ring each: "Riet dichtbij en de juf ver weg" gives two."""
    for clause in CLAUSE.split(text):
        several = sum(has_sign([word], sign) for word in words(clause) for sign in RINGS) > 1
        yield from AND.split(clause) if several else [clause]


def _ring_in(said: Sequence[str]) -> tuple[int, int | None]:
    """Place and ring of the first word that names one."""
    found = ((place, ring) for place, word in enumerate(said) for sign, ring in RINGS.items() if has_sign([word], sign))
    return next(found, (0, None))


def one_of(text: str, people: Sequence[Person]) -> Person | None:
    """The one person that a name in a command means; None when nobody fits or several do."""
    fitting = meant_by(text, people)
    return fitting[0] if len(fitting) == 1 else None


def meant_by(text: str, people: Sequence[Person]) -> list[Person]:
    """Everybody whom a name in a command may mean: namesakes, unless the words tell them apart."""
    said = words(text)
    exact = [person for person in people if words(person.label) == said]
    if exact:
        return exact
    found = _places(said, people)
    return [person for person in people if person.id in found]


def undecided(text: str, people: Sequence[Person]) -> tuple[str, ...]:
    """Ids of namesakes, when an answer names nobody but one of them and does not tell which."""
    said = words(text)
    chosen = [person for person in people if person.id in choose(text, people).people]
    bearers = [person for person in people if chosen and words(person.label) == words(chosen[0].label)]
    told = any(relation in said for person in bearers for relation in words(person.relation or ""))
    alone = all(person in bearers for person in chosen)
    apart = len({person.relation for person in bearers}) > 1
    asks = alone and apart and not told and len(bearers) > len(chosen)
    return tuple(person.id for person in bearers) if asks else ()


def circles(text: str, people: Sequence[Person]) -> tuple[tuple[str, ...], ...]:
    """Groups of people who know each other: "Riet en Fatima, Bram en de juf" gives two, "Riet, Fatima en Bram" one."""
    whole = choose(text, people)
    if whole.everybody or whole.left_out:
        return (whole.people,) if len(whole.people) > 1 else ()
    parts = [choose(part, people).people for part in JOIN.split(text)]
    joined = tuple(part for part in parts if len(part) > 1)
    alone = [part for part in parts if len(part) == 1]
    if joined and not (alone and len(joined) == 1):
        return joined
    return (whole.people,) if len(whole.people) > 1 else ()


def in_words_of_the_list(text: str, people: Sequence[Person], relation_of: Callable[[str], str | None]) -> str:
    """A text in which other words for a relation on the list are those of the list: "mam" becomes "moeder"."""
    relations = {person.relation for person in people if person.relation}

    def on_the_list(word: re.Match[str]) -> str:
        relation = None if plain(word[0]) in _steering_words() else relation_of(word[0])
        return relation if relation in relations else word[0]

    return WORD.sub(on_the_list, text)


@lru_cache(maxsize=1)
def _steering_words() -> frozenset[str]:
    return frozenset().union(*signs().values())


def _listed(ids: set[str], people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people if person.id in ids)


def _places(said: Sequence[str], people: Sequence[Person]) -> dict[str, int]:
    """Where the label or relation of people stands in the words, by id.

    A longer name goes before a shorter one inside it, and one spelled the same before one with a typing error.
    """
    left = list(said)
    found: dict[str, int] = {}
    names = sorted(_names(people), key=lambda entry: -len(entry[1]))
    for same in (eq, alike):
        for person, name in names:
            place = _place(name, left, same) if person.id not in found else None
            if place is not None:
                left[place : place + len(name)] = [TAKEN] * len(name)
                found[person.id] = place
    return found


def _names(people: Sequence[Person]) -> Iterator[tuple[Person, list[str]]]:
    """Every way to name a person: the label, the relation with the label, and what only this person has."""
    for person in people:
        label, relation = words(person.label), words(person.relation or "")
        others = [other for other in people if other is not person]
        yield person, label
        if relation and relation != label:
            yield person, [*relation, *label]
        if relation and not any(words(other.relation or "") == relation for other in others):
            yield person, relation
        if len(label) > 1 and not any(label[0] in words(other.label) for other in others):
            yield person, label[:1]


def _place(name: Sequence[str], said: Sequence[str], same: Callable[[str, str], bool]) -> int | None:
    size = len(name)
    starts = range(len(said) - size + 1) if size else ()
    return next((start for start in starts if all(map(same, name, said[start : start + size]))), None)


def alike(name: str, word: str) -> bool:
    """Whether two words in plain form are the same but for a typing error."""
    if name == word:
        return True
    return min(len(name), len(word)) >= SHORTEST_ALIKE and name[0] == word[0] and fuzz.ratio(name, word) >= ALIKE
