"""The words that the masking goes by, from the lists in ``data/privacy`` and the names in ``data/mensen``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import yaml

from bot.language.tokens import plain
from bot.settings import ROOT

PRIVACY_DATA = ROOT / "data" / "privacy"


@cache
def word_list(name: str, key: str) -> tuple[str, ...]:
    """The words under a key of ``data/privacy/<name>.yml``, as written there, each once."""
    return tuple(dict.fromkeys(_file(PRIVACY_DATA / f"{name}.yml")[key]))


@cache
def plain_words(name: str, *keys: str) -> frozenset[str]:
    """The words under one or more keys in the form of :func:`bot.language.tokens.plain`."""
    return frozenset(plain(word) for key in keys for word in word_list(name, key))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words in plain form that are no name when typed without a capital."""
    lines = (PRIVACY_DATA / "gewone_woorden.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest first; a space may be one to three spaces."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("\\ ", "[ ]{1,3}") for word in ordered) + ")"


@lru_cache(maxsize=8)
def _file(path: Path) -> dict[str, list[str]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {key: [word.strip() for line in lines for word in str(line).split(",") if word.strip()] for key, lines in content.items()}
