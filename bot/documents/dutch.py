"""Whether a text is Dutch, by how much of it is common words of each language."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from bot.settings import ROOT

LANGUAGES_FILE = ROOT / "data" / "documenten" / "talen.yml"
DUTCH = "Dutch"
LEAST_SHARE = 0.12  # Dutch prose has about 0.4; lists of names and terms still reach this
WORD = re.compile(r"['’]?[^\W\d_]+")
MOST_WORDS = 50_000


@lru_cache(maxsize=1)
def common_words() -> dict[str, frozenset[str]]:
    """The common words of each language; the first language is Dutch."""
    data = yaml.safe_load(LANGUAGES_FILE.read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in data.items()}


def language_shares(text: str) -> dict[str, float]:
    """For each language, which share (0 to 1) of the words of a text are common words of it."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(text)[:MOST_WORDS]]
    return {language: sum(word in common for word in words) / max(1, len(words)) for language, common in common_words().items()}


def other_language(text: str) -> str | None:
    """None for a Dutch text; otherwise the English name of the language that it seems to be, or an empty string."""
    shares = language_shares(text)
    best = max(shares, key=shares.__getitem__)
    if shares[DUTCH] >= LEAST_SHARE and shares[DUTCH] >= shares[best]:
        return None
    return best if best != DUTCH and shares[best] >= LEAST_SHARE else ""
