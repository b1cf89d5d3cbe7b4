"""One round of measuring one running variant: people at once, a long conversation, an interview."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import requests

from bot.bench.conversations import Conversation, conversations
from bot.bench.variants import Running
from bot.settings import ROOT

USERS = (1, 4, 16)
SECONDS = 15
EARLY, LATE = range(5, 16), range(190, 201)
INTERVIEW = "kaart van acht mensen"
MESSAGES_OF_A_LONG_CONVERSATION = 201


@dataclass(frozen=True)
class Load:
    """Turns by so many people at once: milliseconds per turn, turns per second, CPU milliseconds per turn."""

    p50: float
    p95: float
    p99: float
    turns_per_second: float
    cpu: float


@dataclass
class Round:
    """What one round found; times per turn in milliseconds."""

    first_answer: float
    megabytes: float = 0.0
    loads: dict[int, Load] = field(default_factory=dict)
    turn_10: float = 0.0
    turn_200: float = 0.0
    cpu_10: float = 0.0
    cpu_200: float = 0.0
    interview: float = 0.0


def measured(running: Running, start: int, folder: Path) -> Round:
    """Measure one variant; ``start`` says with which conversation the people begin."""
    found = Round(running.seconds_to_first_answer)
    for users in USERS:
        found.loads[users] = _under_load(running, users, start, folder)
    found.turn_10, found.cpu_10, found.turn_200, found.cpu_200 = _long_conversation(running)
    interview = next(one for one in conversations() if one.name == INTERVIEW)
    found.interview = median(_played(running, interview))
    found.megabytes = running.megabytes()
    return found


def _under_load(running: Running, users: int, start: int, folder: Path) -> Load:
    out = folder / f"load-{users}.json"
    command = [sys.executable, "-W", "ignore", "-m", "locust", "-f", str(ROOT / "bot" / "bench" / "load.py"), "--headless", "--users", str(users)]
    host = running.url.split("/webhooks")[0]
    command += [
        "--spawn-rate",
        str(users),
        "--run-time",
        f"{SECONDS}s",
        "--host",
        host,
        "--json-file",
        str(out.with_suffix("")),
        "--start",
        str(start),
    ]
    cpu = running.cpu_seconds()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cpu = running.cpu_seconds() - cpu
    (total,) = json.loads(out.read_text(encoding="utf-8"))
    times = sorted((float(ms), count) for ms, count in total["response_times"].items())
    turns = total["num_requests"]
    seconds = total["last_request_timestamp"] - total["start_time"]
    p50, p95, p99 = (_percentile(times, turns, share) for share in (0.5, 0.95, 0.99))
    return Load(p50, p95, p99, turns / seconds, cpu * 1000 / turns)


def _percentile(times: list[tuple[float, int]], turns: int, share: float) -> float:
    seen = 0
    for milliseconds, count in times:
        seen += count
        if seen >= share * turns:
            return milliseconds
    return times[-1][0]


def long_conversation() -> Conversation:
    """Ordinary questions for two hundred turns; around turn 10 and turn 200 the same ones, so that only the length differs."""
    asked = [text for one in conversations() if "kaart" not in one.name and "gevaar" not in one.name and "nood" not in one.name for text in one.says]
    asked = [text for text in asked if not text.startswith(("welke steun", "knop:"))]
    texts = (asked * (MESSAGES_OF_A_LONG_CONVERSATION // len(asked) + 1))[:MESSAGES_OF_A_LONG_CONVERSATION]
    for early, late in zip(EARLY, LATE):
        texts[late] = texts[early]
    return Conversation("lang", "ouder", tuple(texts))


def _long_conversation(running: Running) -> tuple[float, float, float, float]:
    """Wall and CPU time of a turn around the tenth and around the two-hundredth, in one conversation of ordinary questions."""
    cpu: list[float] = []
    wall = _played(running, long_conversation(), cpu)
    return tuple(median(values[i] for i in part) for part in (EARLY, LATE) for values in (wall, cpu))  # type: ignore[return-value]


def _played(running: Running, one: Conversation, cpu: list[float] | None = None) -> list[float]:
    """Milliseconds of each turn; CPU milliseconds go into ``cpu``."""
    sender = uuid.uuid4().hex
    wall = []
    with requests.Session() as session:
        for text in one.says:
            before, begun = running.cpu_seconds(), time.perf_counter()
            session.post(running.url, json={"sender": sender, "message": text, "metadata": {"doelgroep": one.audience}}, timeout=60)
            wall.append((time.perf_counter() - begun) * 1000)
            if cpu is not None:
                cpu.append((running.cpu_seconds() - before) * 1000)
    return wall
