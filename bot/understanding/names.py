"""Topics mentioned by name or alias, also misspelt ("buurt gezinen", "home start")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.knowledge.topics import Topic
from bot.language.tokens import words

SHORTEST_FUZZY = 7  # shorter names differ by one letter from ordinary words
SIMILAR_ENOUGH = 88  # rapidfuzz ratio; below it "steunfiguur" would match "steunouder"
LONGEST_NAME = 6


@dataclass(frozen=True)
class NameHit:
    """A topic found by name; ``start`` and ``end`` are word positions, ``exact`` is False for a misspelling."""

    topic: str
    start: int
    end: int
    exact: bool


class TopicNames:
    """Finds topics by title and alias in a text."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._names: dict[str, str] = {}
        for topic in topics:
            for name in (topic.title, *topic.aliases):
                self._names.setdefault(_joined(words(name)), topic.id)
        self._fuzzy = [name for name in self._names if len(name) >= SHORTEST_FUZZY]

    def find(self, text: str) -> list[NameHit]:
        """Names in the order of the text, the longest match first where matches overlap."""
        tokens = [part for word in words(text) for part in re.split(r"[-/]", word) if part]
        hits: list[NameHit] = []
        position = 0
        while position < len(tokens):
            hit = self._longest_at(tokens, position)
            if hit:
                hits.append(hit)
                position = hit.end
            else:
                position += 1
        return hits

    def _longest_at(self, tokens: list[str], start: int) -> NameHit | None:
        spans = [(end, "".join(tokens[start:end])) for end in range(min(len(tokens), start + LONGEST_NAME), start, -1)]
        for end, joined in spans:
            if joined in self._names:
                return NameHit(self._names[joined], start, end, exact=True)
        for end, joined in spans:
            if len(joined) < SHORTEST_FUZZY or self._exact_inside(tokens, start + 1, end):
                continue
            best = process.extractOne(joined, self._fuzzy, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
            if best:
                return NameHit(self._names[best[0]], start, end, exact=False)
        return None

    def _exact_inside(self, tokens: list[str], start: int, end: int) -> bool:
        """Whether an exact name begins between two positions; a misspelling may not swallow it."""
        ends = range(len(tokens), start, -1)
        return any("".join(tokens[i:j]) in self._names for i in range(start, end) for j in ends if i < j <= i + LONGEST_NAME)


def _joined(parts: list[str]) -> str:
    return re.sub(r"[-/]", "", "".join(parts))
