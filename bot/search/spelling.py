"""The word of the texts that a misspelt word of a question probably is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

SHORTEST = 5  # shorter words differ by one letter from too many others
SIMILAR_ENOUGH = 84  # rapidfuzz ratio: one error in six letters, two in twelve
MOST_LETTERS_MORE = 2


class SpellingCorrector:
    """Corrects against a fixed vocabulary; a word keeps its first letter, which is seldom the wrong one."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(set(vocabulary)):
            if len(word) >= SHORTEST - 1:
                self._shelves[word[0], len(word)].append(word)

    def correct(self, word: str) -> str | None:
        """The most similar word of the vocabulary, or None when none is similar enough."""
        if len(word) < SHORTEST:
            return None
        lengths = range(len(word) - MOST_LETTERS_MORE, len(word) + MOST_LETTERS_MORE + 1)
        candidates = [other for length in lengths for other in self._shelves.get((word[0], length), ())]
        best = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
        return best[0] if best else None
