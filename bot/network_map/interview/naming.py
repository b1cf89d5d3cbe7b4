"""People found in an answer come onto the map: new ones, those who stood there already, and those who may be the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from bot.language.tokens import plain, words
from bot.network_map.interview.choosing import alike, has_sign, signs
from bot.network_map.network import NetworkMap, add, change, merge
from bot.network_map.people import Person

MOST_WORDS_OF_A_NAME = 3
FEWEST_LETTERS = 2
PUNCTUATION = ".,!;:\"'()"


class Named(Protocol):
    """Somebody as an answer names them; the values are the words of the payload."""

    @property
    def label(self) -> str:
        """What the map shows."""

    @property
    def relation(self) -> str | None:
        """Standard word for who it is to the family."""

    @property
    def kind(self) -> str:
        """A word of :class:`bot.network_map.people.Kind`."""

    @property
    def sector(self) -> str | None:
        """A word of :class:`bot.network_map.people.Sector`."""

    @property
    def group(self) -> bool:
        """Whether more people than one are meant."""


Finder: TypeAlias = Callable[[str, bool], Sequence[Named]]


@dataclass(frozen=True)
class Addition:
    """The map after an answer. ``doubts`` are pairs of ids, new and known, that may be one person."""

    network: NetworkMap
    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    full: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody whom the answer named."""
        return (*self.known, *self.added)


def add_people(network: NetworkMap, mentions: Iterable[Named]) -> Addition:
    """Bring mentions onto the map in their order. Nobody is lost: who may be the same is added and asked about."""
    added: list[str] = []
    known: list[str] = []
    doubts: list[tuple[str, str]] = []
    for mention in mentions:
        same = _known(network, mention, added)
        if same is not None:
            known.append(same.id)
            learned = _learned(same, mention)
            network = change(network, same.id, **learned)
            doubts += [(same.id, other.id) for other in _nameless(network, learned.get("relation")) if other.id != same.id]
            continue
        if network.is_full:
            return Addition(network, tuple(added), tuple(dict.fromkeys(known)), tuple(doubts), full=True)
        alike = _perhaps(network, mention)
        network = add(network, mention.label, relation=mention.relation, kind=mention.kind, sector=mention.sector, group=mention.group)
        added.append(network.people[-1].id)
        if alike is not None:
            doubts.append((added[-1], alike.id))
    return Addition(network, tuple(added), tuple(dict.fromkeys(known)), tuple(doubts))


def _known(network: NetworkMap, mention: Named, just_added: list[str]) -> Person | None:
    """The person of an earlier answer whom a mention surely means."""
    earlier = [person for person in network.people if person.id not in just_added and person.group == mention.group]
    namesakes = [person for person in earlier if plain(person.label) == plain(mention.label)]
    fitting = [p for p in namesakes if _agree(p.relation, mention.relation) and _agree(p.sector, mention.sector)]
    if fitting:
        # Of namesakes whom the answer does not tell apart, the one that it describes best; never one more of them.
        return max(fitting, key=lambda p: (p.relation == mention.relation, p.sector == mention.sector))
    if _only_relation(mention.label, mention.relation) and not namesakes:
        same_relation = [person for person in earlier if person.relation == mention.relation]
        if len(same_relation) == 1:
            return same_relation[0]
    return None


def _nameless(network: NetworkMap, relation: str | None) -> list[Person]:
    """Those who stand on the map with this relation and no name: perhaps the one who now got the relation."""
    return [p for p in network.people if relation is not None and p.relation == relation and not p.group and _only_relation(p.label, relation)]


def _perhaps(network: NetworkMap, mention: Named) -> Person | None:
    """The last person whom a mention may mean as well."""
    for person in reversed(network.people):
        if plain(person.label) == plain(mention.label) or _misspelt(person, mention):
            return person
        nameless = _only_relation(person.label, person.relation) or _only_relation(mention.label, mention.relation)
        if nameless and not mention.group and not person.group and person.relation == mention.relation:
            return person
    return None


def _misspelt(person: Person, mention: Named) -> bool:
    """Whether a name without relation may be another one with a typing error."""
    return mention.relation is None and not _only_relation(person.label, person.relation) and alike(plain(person.label), plain(mention.label))


def _only_relation(label: str, relation: str | None) -> bool:
    return relation is not None and plain(label) == plain(relation)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _learned(person: Person, mention: Named) -> dict[str, Any]:
    """What a second mention adds to a person: only what was not known."""
    learned = {name: value for name, value in (("relation", mention.relation), ("sector", mention.sector)) if value and getattr(person, name) is None}
    return learned | ({"kind": mention.kind} if "relation" in learned else {})


def one_person(network: NetworkMap, kept_id: str, other_id: str) -> NetworkMap:
    """Two entries as one; a name goes before a bare relation, and nothing that is known of either is lost."""
    kept, other = network.person(kept_id), network.person(other_id)
    merged = merge(network, kept_id, other_id)
    return change(merged, kept_id, label=other.label) if _only_relation(kept.label, kept.relation) else merged


def relation_in(word: str, youth: bool, find_people: Finder) -> str | None:
    """The relation that a word means by itself: "mam" is moeder."""
    found = find_people(word, youth)
    return found[0].relation if len(found) == 1 else None


def possible_name(text: str) -> str:
    """What may be a name in a short answer that nothing recognised, with a capital; empty when it is none."""
    typed = [word.strip(PUNCTUATION) for word in text.split()]
    kept = [word for word in typed if word and not signs()["bij_een_naam"].issuperset(words(word))]
    if "?" in text or len(kept) > MOST_WORDS_OF_A_NAME or has_sign(words(" ".join(kept)), "geen_naam"):
        return ""
    name = " ".join(kept)
    return name[:1].upper() + name[1:] if sum(map(str.isalpha, name)) >= FEWEST_LETTERS else ""


def described(person: Person) -> str:
    """The label, with the relation behind it where the label alone does not say it: "Riet (oma)"."""
    if person.relation is None or plain(person.relation) in plain(person.label):
        return person.label
    return f"{person.label} ({person.relation})"
