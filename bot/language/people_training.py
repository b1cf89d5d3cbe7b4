"""Training of the pipeline that finds people: our annotated answers, varied copies of them, and questions that name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.lang.nl.stop_words import STOP_WORDS
from spacy.language import Language

from bot.language.annotated import AnnotatedAnswer, training_answers
from bot.language.augmentation import Example, Variation
from bot.language.candidates import Candidate
from bot.language.choosing import CHOOSER, candidates
from bot.language.first_names import surnames
from bot.language.interpretation import Interpreter
from bot.language.people import PIPELINE, PeopleFinder
from bot.language.people_tagger import TAGGER, PeopleTagger
from bot.language.people_tokens import blank_pipeline, document
from bot.language.person_roles import gold_pieces
from bot.language.scene import Scene
from bot.language.tokens import plain, words
from bot.language.word_facts import word_knowledge

COPIES = 2
STRENGTH = 0.03  # inverse regularisation of the chooser; 0.1 and 0.3 did less well across authors
MOST_ITERATIONS = 300
LEAST_WEIGHT = 1e-4
PARTS = 3  # the chooser learns from files that are tagged by a tagger that knows only the other parts
EVERY_QUESTION = 60  # one of so many questions is an example of an answer without people


def train_people(
    answers: Sequence[AnnotatedAnswer] | None = None,
    questions: Iterable[str] = (),
    say: Callable[[str], None] = lambda text: None,
    copies: int = COPIES,
) -> Language:
    """A pipeline trained from scratch on ``answers`` (by default all of ``data/mensen``); ``questions`` are texts that name nobody.

    The same data gives the same pipeline. ``say`` is told what is going on.
    """
    answers = training_answers() if answers is None else answers
    nobody = list(questions)
    examples = [_example(answer) for answer in answers]
    say(f"{len(examples)} answers, {sum(len(example.pieces) for example in examples)} marked people")
    pipeline = blank_pipeline()
    train_tagger(pipeline.add_pipe(TAGGER), examples, nobody, say, copies)  # type: ignore[arg-type]
    rows, right = _choices(answers, examples, nobody, say, copies)
    say(f"fit the chooser on {len(rows)} candidates")
    pipeline.add_pipe(CHOOSER).use(*fit_choice(rows, right))  # type: ignore[attr-defined]
    return pipeline


def train_tagger(tagger: PeopleTagger, examples: Sequence[Example], nobody: Sequence[str], say: Callable[[str], None], copies: int) -> PeopleTagger:
    """Fit a tagger on examples, varied copies of them, and texts that name nobody."""
    vocabulary = Vocabulary(examples, nobody)
    variation = Variation(word_knowledge(), surnames())
    taught = [copy for example in examples for copy in (example, *variation.copies(example, copies))]
    taught += [Example(_tokens(text), (), youth=False) for text in nobody[::EVERY_QUESTION]]
    tagger.train(((e, vocabulary.without(e.source)) for e in taught), vocabulary.whole, say)
    return tagger


def _choices(
    answers: Sequence[AnnotatedAnswer], examples: Sequence[Example], nobody: Sequence[str], say: Callable[[str], None], copies: int
) -> tuple[list[list[str]], list[bool]]:
    """Candidates for the chooser to learn from, as features, and which are right. Each file is tagged by a tagger that knows only the others."""
    rows: list[list[str]] = []
    right: list[bool] = []
    parts = _parts(answers)
    for part in range(PARTS):
        tagger = train_tagger(PeopleTagger(), [e for e, p in zip(examples, parts) if p != part], nobody, say, copies)
        for answer, example, own in zip(answers, examples, parts):
            if own == part and example.tokens:
                scene = tagger.scene(example.tokens, example.youth)
                proposed = candidates(scene)
                rows += [features for _, features in proposed]
                right += right_ones(scene, [candidate for candidate, _ in proposed], answer)
        for text in nobody[EVERY_QUESTION // 2 + part :: PARTS * EVERY_QUESTION // 2]:
            proposed = candidates(tagger.scene(_tokens(text), youth=False))
            rows += [features for _, features in proposed]
            right += [False] * len(proposed)
    return rows, right


def _parts(answers: Sequence[AnnotatedAnswer]) -> list[int]:
    """The part of each answer: whole files, or single answers where there are too few files."""
    sources = sorted({answer.source for answer in answers})
    if len(sources) < PARTS:
        return [number % PARTS for number in range(len(answers))]
    return [sources.index(answer.source) % PARTS for answer in answers]


def fit_choice(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> tuple[dict[str, float], float]:
    """Weights per feature and bias of a logistic regression on whether a candidate is right."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_ITERATIONS, solver="liblinear", random_state=0)
    model.fit(matrix, list(right))
    weights = {name: round(float(weight), 5) for name, weight in zip(vectorizer.feature_names_, model.coef_[0]) if abs(weight) > LEAST_WEIGHT}
    return weights, float(model.intercept_[0])


