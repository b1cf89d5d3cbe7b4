"""Words that a line break cut in two: joined again, while the hyphens of Dutch spelling stay ("e-health", "in- en uitstroom")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import simplemma

from bot.documents.characters import SOFT_HYPHEN

CUT_WORD = re.compile(rf"([^\W_]+(?:['’-][^\W_]+)*)([-{SOFT_HYPHEN}])$")
NEXT_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
WORD = NEXT_WORD
AFTER_A_LOOSE_HYPHEN = frozenset({"en", "of", "als", "noch", "tot", "dan", "resp", "respectievelijk"})
WITH_A_HYPHEN = frozenset({"niet", "non", "ex", "oud", "vice", "adjunct", "co", "pro", "anti", "sociaal"})
# Between these vowels a compound keeps its hyphen ("auto-ongeluk"), since together they would read as one sound.
CLASHES = frozenset({"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ij", "oe", "oi", "oo", "ou", "ui", "uu"})
DIAERESIS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}


class HyphenJoiner:
    """Joins lines of one document; the words that it spells without a line break tell how it spells the others."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen = Counter(word.lower() for line in lines for word in WORD.findall(CUT_WORD.sub("", line)))

    def join(self, lines: Sequence[str]) -> str:
        """Lines of one paragraph as one text on one line."""
        text = ""
        for line in lines:
            text = self.append(text, line)
        return text.replace(SOFT_HYPHEN, "")

    def append(self, text: str, line: str) -> str:
        """A text with one more line behind it."""
        cut, following = CUT_WORD.search(text), NEXT_WORD.match(line)
        if cut is None or following is None:
            return f"{text} {line}".strip()
        return text[: cut.start()] + self._joined(cut[1], cut[2], following[0]) + line[following.end() :]

    def _joined(self, left: str, mark: str, right: str) -> str:
        glued, hyphened = left + right, f"{left}-{right}"
        if mark == SOFT_HYPHEN:
            return glued
        seen_glued, seen_hyphened = self._seen[glued.lower()], self._seen[hyphened.lower()]
        if seen_glued or seen_hyphened:
            return glued if seen_glued >= seen_hyphened else hyphened
        if right.lower() in AFTER_A_LOOSE_HYPHEN:
            return f"{left}- {right}"
        if _keeps_its_hyphen(left, right):
            return hyphened
        if _is_word(glued):
            return glued
        return _at_a_clash(left, right) or (hyphened if left.lower() in WITH_A_HYPHEN else glued)


def _keeps_its_hyphen(left: str, right: str) -> bool:
    """A letter, number, abbreviation or name in a compound: e-health, 14-jarige, JIM-gesprek, Noord-Holland."""
    last = re.split(r"['’-]", left)[-1]
    return len(last) == 1 or last[-1].isdigit() or (last.isupper() and right.islower()) or (right[0].isupper() and not left.isupper())


def _at_a_clash(left: str, right: str) -> str | None:
    """The spelling where two vowels meet: with a diaeresis in one word ("geëvalueerd"), with a hyphen in a compound."""
    if (left[-1] + right[0]).lower() not in CLASHES:
        return None
    with_diaeresis = left + DIAERESIS.get(right[0], right[0]) + right[1:]
    return with_diaeresis if _is_word(with_diaeresis) else f"{left}-{right}"


def _is_word(word: str) -> bool:
    return simplemma.is_known(word, lang="nl")
