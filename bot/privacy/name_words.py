"""The words of a text as possible parts of names: first names, particles such as "van der", surnames, and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.first_names import default_names, surnames
from bot.language.places import default_places
from bot.language.tokens import plain as plain_form
from bot.privacy.word_lists import ordinary_words, plain_words

plain = lru_cache(maxsize=20000)(plain_form)

LETTERS = r"[^\W\d_][\w\u0300-\u036f]*"
WORD = re.compile(
    r"(?i:v\.[ ]?d\.?|v/d)(?=[ A-Z])"  # v.d. Berg
    r"|(?:[A-Z]\.){1,4}"
    r"|['][tsd](?!\w)|[dDoO]'(?=[A-Z])"  # 't, d'Ancona
    rf"|{LETTERS}(?:['-]{LETTERS})*"
)
INITIALS = re.compile(r"(?:[A-Z]\.){1,4}")
TOGETHER = re.compile(r"[ ]{1,3}|\.[ ]{0,2}|")
SURNAME_ENDING = re.compile(
    r"\w{2}(?:stra|sma|nga|mans|sens?|ink|huis|huizen|velde?|kamp|beek|berge?n?|dijk|horst|dorp|laar|meij?er|wijk|hoven|kens|[oö]g?lu|ovic"
    r"|ski|ska|sky|ov|ova|enko|yan|ez|aerts|stede|bakker|boer|mulder|broek|brink|donk|voort|haar|oui|oudi|ouni|poulos|singh|dson|stein"
    r"|mann|ssen|rman|lman)\Z"
)
LONGEST_PARTICLE = 3
MOST_FIRST_NAMES = 3


@dataclass(frozen=True)
class Word:
    """A word with its place and its plain form; ``capital`` is False in a text that is all capitals."""

    text: str
    start: int
    end: int
    bare: str
    capital: bool
    joined: bool  # to the word before, by nothing but space or the dot of an abbreviation
    dashed: bool  # to the word before, by a dash between spaces

    @property
    def initials(self) -> bool:
        """Whether it is one or more letters with dots."""
        return INITIALS.fullmatch(self.text) is not None

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals in a text that is not, as abbreviations are."""
        return self.capital and len(self.text) > 1 and self.text.isupper()

    def within(self, *keys: str) -> bool:
        """Whether one of these lists of ``namen.yml`` has it."""
        return self.bare in plain_words("namen", *keys)


def words_of(text: str) -> list[Word]:
    """The words of a text in their order."""
    capitals = not text.isupper()
    found: list[Word] = []
    for match in WORD.finditer(text):
        gap = text[found[-1].end : match.start()] if found else "\n"
        joined = TOGETHER.fullmatch(gap) is not None and ("." not in gap or found[-1].within("afkortingen"))
        found.append(Word(match[0], *match.span(), plain(match[0]), capitals and match[0][0].isupper(), joined, gap.strip() == "-"))
    return found


def may_be_named(bare: str) -> bool:
    """Whether the lists have it as a first name."""
    return bare in default_names() or bare in plain_words("namen", "voornamen")


def is_ordinary_name(bare: str) -> bool:
    """Whether a first name is more often another word when typed without capital."""
    return default_names().is_ordinary_word(bare) and bare not in plain_words("namen", "toch_voornaam")


def is_first_name(word: Word) -> bool:
    """Whether a word in running text is a first name: by the lists, and not by a capital that only begins the text."""
    parts = word.bare.split("-")
    if word.shouted or not all(may_be_named(part) for part in parts):
        return False
    return len(parts) > 1 or not is_ordinary_name(word.bare) or (word.capital and word.start > 0)


def could_be_first_name(word: Word) -> bool:
    """Whether a word where a first name is due can be one, also one that no list has."""
    if word.within("geen_achternaam", "geen_mensen"):
        return False
    return may_be_named(word.bare) or word.bare not in ordinary_words()


def past_first_names(words: Sequence[Word], start: int, titled: bool = False) -> int:
    """One past a row of first names and initials. After a title any word that can be a first name counts."""
    position = start
    while position < len(words) and position - start < MOST_FIRST_NAMES:
        word = words[position]
        if position > start and (not word.joined or word.bare in known_surnames()):
            break
        named = may_be_named(word.bare) and (word.capital or titled or not is_ordinary_name(word.bare))
        compound = "-" in word.text and all(may_be_named(part) for part in word.bare.split("-"))
        if not (named or compound or (position > start and word.initials)):
            break
        position += 1
    return position


def particle_length(words: Sequence[Word], start: int) -> int:
    """How many words from ``start`` are a particle such as "van der"; 0 when none."""
    for length in range(LONGEST_PARTICLE, 0, -1):
        part = words[start : start + length]
        if len(part) == length and all(word.joined for word in part[1:]):
            joined = said(part)
            if joined in plain_words("namen", "tussenvoegsels_zeker", "tussenvoegsels"):
                return length
    return 0


def said(words: Sequence[Word]) -> str:
    """Words in plain form with spaces between."""
    return " ".join(word.bare for word in words)


def is_known_surname(word: Word) -> bool:
    """Whether the lists have it as a surname, or its form shows that it is one."""
    return word.bare in known_surnames() or _looks_like_surname(word.bare)


def is_no_surname(word: Word) -> bool:
    """Whether it is surely no surname: a word of grammar, an organisation, a town."""
    return word.within("geen_achternaam") or (word.within("geen_mensen") and word.bare not in known_surnames())


def is_place(bare: str) -> bool:
    """Whether it names a kind of place or pastime, as in "Riet van de kerk"."""
    return default_places().sector_of(bare) is not None


@lru_cache(maxsize=1)
def known_surnames() -> frozenset[str]:
    """The surnames of both lists, in plain form."""
    return frozenset(plain(name) for name in surnames()) | plain_words("namen", "achternamen")


@lru_cache(maxsize=20000)
def _looks_like_surname(bare: str) -> bool:
    return SURNAME_ENDING.search(bare) is not None and bare not in ordinary_words() and not may_be_named(bare) and not is_place(bare)
