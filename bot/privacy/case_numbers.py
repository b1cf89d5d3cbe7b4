"""Numbers of files and cases, and licence plates: by the words around them, or by a form that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.language.tokens import plain
from bot.privacy.cues import amounts_to_something, last_cue, said_to_be
from bot.privacy.identifiers import CASE_NUMBER, PLATE, Identifier
from bot.privacy.numbers import DATE_SHAPED
from bot.privacy.word_lists import any_of, ordinary_words, plain_words, word_list

COURT_NUMBER = re.compile(
    r"(?<!\w)(?:C[ /]{1,2}\d{2}[ /]{1,2}\d{5,7}|(?:JE|FA)[ ]?RK[ ]{0,2}\d{2}[-/ ]\d{2,6}|RK[ ]{1,2}\d{2}[-/ ]\d{2,6})(?!\w)", re.IGNORECASE
)
# Letters before the digits may stand apart, in capitals ("JB 2024 1234").
REFERENCE = re.compile(
    r"(?<![\w/.-])(?:(?-i:[A-Z]{1,5})[-/. ])?(?:[A-Z]{1,6}[-/._#]){0,3}[A-Z]{0,6}\d[A-Z0-9]{0,20}"
    r"(?:[-/._][A-Z0-9]{1,16}|[ ]\d{3,10}(?![.,]\d)){0,6}(?!\w)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d{2}(?:[-/](?:19|20)\d{2})?")
SHORTEST = 4  # letters and digits
MOST_FILLING = 7  # words between the cue and the number
TWO, ONE, THREE = "[A-Z]{2}", "[A-Z]", "[A-Z]{3}"
SIDECODES = (
    (TWO, r"\d{2}", r"\d{2}"), (r"\d{2}", r"\d{2}", TWO), (r"\d{2}", TWO, r"\d{2}"), (TWO, r"\d{2}", TWO), (TWO, TWO, r"\d{2}"),
    (r"\d{2}", TWO, TWO), (r"\d{2}", THREE, r"\d"), (r"\d", THREE, r"\d{2}"), (TWO, r"\d{3}", ONE), (ONE, r"\d{3}", TWO),
    (THREE, r"\d{2}", ONE), (ONE, r"\d{2}", THREE), (r"\d", TWO, r"\d{3}"), (r"\d{3}", TWO, r"\d"),
    (r"\d", THREE, r"\d{3}"),
)  # fmt: skip
DUTCH_CODES = len(SIDECODES) - 1


def _joined(codes: tuple[tuple[str, ...], ...], between: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(between.join(parts) for parts in codes) + r")(?![\w-])", re.IGNORECASE)


DASHED_PLATE = _joined(SIDECODES, "-")
ANY_PLATE = _joined(SIDECODES[:DUTCH_CODES], "[ -]{0,3}")
FOREIGN_PLATE = re.compile(r"(?<![\w-])(?:1[ -]?[A-Z]{3}[ -]?\d{3}|[A-Z]{1,3}[ -][A-Z]{1,2}[ -]?\d{2,4})(?![\w-])")


def find_case_numbers(text: str) -> Iterator[Identifier]:
    """References that follow a word such as "dossiernummer" or come right before one, and numbers of courts."""
    taken = 0
    for match in COURT_NUMBER.finditer(text):
        taken = match.end()
        yield Identifier(match.start(), match.end(), CASE_NUMBER)
    for match in REFERENCE.finditer(text):
        start, end = _trimmed(text, match)
        if start >= taken and _is_reference(text[start:end]) and not amounts_to_something(text, start, end) and _belongs_to_a_case(text, start, end):
            yield Identifier(start, end, CASE_NUMBER)


def find_plates(text: str) -> Iterator[Identifier]:
    """Licence plates: with dashes by their form, otherwise when said to be one."""
    taken = 0
    for match in DASHED_PLATE.finditer(text):
        if not _has_small_word(match[0]):
            taken = match.end()
            yield Identifier(match.start(), match.end(), PLATE)
    for match in [*ANY_PLATE.finditer(text), *FOREIGN_PLATE.finditer(text)]:
        if match.start() >= taken and not _has_small_word(match[0]) and said_to_be(text, match.start(), match.end()) == PLATE:
            taken = match.end()
            yield Identifier(match.start(), match.end(), PLATE)


def _has_small_word(plate: str) -> bool:
    """Whether the letters are a word in small letters, as in "groep 12 en 13"."""
    letters = re.findall(r"[a-z]+", plate)
    return any(part in plain_words("adressen", "geen_postcode") or (len(part) > 2 and part in ordinary_words()) for part in letters)


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Without a word in front that is the cue itself ("ref 123")."""
    start = match.start()
    head = re.match(r"([^\W\d_]{1,6})[-/._# ]{1,2}(?=\w)", match[0])
    if head and plain(head[1]) in plain_words("aanwijzingen", "geen_deel_van_zaaknummer"):
        start += head.end()
    return start, match.end()


def _is_reference(reference: str) -> bool:
    digits = sum(character.isdigit() for character in reference)
    size = sum(character.isalnum() for character in reference)
    return digits >= 2 and size >= SHORTEST and not YEAR.fullmatch(reference) and not DATE_SHAPED.fullmatch(reference)


def _belongs_to_a_case(text: str, start: int, end: int) -> bool:
    before = _lead().search(text[max(0, start - 70) : start])
    if before:
        return True
    return last_cue(text, start, (CASE_NUMBER,), reach=25) is None and said_to_be(text, start, end, reach=0) == CASE_NUMBER


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    filling = any_of(word_list("aanwijzingen", "opvulling_zaak"))
    cue = any_of(word_list("aanwijzingen", CASE_NUMBER))
    return re.compile(rf"(?<!\w){cue}(?:\W{{1,3}}{filling}(?!\w)){{0,{MOST_FILLING}}}\W{{0,4}}\Z", re.IGNORECASE)
