"""What rules cannot see: a small classifier over pieces of words, trained on ``data/veiligheid`` and all topic examples.

It is stored beside the Rasa model but does not need it, so that danger is recognised when the rest is broken.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.safety.levels import Level
from bot.safety.normalise import normalised
from bot.settings import ROOT

MODEL_FILE = ROOT / "models" / "veiligheid.npz"
SENTENCES = ROOT / "data" / "veiligheid"
LEVELS = (Level.ACUTE, Level.CONCERN, Level.DISTRESS, Level.PROFESSIONAL, Level.NONE)
STRENGTH = 10.0  # inverse regularisation, as measured in the notes' experiment


@dataclass(frozen=True)
class LabelledSentence:
    """One training sentence with its level and theme ("-" where it has none)."""

    text: str
    level: Level
    theme: str


def _pieces(text: str) -> list[str]:
    plain = f" {normalised(text)} "
    return [plain[i : i + n] for n in (2, 3, 4, 5) for i in range(len(plain) - n + 1)]


def _words(text: str) -> list[str]:
    tokens = normalised(text).split()
    pairs = [f"{a}_{b}" for a, b in zip(tokens, tokens[1:])]
    triples = [f"{a}_{b}_{c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:])]
    return tokens + pairs + triples


class SafetyClassifier:
    """Text to probabilities over ``LEVELS``; themes are chosen by the same features among acute and concern."""

    def __init__(
        self,
        parts: dict[str, TfidfVectorizer],
        level_weights: np.ndarray,
        level_bias: np.ndarray,
        themes: list[str],
        theme_weights: np.ndarray,
        theme_bias: np.ndarray,
    ) -> None:
        self._parts = parts
        self._level = (level_weights, level_bias)
        self._themes = themes
        self._theme = (theme_weights, theme_bias)

    @classmethod
    def train(cls, data: Sequence[LabelledSentence]) -> SafetyClassifier:
        """Fit levels on everything and themes on what is acute or concerning."""
        texts = [item.text for item in data]
        parts = {"words": _vectorizer(_words), "pieces": _vectorizer(_pieces)}
        rows = hstack([part.fit_transform(texts) for part in parts.values()], format="csr")
        target = np.array([LEVELS.index(item.level) for item in data])
        level = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300, multi_class="multinomial").fit(rows, target)
        themed = [i for i, item in enumerate(data) if item.level.takes_over and item.theme != "-"]
        names = [data[i].theme for i in themed]
        theme = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300, multi_class="multinomial").fit(rows[themed], names)
        return cls(
            parts, level.coef_.T.astype(np.float32), level.intercept_, list(theme.classes_), theme.coef_.T.astype(np.float32), theme.intercept_
        )

    def _rows(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([part.transform(texts) for part in self._parts.values()], format="csr")

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, levels), in the order of ``LEVELS``."""
        return softmax(self._rows(texts) @ self._level[0] + self._level[1], axis=1)

    def theme(self, text: str) -> str:
        """The likeliest theme of a message that is acute or concerning."""
        return self._themes[int(np.argmax(self._rows([text]) @ self._theme[0] + self._theme[1]))]

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write arrays and a list of terms; reading the file runs no code."""
        path.parent.mkdir(parents=True, exist_ok=True)
        terms = {name: sorted(part.vocabulary_, key=part.vocabulary_.__getitem__) for name, part in self._parts.items()}
        np.savez_compressed(
            path,
            plain=np.frombuffer(json.dumps({"terms": terms, "themes": self._themes}).encode(), dtype=np.uint8),
            level_weights=self._level[0].astype(np.float16),
            level_bias=self._level[1],
            theme_weights=self._theme[0].astype(np.float16),
            theme_bias=self._theme[1],
            **{f"idf_{name}": part.idf_.astype(np.float32) for name, part in self._parts.items()},
        )

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> SafetyClassifier:
        """The inverse of :meth:`save`. Raises OSError or ValueError when the file is missing or broken."""
        with np.load(path) as arrays:
            plain = json.loads(arrays["plain"].tobytes())
            parts = {}
            for name, analyzer in (("words", _words), ("pieces", _pieces)):
                part = _vectorizer(analyzer)
                part.vocabulary_ = {term: i for i, term in enumerate(plain["terms"][name])}
                part.idf_ = arrays[f"idf_{name}"]
                parts[name] = part
            return cls(
                parts,
                arrays["level_weights"].astype(np.float32),
                arrays["level_bias"],
                plain["themes"],
                arrays["theme_weights"].astype(np.float32),
                arrays["theme_bias"],
            )


def _vectorizer(analyzer) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, min_df=2, dtype=np.float32)
