"""Postcodes, with the house number behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.language.tokens import plain
from bot.privacy.addresses import ADDITION
from bot.privacy.cues import UNIT, amounts_to_something
from bot.privacy.identifiers import BARRIER, POSTCODE, Identifier
from bot.privacy.word_lists import any_of, plain_words, word_list

POSTCODE_FORM = re.compile(
    r"(?<![\w€-])(?<![\d][.,])(?P<digits>[1-9][\doO]{3}|[1-9] \d \d \d)(?P<gap>[ ]{0,2}|[-.])(?P<letters>[A-Z][ ]?[A-Z])"
    r"(?P<house>\d{1,4}[a-z]?)?(?!\w)(?!'[^\W\d_])",
    re.IGNORECASE,
)
HOUSE_AFTER = re.compile(
    r"(?:,?[ ]{1,2}(?:-[ ]?)?|,|-)(?:(?:huisnummer|huisnr\.?|nummer|nr\.?|hnr\.?)[ ]{0,2})?\d{1,4}(?![\d:.,/-]\d)(?!\d)" + ADDITION,
    re.IGNORECASE,
)
DIGITS_ONLY = re.compile(
    r"[ :=]{0,3}(?:(?:is|begint|met|dus|gewoon|nu|was|nr|nummer|van|mij|ons)[ ]){0,4}"
    r"(?P<postcode>[1-9]\d{3,4}|[1-9]\d{3}[ ]?[A-Z]{1,2})(?![\w-])",
    re.IGNORECASE,
)
SAID_AFTER = re.compile(r"[ ](?:is|=|dat is)[ ](?:mijn|onze|de|ons|hun|haar|zijn)[ ]postcode", re.IGNORECASE)
BEHIND_STREET = re.compile(rf"{BARRIER}[, ]{{1,3}}(?P<postcode>[1-9]\d{{3,4}})(?=[ ][A-Z])")
FEWEST_DIGITS = 3  # that are digits and not the letter o
NO_SUCH_LETTERS = frozenset({"SA", "SD", "SS"})
REACH = 40


def find_postcodes(text: str) -> Iterator[Identifier]:
    """Four digits and two letters; four digits alone after "postcode", or between a street and a town."""
    taken = 0
    for match in POSTCODE_FORM.finditer(text):
        house = HOUSE_AFTER.match(text, match.end())
        house = None if house and UNIT.match(text, house.end()) else house
        if _is_postcode(text, match, house is not None):
            taken = house.end() if house else match.end()
            yield Identifier(match.start(), taken, POSTCODE)
    for start, end in _digits_only(text):
        if start >= taken:
            taken = end
            yield Identifier(start, end, POSTCODE)


def _digits_only(text: str) -> list[tuple[int, int]]:
    said = (DIGITS_ONLY.match(text, cue.end()) for cue in _cue().finditer(text))
    spans = [match.span("postcode") for match in [*BEHIND_STREET.finditer(text), *said] if match]
    return sorted({span for span in spans if not amounts_to_something(text, *span)})


def _is_postcode(text: str, match: re.Match[str], house: bool) -> bool:
    letters = match["letters"].replace(" ", "")
    if sum(character.isdigit() for character in match["digits"]) < FEWEST_DIGITS or (" " in match["letters"] and not letters.isupper()):
        return False
    before = text[max(0, match.start() - REACH) : match.start()]
    if _cue_before().search(before) or BARRIER in before[-3:] or SAID_AFTER.match(text, match.end()):
        return True
    if letters.upper() in NO_SUCH_LETTERS or amounts_to_something(text, match.start(), match.end("digits")):
        return False
    written = letters.isupper() and not text.isupper()
    ordinary = plain_words("adressen", "hoofdletters_geen_postcode" if written else "geen_postcode")
    return plain(letters) not in ordinary or not match["gap"] and (written or house)


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + any_of(word_list("adressen", "postcode")) + r"(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _cue_before() -> re.Pattern[str]:
    return re.compile(_cue().pattern + r"[ :=]{0,3}(?:is|van ons|was)?[ :]{0,2}\Z", re.IGNORECASE)
