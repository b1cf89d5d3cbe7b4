"""From Dutch text to search terms: plain words, stop words, lemma, stem, and the parts of compounds.

Terms are stored in the index, so the same analyser must read texts and questions. Stems differ between versions of
Snowball: the version is pinned in the requirements and a test checks it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import simplemma
import Stemmer
import yaml

from bot.language.tokens import LETTER_RUNS, plain
from bot.search.compounds import CompoundSplitter
from bot.settings import ROOT

SEARCH_DIR = ROOT / "data" / "zoeken"
TOKEN = re.compile(r"[a-z0-9@]+")
POSSESSIVE = re.compile(r"'s\b")
LANGUAGE = "nl"


@dataclass(frozen=True)
class Token:
    """One word of a text in plain form, and where it stands: characters ``start`` to ``end`` of the original text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class AnalyserOptions:
    """What the analyser does with a word; the report compares the choices."""

    stop_words: bool = True
    lemmas: bool = True
    stemmer: str | None = "dutch_porter"
    compounds: bool = True


@dataclass(frozen=True)
class WordLists:
    """Stop words, words of asking and of comparing that count in texts only, and what the compound splitter needs."""

    stop_words: frozenset[str] = frozenset()
    asking_words: frozenset[str] = frozenset()
    comparing_words: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    exceptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_word_lists(folder: Path = SEARCH_DIR) -> WordLists:
    """The word lists in ``data/zoeken``."""
    stops = _read(folder / "stopwoorden.yml")
    compounds = _read(folder / "samenstellingen.yml")
    return WordLists(
        stop_words=frozenset(plain(stops["altijd"]).split()),
        asking_words=frozenset(plain(stops["in_vragen"]).split()),
        comparing_words=frozenset(plain(stops["in_vergelijkingen"]).split()),
        parts=frozenset(plain(compounds["delen"]).split()),
        exceptions={word: tuple(parts) for word, parts in compounds["uitzonderingen"].items()},
    )


def _read(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


class Analyser:
    """Turns words into terms and remembers each word it has seen."""

    def __init__(self, lists: WordLists, options: AnalyserOptions | None = None) -> None:
        self.options = options or AnalyserOptions()
        self.lists = lists
        self._stemmer = Stemmer.Stemmer(self.options.stemmer) if self.options.stemmer else None
        self._splitter = CompoundSplitter(lists.parts, lists.exceptions, self._lemma)
        self._known: dict[str, tuple[str, ...]] = {}

    def tokens(self, text: str) -> list[Token]:
        """Every word of a text, stop words too."""
        return [Token(match[0], match.start(), match.end()) for match in TOKEN.finditer(_same_length_plain(text))]

    def words(self, text: str) -> list[str]:
        """The words of a text in plain form, for speed without positions."""
        lowered = LETTER_RUNS.sub(r"\1\1", text.lower()) if text.isascii() else plain(text)
        return TOKEN.findall(POSSESSIVE.sub("", lowered))

    def is_stop_word(self, word: str) -> bool:
        """Whether a word never counts."""
        return self.options.stop_words and word in self.lists.stop_words

    def is_asking_word(self, word: str) -> bool:
        """Whether a word belongs to the asking and counts in texts only."""
        return self.options.stop_words and word in self.lists.asking_words

    def term(self, word: str) -> str:
        """The one term of a whole word."""
        return self.word_terms(word)[0]

    def word_terms(self, word: str) -> tuple[str, ...]:
        """The term of the whole word first, then those of its parts when it is a compound."""
        terms = self._known.get(word)
        if terms is None:
            parts = self._splitter.split(word) if self.options.compounds else ()
            terms = self._known[word] = tuple(dict.fromkeys(self._stem(self._lemma(part)) for part in (word, *parts)))
        return terms

    def terms(self, text: str) -> list[str]:
        """The terms of a text that goes into the index, in order."""
        return [term for word in self.words(text) if not self.is_stop_word(word) for term in self.word_terms(word)]

    def _lemma(self, word: str) -> str:
        return plain(simplemma.lemmatize(word, LANGUAGE)) if self.options.lemmas else word

    def _stem(self, word: str) -> str:
        return self._stemmer.stemWord(word) if self._stemmer else word


def _same_length_plain(text: str) -> str:
    """Lower case without accents, character by character, so that positions fit the original text."""
    if text.isascii():
        return POSSESSIVE.sub("  ", text.lower())
    return POSSESSIVE.sub("  ", "".join(character.lower() if character.isascii() else _plain_character(character) for character in text))


def _plain_character(character: str) -> str:
    folded = plain(character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=1)
def default_analyser() -> Analyser:
    """The analyser of this installation."""
    return Analyser(load_word_lists())
