"""Phone numbers, Dutch and foreign, in every notation. The public numbers of ``contacts.yml`` and free service lines stay.

The package phonenumbers is not used: it finds neither spelled nor loose digits, which our own patterns must do anyway, and it would
add tens of megabytes for what a few patterns cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.knowledge.contacts import default_contacts
from bot.privacy.cues import amounts_to_something, said_to_be
from bot.privacy.identifiers import ACCOUNT, CASE_NUMBER, PHONE, SERVICE_NUMBER, Identifier
from bot.privacy.numbers import DATE_SHAPED, digits_of
from bot.privacy.spelled_numbers import spelled_runs

SEP = "[ \t\n.,:;()/|_*~'\ufe0f\u20e3-]{0,3}"  # the last two belong to digits drawn as keys
DIGIT = "[0-9oOlI]"
ZERO = "[0oO]"
START = r"(?<![\w+])(?<!\d[-./])"
MOBILE = re.compile(
    rf"(?<![\d+])(?<![^\W\d_](?=[oO]))(?<!\d[-.])\(?(?:(?:\+|{ZERO}{SEP}{ZERO}){SEP}3{SEP}1{SEP}(?:\(?{ZERO}\)?)?|3{SEP}1|{ZERO}){SEP}6"
    rf"(?:(?:{SEP}{DIGIT}){{8}}|(?:{SEP}{DIGIT}){{9}}|(?:{SEP}{DIGIT}){{7}})(?!\w)"
)
FOREIGN = re.compile(rf"(?<!\w)(?<!\d[-./])\(?(?:\+|00){SEP}[1-9](?:{SEP}\d){{6,13}}(?!\w)")
FIXED = re.compile(rf"{START}\(?[0oO][1-9](?:(?:[ .()/-]{{0,3}}{DIGIT}){{8}}|(?:[ .()/-]{{0,3}}{DIGIT}){{9}}|(?:[ .()/-]{{0,3}}{DIGIT}){{10}})(?!\w)")
SHORT_FIXED = re.compile(rf"{START}\(?0[1-9](?:[ .()/-]{{0,3}}\d){{7}}(?!\w)")
LOCAL = re.compile(
    rf"{START}(?:\d{{6,9}}|\d{{3}}[ .-]\d{{3,4}}|\d{{3}}[ .-]\d{{2}}[ .-]\d{{2}}|\d{{2}}[ .-]\d{{2}}[ .-]\d{{3}}|\d{{4}}[ .-]\d{{4}}"
    rf"|\d{{2}}([ .-])\d{{2}}\1\d{{2}}\1\d{{2}}|6(?:[ .-]?\d){{8}}|316?(?:[ .-]?\d){{8,9}})(?!\w)"
)
LOOKALIKES = str.maketrans("oOlI", "0011")
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}[ -]{1,3}\d{1,2}[.:]\d{2}")
MOST_LETTERS = 3  # letters typed for a digit
SERVICE_LINES = ("0800", "0900", "0906", "0909", "116")
SPELLED_PHONE = re.compile(r"(?:0[1-9]\d{6,10}|\+\d{9,14}|00[1-9]\d{8,12}|316\d{8})")


def find_phones(text: str) -> Iterator[Identifier]:
    """Numbers that are a phone number by their form."""
    taken: list[tuple[int, int]] = []
    for pattern in (MOBILE, FOREIGN, FIXED, SHORT_FIXED):
        for match in pattern.finditer(text):
            overlaps = any(start < match.end() and match.start() < end for start, end in taken[-50:])
            if overlaps or is_public(match[0]) or not _looks_dialled(pattern, match, text):
                continue
            taken.append(match.span())
            said = said_to_be(text, match.start(), match.end(), reach=25) if pattern in (FIXED, SHORT_FIXED) else PHONE
            yield Identifier(match.start(), match.end(), said if said in (SERVICE_NUMBER, ACCOUNT, CASE_NUMBER) else PHONE)


def find_spelled(text: str) -> Iterator[Identifier]:
    """Numbers in words: phone numbers by their form, others when said to be a number of somebody."""
    for start, end, said, spelled in spelled_runs(text):
        digits = digits_of(said)
        if SPELLED_PHONE.fullmatch(said):
            if is_public(digits):
                continue
            yield Identifier(start, end, PHONE)
        elif spelled > 1 and len(digits) >= 6:
            kind = said_to_be(text, start, end)
            if kind in (SERVICE_NUMBER, ACCOUNT, PHONE, CASE_NUMBER) and not is_public(digits):
                yield Identifier(start, end, kind)


def find_local(text: str) -> Iterator[Identifier]:
    """Numbers without area code or leading zero that are said to be a phone number."""
    for match in LOCAL.finditer(text):
        if is_public(match[0]) or DATE_SHAPED.fullmatch(match[0]) or amounts_to_something(text, match.start(), match.end()):
            continue
        if said_to_be(text, match.start(), match.end(), reach=35) == PHONE:
            yield Identifier(match.start(), match.end(), PHONE)


def is_public(number: str) -> bool:
    """Whether it is a number of ``contacts.yml`` or of a service line, also when dialled from abroad."""
    digits = digits_of(number.translate(LOOKALIKES))
    national = re.sub(r"\A(?:0031|31)0?(?=[89])", "0", digits)
    return national in _public_numbers() or national.startswith(SERVICE_LINES)


@lru_cache(maxsize=1)
def _public_numbers() -> frozenset[str]:
    return frozenset(digits_of(contact.number) for contact in default_contacts().values() if contact.number)


def _looks_dialled(pattern: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    """Whether the grouping is that of a phone number, not of dates, hours or a row of numbers."""
    number = match[0]
    groups = re.findall(r"[\doOlI]+", number)
    if sum(character in "oOlI" for character in number) > MOST_LETTERS or DATE_SHAPED.match(number) or CLOCK.match(number):
        return False
    if pattern is MOBILE or pattern is FOREIGN:
        return True
    loose = all(len(group) == 1 for group in groups)
    if pattern is SHORT_FIXED:
        grouped = len(groups) >= 3 and len(groups[0]) in (2, 3) and all(len(group) in (2, 3) for group in groups[1:])
        return grouped or "/" in number or said_to_be(text, match.start(), match.end()) == PHONE
    pairs = all(len(group) == 2 for group in groups)
    return len(groups[0]) >= 3 or loose or pairs or said_to_be(text, match.start(), match.end()) == PHONE
