"""What the words around a number or date say it is ("bsn", "mijn rekening is", "... is mijn dossiernummer")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.privacy.identifiers import ACCOUNT, BIRTH_DATE, CASE_NUMBER, PHONE, PLATE, SERVICE_NUMBER
from bot.privacy.word_lists import any_of, word_list

SOMETHING_ELSE = "anders"
NO_BIRTH_DATE = "geen_geboortedatum"
NUMBERS = (SERVICE_NUMBER, ACCOUNT, PHONE, CASE_NUMBER, PLATE, SOMETHING_ELSE)
DATES = (BIRTH_DATE, NO_BIRTH_DATE)
REACH_BEFORE = 50  # characters
REACH_AFTER = 40
PERIOD = re.compile(r"[!?\n]")
# "123 is mijn", "123, dat is het"
AFTERWARDS = (
    r"[ ,:)]{0,3}(?:dat |dit |dit nummer |deze )?(?:is|=|was|zijn|staat als|als|heb ik als|heeft hij als|hoort bij)?[ ]{0,2}(?:dus |nu |toch )?"
    r"(?:mijn|mn|m'n|me|zijn|zn|haar|ons|onze|het|de|een|hun|uw)?[ ]{0,2}(?:nieuwe |oude |hele |eigen |\w{1,12}['s]{0,2} )?"
)
UNIT = re.compile(r"[ ]{0,2}" + any_of(word_list("aanwijzingen", "eenheden")) + r"(?!\w)", re.IGNORECASE)
MONEY = re.compile(r"(?:€|eur|euro|bedrag van)[ ]{0,2}\Z", re.IGNORECASE)


def said_to_be(text: str, start: int, end: int, reach: int = REACH_BEFORE) -> str | None:
    """The kind that the nearest cue before ``text[start:end]`` names, else the cue right after it; None without a cue."""
    return last_cue(text, start, NUMBERS, reach) or _cue_after(text, end)


def last_cue(text: str, start: int, kinds: tuple[str, ...], reach: int = REACH_BEFORE) -> str | None:
    """The kind of the last cue in the ``reach`` characters before a position, in the same sentence."""
    window = PERIOD.split(text[max(0, start - reach) : start])[-1]
    found = None
    for match in _pattern(kinds).finditer(window):
        found = match.lastgroup
    return found


def amounts_to_something(text: str, start: int, end: int) -> bool:
    """Whether a number is an amount of money or counts something ("1200 euro", "3 keer")."""
    return UNIT.match(text, end) is not None or MONEY.search(text[max(0, start - 14) : start]) is not None


def _cue_after(text: str, end: int) -> str | None:
    match = _pattern_after().match(text, end, end + REACH_AFTER)
    return match.lastgroup if match else None


@cache
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + _named(kinds) + r"(?![^\W\d_])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pattern_after() -> re.Pattern[str]:
    return re.compile(AFTERWARDS + _named(NUMBERS) + r"(?!\w)", re.IGNORECASE)


def _named(kinds: tuple[str, ...]) -> str:
    return "(?:" + "|".join(f"(?P<{kind}>{any_of(word_list('aanwijzingen', kind))})" for kind in kinds) + ")"
