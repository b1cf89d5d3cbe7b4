"""Searching: ranked hits with a verdict, comparing guidelines, and passages like one that was found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.documents.store import default_document_passages
from bot.knowledge.topics import Audience
from bot.search.analyser import default_analyser
from bot.search.filters import Filters
from bot.search.impacts import Group as TermGroup
from bot.search.index import Query, SearchIndex
from bot.search.live import LiveIndex
from bot.search.passages import InstalledPassages, Passage
from bot.search.query import QueryWeights, read_query
from bot.search.results import Comparison, Found, Group, Hit, Nothing, Scope, SearchResult, Unsure
from bot.search.snippets import snippet_of
from bot.search.synonyms import Synonyms, default_synonyms

MOST_HITS = 5
MOST_PER_DOCUMENT = 2
MOST_PER_GUIDELINE = 2
GUIDELINE = "richtlijn"
LIKE_TERMS = 20
SAID_BY_THE_TITLE = 0.2  # what a word of the title still counts in choosing the snippet
WORTH_SHOWING = 0.3  # of the score of the best passage


@dataclass(frozen=True)
class Verdict:
    """From which fit a result counts as found, and as worth showing; chosen on the tuning part of the report."""

    found: float = 1.6
    unsure: float = 0.6


class Search:
    """Searches the present index; the index may be replaced between two calls."""

    def __init__(self, live: LiveIndex, synonyms: Synonyms, verdict: Verdict | None = None, weights: QueryWeights | None = None) -> None:
        self._live = live
        self._synonyms = synonyms
        self._verdict = verdict or Verdict()
        self._weights = weights

    @property
    def index(self) -> SearchIndex:
        """The index as it is now."""
        return self._live.current()

    def scope(self, filters: Filters | None = None) -> Scope:
        """What a search would look in."""
        wanted = filters or Filters()
        return _scope(self.index, wanted.mask(self.index), wanted)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with this id, or None when it is no longer there."""
        index = self.index
        place = index.positions.get(passage_id)
        return None if place is None else index.passages[place]

    def search(self, question: str, filters: Filters | None = None, most: int = MOST_HITS, narrowed: bool = False) -> SearchResult:
        """The best passages for a question, one per topic and at most two per document, or all from one when the filters leave one.

        ``narrowed``: somebody chose where to look, and gets to see the best there is, however well it fits.
        """
        index, wanted = self.index, filters or Filters()
        query = read_query(question, index, self._synonyms, self._weights)
        mask = wanted.mask(index)
        scores = np.where(mask, index.scores(query), 0.0)
        scope = _scope(index, mask, wanted)
        chosen = _best(index, scores, most, is_one_work=scope.topics + scope.documents == 1)
        if not chosen:
            return Nothing(question, scope)
        fit = fit_of(index, query, question, chosen[0], float(scores[chosen[0]]))
        if fit < self._verdict.unsure and not narrowed:
            return Nothing(question, scope)
        hits = tuple(_hits(index, query.groups, chosen, scores))
        return Found(question, hits, fit, scope) if fit >= self._verdict.found else Unsure(question, hits, fit, scope)

    def compare(self, question: str, filters: Filters | None = None, most: int = MOST_HITS) -> Comparison:
        """What several guidelines say about one thing: only passages whose own text mentions it, grouped by guideline."""
        index, wanted = self.index, filters or Filters()
        if not wanted.kinds and not wanted.works:
            wanted = Filters(kinds=frozenset({GUIDELINE}), audience=wanted.audience)
        query = read_query(question, index, self._synonyms, self._weights, index.analyser.lists.comparing_words)
        mask = wanted.mask(index)
        scores = np.where(mask, index.texts.scores(query.groups), 0.0)
        least = WORTH_SHOWING * float(scores.max(initial=0.0))
        by_work: dict[str, list[int]] = {}
        for place in _ranked(scores, least):
            by_work.setdefault(index.passages[place].work, []).append(place)
        groups = (
            Group(work, index.titles[work], tuple(_hits(index, query.groups, inside[:MOST_PER_GUIDELINE], scores)))
            for work, inside in list(by_work.items())[:most]
        )
        return Comparison(question, tuple(groups), _scope(index, mask, wanted))

    def about(self, work: str, question: str, audience: Audience | None = None, said: str = "", most: int = 1) -> tuple[Hit, ...]:
        """Where a topic or document itself mentions what is asked, its title aside; nothing that stands in ``said`` already."""
        index, wanted = self.index, Filters(works=frozenset({work}), audience=audience)
        titled = set(index.analyser.terms(index.titles.get(work, "")))
        named = {word for word in index.analyser.words(question) if titled & set(index.analyser.word_terms(word)[:1])}
        ignored = {*named, *index.analyser.lists.comparing_words}
        query = read_query(question, index, self._synonyms, self._weights, ignored)
        if all(index.analyser.is_stop_word(word) for word in index.analyser.words(question) if word not in ignored):
            return ()
        scores = np.where(wanted.mask(index), index.texts.scores(query.groups), 0.0)
        hits = _hits(index, query.groups, _ranked(scores, WORTH_SHOWING * float(scores.max(initial=0.0))), scores)
        return tuple(hit for hit in hits if hit.snippet.text not in said)[:most]

    def quote(self, passage_id: str, question: str) -> Hit:
        """The sentences of one passage that a question is about, or its first ones. Raises ``KeyError`` when the passage is gone."""
        index = self.index
        place = index.positions[passage_id]
        query = read_query(question, index, self._synonyms, self._weights)
        return next(iter(_hits(index, query.groups, [place], np.zeros(len(index.passages)))))

    def first_passage(self, work: str, audience: Audience | None = None) -> Passage | None:
        """The beginning of a topic or document, or None when it is not there."""
        index = self.index
        places = np.flatnonzero(Filters(works=frozenset({work}), audience=audience).mask(index))
        return index.passages[int(places[0])] if work in index.titles and places.size else None

    def next_passage(self, passage_id: str) -> Passage | None:
        """What follows a passage in the same topic or document for the same reader, or None at its end."""
        index = self.index
        place = index.positions[passage_id]
        here = index.passages[place]
        follows = index.passages[place + 1] if place + 1 < len(index.passages) else None
        return follows if follows and (follows.work, follows.audience) == (here.work, here.audience) else None

    def more_like(self, passage_id: str, filters: Filters | None = None, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """Passages of other topics and documents that share the telling terms of this one.

        Raises ``KeyError`` when the passage is no longer in the index.
        """
        index = self.index
        place = index.positions[passage_id]
        passage = index.passages[place]
        terms = index.texts.heaviest(index.analyser.terms(passage.text), place, LIKE_TERMS)
        groups = tuple(((term, 1.0),) for term, _ in terms)
        others = (filters or Filters(audience=passage.audience)).mask(index) & (index.work_of != index.work_of[place])
        scores = np.where(others, index.texts.scores(groups), 0.0)
        return tuple(_hits(index, groups, _best(index, scores, most), scores))


def fit_of(index: SearchIndex, query: Query, question: str, place: int, score: float) -> float:
    """How well a passage answers a question, comparable between questions.

    The score for the length of the question, times the share of its words that the passage or its names hold.
    """
    length = max(1, len(set(index.analyser.words(question))))
    return score / math.sqrt(length) * (0.2 + coverage(index, query.groups, place))


def coverage(index: SearchIndex, groups: Iterable[TermGroup], place: int) -> float:
    """The share of the words of a question, weighed by rarity, that a passage or its title or aliases hold; 0 to 1.

    A typed word that the index does not know counts as rare and not held.
    """
    held = total = 0.0
    work = int(index.work_of[place])
    for group in groups:
        known = [(term, weight) for term, weight in group if index.knows(term)]
        if not known:
            total += 1.0 if group[0][1] == 1.0 else 0.0
            continue
        rarity = max(weight * max(index.texts.rarity(term), index.names.rarity(term)) for term, weight in known)
        total += rarity
        if any(index.texts.impact(term, place) or index.names.impact(term, work) for term, _ in known):
            held += rarity
    return held / total if total else 0.0


def _best(index: SearchIndex, scores: np.ndarray, most: int, is_one_work: bool = False) -> list[int]:
    """Places of the best passages, best first: one per topic and a few per document, so that no work fills the list alone."""
    taken: Counter[str] = Counter()
    chosen: list[int] = []
    least = WORTH_SHOWING * float(scores.max(initial=0.0))
    for place in _ranked(scores, least):
        if len(chosen) == most:
            break
        passage = index.passages[place]
        if is_one_work or taken[passage.work] < (MOST_PER_DOCUMENT if passage.document else 1):
            taken[passage.work] += 1
            chosen.append(place)
    return chosen


def _ranked(scores: np.ndarray, least: float) -> list[int]:
    """Places that score something and at least ``least``, best first, in the order of the passages where scores are equal."""
    places = np.flatnonzero((scores > 0) & (scores >= least))
    return places[np.argsort(-scores[places], kind="stable")].tolist()


def _hits(index: SearchIndex, groups: Iterable[TermGroup], chosen: Iterable[int], scores: np.ndarray) -> Iterable[Hit]:
    weights: dict[str, float] = {}
    for group in groups:
        for term, weight in group:
            weights[term] = max(weights.get(term, 0.0), weight * (0.1 + index.texts.rarity(term)))
    for place in chosen:
        passage = index.passages[place]
        titled = set(index.analyser.terms(passage.title))
        told = {term: weight * (SAID_BY_THE_TITLE if term in titled else 1.0) for term, weight in weights.items()}
        yield Hit(passage, float(scores[place]), snippet_of(passage.text, told, index.analyser))


def _scope(index: SearchIndex, mask: np.ndarray, filters: Filters) -> Scope:
    topics, documents = (
        int(np.count_nonzero(np.bincount(index.work_of[part]))) for part in (mask & ~index.facets.documents, mask & index.facets.documents)
    )
    return Scope(topics, documents, filters)


@lru_cache(maxsize=1)
def default_search() -> Search:
    """The search of this installation over its topics and imported documents."""
    return Search(LiveIndex([InstalledPassages(), default_document_passages()], default_analyser()), default_synonyms())
