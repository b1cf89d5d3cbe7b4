"""From a question to weighted terms: synonyms, parts of compounds and misspellings included."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.search.impacts import Group
from bot.search.index import Query, SearchIndex, question_terms
from bot.search.synonyms import Synonyms


@dataclass(frozen=True)
class QueryWeights:
    """How much a related term counts beside the word that was typed, which counts 1."""

    synonym: float = 0.6
    phrase: float = 0.5
    part: float = 0.4
    corrected: float = 0.8


def read_query(
    question: str, index: SearchIndex, synonyms: Synonyms | None, weights: QueryWeights | None = None, ignored: Collection[str] = ()
) -> Query:
    """The terms of a question: one group per word that counts, and one per word of a phrase that means the same.

    ``ignored`` are words that do not count in this question.
    """
    numbers = weights or QueryWeights()
    analyser = index.analyser
    words = [word for word in analyser.words(question) if word not in ignored]
    telling = [word for word in dict.fromkeys(words) if not analyser.is_stop_word(word)]
    counting = [word for word in telling if not analyser.is_asking_word(word)] or telling
    same: dict[str, list[str]] = {}
    groups: list[Group] = []
    for hit in synonyms.find(words) if synonyms else ():
        for phrase in hit.phrases:
            if hit.end - hit.start == 1 and len(phrase) == 1:
                same.setdefault(words[hit.start], []).append(analyser.term(phrase[0]))
            else:
                groups += [((analyser.term(word), numbers.phrase),) for word in phrase]
    own = [group for word in counting for group in _word_groups(word, same.get(word, ()), index, numbers)]
    return Query(tuple(dict.fromkeys([*own, *groups])), tuple(dict.fromkeys(question_terms(words))))


def _word_groups(word: str, same: Sequence[str], index: SearchIndex, numbers: QueryWeights) -> list[Group]:
    whole, *parts = index.analyser.word_terms(word)
    weight, part_weight = 1.0, numbers.part
    if not index.knows(whole):
        parts = [part for part in parts if index.knows(part)]
        corrected = None if parts else index.corrector.correct(word)
        if corrected:
            weight = numbers.corrected
            whole, *parts = index.analyser.word_terms(corrected)
        elif parts:
            part_weight = numbers.corrected
    related = ((term, numbers.synonym) for term in same)
    return [((whole, weight), *related), *(((part, part_weight),) for part in parts)]
