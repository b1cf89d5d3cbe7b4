"""BM25 over weighted fields (BM25F): per term what it adds to the score of each unit, as sparse columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix

Group = tuple[tuple[str, float], ...]
"""Terms that mean about the same, with their weights; the best of them counts."""


@dataclass(frozen=True)
class FieldWeight:
    """How much a word in a field counts, and how much the length of the field tempers that (BM25's b, 0 to 1)."""

    weight: float
    length: float


class ImpactMatrix:
    """The impact of every term on every unit; shape (units, terms).

    The rarity of a term is its inverse document frequency as a share of that of a term in one unit only, so that scores
    mean the same in a small and a large index.
    """

    def __init__(self, matrix: csc_matrix, vocabulary: dict[str, int], rarity: np.ndarray) -> None:
        self.vocabulary = vocabulary
        self.units: int = matrix.shape[0]
        self._rarity = rarity
        self._starts, self._units, self._impacts = matrix.indptr, matrix.indices, matrix.data

    @classmethod
    def build(cls, units: Sequence[Mapping[str, Sequence[str]]], weights: Mapping[str, FieldWeight], saturation: float) -> ImpactMatrix:
        """From the terms of each field of each unit. ``saturation`` is BM25's k1: how long a repeated word keeps adding."""
        tempered: list[dict[str, float]] = [defaultdict(float) for _ in units]
        for name, setting in weights.items():
            lengths = [len(unit.get(name, ())) for unit in units]
            filled = [length for length in lengths if length]
            mean = sum(filled) / len(filled) if filled else 1.0
            for unit, length, sums in zip(units, lengths, tempered):
                norm = setting.weight / (1 - setting.length + setting.length * length / mean)
                for term, count in Counter(unit.get(name, ())).items():
                    sums[term] += count * norm
        return cls._from_counts(tempered, saturation)

    @classmethod
    def _from_counts(cls, tempered: Sequence[Mapping[str, float]], saturation: float) -> ImpactMatrix:
        vocabulary: dict[str, int] = {}
        columns = np.asarray([vocabulary.setdefault(term, len(vocabulary)) for sums in tempered for term in sums], dtype=np.int32)
        rows = np.repeat(np.arange(len(tempered), dtype=np.int32), [len(sums) for sums in tempered])
        counts = np.asarray([count for sums in tempered for count in sums.values()], dtype=np.float32)
        present = np.bincount(columns, minlength=len(vocabulary))
        rarest = np.log1p((len(tempered) - 0.5) / 1.5)
        rarity = (np.log1p((len(tempered) - present + 0.5) / (present + 0.5)) / rarest).astype(np.float32)
        impacts = counts * (saturation + 1) / (counts + saturation) * rarity[columns]
        return cls(csc_matrix((impacts, (rows, columns)), shape=(len(tempered), len(vocabulary)), dtype=np.float32), vocabulary, rarity)

    def scores(self, groups: Iterable[Group]) -> np.ndarray:
        """The score of every unit; shape (units,), float64."""
        units, impacts = [], []
        for group in groups:
            known = [(self.vocabulary[term], weight) for term, weight in group if term in self.vocabulary]
            if len(known) == 1:
                inside, weighed = self._column(known[0][0])
                units.append(inside)
                impacts.append(weighed * known[0][1] if known[0][1] != 1.0 else weighed)
            elif known:
                best = np.zeros(self.units, dtype=np.float32)
                for column, weight in known:
                    inside, weighed = self._column(column)
                    best[inside] = np.maximum(best[inside], weighed * weight)
                inside = np.flatnonzero(best)
                units.append(inside)
                impacts.append(best[inside])
        if not units:
            return np.zeros(self.units)
        return np.bincount(np.concatenate(units), weights=np.concatenate(impacts), minlength=self.units)

    def _column(self, column: int) -> tuple[np.ndarray, np.ndarray]:
        part = slice(self._starts[column], self._starts[column + 1])
        return self._units[part], self._impacts[part]

    def rarity(self, term: str) -> float:
        """How rare a term is: near 0 when every unit has it, 1 when one has it; 0 for a term that no unit has."""
        column = self.vocabulary.get(term)
        return 0.0 if column is None else float(self._rarity[column])

    def impact(self, term: str, unit: int) -> float:
        """What a term adds to the score of one unit."""
        column = self.vocabulary.get(term)
        if column is None:
            return 0.0
        inside, impacts = self._column(column)
        place = int(np.searchsorted(inside, unit))
        return float(impacts[place]) if place < len(inside) and inside[place] == unit else 0.0

    def heaviest(self, terms: Iterable[str], unit: int, most: int) -> list[tuple[str, float]]:
        """The terms that weigh most in one unit, with their impact, heaviest first."""
        weighed = [(term, self.impact(term, unit)) for term in dict.fromkeys(terms)]
        return sorted((pair for pair in weighed if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:most]
