"""The lists of names in ``data/mensen``: first names, where a star marks one that is an ordinary word too, and surnames."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.language.relations import PEOPLE_DATA
from bot.language.tokens import plain

NAMES_FILE = PEOPLE_DATA / "voornamen.txt"
SURNAMES_FILE = PEOPLE_DATA / "achternamen.txt"


class FirstNames:
    """Names as written, and whether a plain word is one."""

    def __init__(self, names: dict[str, bool]) -> None:
        self.written = sorted(names)
        self._ordinary = {plain(name): ordinary for name, ordinary in names.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._ordinary

    def is_ordinary_word(self, word: str) -> bool:
        """Whether a name in plain form is an ordinary word too."""
        return self._ordinary.get(word, False)


def load_names(path: Path = NAMES_FILE) -> FirstNames:
    """Read the list of first names."""
    return FirstNames({line.rstrip("*"): line.endswith("*") for line in _lines(path)})


@lru_cache(maxsize=1)
def default_names() -> FirstNames:
    """The list of the repository, read once per process."""
    return load_names()


@lru_cache(maxsize=1)
def surnames() -> tuple[str, ...]:
    """The surnames as written, read once per process."""
    return tuple(_lines(SURNAMES_FILE))


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
