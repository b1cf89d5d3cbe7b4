"""The second trained part: which candidates are people to be listed. A linear classifier scores, the best set without overlap wins."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bot.language.candidate_features import LIST_AFTER, LIST_BEFORE, OURS, candidate_features
from bot.language.candidates import Candidate, Proposer
from bot.language.interpretation import Interpreter
from bot.language.people_features import CLAUSE_HINTS
from bot.language.person_roles import Piece
from bot.language.scene import Scene
from bot.language.sentence_words import QUESTION_OPENINGS
from bot.language.sure_signs import adjustment

CHOOSER = "people_chooser"
MODEL_FILE = "weights.json"
SURE = 2.0  # log-odds
SHIFT = 0.7  # added to the log-odds, since the pieces of one person share the chance between them

Doc.set_extension("pieces", default=None, force=True)


class Chooser:
    """Sets ``doc._.pieces``: the chosen pieces and, so that "haar man" finds its owner, the tagger's unlisted ones."""

    def __init__(self) -> None:
        self._weights: dict[str, float] = {}
        self._bias = 0.0

    def __call__(self, doc: Doc) -> Doc:
        """Choose the pieces of one document that the tagger has seen."""
        scene = doc._.scene
        if not scene.tokens:
            doc._.pieces = []
            return doc
        proposed = candidates(scene)
        scored = [(c.piece, max(self._score(features) + adjustment(scene, c), SURE if is_plain(scene, c) else -math.inf)) for c, features in proposed]
        chosen = best_set(scored, len(scene.tokens))
        taken = {i for piece in chosen for i in range(piece.start, piece.end)}
        unlisted = [p for p in scene.tagged if not p.listed and taken.isdisjoint(range(p.start, p.end))]
        doc._.pieces = sorted([*chosen, *unlisted], key=lambda piece: piece.start)
        return doc

    def use(self, weights: dict[str, float], bias: float) -> None:
        """Take the weights of a trained classifier: log-odds per feature."""
        self._weights, self._bias = weights, bias

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """For spaCy's saving of a pipeline."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL_FILE).write_text(json.dumps({"bias": self._bias, "weights": self._weights}, ensure_ascii=False), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Chooser:
        """The inverse of :meth:`to_disk`."""
        read = json.loads((Path(path) / MODEL_FILE).read_text(encoding="utf-8"))
        self._weights, self._bias = read["weights"], read["bias"]
        return self

    def _score(self, features: Sequence[str]) -> float:
        return SHIFT + self._bias + sum(self._weights.get(name, 0.0) for name in set(features))


def is_plain(scene: Scene, candidate: Candidate) -> bool:
    """Whether nothing can be meant but a person to be listed: "mijn oma Riet" between signs of a list, in a text without any negation,
    death or parting. The words must stand in the lists as they are.
    """
    piece = candidate.piece
    if candidate.build not in ("word", "named") or piece.start == 0 or scene.facts[piece.start - 1].hint != OURS or "?" in scene.tokens:
        return False
    if scene.facts[0].word in QUESTION_OPENINGS or any(fact.hint in CLAUSE_HINTS for fact in scene.facts):
        return False
    before = scene.facts[piece.start - 2] if piece.start > 1 else None
    if before and not before.relation and before.word not in LIST_BEFORE:
        return False
    inside = scene.facts[piece.start : piece.end]
    known = all(fact.name == 2 or (fact.relation and not fact.guessed and not fact.relation.doubtful and not fact.relation.body) for fact in inside)
    behind = scene.facts[piece.end] if piece.end < len(scene.facts) else None
    return known and not _names_follow(scene, piece) and (behind is None or behind.hint == OURS or behind.word in LIST_AFTER)


def _names_follow(scene: Scene, piece: Piece) -> bool:
    """Whether a plural only says what the names behind it are: "mijn zussen: Els en Noor"."""
    known = scene.facts[piece.end - 1].relation
    following = scene.facts[piece.end : piece.end + 2]
    return bool(known and known.plural and following and following[0].word == ":" and following[-1].name)


def candidates(scene: Scene) -> list[tuple[Candidate, list[str]]]:
    """The candidates of a text with their features."""
    interpreter = Interpreter(scene.tokens, scene.facts, scene.youth)
    proposed = Proposer(scene.tokens, scene.facts, scene.classes, scene.tagged).propose()
    return [(c, candidate_features(scene, c, interpreter.head(c.piece))) for c in proposed]


def best_set(scored: Sequence[tuple[Piece, float]], length: int) -> list[Piece]:
    """The pieces without overlap whose positive scores (log-odds) add up to most."""
    by_end: dict[int, list[tuple[Piece, float]]] = {}
    for piece, score in scored:
        if score > 0:
            by_end.setdefault(piece.end, []).append((piece, score))
    best = [0.0] * (length + 1)
    taken: list[Piece | None] = [None] * (length + 1)
    for end in range(1, length + 1):
        best[end] = best[end - 1]
        for piece, score in by_end.get(end, ()):
            if best[piece.start] + score > best[end]:
                best[end], taken[end] = best[piece.start] + score, piece
    chosen, end = [], length
    while end > 0:
        last = taken[end]
        if last is None:
            end -= 1
        else:
            chosen.append(last)
            end = last.start
    return chosen[::-1]


@Language.factory(CHOOSER)
def make_people_chooser(nlp, name):
    """The component, for spaCy's registry, which cannot read annotations that are texts."""
    return Chooser()
