"""The changes to Rasa refuse another version, and the lean start really does without TensorFlow."""

from __future__ import annotations

import subprocess
import sys

import pytest
import rasa

from bot.components.lean_start import without_tensorflow
from bot.components.patches import apply
from bot.components.rasa_version import PatchError
from bot.settings import ROOT

IMPORTS = "import rasa.core.run, rasa.core.agent, sys; sys.exit('tensorflow' in sys.modules)"


@pytest.mark.parametrize("change", [apply, without_tensorflow])
def test_another_version_of_rasa_is_refused(monkeypatch, change):
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(PatchError, match="3.6.22"):
        change()


@pytest.mark.parametrize(
    ("first", "loaded"), [("", 1), ("from bot.components.lean_start import without_tensorflow; without_tensorflow(); ", 0)], ids=["plain", "lean"]
)
def test_only_the_lean_start_leaves_tensorflow_out(first, loaded):
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", first + IMPORTS], cwd=ROOT, capture_output=True, check=False).returncode == loaded
