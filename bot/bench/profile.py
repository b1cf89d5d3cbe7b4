"""``python -m bot.bench.profile stock|ours OUT``: where a turn's time goes in one long conversation, by stage."""

from __future__ import annotations

import asyncio
import cProfile
import json
import pstats
import sys
import time
from pathlib import Path

from bot.bench.conversations import all_in_one
from bot.settings import read_settings

# The function that holds a stage; a stage's time is what is spent in it and in all that it calls.
STAGES = {
    "inlezen": ("processor.py", "fetch_tracker_and_update_session"),
    "voorportaal": ("intake.py", "admit"),
    "begrijpen": ("processor.py", "parse_message"),
    "beslissen": ("processor.py", "predict_next_with_tracker_if_should"),
    "handelen": ("processor.py", "_run_action"),
    "wegschrijven": ("processor.py", "save_tracker"),
}


def profiled(mode: str, folder: Path) -> dict[str, float]:
    """Milliseconds per turn by stage; profiling itself makes everything about twice as slow, so shares count."""
    from bot.bench.in_process import assistant

    talker = assistant(mode == "ours", f"sqlite:///{folder / 'kringwijzer.db'}")
    one = all_in_one()

    async def talk() -> None:
        for text in one.says:
            await talker.says(text, one.audience, "profiel")

    profile = cProfile.Profile(time.process_time)  # CPU time, since other work on the machine would count as well
    profile.runcall(asyncio.run, talk())
    spent = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    found = {stage: sum(row[3] for key, row in spent.items() if _is(key, place)) for stage, place in STAGES.items()}
    whole = sum(row[2] for row in spent.values())
    found["de rest"] = max(0.0, whole - sum(found.values()))
    return {stage: seconds * 1000 / len(one.says) for stage, seconds in found.items()}


def _is(key: tuple[str, int, str], place: tuple[str, str]) -> bool:
    return key[2] == place[1] and key[0].endswith(place[0])


def main(mode: str, out: str) -> int:
    """Profile one mode, with a database in the var folder, and write the file."""
    Path(out).write_text(json.dumps(profiled(mode, read_settings().var_path)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
