"""``python -m bot.bench.replay stock|ours OUT``: plays all conversations in one process and writes every event that came of them.

``stock`` is Rasa as delivered: its own tracker store, all events in memory, no patches. ``ours`` is what runs in production.
Both have the same model, texts, actions and intake, so what differs is the machinery alone.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

from bot.bench.conversations import Conversation, all_in_one, conversations
from bot.settings import read_settings

MODES = ("stock", "ours")
MAP_ID = re.compile(r"[A-Za-z0-9_-]{22,}")
RESUME_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b")
KEPT = ("event", "name", "text", "value", "parse_data", "data", "policy")


async def play(mode: str, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The stored events of each conversation by its name."""
    from bot.bench.in_process import assistant

    talker = assistant(mode == "ours", f"sqlite:///{folder / 'kringwijzer.db'}")
    return {one.name: await _events(talker, one) for one in [*conversations(), all_in_one()]}


async def _events(talker: Any, one: Conversation) -> list[dict[str, Any]]:
    for text in one.says:
        await talker.says(text, one.audience, one.name)
    return [_comparable(event) for event in talker.stored(one.name)]


def _comparable(event: dict[str, Any]) -> dict[str, Any]:
    """What must be equal: not times, nor what is drawn by lot."""
    kept = {name: event[name] for name in KEPT if name in event}
    return json.loads(RESUME_CODE.sub("CODE", MAP_ID.sub("ID", json.dumps(kept, ensure_ascii=False, sort_keys=True))))


def main(mode: str, out: str) -> int:
    """Play in one mode, with a database in the var folder, and write the file."""
    Path(out).write_text(json.dumps(asyncio.run(play(mode, read_settings().var_path)), ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
