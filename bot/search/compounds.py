"""Dutch compounds: ``pleegzorgbegeleider`` is pleeg, zorg and begeleider, by a list of parts that editors keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

LINKS = ("", "s", "en", "e", "n")
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7


class CompoundSplitter:
    """Splits a word that consists of known parts, with or without a linking letter; the fewest parts win.

    ``base_form`` gives the form under which the last part may be listed, so that ``steunouders`` is steun and ouder.
    """

    def __init__(self, parts: Collection[str], exceptions: Mapping[str, Collection[str]], base_form: Callable[[str], str]) -> None:
        self._parts = frozenset(parts)
        self._exceptions = {word: tuple(split) for word, split in exceptions.items()}
        self._base_form = base_form
        self._split_rest = lru_cache(maxsize=None)(self._split_uncached)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a word, or nothing when it is no compound."""
        base = self._base_form(word)
        for form in (word, base):
            if form in self._exceptions:
                return self._exceptions[form]
        if len(word) < SHORTEST_COMPOUND or word in self._parts or base in self._parts:
            return ()
        return self._split_rest(word) or self._split_rest(base) or ()

    def _split_uncached(self, rest: str) -> tuple[str, ...] | None:
        if rest in self._parts:
            return (rest,)
        base = self._base_form(rest)
        if base in self._parts:
            return (base,)
        best: tuple[str, ...] | None = None
        for end in range(len(rest) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first = rest[:end]
            if first not in self._parts:
                continue
            for link in LINKS:
                if not rest.startswith(link, end) or len(rest) - end - len(link) < SHORTEST_PART:
                    continue
                others = self._split_rest(rest[end + len(link) :])
                if others and (best is None or len(others) + 1 < len(best)):
                    best = (first, *others)
        return best
