"""Rasa's own story tests: intents of real sentences and the actions that the rules choose."""

import os
import subprocess
import sys

from bot.settings import ROOT
from bot.training import model_path


def test_stories_run_as_written(tmp_path):
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "test", "core", "--model", str(model_path()), "--stories", "tests/conversations",
               "--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path)]  # fmt: skip
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "ACTION_ENDPOINT_URL": "http://127.0.0.1:1/webhook",
        "CONVERSATION_DATABASE_URL": f"sqlite:///{tmp_path / 'stories.db'}",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    assert "4 / 4" in result.stdout + result.stderr or "Correct:          4 / 4" in result.stdout + result.stderr
