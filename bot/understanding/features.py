"""From text to a sparse row of numbers: words, word pairs and pieces of words, weighted by TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.language.tokens import words


def word_terms(text: str) -> list[str]:
    """Words and pairs of neighbouring words."""
    tokens = words(text)
    return tokens + [f"{first}_{second}" for first, second in zip(tokens, tokens[1:])]


def piece_terms(text: str, shortest: int = 2, longest: int = 5) -> list[str]:
    """Pieces of two to five characters within words, word borders included."""
    return [
        padded[start : start + size]
        for padded in (f" {word} " for word in words(text))
        for size in range(shortest, longest + 1)
        for start in range(len(padded) - size + 1)
    ]


class TextFeatures:
    """TF-IDF over words, word pairs and character pieces within words.

    ``transform`` gives a float32 matrix of shape (texts, features).
    """

    def __init__(self) -> None:
        self._parts = {
            "words": TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, dtype=np.float32),
            "pieces": TfidfVectorizer(analyzer=piece_terms, sublinear_tf=True, min_df=2, dtype=np.float32),
        }

    def fit(self, texts: Sequence[str]) -> TextFeatures:
        """Learn the vocabulary and weights."""
        for part in self._parts.values():
            part.fit(texts)
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """One row per text."""
        # Weights are float32; a product with wider rows would widen the whole matrix first, 10 ms per message.
        return hstack([part.transform(texts) for part in self._parts.values()], format="csr", dtype=np.float32)

    def state(self) -> dict[str, dict[str, Any]]:
        """Everything needed to build the same features again, as plain lists."""
        return {
            name: {
                "terms": sorted(part.vocabulary_, key=part.vocabulary_.__getitem__),
                "idf": part.idf_.astype(np.float32),
            }
            for name, part in self._parts.items()
        }

    @classmethod
    def from_state(cls, state: dict[str, dict[str, Any]]) -> TextFeatures:
        """The inverse of :meth:`state`."""
        features = cls()
        for name, part in features._parts.items():
            part.vocabulary_ = {term: index for index, term in enumerate(state[name]["terms"])}
            part.idf_ = np.asarray(state[name]["idf"], dtype=np.float32)
        return features
