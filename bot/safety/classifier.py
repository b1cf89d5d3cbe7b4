"""What rules cannot see: linear classifiers over words and pieces of words, trained on ``data/veiligheid`` and all topic examples.

One answers "is this danger", one chooses among the levels, one names the theme; :mod:`bot.safety.weighing` makes probabilities of
the first two. They are stored beside the Rasa model but do not need it, so that danger is recognised when the rest is broken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.safety.levels import Level
from bot.safety.normalise import normalised
from bot.safety.weighing import Weighing, stored_weighing
from bot.settings import ROOT

MODEL_FILE = ROOT / "models" / "veiligheid.npz"
SENTENCES = ROOT / "data" / "veiligheid"
LEVELS = (Level.ACUTE, Level.CONCERN, Level.DISTRESS, Level.PROFESSIONAL, Level.NONE)
STRENGTH = 0.3  # inverse regularisation
NEAR = 6  # words; the pairs raised recall at the same false alarms by 3 points, see docs/ablatie.md
DISTRESS_WEIGHT = 1.5  # there is little of it, and it asks for a line and not for a takeover
DANGER_WEIGHT = 2  # a missed danger counts twice a false alarm
LEAST_TELLING = 0.3  # what a term counts that is as frequent in danger as elsewhere
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
    """What the classifier makes of one text: the probability of ``danger`` (acute or concern), and the likeliest level and theme."""

    danger: float
    level: Level
    level_in_danger: Level
    theme: str


def _pieces(plain: str) -> list[str]:
    plain = f" {plain} "
    return [plain[i : i + n] for n in (2, 3, 4, 5) for i in range(len(plain) - n + 1)]


def _words(plain: str) -> list[str]:
    tokens = plain.split()
    pairs = [f"{a}_{b}" for a, b in zip(tokens, tokens[1:])]
    triples = [f"{a}_{b}_{c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:])]
    return tokens + pairs + triples


def _together(plain: str) -> list[str]:
    """Pairs of words that stand near each other in any order: who, does what, to whom."""
    tokens = plain.split()
    return ["|".join(sorted((a, b))) for i, a in enumerate(tokens) for b in tokens[i + 1 : i + 1 + NEAR]]


# Each takes a normalised text.
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
        cls, rows: csr_matrix, target: Sequence | np.ndarray, class_weight: str | dict = "balanced", weights: Sequence[float] | None = None
    ) -> tuple[Linear, list]:
        """The weights and the sorted classes; two classes give one output."""
        model = LinearSVC(C=STRENGTH, class_weight=class_weight, random_state=SEED).fit(rows, target, sample_weight=weights)
        return cls(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)), list(model.classes_)


class SafetyClassifier:
    """Text to :class:`Reading`."""

    def __init__(
        self,
        parts: dict[str, TfidfVectorizer],
        danger: Linear,
        level: Linear,
        theme: Linear,
        themes: list[str],
        calm: frozenset[str],
        weighing: Weighing,
    ) -> None:
        self._parts = parts
        self._danger = danger
        self._level = level
        self._theme = theme
        self._themes = themes
        self._calm = calm
        self._weighing = weighing

    @classmethod
    def train(cls, data: Sequence[LabelledSentence], weighing: Weighing | None = None) -> SafetyClassifier:
        """Fit danger and level on everything, themes on what is acute or concerning."""
        texts = [normalised(item.text) for item in data]
        parts = {name: _vectorizer(analyzer) for name, analyzer in ANALYZERS.items()}
        rows = hstack([part.fit_transform(texts) for part in parts.values()], format="csr")
        weights = [item.weight * (DISTRESS_WEIGHT if item.level is Level.DISTRESS else 1.0) for item in data]
        dangerous = np.array([item.level.takes_over for item in data])
        telling = _telling(rows, dangerous, np.array(weights))
        scaled, _ = Linear.fit(rows @ diags(telling), dangerous, {False: 1, True: DANGER_WEIGHT}, weights)
        danger = Linear(scaled.weights * telling[:, None], scaled.bias)
        level, _ = Linear.fit(rows, [LEVELS.index(item.level) for item in data])
        themed = [i for i, item in enumerate(data) if item.level.takes_over and item.theme != "-"]
        theme, themes = Linear.fit(rows[themed], [data[i].theme for i in themed])
        calm = frozenset(plain for item in data if item.level is Level.NONE and len((plain := normalised(item.text)).split()) <= SHORT)
        return cls(parts, danger, level, theme, themes, calm, weighing or stored_weighing())

    def with_weighing(self, weighing: Weighing) -> SafetyClassifier:
        """The same classifiers, weighed otherwise."""
        return SafetyClassifier(self._parts, self._danger, self._level, self._theme, self._themes, self._calm, weighing)

    def is_known_calm(self, text: str) -> bool:
        """Whether a short message was labelled harmless word for word ("snap ik niet")."""
        return normalised(text) in self._calm

    def known_words(self, text: str) -> int:
        """How many words of a text occur in the training data; on one or two letters of noise nothing can be decided."""
        vocabulary = self._parts["words"].vocabulary_
        return sum(word in vocabulary for word in normalised(text).split())

    def _rows(self, texts: Sequence[str]) -> csr_matrix:
        plain = [normalised(text) for text in texts]
        # As wide as the weights, since a product widens the whole matrix otherwise, 10 ms per message.
        return hstack([part.transform(plain) for part in self._parts.values()], format="csr", dtype=np.float32)

    def margins(self, texts: Sequence[str]) -> np.ndarray:
        """What the weighing works on, shape (texts, 1 + levels): the margin of danger and that of each level."""
        rows = self._rows(texts)
        return np.hstack([self._danger.margins(rows), self._level.margins(rows)])

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text."""
        rows = self._rows(texts)
        levels = self._level.margins(rows)
        chances = self._weighing.probabilities(np.hstack([self._danger.margins(rows), levels]))
        themes = self._theme.margins(rows).argmax(axis=1)
        return [
            Reading(float(chance[:2].sum()), LEVELS[int(row.argmax())], LEVELS[int(chance[:2].argmax())], self._themes[theme])
            for chance, row, theme in zip(chances, levels, themes)
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
                # One row per term after the other, or a sparse product copies the whole matrix.
                Linear(np.ascontiguousarray(arrays[f"{name}_weights"], dtype=np.float32), arrays[f"{name}_bias"])
                for name in ("danger", "level", "theme")
            )
        return cls(parts, danger, level, theme, plain["themes"], frozenset(plain["calm"]), stored_weighing())


def _telling(rows: csr_matrix, dangerous: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How well each term alone tells danger from the rest, shape (features,): the root of its log ratio of frequencies."""
    present = (rows > 0).astype(np.float32)
    within = present.T @ (weights * dangerous) + 1
    without = present.T @ (weights * ~dangerous) + 1
    ratio = np.log(within / within.sum()) - np.log(without / without.sum())
    return np.sqrt(LEAST_TELLING + np.abs(ratio)).astype(np.float32)


def _vectorizer(analyzer: Callable[[str], list[str]]) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, min_df=2, dtype=np.float32)
