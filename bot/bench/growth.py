"""``python -m bot.bench.growth stock|ours``: the processor time of a turn as a conversation grows, in this process, without a network."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from statistics import median

from bot.bench.measure import EARLY, LATE, long_conversation
from bot.settings import read_settings


def milliseconds(mode: str) -> list[float]:
    """Processor time of every turn of one long conversation of ordinary questions."""
    from bot.bench.in_process import assistant

    talker = assistant(mode == "ours", f"sqlite:///{read_settings().var_path / 'kringwijzer.db'}")
    one = long_conversation()
    times = []

    async def talk() -> None:
        await talker.says(one.says[0], one.audience, "warm")
        for text in one.says:
            begun = time.process_time()
            await talker.says(text, one.audience, "groei")
            times.append((time.process_time() - begun) * 1000)

    asyncio.run(talk())
    return times


def main(mode: str) -> int:
    """Print the medians around turn 10 and turn 200, and of all turns."""
    times = milliseconds(mode)
    early, late = (_median_of(times, part) for part in (EARLY, LATE))
    print(f"{mode}: turn 10 {early:.1f} ms, turn 200 {late:.1f} ms ({late / early:.2f} times), all {median(times):.1f} ms of processor time")
    return 0


def _median_of(times: Sequence[float], part: range) -> float:
    return median(times[number] for number in part)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
