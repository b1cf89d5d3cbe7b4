"""Pieces of a text that may be one person, proposed generously from the word lists; :mod:`bot.language.choosing` chooses among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.people_features import UNKNOWN
from bot.language.person_roles import NAME, NOT_LISTED, REST, TITLES, Piece
from bot.language.sentence_words import (
    ARTICLES,
    CLAUSE_ENDS,
    LIST_SIGNS,
    NAME_TITLES,
    PERSON_NOUNS,
    PLACE_LINKS,
    POINTING,
    SIDES,
    SURNAME_BEGINS,
    SURNAME_TITLES,
    THEIRS,
)
from bot.language.word_facts import WordFacts

LONGEST_NAME, LONGEST_MODIFIER, LONGEST_GAP, LONGEST_CLAUSE = 4, 6, 6, 9
BREAKS = CLAUSE_ENDS | frozenset(", ( ) en & + : - … ...".split())
FREE = "free"
BINDS = frozenset("- ' .".split())


@dataclass(frozen=True)
class Candidate:
    """A proposed piece; ``build`` says how it is built: name, word, named, owned or apposition, with a plus when something follows that
    tells who it is; "free" is a piece of the tagger that no rule builds. ``tagged`` says that the tagger found it.
    """

    piece: Piece
    build: str
    tagged: bool

    @property
    def shape(self) -> str:
        """The build of a piece that the tagger did not find."""
        return "tagged" if self.tagged else self.build


class Proposer:
    """Proposes the pieces of one text. ``tokens`` are as typed, ``facts`` and ``classes`` belong to them, ``tagged`` are the tagger's pieces."""

    def __init__(self, tokens: Sequence[str], facts: Sequence[WordFacts], classes: Sequence[str], tagged: Sequence[Piece]) -> None:
        self._tokens = tokens
        self._facts = facts
        self._classes = classes
        self._words = [fact.word for fact in facts]
        self._tagged = tagged
        self._tagged_names = {i for piece in tagged for i, role in zip(range(piece.start, piece.end), piece.roles) if role in (NAME, NOT_LISTED)}

    def propose(self) -> list[Candidate]:
        """Every candidate once, in order of the text."""
        tagged = {piece for piece in self._tagged if piece.listed}
        found: dict[Piece, str] = {}
        for piece, build in self._all():
            found.setdefault(piece, build)
        for piece in self._tagged:
            if piece.listed:
                found.setdefault(piece, FREE)
        return sorted(
            (Candidate(piece, build, piece in tagged) for piece, build in found.items()), key=lambda c: (c.piece.start, c.piece.end, c.piece.roles)
        )

    def _all(self) -> Iterator[tuple[Piece, str]]:
        names = list(self._names())
        words = list(self._person_words())
        named = list(self._named_words(words, names))
        for shape, pieces in (("name", names), ("word", words), ("named", named), ("owned", list(self._owned(words, names)))):
            for piece in pieces:
                yield piece, shape
                for longer in self._modified(piece):
                    yield longer, shape + "+"
        for piece in self._appositions(words + named, names):
            yield piece, "apposition"
            for longer in self._modified(piece):
                yield longer, "apposition+"

    # Names

    def _may_be_name(self, i: int) -> bool:
        fact, token = self._facts[i], self._tokens[i]
        if not token[0].isalpha() or fact.word in SURNAME_BEGINS and not fact.name:
            return False
        if fact.name or i in self._tagged_names or self._classes[i] == UNKNOWN:
            return True
        if fact.relation and not fact.guessed and not fact.relation.doubtful:
            return False
        return token[0].isupper() or (fact.surname and not fact.place)

    def _names(self) -> Iterator[Piece]:
        for i in range(len(self._tokens)):
            if self._words[i] in NAME_TITLES or self._is_title(i):
                yield from self._titled(i)
            if not self._may_be_name(i):
                continue
            yield from self._from_first(i)

    def _is_title(self, i: int) -> bool:
        known = self._facts[i].relation
        return self._words[i] in TITLES or self._words[i] in SURNAME_TITLES or (known is not None and known.relation in SURNAME_TITLES)

    def _titled(self, i: int) -> Iterator[Piece]:
        """ "mevrouw Dijkstra", "dokter Van der Wal": the title is part of the name."""
        end = i + 1
        while end < len(self._tokens) and self._words[end] in SURNAME_BEGINS and end - i < LONGEST_NAME:
            end += 1
        if end < len(self._tokens) and self._tokens[end][0].isalpha():
            yield Piece(i, end + 1, (NAME,) * (end + 1 - i))
            if end + 1 < len(self._tokens) and self._tokens[end + 1][0].isupper() and self._may_be_name(end + 1):
                yield Piece(i, end + 2, (NAME,) * (end + 2 - i))

    def _from_first(self, i: int) -> Iterator[Piece]:
        ends = [i + 1]
        if i + 1 < len(self._tokens) and self._tokens[i + 1] == "." and len(self._tokens[i]) == 1:
            ends.append(i + 2)
        if i + 2 < len(self._tokens) and self._tokens[i + 1] in BINDS - {"."} and self._may_be_name(i + 2):
            ends.append(i + 3)
        if i + 1 < len(self._tokens) and self._is_double(i):
            ends.append(i + 2)
        for end in ends:
            yield Piece(i, end, (NAME,) * (end - i))
        for end in ends[-1:] + ends[:1]:
            yield from self._with_surname(i, end)

    def _is_double(self, i: int) -> bool:
        known = self._facts[i].name and self._facts[i + 1].name
        capitals = self._tokens[i][0].isupper() and self._tokens[i + 1][0].isupper()
        return self._may_be_name(i + 1) and bool(known or capitals)

    def _with_surname(self, i: int, first: int) -> Iterator[Piece]:
        end = first
        while end < len(self._tokens) and self._words[end] in SURNAME_BEGINS and end - i < LONGEST_NAME:
            end += 1
        if end >= len(self._tokens) or not self._tokens[end][0].isalpha():
            return
        surname = self._facts[end].surname or self._tokens[end][0].isupper() or end > first
        if surname and not self._facts[end].relation:
            yield Piece(i, end + 1, (NAME,) * (first - i) + (REST,) * (end + 1 - first))

    # Words that say who somebody is

    def _person_words(self) -> Iterator[Piece]:
        i = 0
        while i < len(self._tokens):
            known = self._facts[i].relation
            end = i + 1
            if known is None and self._words[i] not in PERSON_NOUNS:
                i += 1
                continue
            while known and " " in self._spelled(known.relation, i) and end < len(self._tokens) and self._facts[end].relation is known:
                end += 1
            yield Piece(i, end, (REST,) * (end - i))
            if end - i > 1:
                yield Piece(end - 1, end, (REST,))
            before = self._words[i - 1] if i else ""
            if before and self._is_description(i - 1):
                yield Piece(i - 1, end, (REST,) * (end - i + 1))
            if i > 0 and self._words[i - 1] in THEIRS:
                yield Piece(i - 1, end, (REST,) * (end - i + 1))
            i = end

    def _spelled(self, relation: str, i: int) -> str:
        following = self._facts[i + 1].relation if i + 1 < len(self._facts) else None
        return relation + (" " if following is self._facts[i].relation else "")

    def _is_description(self, i: int) -> bool:
        fact = self._facts[i]
        plain = self._tokens[i][0].isalpha() and fact.word not in ARTICLES | PLACE_LINKS | LIST_SIGNS | THEIRS
        return plain and not fact.relation and fact.name < 2 and (fact.word.endswith(("e", "n", "se")) or self._tokens[i][0].isupper())

    def _named_words(self, words: Sequence[Piece], names: Sequence[Piece]) -> Iterator[Piece]:
        """ "oma Riet", "opa, Jan"-like neighbours without a sign between them."""
        by_start: dict[int, list[Piece]] = {}
        for name in names:
            by_start.setdefault(name.start, []).append(name)
        for word in words:
            for name in by_start.get(word.end, ()):
                yield _over(word, name)

    def _owned(self, words: Sequence[Piece], names: Sequence[Piece]) -> Iterator[Piece]:
        """ "mijn broer zn vrouw", "moeders werkgever", "Lina's moeder", with the owner in the piece."""
        for word in words:
            owned = word.start - 1
            if self._words[word.start] in THEIRS:
                owned = word.start
            if owned < 1:
                continue
            owner = owned - 1 if self._words[owned] in THEIRS else owned
            fact = self._facts[owner]
            if owner == owned and not fact.word.endswith("s"):
                continue
            if fact.relation or fact.name or self._tokens[owner][0].isupper():
                piece = Piece(owner, word.end, (REST,) * (word.end - owner))
                yield piece
                for name in names:
                    if name.start == word.end:
                        yield _over(piece, name)

    # Longer pieces

    def _modified(self, piece: Piece) -> Iterator[Piece]:
        """With what follows to tell who it is: "van de buren", "uit groep 3", "die bijles geeft"."""
        link = piece.end
        if link >= len(self._tokens):
            return
        if self._words[link] in SIDES:
            yield _longer(piece, link + 1)
            return
        if self._words[link] == "(":
            close = next((i for i in range(link, min(link + LONGEST_GAP, len(self._tokens))) if self._tokens[i] == ")"), None)
            if close:
                yield _longer(piece, close + 1)
            return
        if self._words[link] == "," and link + 1 < len(self._tokens) and self._words[link + 1] in PLACE_LINKS:
            link += 1
        if self._words[link] not in PLACE_LINKS | POINTING:
            yield from self._with_subject(piece)
            return
        reach = LONGEST_CLAUSE if self._words[link] in POINTING else LONGEST_MODIFIER
        for i in range(link + 1, min(link + 1 + reach, len(self._tokens))):
            if self._words[i] in BREAKS:
                break
            if i > link + 1 and self._words[i] in POINTING and self._words[link] not in POINTING:
                break
            if self._words[i] not in ARTICLES | PLACE_LINKS | THEIRS and self._tokens[i][-1].isalnum():
                yield _longer(piece, i + 1)

    def _with_subject(self, piece: Piece) -> Iterator[Piece]:
        """ "leraar nederlands", "docent Duits"."""
        end = piece.end
        if NAME not in piece.roles and self._facts[end].place and not self._facts[end].relation:
            yield _longer(piece, end + 1)

    def _appositions(self, words: Sequence[Piece], names: Sequence[Piece]) -> Iterator[Piece]:
        """A word and a name of one person with something between: "de fysio, Jeroen", "Riet, dat is mijn oma", "Sjaak de conciërge"."""
        short = [name for name in names if REST not in name.roles]
        for word in words:
            if NAME in word.roles:
                continue
            for name in short:
                first, second = (word, name) if word.start < name.start else (name, word)
                gap = range(first.end, second.start)
                if 0 < len(gap) <= LONGEST_GAP and not any(self._blocks(i) for i in gap) or not gap and first is name and first.end == second.start:
                    yield _over(first, second)

    def _blocks(self, i: int) -> bool:
        fact = self._facts[i]
        return fact.word in (".", "!", "?", ";", "en", "&", "+") or (fact.relation is not None and not fact.relation.doubtful) or fact.name == 2


def _over(first: Piece, second: Piece) -> Piece:
    gap = (REST,) * (second.start - first.end)
    return Piece(first.start, second.end, (*first.roles, *gap, *second.roles))


def _longer(piece: Piece, end: int) -> Piece:
    return Piece(piece.start, end, (*piece.roles, *((REST,) * (end - piece.end))))
