"""Words on cards, and what a professional says to change them: ``data/teams/woorden.yml``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from bot.knowledge.buttons import PREFIX
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.language.tokens import words
from bot.settings import ROOT

WORDS_FILE = ROOT / "data" / "teams" / "woorden.yml"


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    return yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))


def label(name: str) -> str:
    """A word or short line on a card. Raises KeyError for an unknown name."""
    return _content()["etiketten"][name]


def word_for(group: str, value: object) -> str | None:
    """The word for a value of a payload (``kring``, ``steun``); None for one without a word."""
    return _content()[group].get(value)


def says_company(text: str) -> str | None:
    """The audience to write for when somebody says, and says nothing else, who is at the table: ouder or professional."""
    said = " ".join(words(text))
    return next((audience for audience, phrases in _content()["gezelschap"].items() if said in phrases), None)


def button_of(audience: str) -> str:
    """The payload that changes the audience."""
    return PREFIX + audience


def line(name: str, **values: str) -> str:
    """A response in the words for professionals."""
    return default_phrasebook().text(name, Audience.PROFESSIONAL, values=values)
