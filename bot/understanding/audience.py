"""For whom somebody writes, told from the text: said outright, or hinted at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from bot.knowledge.topics import KNOWLEDGE_DIR, Audience
from bot.language.tokens import plain


@dataclass(frozen=True)
class AudienceCue:
    """What a text tells about its writer; ``stated`` is what somebody says of themself."""

    stated: Audience | None
    hinted: Audience | None


NO_CUE = AudienceCue(None, None)


@lru_cache(maxsize=1)
def _patterns() -> dict[Audience, tuple[re.Pattern[str], re.Pattern[str]]]:
    entries = yaml.safe_load((KNOWLEDGE_DIR / "doelgroepen.yml").read_text(encoding="utf-8"))
    return {Audience(name): (re.compile("|".join(entry["zegt"])), re.compile("|".join(entry["wijst_op"]))) for name, entry in entries.items()}


def audience_cue(text: str) -> AudienceCue:
    """Read the cues of one message. Two audiences that contradict each other give none."""
    bare = plain(text)
    stated = [audience for audience, (says, _) in _patterns().items() if says.search(bare)]
    hinted = [audience for audience, (_, hints) in _patterns().items() if hints.search(bare)]
    return AudienceCue(stated[0] if len(stated) == 1 else None, hinted[0] if len(hinted) == 1 else None)
