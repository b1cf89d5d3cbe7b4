"""Ranks of the first right result, and the measures that the search reports give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ranks:
    """The rank of the first acceptable topic per question; 0 when it is not among the ten best."""

    ranks: tuple[int, ...]

    @property
    def hit1(self) -> float:
        """Share of questions with an acceptable topic first."""
        return float(np.mean([rank == 1 for rank in self.ranks]))

    @property
    def hit3(self) -> float:
        """Share with one among the first three."""
        return float(np.mean([1 <= rank <= 3 for rank in self.ranks]))

    @property
    def reciprocal(self) -> float:
        """Mean reciprocal rank."""
        return float(np.mean([1 / rank if rank else 0.0 for rank in self.ranks]))

    def __str__(self) -> str:
        return f"{self.hit1:.3f} | {self.hit3:.3f} | {self.reciprocal:.3f}"
