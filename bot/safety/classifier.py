"""What rules cannot see: linear classifiers over words and pieces of words, trained on ``data/veiligheid`` and all topic examples.

One answers "is this danger", one chooses among the levels, one names the theme. They are stored beside the Rasa model but do
not need it, so that danger is recognised when the rest is broken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.safety.levels import Level
from bot.safety.normalise import normalised
from bot.settings import ROOT

MODEL_FILE = ROOT / "models" / "veiligheid.npz"
SENTENCES = ROOT / "data" / "veiligheid"
LEVELS = (Level.ACUTE, Level.CONCERN, Level.DISTRESS, Level.PROFESSIONAL, Level.NONE)
STRENGTH = 0.3  # inverse regularisation
NEAR = 6  # words; the pairs raised recall at the same false alarms by 3 points, see docs/ablatie.md
STEEPNESS = 3.0  # from margin to a number between 0 and 1
DISTRESS_WEIGHT = 0.3  # taking distress for danger is a small error: it needs a person too
DANGER_WEIGHT = 2  # a missed danger counts twice a false alarm
SHORT = 6  # words of a message that is known as a whole
SEED = 113


@dataclass(frozen=True)
class LabelledSentence:
    """One training sentence with its level, theme ("-" where it has none), author and weight."""

    text: str
    level: Level
    theme: str
    author: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Reading:
    """What the classifier makes of one text: ``danger`` between 0 and 1, and the likeliest level and theme."""

    danger: float
    level: Level
    level_in_danger: Level
    theme: str


def _pieces(text: str) -> list[str]:
    plain = f" {normalised(text)} "
    return [plain[i : i + n] for n in (2, 3, 4, 5) for i in range(len(plain) - n + 1)]


def _words(text: str) -> list[str]:
    tokens = normalised(text).split()
    pairs = [f"{a}_{b}" for a, b in zip(tokens, tokens[1:])]
    triples = [f"{a}_{b}_{c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:])]
    return tokens + pairs + triples


def _together(text: str) -> list[str]:
    """Pairs of words that stand near each other in any order: who, does what, to whom."""
    tokens = normalised(text).split()
    return ["|".join(sorted((a, b))) for i, a in enumerate(tokens) for b in tokens[i + 1 : i + 1 + NEAR]]


ANALYZERS: dict[str, Callable[[str], list[str]]] = {"words": _words, "pieces": _pieces, "together": _together}


@dataclass(frozen=True)
class Linear:
    """Weights of shape (features, outputs) and a bias per output."""

    weights: np.ndarray
    bias: np.ndarray

    def margins(self, rows: csr_matrix) -> np.ndarray:
        """Signed distances, shape (texts, outputs)."""
        return rows @ self.weights + self.bias

    @classmethod
    def fit(
        cls, rows: csr_matrix, target: Sequence, class_weight: str | dict = "balanced", weights: Sequence[float] | None = None
    ) -> tuple[Linear, list]:
        """The weights and the sorted classes; two classes give one output."""
        model = LinearSVC(C=STRENGTH, class_weight=class_weight, random_state=SEED).fit(rows, target, sample_weight=weights)
        return cls(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)), list(model.classes_)


class SafetyClassifier:
    """Text to :class:`Reading`."""

    def __init__(
        self, parts: dict[str, TfidfVectorizer], danger: Linear, level: Linear, theme: Linear, themes: list[str], calm: frozenset[str]
    ) -> None:
        self._parts = parts
        self._danger = danger
        self._level = level
        self._theme = theme
        self._themes = themes
        self._calm = calm

    @classmethod
    def train(cls, data: Sequence[LabelledSentence]) -> SafetyClassifier:
        """Fit danger and level on everything, themes on what is acute or concerning."""
        texts = [item.text for item in data]
        parts = {name: _vectorizer(analyzer) for name, analyzer in ANALYZERS.items()}
        rows = hstack([part.fit_transform(texts) for part in parts.values()], format="csr")
        weights = [item.weight * (DISTRESS_WEIGHT if item.level is Level.DISTRESS else 1.0) for item in data]
        danger, _ = Linear.fit(rows, [int(item.level.takes_over) for item in data], {0: 1, 1: DANGER_WEIGHT}, weights)
        level, _ = Linear.fit(rows, [LEVELS.index(item.level) for item in data])
        themed = [i for i, item in enumerate(data) if item.level.takes_over and item.theme != "-"]
        theme, themes = Linear.fit(rows[themed], [data[i].theme for i in themed])
        calm = frozenset(plain for item in data if item.level is Level.NONE and len((plain := normalised(item.text)).split()) <= SHORT)
        return cls(parts, danger, level, theme, themes, calm)

    def is_known_calm(self, text: str) -> bool:
        """Whether a short message was labelled harmless word for word ("snap ik niet")."""
        return normalised(text) in self._calm

    def known_words(self, text: str) -> int:
        """How many words of a text occur in the training data; on one or two letters of noise nothing can be decided."""
        vocabulary = self._parts["words"].vocabulary_
        return sum(word in vocabulary for word in normalised(text).split())

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text."""
        rows = hstack([part.transform(texts) for part in self._parts.values()], format="csr")
        dangers = expit(STEEPNESS * self._danger.margins(rows)[:, 0])
        levels = self._level.margins(rows)
        themes = self._theme.margins(rows).argmax(axis=1)
        return [
            Reading(float(danger), LEVELS[int(row.argmax())], LEVELS[int(row[:2].argmax())], self._themes[theme])
            for danger, row, theme in zip(dangers, levels, themes)
        ]

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write arrays and a list of terms; reading the file runs no code."""
        path.parent.mkdir(parents=True, exist_ok=True)
        terms = {name: sorted(part.vocabulary_, key=part.vocabulary_.__getitem__) for name, part in self._parts.items()}
        arrays = {"plain": np.frombuffer(json.dumps({"terms": terms, "themes": self._themes, "calm": sorted(self._calm)}).encode(), dtype=np.uint8)}
        for name, linear in (("danger", self._danger), ("level", self._level), ("theme", self._theme)):
            arrays |= {f"{name}_weights": linear.weights.astype(np.float16), f"{name}_bias": linear.bias}
        arrays |= {f"idf_{name}": part.idf_.astype(np.float32) for name, part in self._parts.items()}
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> SafetyClassifier:
        """The inverse of :meth:`save`. Raises OSError, ValueError or KeyError when the file is missing or broken."""
        with np.load(path) as arrays:
            plain = json.loads(arrays["plain"].tobytes())
            parts = {}
            for name, analyzer in ANALYZERS.items():
                parts[name] = _vectorizer(analyzer)
                parts[name].vocabulary_ = {term: i for i, term in enumerate(plain["terms"][name])}
                parts[name].idf_ = arrays[f"idf_{name}"]
            danger, level, theme = (
                Linear(arrays[f"{name}_weights"].astype(np.float32), arrays[f"{name}_bias"]) for name in ("danger", "level", "theme")
            )
        return cls(parts, danger, level, theme, plain["themes"], frozenset(plain["calm"]))


def _vectorizer(analyzer: Callable[[str], list[str]]) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, min_df=2, dtype=np.float32)
