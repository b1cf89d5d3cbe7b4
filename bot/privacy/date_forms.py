"""How a date is written: in digits, with the month as a word, wholly in words, or without year or day."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.privacy.spelled_numbers import DIGITS, TEENS, TENS, values
from bot.privacy.word_lists import any_of, word_list

YEAR = r"(?:'?\d{2}|(?:19|20)\d{2})(?!\d)"
FULL_YEAR = r"(?:19|20)\d{2}(?!\d)"
BETWEEN = r"[ ]{0,2}[-/. ,:_|\\][ ]{0,2}"
DAY_SUFFIX = r"(?:e|ste|de|st|nd|rd|th)"
ORDINALS = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|[a-z]{2,12}(?:tiende|tigste))"
CENTURIES = ("tweeduizend", "tweeduizenden", "negentienhonderd", "negentien", "twintig")
WITH_DIAERESIS = [f"{unit}ën{ten}" for unit in ("twee", "drie") for ten in TENS]
SHORTEST_COMPOUND = 9  # letters of "eenendertig" and the like, unlike those of the single words


@lru_cache(maxsize=1)
def date_pattern() -> re.Pattern[str]:
    """Every form of a date. Group ``rough``: without day or year; group ``compact``: six or eight digits, which may be anything."""
    forms = (*_in_digits(), *_with_month(), _in_words(), r"(?P<compact>\d{8}|\d{6})(?!\w)")
    return re.compile(r"(?<![\d/])(?<!\d[-.])(?<![^\W\d_](?=[^\W\d_]))(?:" + "|".join(f"(?:{form})" for form in forms) + ")", re.IGNORECASE)


def _month() -> str:
    return any_of(word_list("aanwijzingen", "maanden")) + r"(?![^\W\d_])\.?"


def _in_digits() -> tuple[str, ...]:
    return (
        rf"\d{{1,2}}{BETWEEN}\d{{1,2}}{BETWEEN}{YEAR}",
        r"(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}(?!\d)",
        rf"\d{{1,2}}{DAY_SUFFIX}[ ](?:van )?(?:de )?\d{{1,2}}{DAY_SUFFIX}(?!\w)(?:[ ]{YEAR})?",
    )


def _with_month() -> tuple[str, ...]:
    month = _month()
    rough = (
        rf"{month}[ ]{{0,2}}(?:van )?(?:in )?{FULL_YEAR}",
        rf"(?<![-/.])\d{{1,2}}[-/]{FULL_YEAR}",
        r"(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2])(?![\d/-])",
    )
    return (
        rf"\d{{1,2}}{DAY_SUFFIX}?\.?[ /-]{{0,2}}(?:van |of )?{month}(?:[ ,/-]{{0,2}}(?:in )?{YEAR})?",
        rf"(?:19|20)\d{{2}}[ ]{{1,2}}{month}[ ]{{1,2}}\d{{1,2}}(?!\d)",
        rf"{month}[ ]{{1,2}}\d{{1,2}},?[ ]{{1,2}}{FULL_YEAR}",
        f"(?P<rough>{'|'.join(rough)})",
    )


def _in_words() -> str:
    day = any_of([*values(), *WITH_DIAERESIS])
    century = any_of(CENTURIES)
    compounds = [word for word in values() if len(word) >= SHORTEST_COMPOUND]
    rest = any_of([*DIGITS[1:], *TEENS, *TENS, *compounds, *WITH_DIAERESIS]) + r"(?!\w)"
    month = rf"(?:{_month()}|{ORDINALS}|{day}(?=[ ]{{1,2}}{century}))"
    year = rf"(?:{century}(?:[ ]?en)?[ ]?(?:{rest})?|{rest}|{FULL_YEAR})"
    return rf"(?:{ORDINALS}|{day})[ ]{{1,2}}(?:van )?(?:de )?{month}(?:[ ]{{1,2}}{year})?"
