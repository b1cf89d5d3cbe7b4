"""Dates of birth: a date that the words around it call so. Other dates, years and ages stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.first_names import default_names
from bot.language.tokens import plain
from bot.privacy.cues import DATES, NO_BIRTH_DATE, last_cue
from bot.privacy.date_forms import date_pattern
from bot.privacy.identifiers import BIRTH_DATE, Identifier
from bot.privacy.word_lists import plain_words

# "hij is van", "ons kind, dat is er een van de", "zoon van"
CHILD_BEFORE = re.compile(
    r"(?P<child>\w+)(?P<is>(?:[ ,]{1,2}die)?[ ]{1,2}(?:is|ben|was|zijn|komt)(?:[ ]\w{1,6}){0,2})?[ ,(]{1,3}(?:nog )?(?:van|uit)[ ]{1,2}(?:de )?\Z",
    re.IGNORECASE,
)
SUBJECTLESS = re.compile(r"(?:\A|[,.;!?:] ?|(?:en|ik|hij|zij|ze) )(?:ben|is) (?:nog )?van (?:de )?\Z", re.IGNORECASE)
ASIDE_BEFORE = re.compile(r"(?P<child>\w+)(?:[ ]{0,2}[,(:][ (]{0,2}|[ ](?:is )?)\Z")
# "wordt 12 op", and the other way round "wordt op (3 mei) 12"
AGE_BEFORE = re.compile(
    r"(?<!\w)(?:wordt|word|werd|worden)[ ](?:\w{1,12}[ ]){0,2}(?:\d{1,2}|\w{3,5}tien|tien|elf|twaalf|zeven|acht|negen|zes|vijf|vier|drie)[ ]"
    r"(?:jaar )?(?:op|aan|per)?[ ]?\Z",
    re.IGNORECASE,
)
TURNING_BEFORE = re.compile(r"(?P<child>\w+)[ ](?:wordt|word|werd)[ ](?:op |aanstaande |dit jaar |al |pas )?\Z", re.IGNORECASE)
AGE_AFTER = re.compile(r"[ ](?:al |pas |ook )?\d{1,2}(?![\d.:])")
AGE_LIKE_YEAR = re.compile(r"[^\W\d] \d{1,2}\Z")
AFTERWARDS = re.compile(
    r"[ ,=():-]{0,3}(?:\w{1,12}[ ,]{1,2}){0,8}(?:geboren|gebore|jarig|verjaart|(?:wordt|word|werd|ben) (?:\w{1,12} ){1,3}\d{1,2}\b|geb\b"
    r"|ter wereld|op de wereld|bevallen|verjaardag|geboortedatum|geboortedag)",
    re.IGNORECASE,
)
RIGHT_AFTER = re.compile(r"[ ,]{1,2}(?:\w{1,8} )?geboren(?!\w)", re.IGNORECASE)
UNTIL = re.compile(r"[ ]?(?:tot|t/m|-|en met)(?!\w)", re.IGNORECASE)
BORN_SIGN = re.compile(r"[*°][ ]?\Z")
ENDS_IN_YEAR = re.compile(r"\d{4}|\d[-/.]\d{1,2}[-/.]\d|[\w.] ?'\d{2}\Z|[^\W\d] \d{2}\Z|duizend|honderd|negentien", re.IGNORECASE)
ALL_DIGITS = re.compile(r"\d{4}\Z|\d[-/.]\d{1,2}[-/.]'?\d{2}\Z")
# How far to look, in characters.
REACH = 40
REACH_ROUGH = 34
REACH_AFTER = 60
NEAR = 20  # within this reach a word for another date wins from a word for birth
NEXT_ONE = 22  # between two dates of birth


def find_birth_dates(text: str) -> Iterator[Identifier]:
    """Dates after or before "geboren" and the like, after "hij is van", or set apart behind a child or first name."""
    taken = 0
    for match in date_pattern().finditer(text):
        if match.start() >= taken and (_goes_on(text, taken, match.start()) or _is_of_birth(text, match)):
            taken = match.end()
            yield Identifier(match.start(), match.end(), BIRTH_DATE)


def _goes_on(text: str, taken: int, start: int) -> bool:
    """Whether the date comes soon after a date of birth, with no other cue between ("en zij op")."""
    return bool(taken) and start - taken < NEXT_ONE and last_cue(text, start, DATES, reach=start - taken) is None


def _is_of_birth(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = text[max(0, start - REACH) : start]
    child = CHILD_BEFORE.search(before)
    if match["compact"] or match["rough"]:
        said = last_cue(text, start, DATES, reach=REACH_ROUGH) == BIRTH_DATE
        month = match["rough"] and not match[0][0].isdigit()
        return said or bool(month and child and _is_person(child["child"]))
    if UNTIL.match(text, end):
        return False
    if SUBJECTLESS.search(before) or (child and child["is"] and _is_somebody(child["child"], before, expected=True)):
        return True
    if last_cue(text, start, DATES, reach=REACH):
        born = last_cue(text, start, (BIRTH_DATE,), reach=REACH) and last_cue(text, start, DATES, reach=NEAR) != NO_BIRTH_DATE
        return bool(born) or RIGHT_AFTER.match(text, end) is not None
    if BORN_SIGN.search(before) or AGE_BEFORE.search(before) or AFTERWARDS.match(text, end, end + REACH_AFTER) or _turns_an_age(text, match, before):
        return True
    aside = child or (ASIDE_BEFORE.search(before) if ALL_DIGITS.search(match[0]) else None)
    return aside is not None and ENDS_IN_YEAR.search(match[0]) is not None and _is_somebody(aside["child"], before)


def _turns_an_age(text: str, match: re.Match[str], before: str) -> bool:
    """ "ik word 3 mei 16": what looks like the year is the age."""
    turning = TURNING_BEFORE.search(before)
    if not turning or not _is_person(turning["child"], expected=True):
        return False
    return AGE_LIKE_YEAR.search(match[0]) is not None or AGE_AFTER.match(text, match.end()) is not None


def _is_somebody(word: str, before: str, expected: bool = False) -> bool:
    """Whether a word is a person, or a name that no list has: with a capital in a sentence about a child, or right behind one."""
    words = re.findall(r"\w+", before)
    named = word in words and any(_is_relative(other) for other in words[max(0, words.index(word) - 1) : words.index(word)])
    return _is_person(word, expected) or named or (word[:1].isupper() and any(_is_relative(other) for other in words))


def _is_person(word: str, expected: bool = False) -> bool:
    """Whether it is a word for a child or relative, or a first name; ``expected`` where a name without capital can be nothing else."""
    bare, names = plain(word), default_names()
    return _is_relative(word) or (bare in names and (expected or word[:1].isupper() or not names.is_ordinary_word(bare)))


def _is_relative(word: str) -> bool:
    return plain(word) in plain_words("aanwijzingen", "kinderen", "wie")
