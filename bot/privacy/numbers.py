"""Citizen service numbers and bank accounts: by their check digits, or because the text says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.nl import bsn

from bot.privacy.cues import amounts_to_something, said_to_be
from bot.privacy.identifiers import ACCOUNT, CASE_NUMBER, SERVICE_NUMBER, Identifier

# A service number as it is written: whole, or in groups.
NINE_DIGITS = re.compile(
    r"(?<![\w+])(?<!\d[-./,])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{2}([ .-])\d{2}\2\d{2}\2\d{3})(?![\w])(?![-./]\d)"
)
# Said to be a service number: also loose digits, one too few or too many.
ABOUT_NINE_DIGITS = re.compile(r"(?<![\d+])(?<!\d[-./,])\d(?:[ ./-]{0,2}\d){7,9}(?!\w)")
ACCOUNT_DIGITS = re.compile(r"(?<![\w+])(?<!\d[-./,])\d(?:[ .-]{0,2}\d){5,9}(?!\w)")
CARD = re.compile(r"(?<!\w)\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\w)")
IBAN_START = re.compile(r"(?<![^\W\d_])[A-Z]{2}[ .-]{0,2}\d[ .]?\d(?=[ .-]{0,2}[A-Z0-9])", re.IGNORECASE)
IBAN_REST = re.compile(r"(?:[ .-]{0,2}[A-Z0-9]){10,30}", re.IGNORECASE)
IBAN_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "PL": 28, "ES": 24, "IT": 27, "LU": 20, "TR": 26, "RO": 24, "BG": 22, "PT": 25}
DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{9,11}")
DATE_SHAPED = re.compile(
    r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d{2}|(?:19|20)\d{2}[ ./-]\d{1,2}[ ./-]\d{1,2}|(?:(?:19|20)\d{2}[ ./-]{1,2}){1,3}(?:19|20)\d{2}"
)


def digits_of(text: str) -> str:
    """Only the digits."""
    return re.sub(r"\D", "", text)


def find_accounts(text: str) -> Iterator[Identifier]:
    """International account numbers that are valid, Dutch in form, or said to be one; and valid bank cards."""
    taken = 0
    for start in IBAN_START.finditer(text):
        end = _iban_end(text, start) if start.start() >= taken else None
        if end:
            taken = end
            yield Identifier(start.start(), end, ACCOUNT)
    for card in CARD.finditer(text):
        if card.start() >= taken and luhn.is_valid(digits_of(card[0])):
            yield Identifier(card.start(), card.end(), ACCOUNT)


def find_service_numbers(text: str) -> Iterator[Identifier]:
    """Nine digits that pass the elfproef, and about nine that are said to be a service number."""
    taken = 0
    for match in ABOUT_NINE_DIGITS.finditer(text):
        if said_to_be(text, match.start(), match.end()) == SERVICE_NUMBER and not DATE_SHAPED.fullmatch(match[0]):
            taken = match.end()
            yield Identifier(match.start(), match.end(), SERVICE_NUMBER)
    for match in NINE_DIGITS.finditer(text):
        if match.start() >= taken and bsn.is_valid(digits_of(match[0])) and not amounts_to_something(text, match.start(), match.end()):
            said = said_to_be(text, match.start(), match.end())
            yield Identifier(match.start(), match.end(), said if said in (ACCOUNT, CASE_NUMBER) else SERVICE_NUMBER)


def find_account_digits(text: str) -> Iterator[Identifier]:
    """Digits without bank code that are said to be an account number."""
    for match in ACCOUNT_DIGITS.finditer(text):
        counted = amounts_to_something(text, match.start(), match.end()) or DATE_SHAPED.fullmatch(match[0])
        if not counted and said_to_be(text, match.start(), match.end(), reach=30) == ACCOUNT:
            yield Identifier(match.start(), match.end(), ACCOUNT)


def _iban_end(text: str, start: re.Match[str]) -> int | None:
    """Where the account number ends that may begin at ``start``; None when there is none."""
    rest = IBAN_REST.match(text, start.end())
    if not rest:
        return None
    places = [i for i in range(start.start(), rest.end()) if text[i].isalnum()]
    compact = "".join(text[i] for i in places).upper()
    length = IBAN_LENGTHS.get(compact[:2])
    for size in [length] if length else range(15, min(34, len(compact)) + 1):
        if size <= len(compact) and _closes(text, places[size - 1]) and iban.is_valid(compact[:size], check_country=False):
            return places[size - 1] + 1
    dutch = DUTCH_IBAN.match(compact)
    if dutch:
        return _last_of_group(text, places[len(dutch[0]) - 1]) + 1
    if length and said_to_be(text, start.start(), rest.end()) == ACCOUNT:
        return _last_of_group(text, places[min(length, len(compact)) - 1]) + 1
    return None


def _closes(text: str, last: int) -> bool:
    return last + 1 == len(text) or not text[last + 1].isalnum()


def _last_of_group(text: str, last: int) -> int:
    while not _closes(text, last):
        last += 1
    return last
