"""How much each classifier counts and from where a message is danger: fitted by ``kringwijzer tune-danger``, kept in ``data/veiligheid``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.special import softmax

from bot.settings import ROOT

WEIGHING_FILE = ROOT / "data" / "veiligheid" / "weging.json"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities of danger from which a whole message, or a part of a long one, takes over, and from which a line is added."""

    takeover: float
    part: float
    soft: float


@dataclass(frozen=True)
class Weighing:
    """Margins to probabilities: ``weights`` of shape (margins, levels) and a ``bias`` per level, with the thresholds that belong to them."""

    weights: np.ndarray
    bias: np.ndarray
    thresholds: Thresholds

    def probabilities(self, margins: np.ndarray) -> np.ndarray:
        """Shape (texts, margins) to (texts, levels); each row adds up to one."""
        return softmax(margins @ self.weights + self.bias, axis=1)

    def save(self, path: Path = WEIGHING_FILE) -> None:
        """Write one readable file."""
        content = {"thresholds": asdict(self.thresholds), "weights": self.weights.round(3).tolist(), "bias": self.bias.round(3).tolist()}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def stored_weighing(path: Path = WEIGHING_FILE) -> Weighing:
    """The weighing of this installation. Raises OSError, ValueError or KeyError when the file is missing or broken."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Weighing(np.array(content["weights"]), np.array(content["bias"]), Thresholds(**content["thresholds"]))
