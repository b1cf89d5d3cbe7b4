"""A choice out of what was offered, by its place: "de tweede", "optie 2", "vertel meer over de laatste"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.tokens import plain, words
from bot.settings import ROOT

PLACES_FILE = ROOT / "data" / "kiezen" / "plaatsen.yml"
LAST = "laatste"


@dataclass(frozen=True)
class Choice:
    """``place`` counts from 1; -1 is the last. ``bare``: a number alone, which may be an answer to something else.

    ``more``: the rest about it is wanted.
    """

    place: int
    bare: bool = False
    more: bool = False

    def out_of(self, offered: Sequence[str]) -> str | None:
        """What is at the place, or None when there is nothing."""
        if self.place < 0:
            return offered[-1] if offered else None
        return offered[self.place - 1] if self.place <= len(offered) else None


Phrase = tuple[str, ...]


@dataclass(frozen=True)
class PlaceWords:
    """The phrases of ``data/kiezen/plaatsen.yml``, longest first, each as its words."""

    places: Mapping[str, int]
    not_alone: frozenset[str]
    numbers: tuple[Phrase, ...]
    articles: tuple[Phrase, ...]
    before: tuple[Phrase, ...]
    behind: tuple[Phrase, ...]
    more: tuple[Phrase, ...]
    back: tuple[Phrase, ...]


def load_place_words(path: Path = PLACES_FILE) -> PlaceWords:
    """Read the file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))

    def phrases(name: str) -> tuple[Phrase, ...]:
        return tuple(sorted((tuple(words(str(phrase))) for phrase in data[name]), key=len, reverse=True))

    places = {plain(str(word)): -1 if place == LAST else int(place) for place, listed in data["plaats"].items() for word in listed}
    return PlaceWords(
        places,
        frozenset(data["niet_los"]),
        phrases("nummer"),
        phrases("lidwoord"),
        phrases("ervoor"),
        phrases("erna"),
        phrases("meer"),
        phrases("terug"),
    )


@lru_cache(maxsize=1)
def default_place_words() -> PlaceWords:
    """The words of this installation."""
    return load_place_words()


def read_choice(message: str, listed: PlaceWords | None = None) -> Choice | None:
    """The choice that a whole message makes; None when it says anything else as well."""
    known = listed or default_place_words()
    whole = tuple(words(message))
    more, said = _without_start(whole, known.more)
    said = _without_fillers(said, known)
    is_numbered, said = _without_start(said, known.numbers)
    _, said = _without_start(said, known.articles)
    if len(said) != 1 or said[0] not in known.places or (said[0] in known.not_alone and not is_numbered):
        return None
    return Choice(known.places[said[0]], bare=len(whole) == 1, more=more)


def read_place(text: str, listed: PlaceWords | None = None) -> int:
    """The place that words behind a verb name ("de tweede" behind "open"); 0 for none, -1 for the last."""
    known = listed or default_place_words()
    said = tuple(words(text))
    for phrases in (known.articles, known.numbers, known.articles):
        _, said = _without_start(said, phrases)
    return known.places.get(said[0], 0) if len(said) == 1 else 0


def goes_back(message: str, listed: PlaceWords | None = None) -> bool:
    """Whether a whole message asks to go a step back."""
    return tuple(words(message)) in (listed or default_place_words()).back


def _without_fillers(said: Phrase, known: PlaceWords) -> Phrase:
    """Without what may stand before and behind, and without an article before a word such as "optie"."""
    while True:
        before = said
        _, said = _without_start(said, known.before)
        _, said = _without_end(said, known.behind)
        if said == before:
            return _without_start(said, known.articles)[1]


def _without_start(said: Phrase, phrases: Iterable[Phrase]) -> tuple[bool, Phrase]:
    found = next((phrase for phrase in phrases if len(phrase) < len(said) and said[: len(phrase)] == phrase), None)
    return (True, said[len(found) :]) if found else (False, said)


def _without_end(said: Phrase, phrases: Iterable[Phrase]) -> tuple[bool, Phrase]:
    found = next((phrase for phrase in phrases if len(phrase) < len(said) and said[-len(phrase) :] == phrase), None)
    return (True, said[: -len(found)]) if found else (False, said)