def right_ones(scene: Scene, proposed: Sequence[Candidate], answer: AnnotatedAnswer) -> list[bool]:
    """Which candidates are marked people: the marked piece with the meant label, else that label, else that piece."""
    interpreter = Interpreter(scene.tokens, scene.facts, scene.youth)
    labels = [interpreter.label(candidate.piece).casefold() for candidate in proposed]
    doc = document(answer.text)
    found: set[int] = set()
    for person in answer.listed:
        span = doc.char_span(person.start, person.end, alignment_mode="expand")
        if span is None:
            continue
        exact = [n for n, c in enumerate(proposed) if (c.piece.start, c.piece.end) == (span.start, span.end)]
        named = [n for n, c in enumerate(proposed) if labels[n] == person.label.casefold() and c.piece.start < span.end and span.start < c.piece.end]
        found |= set(exact) & set(named) or set(named) or set(exact)
    return [n in found for n in range(len(proposed))]


def train_finder(answers: Sequence[AnnotatedAnswer], questions: Iterable[str] = ()) -> PeopleFinder:
    """A finder trained on part of the data, to measure."""
    return PeopleFinder(train_people(answers, questions))


def train_and_save(questions: Iterable[str], say: Callable[[str], None], folder: Path = PIPELINE) -> None:
    """Train on all data and write the pipeline where :func:`bot.language.people.find_people` looks."""
    train_people(None, questions, say).to_disk(folder)


class Vocabulary:
    """Ordinary words: outside every mark or in a question, and neither relation nor name.

    While training, an answer may only know the words of other files; else every word that is unknown would be a name, which is
    not so in the answers of somebody new.
    """

    def __init__(self, examples: Sequence[Example], questions: Iterable[str]) -> None:
        known = word_knowledge()
        self._by_file: dict[str, Counter[str]] = {}
        for example in examples:
            inside = {i for piece in example.pieces for i in range(piece.start, piece.end)}
            counted = self._by_file.setdefault(example.source, Counter())
            counted.update({plain(token) for i, token in enumerate(example.tokens) if i not in inside})
        asked = Counter(word for question in questions for word in words(question))
        self._asked = {word for word, count in asked.items() if count > 1} | {plain(word) for word in STOP_WORDS}
        self._special = {
            word for word in {*self._asked, *(w for c in self._by_file.values() for w in c)} if word in known.relations.forms or word in known.names
        }
        self.whole = self._of(self._by_file)
        self._without = {source: self._of([name for name in self._by_file if name != source]) for source in self._by_file}

    def without(self, source: str) -> frozenset[str]:
        """The words that the other files and the questions know."""
        return self._without.get(source, self.whole)

    def _of(self, sources: Iterable[str]) -> frozenset[str]:
        return frozenset({*self._asked, *(word for source in sources for word in self._by_file[source])} - self._special)


def _example(answer: AnnotatedAnswer) -> Example:
    doc = document(answer.text)
    return Example(tuple(token.text for token in doc), tuple(gold_pieces(doc, answer)), answer.youth, answer.source)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in document(text))
