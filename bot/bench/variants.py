"""What is measured side by side, each as real processes on ports of their own.

``standaard``: Rasa's default pipeline and policies, its own tracker store, the separate action server. ``voorheen``: our pipeline
on the same machinery. ``apart``: ours, with the actions in a server of their own. ``nu``: what ``kringwijzer start`` runs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import requests
import yaml

from bot.running import Servers, prepare_database
from bot.settings import ROOT, Settings

READY_WITHIN_SECONDS = 180
PATH = "/webhooks/rest/webhook"
FIRST_QUESTION = {"sender": "start", "message": "wat is een steunouder?", "metadata": {"doelgroep": "ouder"}}


@dataclass(frozen=True)
class Running:
    """A variant that answers: where, after how many seconds, and the ids of its processes."""

    url: str
    seconds_to_first_answer: float
    processes: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """CPU time of all its processes so far, in nanoseconds' precision, which the usual ticks of 10 ms lack."""
        tasks = (task for pid in self.processes for task in Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def megabytes(self) -> float:
        """Memory in use."""
        return sum(psutil.Process(pid).memory_info().rss for pid in self.processes) / 1e6


@contextmanager
def ours(model: Path, folder: Path, actions: str = Settings.actions) -> Iterator[Running]:
    """The servers of ``kringwijzer start``, with the actions inside or apart."""
    settings = replace(Settings(), port=_free_port(), action_port=_free_port(), var_dir=str(folder), actions=actions)
    prepare_database(settings)
    begun = time.monotonic()
    with Servers(settings, model) as servers:
        url = settings.rasa_url + PATH
        yield Running(url, _until_answer(url, begun), servers.process_ids())


@contextmanager
def stock(model: Path, folder: Path) -> Iterator[Running]:
    """``rasa run`` and ``rasa_sdk`` as delivered, with our texts and text interface."""
    settings = replace(Settings(), port=_free_port(), action_port=_free_port(), var_dir=str(folder))
    prepare_database(settings)
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(yaml.safe_dump({
        "action_endpoint": {"url": settings.action_url},
        "nlg": {"type": "bot.components.nlg.AudienceTexts"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "stock.db")},
    }), encoding="utf-8")  # fmt: skip
    credentials = folder / "credentials.yml"
    credentials.write_text("bot.channels.text.TextInput: {}\n", encoding="utf-8")
    begun = time.monotonic()
    commands = [
        ["rasa_sdk", "--actions", "actions", "--port", str(settings.action_port)],
        ["rasa", "run", "--model", str(model), "--endpoints", str(endpoints), "--credentials", str(credentials), "--port", str(settings.port)],
    ]
    environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (folder / "stock.log").open("ab") as log:
        running = [
            subprocess.Popen([sys.executable, "-W", "ignore", "-m", *command], cwd=ROOT, env=environment, stdout=log, stderr=log)
            for command in commands
        ]
    try:
        url = settings.rasa_url + PATH
        yield Running(url, _until_answer(url, begun), tuple(process.pid for process in running))
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def _until_answer(url: str, begun: float) -> float:
    while time.monotonic() - begun < READY_WITHIN_SECONDS:
        try:
            if requests.post(url, json=FIRST_QUESTION, timeout=60).json():
                return time.monotonic() - begun
        except (requests.RequestException, ValueError):
            time.sleep(0.05)
    raise TimeoutError(f"no answer within {READY_WITHIN_SECONDS} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
