"""One or two sentences of a passage around what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.search.analyser import Analyser

SENTENCE = re.compile(r"[^\s].*?(?:[.!?…]+[\"')\]’”]*(?=\s)|$)", re.MULTILINE)
SENTENCE_ENDS = ".!?…:;,)”’\"'"
LONGEST = 280  # characters for two sentences; one sentence may be longer, a card shows it whole


@dataclass(frozen=True)
class Snippet:
    """Text of a passage as it stands there; ``marks`` are the character ranges in it that match the question."""

    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def matched(self) -> tuple[str, ...]:
        """The words that match, as they are written."""
        return tuple(dict.fromkeys(self.text[start:end] for start, end in self.marks))


def sentences(text: str) -> list[str]:
    """Sentences and list items in order, without line breaks and bullets."""
    found = (re.sub(r"^-\s+", "", match[0]).strip() for match in SENTENCE.finditer(text))
    return [sentence for sentence in found if sentence]


def snippet_of(text: str, terms: Mapping[str, float], analyser: Analyser) -> Snippet:
    """The sentence with the heaviest matching terms, and its best neighbour where both fit; the first when nothing matches.

    ``terms`` gives the weight of each term of the question; a term counts once.
    """
    parts = sentences(text)
    if not parts:
        return Snippet("", ())
    found = [_terms_in(part, terms, analyser) for part in parts]
    best = max(range(len(parts)), key=lambda i: (_weight(found[i], terms), -i))
    first, last = best, best
    neighbours = [i for i in (best + 1, best - 1) if 0 <= i < len(parts) and len(parts[i]) + len(parts[best]) < LONGEST]
    if neighbours:
        other = max(neighbours, key=lambda i: (_weight(found[i] - found[best], terms), i))
        first, last = min(best, other), max(best, other)
    chosen = _together(parts[first : last + 1])
    return Snippet(chosen, _marks(chosen, terms, analyser))


def _together(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += (" " if text[-1] in SENTENCE_ENDS else "; ") + part
    return text


def _weight(found: set[str], terms: Mapping[str, float]) -> float:
    return sum(terms[term] for term in found)


def _terms_in(text: str, terms: Mapping[str, float], analyser: Analyser) -> set[str]:
    return {term for word in analyser.words(text) for term in analyser.word_terms(word) if term in terms and not analyser.is_stop_word(word)}


def _marks(text: str, terms: Mapping[str, float], analyser: Analyser) -> tuple[tuple[int, int], ...]:
    fitting = (token for token in analyser.tokens(text) if any(term in terms for term in analyser.word_terms(token.word)))
    return tuple((token.start, token.end) for token in fitting if not analyser.is_stop_word(token.word))
