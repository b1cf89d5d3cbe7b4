"""What a message wants of the search: look for something, open a passage, more like it, or quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import yaml

from bot.knowledge.topics import default_knowledge_base
from bot.language.tokens import plain, words
from bot.search.analyser import SEARCH_DIR
from bot.search.filters import default_filter_words
from bot.understanding.ordinals import read_place

MOST_WORDS_OF_A_FILTER = 3


class Wanted(str, Enum):
    """What to do."""

    SEARCH = "zoek"
    OPEN = "open"
    MORE_LIKE = "lijkt_op"
    QUOTE = "citeer"
    WITHIN = "erover"


@dataclass(frozen=True)
class Wish:
    """``question`` is what to look for; ``place`` the number of a result in the last list, from 1; -1 is the last, 0 what is at hand."""

    wanted: Wanted
    question: str = ""
    place: int = 0


@dataclass(frozen=True)
class WishWords:
    """The phrases of ``data/zoeken/filters.yml`` that begin a wish."""

    search: tuple[str, ...]
    open: tuple[str, ...]
    more_like: tuple[str, ...]
    quote: tuple[str, ...]
    says: tuple[str, ...]
    like_this: tuple[str, ...]
    within: tuple[str, ...]
    not_within: frozenset[str]


@lru_cache(maxsize=1)
def default_wish_words() -> WishWords:
    """The phrases of this installation, longest first."""
    data = yaml.load((SEARCH_DIR / "filters.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(sorted((plain(str(phrase)) for phrase in data[name]), key=len, reverse=True))

    return WishWords(
        phrases("zoek"),
        phrases("open"),
        phrases("lijkt_op"),
        phrases("citeer"),
        phrases("zegt"),
        phrases("lijkt_op_dit"),
        phrases("erover"),
        frozenset(phrases("niet_erover")),
    )


def read_wish(message: str) -> Wish | None:
    """The wish in a message, or None for a message that is about something else."""
    known = default_wish_words()
    said = " ".join(words(message))
    for wanted, starts in ((Wanted.OPEN, known.open), (Wanted.MORE_LIKE, known.more_like), (Wanted.QUOTE, known.quote)):
        place = read_place(_after(starts, said) or "")
        if place:
            return Wish(wanted, place=place)
    if said in known.quote:
        return Wish(Wanted.QUOTE)
    if said in known.like_this:
        return Wish(Wanted.MORE_LIKE)
    question = _after(known.search, said)
    if question:
        return Wish(Wanted.SEARCH, question)
    about = _after(known.within, said)
    if about and known.not_within.isdisjoint(about.split()):
        return Wish(Wanted.WITHIN, about)
    return Wish(Wanted.SEARCH, message.strip()) if _names_guidelines(said) else None


def _names_guidelines(said: str) -> bool:
    """Whether guidelines are compared, or one is looked for: "welke richtlijn gaat over", or a filter: "alleen pleegzorg"."""
    listed = default_filter_words()
    which = [phrase for phrases in listed.which.values() for phrase in phrases]
    return any(phrase in said for phrase in (*listed.compare, *which)) or _is_filter(_after(listed.only, said) or "")


def _is_filter(named: str) -> bool:
    """Whether words name a kind, a reader or a topic; "alleen ik zorg voor hem" names none."""
    listed = default_filter_words()
    kinds = [phrase for phrases in (*listed.kinds.values(), *listed.audiences.values()) for phrase in phrases]
    wanted = set(words(named))
    titles = (set(words(topic.title.replace("-", " "))) for topic in default_knowledge_base().topics.values())
    return named in kinds or (0 < len(wanted) <= MOST_WORDS_OF_A_FILTER and any(wanted <= title for title in titles))


def _after(starts: Sequence[str], said: str) -> str | None:
    start = next((start for start in starts if said.startswith(f"{start} ")), None)
    return said[len(start) + 1 :] if start else None


def asks_what_is_said(message: str) -> bool:
    """Whether somebody asks what a text says about something: "wat zegt de richtlijn pleegzorg over broers en zussen"."""
    said = " ".join(words(message))
    return any(phrase in said for phrase in default_wish_words().says) and " over " in f" {said} "
