"""Filters by document, kind and audience, and reading them out of words: "alleen pleegzorg", "welke richtlijn gaat over"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from bot.knowledge.topics import Audience
from bot.language.tokens import plain
from bot.search.analyser import SEARCH_DIR
from bot.search.index import SearchIndex

OWN_DOCUMENTS = "document"
MAY_BEGIN = re.compile(r"(?:^|[,.;:?!(]|\b(?:maar|en|dan|nu)) ?$")


@dataclass(frozen=True)
class Filters:
    """What to search in; an empty field does not limit. ``audience`` also admits passages meant for everybody.

    ``kinds`` are topic groups, kinds of imported documents, or ``document`` for every imported document.
    """

    works: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    audience: Audience | None = None

    def mask(self, index: SearchIndex) -> np.ndarray:
        """Which passages of an index may be found; shape (passages,), bool."""
        allowed = np.ones(len(index.passages), dtype=bool)
        if self.works:
            numbers = [number for number, work in enumerate(index.work_ids) if work in self.works]
            allowed &= np.isin(index.work_of, numbers)
        if self.kinds:
            allowed &= index.facets.of_kinds(self.kinds - {OWN_DOCUMENTS}) | (index.facets.documents & (OWN_DOCUMENTS in self.kinds))
        if self.audience is not None:
            allowed &= index.facets.for_audience(self.audience)
        return allowed


@dataclass(frozen=True)
class Request:
    """A message as a search: what to look for, in what, and whether guidelines are to be compared.

    ``question`` is empty when the message only sets filters ("alleen pleegzorg"): search the earlier question again.
    """

    question: str
    filters: Filters
    compare: bool = False


@dataclass(frozen=True)
class FilterWords:
    """The phrases of ``data/zoeken/filters.yml``: what starts a filter, what names a kind or audience, what compares."""

    only: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    audiences: Mapping[Audience, tuple[str, ...]]
    which: Mapping[str, tuple[str, ...]]
    compare: tuple[str, ...]


def load_filter_words(path: Path = SEARCH_DIR / "filters.yml") -> FilterWords:
    """Read the phrases; each is kept in plain form."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def phrases(listed: Sequence[str]) -> tuple[str, ...]:
        return tuple(plain(phrase) for phrase in listed)

    return FilterWords(
        only=phrases(data["alleen"]),
        kinds={kind: phrases(listed) for kind, listed in data["soort"].items()},
        audiences={Audience(name): phrases(listed) for name, listed in data["doelgroep"].items()},
        which={kind: phrases(listed) for kind, listed in data["welke"].items()},
        compare=phrases(data["vergelijken"]),
    )


@lru_cache(maxsize=1)
def default_filter_words() -> FilterWords:
    """The filter words of this installation."""
    return load_filter_words()


def read_request(message: str, index: SearchIndex, audience: Audience | None = None, words: FilterWords | None = None) -> Request:
    """Read a message as a search for an audience; an audience that the message names goes first.

    What follows "alleen" must name a kind, an audience or a title, otherwise the words stay part of the question.
    """
    listed = words or default_filter_words()
    text = " ".join(plain(message).split())
    kinds = frozenset(kind for kind, phrases in listed.which.items() if _first(phrases, text))
    compare = _first(listed.compare, text) is not None
    start = _first(listed.only, text)
    if start is None or not MAY_BEGIN.search(text[: start.start()]):
        return Request(message.strip(), Filters(kinds=kinds, audience=audience), compare)
    named = _named(text[start.end() :].strip(" .?!,:"), index, audience, listed)
    if named is None:
        return Request(message.strip(), Filters(kinds=kinds, audience=audience), compare)
    return Request(text[: start.start()].strip(" .?!,:"), named, compare)


def _named(text: str, index: SearchIndex, audience: Audience | None, words: FilterWords) -> Filters | None:
    for named, phrases in words.audiences.items():
        if _whole(phrases, text):
            return Filters(audience=named)
    for kind, phrases in words.kinds.items():
        if _whole(phrases, text):
            return Filters(kinds=frozenset({kind}), audience=audience)
    works = works_named(text, index)
    return Filters(works=works, audience=audience) if works else None


def works_named(text: str, index: SearchIndex) -> frozenset[str]:
    """The topics and documents whose title holds every telling word of a text."""
    analyser = index.analyser
    wanted = {term for word in analyser.words(text) if not analyser.is_stop_word(word) for term in analyser.word_terms(word)[:1]}
    if not wanted:
        return frozenset()
    return frozenset(work for work, title in index.titles.items() if wanted <= set(analyser.terms(title)))


def _first(phrases: Sequence[str], text: str) -> re.Match[str] | None:
    found = [match for phrase in phrases if (match := re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))]
    return min(found, key=lambda match: match.start()) if found else None


def _whole(phrases: Sequence[str], text: str) -> bool:
    return text in phrases
