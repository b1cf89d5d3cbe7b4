"""Sectors from places and pastimes ("van de moskee", "uit mijn klas"), by the list ``data/mensen/plaatsen.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.relations import PEOPLE_DATA
from bot.language.tokens import plain

PLACES_FILE = PEOPLE_DATA / "plaatsen.yml"
SHORTEST_PART = 3


class Places:
    """Word or expression to sector; words in the form of :func:`bot.language.tokens.plain`."""

    def __init__(self, exact: dict[str, str], endings: dict[str, str], beginnings: dict[str, str]) -> None:
        self._exact = exact
        self._endings = sorted(endings.items(), key=lambda item: -len(item[0]))
        self._beginnings = sorted(beginnings.items(), key=lambda item: -len(item[0]))
        self.longest = max(form.count(" ") + 1 for form in exact)
        self.sector_of = lru_cache(maxsize=20000)(self._sector_of)

    def _sector_of(self, word: str) -> str | None:
        if word in self._exact:
            return self._exact[word]
        if " " in word:
            return None
        for ending, sector in self._endings:
            if word.endswith(ending):
                return sector
        for beginning, sector in self._beginnings:
            if word.startswith(beginning):
                return sector
        return None

    def sectors(self, words: Sequence[str]) -> list[str | None]:
        """The sector per word, the longest expression first."""
        found: list[str | None] = [None] * len(words)
        position = 0
        while position < len(words):
            for length in range(min(self.longest, len(words) - position), 0, -1):
                sector = self.sector_of(" ".join(words[position : position + length]))
                if sector:
                    found[position : position + length] = [sector] * length
                    break
            position += length
        return found


def load_places(path: Path = PLACES_FILE) -> Places:
    """Read the list; the first sector that names a word wins."""
    exact: dict[str, str] = {}
    endings: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for sector, lines in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for entry in (part.strip() for line in lines for part in str(line).split(",")):
            word = plain(entry.strip("-"))
            exact.setdefault(word, sector)
            if entry.startswith("-"):
                endings.setdefault(word, sector)
            if entry.endswith("-"):
                beginnings.setdefault(word, sector)
    return Places(exact, endings, beginnings)


@lru_cache(maxsize=1)
def default_places() -> Places:
    """The list of the repository, read once per process."""
    return load_places()
