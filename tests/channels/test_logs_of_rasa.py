"""What Rasa, Sanic and Python itself say about a message never reaches a log or the screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

SCRIPT = Path(__file__).with_name("logged_by_rasa.py")
CANARY, SENDER = "kanarievogel", "afzender"


@pytest.fixture(scope="module")
def logged(tmp_path_factory) -> tuple[str, str]:
    """The log file, and what went to the screen."""
    folder = tmp_path_factory.mktemp("var")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    ran = subprocess.run([sys.executable, str(SCRIPT), str(folder)], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert ran.returncode == 0, ran.stderr
    return (folder / "log" / "rasa.log").read_text(encoding="utf-8"), ran.stdout + ran.stderr


def test_no_log_holds_what_was_said(logged):
    assert CANARY not in logged[0].lower()
    assert CANARY not in logged[1].lower()


def test_no_log_holds_the_sender_and_every_line_of_a_conversation_has_its_mark(logged):
    lines = [json.loads(line) for line in logged[0].splitlines()]
    assert SENDER not in logged[0]
    marks = {line["conversation"] for line in lines if "conversation" in line}
    assert len(marks) == 1
    assert all(len(mark) == 12 for mark in marks)


def test_what_an_operator_needs_stays(logged):
    lines = [json.loads(line) for line in logged[0].splitlines()]
    ours = [line for line in lines if line["logger"] == "bot.canary"]
    assert ours[0] | {"time": "", "place": "", "conversation": "", "frames": []} == {
        "time": "", "level": "ERROR", "logger": "bot.canary", "place": "", "conversation": "", "message": "Something failed",
        "error": "ValueError", "frames": [],
    }  # fmt: skip
    assert any(frame.startswith("logged_by_rasa:") for frame in ours[0]["frames"])
    assert {line.get("message") for line in lines if line["logger"] == "rasa"} >= {"rasa.known_event", "rasa.failed"}
    assert any(line.get("message", "").startswith("UserWarning at ") for line in lines)
    assert any(line["logger"] == "bot.logs" and line.get("error") == "ValueError" for line in lines)
    assert all({"time", "level", "logger", "place"} <= line.keys() for line in lines)
