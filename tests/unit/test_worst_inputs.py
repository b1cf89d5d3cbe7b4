"""Nothing that reads what people type takes more than in proportion to its length, whatever somebody repeats (ReDoS and its like).

Measured as a ratio of processor time, so that a slow machine makes no difference: sixteen times the text may take sixteen
times as long and some, never the square of that.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from bot.knowledge.buttons import default_buttons
from bot.network_map.interview.commands import default_commands
from bot.privacy.masking import mask
from bot.safety.normalise import normalised, visible
from bot.safety.signals import DangerDetector
from bot.search.wishes import read_wish
from bot.understanding.audience import audience_cue
from bot.understanding.foreign import foreign_language

SHORT, TIMES, TAIL = 500, 16, "!x"
MOST_RATIO = 4 * TIMES
LEAST_SECONDS = 0.05  # what takes less on the long text is no square
TRIES = 3
DETECTOR = DangerDetector(None)
READERS: dict[str, Callable[[str], object]] = {
    "mask": mask,
    "danger": DETECTOR.detect,
    "certain danger": DETECTOR.certain,
    "normalised": normalised,
    "visible": visible,
    "wish": read_wish,
    "audience": audience_cue,
    "language": foreign_language,
    "command": default_commands().command,
    "button": default_buttons().pressed,
}
PUMPS = (
    "a", "1", " ", "a ", "1 ", "-", "A", "Aa ", "0", "'", "/", "@", "a@", "@a ", "a.", "a,", ".", "; ", "\n", "é", "ÿ", "😀", "\u200b", "[", "(",
    "#a", "_", "1-", "1/", "1.", "1a", "A1", "a-", "aA", "06 ", "06-", "0031 ", "nul ", "een twee ", "bsn ", "1234 AB ", "NL91 ", "straat 1 ",
    "www.", "http://", "a@a.", "van ", "van der ", "de ", "mevrouw ", "mevrouw de ", "prof. ", "Jansen ", "ik heet ", "mijn naam is ", "is van ",
    "geboren op ", "wordt 12 ", "1-1-2010 ", "ik ", "ik wil ", "niet ", "dood ", "hij slaat ", "wat zegt ", "zoek ", "voor ", "haal ", "weg ", "en ",
)  # fmt: skip


def seconds(read: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def ratio(read: Callable[[str], object], pump: str) -> float:
    """How many times as long the long text takes; 0 when it takes next to nothing."""
    short, long = ((pump * SHORT * TIMES)[:length] + TAIL for length in (SHORT, SHORT * TIMES))
    if seconds(read, long) < LEAST_SECONDS:
        return 0
    return min(seconds(read, long) for _ in range(TRIES)) / max(min(seconds(read, short) for _ in range(TRIES)), 1e-6)


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_takes_time_in_proportion(reader):
    read = READERS[reader]
    read("eerst wordt alles geladen, 1 keer")
    slow = {pump: measured for pump in PUMPS if (measured := ratio(read, pump)) > MOST_RATIO}
    assert slow == {}


def test_a_square_would_be_noticed():
    pattern = re.compile(r"\w+@")
    assert ratio(lambda text: pattern.search(text), "a") > MOST_RATIO
