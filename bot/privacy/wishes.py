"""What somebody wants with the data that is held: recognised at any moment, in every conversation, by phrases that an editor can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bot.language.tokens import words
from bot.settings import ROOT

WISHES_FILE = ROOT / "data" / "gegevens" / "opdrachten.yml"
MOST_CHARACTERS = 100
SHORTEST_ALIKE = 14  # characters; in shorter phrases one letter makes another word
ALIKE = 93


class Wish(str, Enum):
    """See, take along, erase (which is asked back once), erase at once, or keep after all."""

    SEE = "inzien"
    TAKE = "meenemen"
    ERASE = "wissen"
    ERASE_NOW = "meteen_wissen"
    KEEP = "bewaren"


# The label that the intake gives a message with a wish.
LABELS = {Wish.SEE: "gegevens", Wish.TAKE: "gegevens_opvragen", Wish.ERASE: "gegevens_wissen", Wish.ERASE_NOW: "gegevens_wissen"}
LABEL_PREFIX = "gegevens"


class WishBook:
    """All phrases, ready to compare."""

    def __init__(self, content: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._fillers = frozenset(content["vulwoorden"])
        self._wishes = self._phrases(content["opdrachten"])
        self._answers = self._phrases(content["antwoorden"])
        self._long = [phrase for phrase in self._wishes if len(phrase) >= SHORTEST_ALIKE]

    def _phrases(self, groups: Mapping[str, Iterable[str]]) -> dict[str, Wish]:
        return {form: Wish(name) for name, phrases in groups.items() for phrase in phrases for form in self._forms(phrase)}

    def _forms(self, text: str) -> tuple[str, str]:
        """A text as it is and without words that add nothing."""
        said = words(text)
        return " ".join(said), " ".join(word for word in said if word not in self._fillers)

    def wish(self, text: str) -> Wish | None:
        """The wish in a message, or None."""
        if len(text) > MOST_CHARACTERS:
            return None
        whole, bare = self._forms(text)
        wish = self._wishes.get(whole) or self._wishes.get(bare)
        if wish or len(bare) < SHORTEST_ALIKE:
            return wish
        best = process.extractOne(bare, self._long, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._wishes[best[0]] if best else None

    def answer(self, text: str) -> Wish | None:
        """The answer to the question whether to erase: now, keep, or None for something else."""
        if len(text) > MOST_CHARACTERS:
            return None
        whole, bare = self._forms(text)
        found = self._answers.get(whole) or self._answers.get(bare) or self.wish(text)
        return Wish.ERASE_NOW if found is Wish.ERASE else found


def load_wishes(path: Path = WISHES_FILE) -> WishBook:
    """The phrases of a file."""
    return WishBook(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def default_wishes() -> WishBook:
    """The phrases of this installation, read once per process."""
    return load_wishes()
