"""The conversations that the benchmark and the replay play."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from bot.settings import ROOT

CONVERSATIONS_FILE = ROOT / "tests" / "load" / "gesprekken.yml"


@dataclass(frozen=True)
class Conversation:
    """Somebody of an audience, or of none, and what they say in order."""

    name: str
    audience: str | None
    says: tuple[str, ...]


def conversations() -> list[Conversation]:
    """All of them, in the order of the file."""
    given = yaml.safe_load(CONVERSATIONS_FILE.read_text(encoding="utf-8"))["gesprekken"]
    return [Conversation(one["naam"], one["doelgroep"], tuple(one["zegt"])) for one in given]


def all_in_one() -> Conversation:
    """One long conversation of everything: forms opened and left, danger, and far more turns than are kept at hand."""
    return Conversation("alles achter elkaar", "ouder", tuple(text for one in conversations() for text in one.says))
