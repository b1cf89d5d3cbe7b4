"""The parts of a turn that have a size of their own: search at several sizes, and drawing a map."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from bot.knowledge.topics import default_knowledge_base
from bot.network_map.files import FILES, map_file
from bot.network_map.network import NetworkMap, add
from bot.network_map.people import Sector
from bot.search.passages import topic_collection
from bot.search.report import topic_questions
from bot.search.report_speed import speed_table
from bot.understanding.examples import training_examples

RUNS = 5
SIZES = (100, 10_000, 100_000)
PEOPLE = ("Riet", "Fatima", "Els", "Kees", "Noor", "Ans", "Mo", "Sam", "Yara", "Daan", "Lot", "Jip")


def part_lines() -> Iterator[str]:
    """Two sections in Markdown."""
    yield "## Zoeken"
    yield ""
    yield from speed_table(topic_collection(default_knowledge_base(), training_examples()), [q.text for q in topic_questions()], SIZES)
    yield ""
    yield f"## Een kaart van {len(PEOPLE)} mensen tekenen"
    yield ""
    yield "| bestand | mediaan (ms) |"
    yield "|---|---|"
    network = _network()
    for name in FILES:
        yield f"| {name} | {_milliseconds(partial(map_file, name, network)):.0f} |"


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def _network() -> NetworkMap:
    network = NetworkMap()
    for number, label in enumerate(PEOPLE):
        network = add(network, label, ring=number % 3 + 1, sector=list(Sector)[number % len(Sector)])
    return network
