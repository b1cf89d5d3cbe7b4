"""What somebody wants to know about a topic that the source may not say: cost, waiting, signing up, where; and ages asked for."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from bot.knowledge.topics import KNOWLEDGE_DIR
from bot.language.tokens import plain

QUESTION_WORDS = frozenset(
    "wat hoe wie waar wanneer waarom welke welk hoeveel hoelang kan kun kunnen mag mogen moet moeten is heeft bestaat krijg vertel".split()
)
AGE = re.compile(r"\b(\d{1,2}) ?(jaar|jr|jarige|maanden|mnd)?\b")
WRITTEN_AGE = {
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
}
AGE_FRAME = re.compile(r"\b(?:van|voor|met|is|ben|kind van) (" + "|".join(WRITTEN_AGE) + r")(?: jaar\b|$|[.,?])")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    entries = yaml.safe_load((KNOWLEDGE_DIR / "aspecten.yml").read_text(encoding="utf-8"))
    return {name: re.compile(pattern) for name, pattern in entries.items()}


def asked_aspects(text: str) -> list[str]:
    """Names of the aspects in a question, as in ``aspecten.yml``."""
    bare = plain(text)
    return [name for name, pattern in _patterns().items() if pattern.search(bare)]


def is_question(text: str) -> bool:
    """Whether a message has the form of a question: a question mark, or a word that opens one."""
    said = plain(text).split()
    return "?" in text or bool(said and said[0].strip(",.!") in QUESTION_WORDS and len(said) > 2)


def asked_age(text: str) -> float | None:
    """The age in years that a question names ("een kind van 4", "8 maanden"), or None."""
    bare = plain(text)
    match = AGE.search(bare)
    if match:
        number = int(match[1])
        return number / 12 if (match[2] or "").startswith(("maand", "mnd")) else float(number)
    written = AGE_FRAME.search(bare)
    return float(WRITTEN_AGE[written[1]]) if written else None
