"""Making a turn cheaper changes nothing: every stored event of whole conversations equals that of Rasa as delivered."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.bench.conversations import all_in_one, conversations
from bot.bench.replay import MODES
from bot.components.short_memory import MOST_TURNS
from bot.settings import ROOT


@pytest.fixture(scope="module")
def streams(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stroom")
    command = [sys.executable, "-W", "ignore", "-m", "bot.bench.replay"]
    running = []
    for mode in MODES:
        environment = os.environ | {
            "KRINGWIJZER_VAR_DIR": str(folder / f"var-{mode}"),
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        running.append(subprocess.Popen([*command, mode, str(folder / mode)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
    assert [process.wait(600) for process in running] == [0, 0]
    return {mode: json.loads((folder / mode).read_text(encoding="utf-8")) for mode in MODES}


@pytest.mark.parametrize("name", [one.name for one in [*conversations(), all_in_one()]])
def test_the_stored_events_equal_those_of_rasa_as_delivered(streams, name):
    assert streams["ours"][name] == streams["stock"][name]


def test_the_conversations_are_long_enough_to_tell_and_have_forms_in_them():
    assert len(all_in_one().says) > 20 * MOST_TURNS


def test_the_replay_sees_a_difference(streams):
    one = streams["ours"]["kaart van acht mensen"]
    assert {event["event"] for event in one} >= {"user", "bot", "action", "slot", "active_loop"}
    assert one != one[:-1] != streams["stock"]["kaart met veranderingen"]
