"""The trained part: a spaCy component that tags the tokens of mentions with a conditional random field.

In a first comparison across authors spaCy's own ``ner`` on much the same features found no more (span F1 0.69 against 0.71 with
two authors to learn from), and took six to twelve times as long to train.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc

from bot.language.augmentation import Example
from bot.language.people_features import token_features, word_classes
from bot.language.person_roles import NAME, NOT_LISTED, REST, pieces
from bot.language.person_roles import tags as role_tags
from bot.language.scene import Chances, Scene
from bot.language.word_facts import WordKnowledge, word_knowledge

TAGGER = "people_tagger"
WEIGHTS_FILE = "weights.crf"
WORDS_FILE = "words.json"
L1, L2 = 0.05, 0.05  # regularisation; 0.1 and 0.02 do as well across authors (0.844 against 0.842)
MOST_ITERATIONS = 100
LISTED = (NAME, REST)

Doc.set_extension("youth", default=False, force=True)
Doc.set_extension("scene", default=None, force=True)


class PeopleTagger:
    """Sets ``doc._.scene``; ``doc._.youth`` says whose answer it is. Untrained it finds nobody."""

    def __init__(self) -> None:
        self._weights = b""
        self._tagger: pycrfsuite.Tagger | None = None
        self._labels: list[str] = []
        self._ordinary: frozenset[str] = frozenset()
        self._knowledge: WordKnowledge = word_knowledge()
        self._knowing = lru_cache(maxsize=64)(word_knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        doc._.scene = self.scene([token.text for token in doc], doc._.youth)
        return doc

    def scene(self, tokens: Sequence[str], youth: bool) -> Scene:
        """What is known of the tokens of a text, and how they are tagged."""
        facts = self._knowledge.facts(tokens)
        classes = word_classes(tokens, facts, self._ordinary)
        if self._tagger is None or not tokens:
            return Scene(tokens, facts, classes, [Chances(0.0, 0.0, 0.0)] * len(tokens), [], youth)
        self._tagger.set(token_features(tokens, facts, youth, classes))
        tagged = pieces(self._tagger.tag())
        return Scene(tokens, facts, classes, [self._chances(i) for i in range(len(tokens))], tagged, youth)

    def _chances(self, position: int) -> Chances:
        chance = {label: self._tagger.marginal(label, position) for label in self._labels}  # type: ignore[union-attr]
        return Chances(
            begins=sum(chance.get("B-" + role, 0.0) for role in LISTED),
            goes_on=sum(chance.get("I-" + role, 0.0) for role in LISTED),
            not_listed=sum(chance.get(begin + NOT_LISTED, 0.0) for begin in ("B-", "I-")),
        )

    def train(self, examples: Iterable[tuple[Example, frozenset[str]]], ordinary: frozenset[str], say: Callable[[str], None]) -> None:
        """Fit on examples, each with the ordinary words that it may know; ``ordinary`` are those of the finished tagger."""
        trainer = pycrfsuite.Trainer(verbose=False)
        for example, known in examples:
            if example.tokens:
                facts = self._knowing(known).facts(example.tokens)
                classes = word_classes(example.tokens, facts, known)
                trainer.append(token_features(example.tokens, facts, example.youth, classes), role_tags(example.pieces, len(example.tokens)))
        trainer.set_params({"c1": L1, "c2": L2, "max_iterations": MOST_ITERATIONS})
        say("fit the tagger")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / WEIGHTS_FILE
            trainer.train(str(file))
            self._open(file.read_bytes())
        self._use(ordinary)

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """For spaCy's saving of a pipeline."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / WEIGHTS_FILE).write_bytes(self._weights)
        (folder / WORDS_FILE).write_text(json.dumps(sorted(self._ordinary), ensure_ascii=False), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> PeopleTagger:
        """The inverse of :meth:`to_disk`."""
        folder = Path(path)
        self._use(frozenset(json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))))
        self._open((folder / WEIGHTS_FILE).read_bytes())
        return self

    def _use(self, ordinary: frozenset[str]) -> None:
        self._ordinary = ordinary
        self._knowledge = word_knowledge(ordinary)

    def _open(self, weights: bytes) -> None:
        self._weights = weights
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(weights)
        self._tagger = tagger
        self._labels = tagger.labels()


@Language.factory(TAGGER)
def make_people_tagger(nlp, name):
    """The component, for spaCy's registry, which cannot read annotations that are texts."""
    return PeopleTagger()
