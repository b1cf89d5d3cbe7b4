"""What a personal identifier in a text is, and the form of the text in which they are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

SERVICE_NUMBER = "burgerservicenummer"
ACCOUNT = "rekeningnummer"
PHONE = "telefoonnummer"
MAIL = "mailadres"
ADDRESS = "adres"
POSTCODE = "postcode"
BIRTH_DATE = "geboortedatum"
SURNAME = "achternaam"
HANDLE = "gebruikersnaam"
PLATE = "kenteken"
CASE_NUMBER = "zaaknummer"
LINK = "link"
KINDS = (SERVICE_NUMBER, ACCOUNT, PHONE, MAIL, ADDRESS, POSTCODE, BIRTH_DATE, SURNAME, HANDLE, PLATE, CASE_NUMBER, LINK)

TAG = re.compile(r"\[(?:" + "|".join(KINDS) + r")\]")
BARRIER = "\ue000"  # private use: no letter, digit, space or punctuation to any pattern
DASHES = frozenset("‐‑‒–—―−")
QUOTES = frozenset("’‘`´")


@dataclass(frozen=True)
class Identifier:
    """A piece ``text[start:end]`` and what it is, one of :data:`KINDS`."""

    start: int
    end: int
    kind: str


def readable(text: str) -> str:
    """The text, equally long, with ordinary digits, dashes, quotes and spaces, and tags of an earlier masking made unreadable."""
    if not text.isascii():
        text = text.translate({ord(character): _ordinary(character) for character in set(text)})
    return TAG.sub(lambda tag: BARRIER * len(tag[0]), text) if "[" in text else text


def hide(text: str, found: Iterable[Identifier]) -> str:
    """The text, equally long, without what was found in it."""
    parts, position = [], 0
    for identifier in sorted(found, key=lambda item: item.start):
        parts += [text[position : identifier.start], BARRIER * (identifier.end - identifier.start)]
        position = identifier.end
    return "".join([*parts, text[position:]])


@lru_cache(maxsize=4096)
def _ordinary(character: str) -> str:
    if character in DASHES:
        return "-"
    if character in QUOTES:
        return "'"
    if character == BARRIER:
        return " "
    folded = unicodedata.normalize("NFKC", character)
    if unicodedata.decimal(character, None) is not None:
        return str(unicodedata.decimal(character))
    return folded if len(folded) == 1 else character
