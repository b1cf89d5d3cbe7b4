"""Varied copies of annotated answers: other names, other relation words, lower case, typing errors, no commas."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language.person_roles import NAME, NOT_LISTED, REST, Piece
from bot.language.relations import RelationWord
from bot.language.word_facts import WordKnowledge

SEED = 4711
OTHER_NAME = 0.8
INVENTED_NAME = 0.15
SURNAME_BEHIND = 0.04
OTHER_RELATION = 0.5
LOWER_CASE = 0.35
NO_COMMAS = 0.15
TYPING_ERROR = 0.03  # per word


@dataclass(frozen=True)
class Example:
    """One answer for the tagger: tokens as typed, its pieces, whose answer it is, and the file that it comes from."""

    tokens: tuple[str, ...]
    pieces: tuple[Piece, ...]
    youth: bool
    source: str = ""


class Variation:
    """Makes copies with the words of the lists; the same seed gives the same copies."""

    def __init__(self, knowledge: WordKnowledge, surnames: Sequence[str], seed: int = SEED) -> None:
        self._knowledge = knowledge
        self._chance = random.Random(seed)
        self._names = [name for name in knowledge.names.written if "-" not in name]
        self._surnames = surnames
        self._alike: dict[tuple, list[str]] = defaultdict(list)
        for form, word in sorted(knowledge.relations.common_forms().items()):
            self._alike[_family(word)].append(form)

    def copies(self, example: Example, count: int) -> Iterator[Example]:
        """Copies of one example; the pieces keep their meaning."""
        for _ in range(count):
            yield self._copy(example)

    def _copy(self, example: Example) -> Example:
        tokens = list(example.tokens)
        facts = self._knowledge.facts(tokens)
        for piece in example.pieces:
            for i, role in zip(range(piece.start, piece.end), piece.roles):
                known = facts[i].relation
                if role == NAME or (role == NOT_LISTED and facts[i].name == 2 and not known):
                    tokens[i] = self._other_name(tokens[i], facts[i].name > 0)
                elif known and not facts[i].guessed and self._chance.random() < OTHER_RELATION:
                    tokens[i] = self._other_relation(tokens[i], known)
        copy = self._with_surnames(replace(example, tokens=tuple(tokens)))
        if self._chance.random() < NO_COMMAS:
            copy = _without_commas(copy)
        lower = self._chance.random() < LOWER_CASE
        typed = tuple(self._mistyped(token.lower() if lower else token) for token in copy.tokens)
        return replace(copy, tokens=typed)

    def _with_surnames(self, example: Example) -> Example:
        """Some pieces that are one first name get a surname behind it."""
        tokens: list[str] = []
        pieces: list[Piece] = []
        starts = {piece.start: piece for piece in example.pieces}
        shift = 0
        for i, token in enumerate(example.tokens):
            tokens.append(token)
            piece = starts.get(i)
            if piece is None:
                continue
            only_name = piece.roles == (NAME,)
            grows = only_name and self._chance.random() < SURNAME_BEHIND
            if grows:
                surname = self._chance.choice(self._surnames)
                tokens.append(surname.lower() if token.islower() else surname)
            pieces.append(Piece(piece.start + shift, piece.end + shift + grows, (*piece.roles, REST) if grows else piece.roles))
            shift += grows
        return replace(example, tokens=tuple(tokens), pieces=tuple(pieces))

    def _other_name(self, token: str, listed: bool) -> str:
        if not listed or self._chance.random() > OTHER_NAME:
            return token
        name = self._chance.choice(self._names)
        if self._chance.random() < INVENTED_NAME:
            other = self._chance.choice(self._names)
            name = name[: max(2, len(name) // 2)] + other[len(other) // 2 :].lower()
        return name.lower() if token.islower() else name

    def _other_relation(self, token: str, known: RelationWord) -> str:
        alike = self._alike.get(_family(known))
        if not alike:
            return token
        word = self._chance.choice(alike)
        return word.capitalize() if token[0].isupper() else word

    def _mistyped(self, token: str) -> str:
        if len(token) < 5 or not token.isalpha() or self._chance.random() > TYPING_ERROR:
            return token
        i = self._chance.randrange(1, len(token) - 2)
        if self._chance.random() < 0.5:
            return token[:i] + token[i + 1] + token[i] + token[i + 2 :]
        return token[:i] + token[i + 1 :]


def _family(word: RelationWord) -> tuple:
    own = word.relation if word.relation in ("zoon", "dochter", "kind", "man", "vrouw") else ""
    siblings = word.relation if word.relation in ("broer", "zus", "moeder", "vader") else ""
    return word.sector, word.kind, word.plural, word.body, own, siblings


def _without_commas(example: Example) -> Example:
    inside = {i for piece in example.pieces for i in range(piece.start, piece.end)}
    kept = [i for i, token in enumerate(example.tokens) if token != "," or i in inside]
    place = {old: new for new, old in enumerate(kept)}
    pieces = tuple(Piece(place[p.start], place[p.end - 1] + 1, p.roles) for p in example.pieces)
    return replace(example, tokens=tuple(example.tokens[i] for i in kept), pieces=pieces)
