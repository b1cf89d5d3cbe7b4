"""What the lists of ``data/mensen`` say about each word of a text: relation, first name, place, hint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import yaml

from bot.language.first_names import FirstNames, default_names, surnames
from bot.language.places import Places, default_places
from bot.language.relations import FAMILY, FORMAL, INFORMAL, PEOPLE_DATA, Relations, RelationWord, default_relations
from bot.language.sentence_words import ADJECTIVES
from bot.language.tokens import plain

HINTS_FILE = PEOPLE_DATA / "aanwijzingen.yml"
PARENTS = ("moeder", "vader", "ouder")


@dataclass(frozen=True)
class WordFacts:
    """One word: its plain form and what is known of it. ``guessed`` is a relation by a likely misspelling; ``name`` is 0, 1 (also a word) or 2."""

    word: str
    relation: RelationWord | None
    guessed: bool
    name: int
    surname: bool
    place: str | None
    hint: str | None


class WordKnowledge:
    """The lists together. ``ordinary`` are words that are no misspelt relation ("broek" is no "broer")."""

    def __init__(
        self, relations: Relations, names: FirstNames, places: Places, hints: dict[str, str], ordinary: frozenset[str] = frozenset()
    ) -> None:
        self.relations = relations
        self.names = names
        self.places = places
        self.ordinary = ordinary
        self._hints = hints
        self._surnames = frozenset(map(plain, surnames()))
        self._similar = lru_cache(maxsize=20000)(self._find_similar)

    def facts(self, tokens: Sequence[str]) -> list[WordFacts]:
        """The facts per token; tokens as typed."""
        words = [plain(token) for token in tokens]
        relations = self._relations(words)
        places = self.places.sectors(words)
        return [self._fact(word, relation, place) for word, relation, place in zip(words, relations, places)]

    def _relations(self, words: list[str]) -> list[RelationWord | None]:
        found: list[RelationWord | None] = [None] * len(words)
        position = 0
        while position < len(words):
            length = 1
            for length in range(min(self.relations.longest, len(words) - position), 0, -1):
                known = self._known(words[position : position + length])
                if known:
                    found[position : position + length] = [known] * length
                    break
            position += length
        return found

    def _known(self, words: list[str]) -> RelationWord | None:
        expression = " ".join(words)
        if len(words) > 1 or expression in self.names or expression in self._hints:
            return self.relations.forms.get(expression)
        found = self.relations.find(expression)
        return self._by_first_part(expression, found) if found and expression not in self.relations.forms else found

    def _by_first_part(self, word: str, found: RelationWord) -> RelationWord:
        """A teacher whose work is a pastime or belief does not belong to school, nor a mother to the family: "koranjuf", "voetbalmoeder"."""
        head = found.relation
        sector = next((self.places.sector_of(head[:end]) for end in range(len(head) - 3, 2, -1) if self.places.sector_of(head[:end])), None)
        if found.sector == "school" and found.kind == FORMAL and sector in ("vrije_tijd", "geloof"):
            return replace(found, sector=sector, kind=INFORMAL)
        if found.sector == FAMILY and sector and found.relation.endswith(PARENTS):
            return replace(found, sector=sector)
        return found

    def _fact(self, word: str, relation: RelationWord | None, place: str | None) -> WordFacts:
        name = 0 if word not in self.names else 1 if self.names.is_ordinary_word(word) or word in self.ordinary else 2
        guess = None if relation or name or place or word in self._hints else self._similar(word)
        return WordFacts(word, relation or guess, guess is not None, name, word in self._surnames, place, self._hints.get(word))

    def _find_similar(self, word: str) -> RelationWord | None:
        return None if word in self.ordinary or word in ADJECTIVES else self.relations.similar(word)


def load_hints() -> dict[str, str]:
    """Word to kind of hint; the first kind that names a word wins."""
    hints: dict[str, str] = {}
    for kind, listed in yaml.safe_load(HINTS_FILE.read_text(encoding="utf-8")).items():
        for word in listed.split(","):
            hints.setdefault(plain(word.strip()), kind)
    return hints


def word_knowledge(ordinary: frozenset[str] = frozenset()) -> WordKnowledge:
    """The lists of the repository."""
    return WordKnowledge(default_relations(), default_names(), default_places(), load_hints(), ordinary)
