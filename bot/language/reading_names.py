"""The name in a piece: "Riet" in "oma Riet", "mevrouw Dijkstra" with its title, no surname behind a first name."""

from __future__ import annotations

from bot.language.person_roles import NAME, TITLES, Piece
from bot.language.reading import Sentence
from bot.language.sentence_words import FAMILY_TITLES, NAME_TITLES, SURNAME_BEGINS, SURNAME_TITLES, capital


class NameReader(Sentence):
    """Reads names in the pieces of one sentence."""

    def name(self, piece: Piece) -> str | None:
        """The name as the map shows it; None when the piece has none."""
        first = next((i for i, role in zip(range(piece.start, piece.end), piece.roles) if role == NAME), None)
        if first is None:
            return None
        last = first
        while last + 1 < piece.end and piece.roles[last + 1 - piece.start] == NAME:
            last += 1
        if first > piece.start and self._words[first - 1] in TITLES and not self._facts[first].name:
            first -= 1
        words = list(self._tokens[first : last + 1])
        if self._words[first] in FAMILY_TITLES and len(words) > 1:
            return " ".join(["familie", *_capitals(words[1:])])
        title = TITLES.get(self._words[first])
        if title:
            return " ".join([title, *_capitals(words[1:])]) if len(words) > 1 else None
        if first > piece.start and self._is_surname(first, first - 1):
            return " ".join([self._title_word(first - 1), *_capitals(words)])
        titled = len(words) > 1 and self._facts[first].relation and not self._facts[first].name
        if titled and (self._is_surname(first + 1, first) or not self._facts[first + 1].name):
            return " ".join([self._title_word(first), *_capitals(words[1:])])
        if titled:
            words = words[1:]
        elif len(words) == 2 and self._is_first_and_surname(first):
            words = words[:1]
        return _joined(words) or None

    def _is_first_and_surname(self, first: int) -> bool:
        """Whether a first name has a surname behind it: "Tekle Woldu", but not "Jan Willem" or "Nana Yaa"."""
        name, surname = self._facts[first], self._facts[first + 1]
        return bool(name.name) and not surname.name and name.word not in NAME_TITLES and self._tokens[first + 1][0].isalpha()

    def name_of_unlisted(self, piece: Piece) -> str | None:
        """The first name in a piece whose roles do not tell it."""
        names = [i for i in range(piece.start, piece.end) if self._facts[i].name and not self._facts[i].relation]
        return capital(self._tokens[names[0]]) if names else None

    def _is_surname(self, position: int, before: int) -> bool:
        known = self._facts[before].relation
        if known is None or (self._words[position] in SURNAME_TITLES):
            return False
        begins = self._words[position] in SURNAME_BEGINS and position + 1 < len(self._words)
        titled = self._words[before] in SURNAME_TITLES or known.relation in SURNAME_TITLES
        return begins or (titled and not self._facts[position].name) or known.relation == "dokter"

    def _title_word(self, position: int) -> str:
        known = self._facts[position].relation
        return known.relation if known else self._tokens[position].lower()


def _capitals(words: list[str]) -> list[str]:
    if any(word[0].isupper() for word in words):
        return words
    return [word if word in SURNAME_BEGINS and len(words) > 1 else capital(word) for word in words]


def _joined(words: list[str]) -> str:
    """A name as one writes it: "anne" "-" "marie" gives Anne-marie."""
    text = ""
    for word in words:
        glued = bool(text) and (word[0] in "-.'" or text[-1] in "-'")
        text += word if glued else (" " if text else "") + capital(word)
    return text
