"""Words that people use beside those of the texts: ``opa`` also finds ``grootouder``, ``drinkt`` finds ``verslaving``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.search.analyser import SEARCH_DIR, Analyser, default_analyser

Phrase = tuple[str, ...]
LONGEST_PHRASE = 6


@dataclass(frozen=True)
class SynonymHit:
    """A phrase of the question, words ``start`` to ``end``, and the phrases that mean about the same."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]


class Synonyms:
    """Finds phrases of the lexicon in a question, in any inflection that the analyser brings together."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]], analyser: Analyser) -> None:
        self._analyser = analyser
        found: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        for phrase, others in lexicon.items():
            for other in others:
                words = tuple(word for word in analyser.words(other) if not analyser.is_stop_word(word)) or tuple(analyser.words(other))
                found[self._terms(phrase)][words] = None
        self._found = {phrase: tuple(others) for phrase, others in found.items()}

    def _terms(self, phrase: str) -> Phrase:
        return tuple(self._analyser.term(word) for word in self._analyser.words(phrase))

    def find(self, words: Sequence[str]) -> list[SynonymHit]:
        """Every phrase of the lexicon among these words; a phrase inside a longer one does not count again."""
        terms = [self._analyser.term(word) for word in words]
        hits: list[SynonymHit] = []
        for start in range(len(terms)):
            for end in range(min(len(terms), start + LONGEST_PHRASE), start, -1):
                others = self._found.get(tuple(terms[start:end]))
                if others:
                    if not any(hit.start <= start and end <= hit.end for hit in hits):
                        hits.append(SynonymHit(start, end, others))
                    break
        return hits


def read_lexicon(path: Path = SEARCH_DIR / "synoniemen.yml") -> dict[str, list[str]]:
    """Every phrase of ``synoniemen.yml`` with the phrases that it also finds."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    lexicon: dict[str, list[str]] = defaultdict(list)
    for group in data["gelijk"]:
        _connect(lexicon, ((phrase, other) for phrase in group for other in group if other != phrase))
    _connect(lexicon, ((everyday, word) for word, phrases in data["vakwoord"].items() for everyday in phrases))
    for short, meanings in data["afkortingen"].items():
        _connect(lexicon, ((one, other) for meaning in meanings for one, other in ((short, meaning), (meaning, short))))
    return dict(lexicon)


def _connect(lexicon: dict[str, list[str]], links: Iterable[tuple[str, str]]) -> None:
    for phrase, other in links:
        if other not in lexicon[phrase]:
            lexicon[phrase].append(other)


@lru_cache(maxsize=1)
def default_synonyms() -> Synonyms:
    """The synonyms of this installation."""
    return Synonyms(read_lexicon(), default_analyser())
