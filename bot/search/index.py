"""The ranked index over passages, their titles and aliases, and the questions that people ask.

Three parts are added up. A passage scores by its own text and section. What it is part of (a topic or document) scores
by title and aliases, and by example questions. Texts are compared by stems and parts of compounds; questions by words,
neighbouring words and pieces of words, since people ask alike and err alike. An index never changes: new data means a
new index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.knowledge.topics import Audience
from bot.search.analyser import Analyser
from bot.search.impacts import FieldWeight, Group, ImpactMatrix
from bot.search.passages import Collection, Passage, WorkNames
from bot.search.spelling import SpellingCorrector

PIECE = 4  # letters


@dataclass(frozen=True)
class Ranking:
    """The numbers of the ranking, chosen on the tuning part of ``bot/search/report.py``.

    ``instead_of_questions``: a document that nobody wrote questions for gets this share of its other score, so that it is
    not ranked behind every topic. Chosen with topics that played documents: higher finds more of them, and lets more
    messages outside the subject find something.
    """

    text: FieldWeight = FieldWeight(1.0, 0.6)
    section: FieldWeight = FieldWeight(0.3, 0.5)
    title: FieldWeight = FieldWeight(3.0, 0.3)
    aliases: FieldWeight = FieldWeight(2.0, 0.3)
    questions: FieldWeight = FieldWeight(1.0, 0.3)
    saturation: float = 1.2
    question_saturation: float = 2.0
    names_share: float = 0.35
    questions_share: float = 0.35
    instead_of_questions: float = 6.0


@dataclass(frozen=True)
class Query:
    """A question as the index reads it: groups of terms for the texts, terms for the example questions."""

    groups: tuple[Group, ...]
    question: tuple[str, ...]


@dataclass(frozen=True)
class Facets:
    """Which passages are of a kind, for an audience (those for everybody included), or imported; each shape (passages,), bool."""

    kinds: Mapping[str, np.ndarray]
    audiences: Mapping[Audience, np.ndarray]
    documents: np.ndarray

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Facets:
        """Read the facets of passages."""
        kinds = {kind: _flags(passage.kind == kind for passage in passages) for kind in {passage.kind for passage in passages}}
        audiences = {one: _flags(passage.audience in (None, one) for passage in passages) for one in Audience}
        return cls(kinds, audiences, _flags(passage.document is not None for passage in passages))

    def of_kinds(self, kinds: Iterable[str]) -> np.ndarray:
        """Which passages are of one of these kinds."""
        found = np.zeros_like(self.documents)
        for kind in kinds:
            found |= self.kinds.get(kind, False)
        return found

    def for_audience(self, audience: Audience) -> np.ndarray:
        """Which passages an audience may read."""
        return self.audiences[audience]


def _flags(values: Iterable[bool]) -> np.ndarray:
    return np.fromiter(values, dtype=bool)


@dataclass(frozen=True)
class SearchIndex:
    """Passages with everything needed to rank them; made by :func:`build_index`."""

    passages: tuple[Passage, ...]
    analyser: Analyser
    ranking: Ranking
    work_of: np.ndarray
    work_ids: tuple[str, ...]
    texts: ImpactMatrix
    names: ImpactMatrix
    questions: ImpactMatrix
    has_questions: np.ndarray
    corrector: SpellingCorrector
    positions: Mapping[str, int]
    titles: Mapping[str, str]
    facets: Facets

    def knows(self, term: str) -> bool:
        """Whether any text, section, title or alias has the term."""
        return term in self.texts.vocabulary or term in self.names.vocabulary

    def scores(self, query: Query) -> np.ndarray:
        """The score of every passage; shape (passages,)."""
        numbers = self.ranking
        own = self.texts.scores(query.groups) + numbers.names_share * self.names.scores(query.groups)[self.work_of]
        asked = self.questions.scores([((term, 1.0),) for term in query.question])
        filled = np.where(self.has_questions[self.work_of], asked[self.work_of], own * numbers.instead_of_questions)
        return own + numbers.questions_share * filled


def question_terms(words: Sequence[str]) -> list[str]:
    """Words, neighbouring words and pieces of four letters within words, word borders included."""
    neighbours = [f"{first}_{second}" for first, second in zip(words, words[1:])]
    pieces = [f" {word} "[i : i + PIECE] for word in words for i in range(len(word) + 3 - PIECE)]
    return [*words, *neighbours, *pieces]


def build_index(collection: Collection, analyser: Analyser, ranking: Ranking | None = None) -> SearchIndex:
    """Make an index. Raises ``ValueError`` when two passages have the same id."""
    numbers = ranking or Ranking()
    passages = collection.passages
    positions = {passage.id: i for i, passage in enumerate(passages)}
    if len(positions) < len(passages):
        raise ValueError("two passages have the same id")
    titles = {passage.work: passage.title for passage in passages}
    works = [(title, collection.works.get(work, WorkNames())) for work, title in titles.items()]
    order = {work: i for i, work in enumerate(titles)}
    return SearchIndex(
        passages=passages,
        analyser=analyser,
        ranking=numbers,
        work_of=np.asarray([order[passage.work] for passage in passages], dtype=np.int32),
        work_ids=tuple(titles),
        texts=ImpactMatrix.build(
            [{"text": analyser.terms(p.text), "section": analyser.terms(p.section or "")} for p in passages],
            {"text": numbers.text, "section": numbers.section},
            numbers.saturation,
        ),
        names=ImpactMatrix.build(
            [{"title": analyser.terms(title), "aliases": _terms_of(names.aliases, analyser)} for title, names in works],
            {"title": numbers.title, "aliases": numbers.aliases},
            numbers.saturation,
        ),
        questions=ImpactMatrix.build(
            [{"questions": [term for text in names.questions for term in question_terms(analyser.words(text))]} for _, names in works],
            {"questions": numbers.questions},
            numbers.question_saturation,
        ),
        has_questions=np.asarray([bool(names.questions) for _, names in works], dtype=bool),
        corrector=SpellingCorrector(_surface_words(collection, analyser)),
        positions=positions,
        titles=titles,
        facets=Facets.of(passages),
    )


def _terms_of(texts: Sequence[str], analyser: Analyser) -> list[str]:
    return [term for text in texts for term in analyser.terms(text)]


def _surface_words(collection: Collection, analyser: Analyser) -> set[str]:
    texts = [text for p in collection.passages for text in (p.text, p.title, p.section or "")]
    texts += [alias for names in collection.works.values() for alias in names.aliases]
    return {word for text in texts for word in analyser.words(text) if not analyser.is_stop_word(word)}
