"""What each audience asks about: a professional means the guideline where a parent means the form of support."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.knowledge.topics import Audience

LENGTH = 10
# Factors on the odds per group of topics; chosen by leaving authors out, see docs/metingen.md.
FACTORS: dict[Audience, dict[str, float]] = {
    Audience.PROFESSIONAL: {"praktijk": 1.3, "richtlijn": 1.3, "dilemma": 1.3},
    Audience.PARENT: {"vorm": 1.3},
    Audience.YOUTH: {"vorm": 1.3},
}


def for_audience(labels: Sequence[str], probabilities: np.ndarray, audience: Audience | None) -> list[tuple[str, float]]:
    """The best labels with their probabilities for an audience, best first; an unknown audience changes nothing."""
    factors = FACTORS.get(audience, {}) if audience else {}
    weighted = probabilities * np.array([factors.get(label.split("/")[0], 1.0) for label in labels])
    weighted = weighted / weighted.sum()
    best = np.argsort(-weighted)[:LENGTH]
    return [(labels[i], float(weighted[i])) for i in best]
