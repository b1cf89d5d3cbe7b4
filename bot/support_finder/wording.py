"""The words around suggestions: why a form could fit, and the payload. Texts stand in ``data/responses/keuzehulp_redenen.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.knowledge.address import informal
from bot.knowledge.phrasing import RESPONSES_DIR
from bot.knowledge.topics import Audience, default_knowledge_base
from bot.support_finder.finder import Found
from bot.support_finder.rules import Suggestion

REASONS_FILE = RESPONSES_DIR / "keuzehulp_redenen.yml"
ONLY_LIKELY = "misschien"
ANOTHER_FORM = "anders"


@lru_cache(maxsize=1)
def reasons(path: Path = REASONS_FILE) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """``noemde``: need to audience to words; ``is``: topic id to audience to words."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))["redenen"]


def why(suggestion: Suggestion, audience: Audience | None, use_informal: bool = False) -> str:
    """One sentence: what was told, and what the form is. It names no person."""
    said, forms = reasons()["noemde"], reasons()["is"]
    addressed = (audience or Audience.PARENT).value
    told = said[suggestion.need if suggestion.sure else ONLY_LIKELY][addressed]
    form = forms.get(suggestion.topic, forms[ANOTHER_FORM])[addressed]
    sentence = f"{told}: {form}."
    return informal(sentence) if use_informal and audience in (None, Audience.PARENT) else sentence


def title_of(topic_id: str) -> str:
    """The title of a topic."""
    return default_knowledge_base().topics[topic_id].title


def finder_payload(found: Found, audience: Audience | None, use_informal: bool = False) -> dict[str, object]:
    """The `support_finder` payload of one turn."""
    return {
        "type": "support_finder",
        "needs": list(found.needs),
        "suggestions": [{"topic": one.topic, "title": title_of(one.topic), "why": why(one, audience, use_informal)} for one in found.suggestions],
    }
