"""Whether a surname stands at a place where one is expected, and how far it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from bot.privacy.name_words import (
    Word,
    is_known_surname,
    is_no_surname,
    is_ordinary_name,
    is_place,
    known_surnames,
    may_be_named,
    particle_length,
    said,
)
from bot.privacy.word_lists import ordinary_words, plain_words

PLACE_PARTICLES = frozenset({"op de", "in de", "in het", "uit de", "aan de", "bij de", "over de", "voor de"})
PLACE_ENDING = re.compile(r"(?:straat|laan|plein|school|college|kerk|park|kade|skoalle|weg)\Z")
ORDINARY_ENDING = re.compile(r"(?:lijke?|bare?|heid|heden|ingen|tie|ties|eert|erde|ische|aanse|eense|ese|isch|jes|'s|ste|dde|tte|igt|igde|elt|ert)\Z")
HYPHENATED_PARTICLES = ("-de", "-van", "-den", "-der", "-ter", "-ten", "-el")
CONTRACTED = frozenset({"in 't", "in t", "op 't", "uit 't", "aan 't", "in't", "op't"})
ALSO_VERBS = frozenset({"te", "al", "ben"})
ALSO_ARTICLES = frozenset({"y", "zu", "da", "di", "el", "in t"})
SHORTEST_UNKNOWN = 3
LONGEST_SURNAME = 6  # words after the first

Span = tuple[int, int]  # the first word and one past the last


class Trust(Enum):
    """How sure it is that a surname comes next."""

    TOLD = 4  # "mijn achternaam is", "mevrouw"
    PRESENTED = 3  # "mijn oom Henk": a name surely, but the sentence may go on
    PROFESSION = 2  # "de dokter": often something else follows
    FIRST_NAME = 1  # after a first name in running text


def surname_at(words: Sequence[Word], start: int, trust: Trust, joined: bool = True) -> Span | None:
    """The surname, with its particle, that begins at a word; ``joined`` when it must follow the word before without a pause."""
    if start >= len(words) or not (words[start].joined or not joined):
        return None
    last = start + particle_length(words, start)
    if last >= len(words) or (last > start and not words[last].joined):
        return None
    particle = said(words[start:last])
    if not _is_surname(words[last], particle, trust) or (start and _sentence_goes_on(words[start - 1], words[last], trust)):
        return None
    if trust is not Trust.TOLD and is_author(words, start):
        return None
    return start, past_surname(words, last + 1)


def past_surname(words: Sequence[Word], end: int) -> int:
    """One past the rest of a double name: "Jansen-de Vries", "El Amrani Bouzid", "Tjin A Sie"."""
    latest = min(len(words), end + LONGEST_SURNAME)
    while end < latest and (words[end].joined or (words[end].dashed and words[end].capital)):
        step = _next_part(words, end)
        if not step:
            break
        end += step
    return min(end, len(words))


def is_author(words: Sequence[Word], start: int) -> bool:
    """Whether the surname that begins here is of a writer whom the knowledge base names."""
    last = start + particle_length(words, start)
    return last < len(words) and said(words[start : last + 1]) in plain_words("namen", "schrijvers")


def _next_part(words: Sequence[Word], end: int) -> int:
    """How many words of a double name come next; 0 when it is over."""
    word, particles = words[end], particle_length(words, end)
    following = words[end + particles] if particles and end + particles < len(words) else None
    if words[end - 1].bare.endswith(HYPHENATED_PARTICLES):
        return particles + 1
    if word.dashed and following and following.capital:
        return particles + 1
    if len(word.text) == 1 and word.capital and end + 1 < len(words) and words[end + 1].joined and words[end + 1].capital:
        return 2
    new = word.bare not in ordinary_words() and not is_no_surname(word) and not may_be_named(word.bare)
    return int(word.capital and (new or word.bare in known_surnames()))


def _sentence_goes_on(before: Word, word: Word, trust: Trust) -> bool:
    """Whether a word that no list has, without capital, follows a name with one."""
    expected = trust in (Trust.TOLD, Trust.PRESENTED)
    return expected and before.capital and not word.capital and may_be_named(before.bare) and word.bare not in known_surnames()


def _is_surname(word: Word, particle: str, trust: Trust) -> bool:
    if len(word.bare) < 2 or word.initials or is_no_surname(word) or (word.within("geen_mensen") and trust is not Trust.TOLD and not particle):
        return False
    known = is_known_surname(word) or ("-" in word.bare and any(part in known_surnames() for part in word.bare.split("-")))
    if particle in PLACE_PARTICLES and not (known and (word.capital or trust is Trust.TOLD)):
        return False
    return _is_capital_surname(word, particle, trust, known) if word.capital else _is_small_surname(word, particle, trust, known)


def _is_capital_surname(word: Word, particle: str, trust: Trust, known: bool) -> bool:
    if PLACE_ENDING.search(word.bare):
        return False
    if known or particle in plain_words("namen", "tussenvoegsels_zeker"):
        return True
    if may_be_named(word.bare) and not is_ordinary_name(word.bare):
        return False
    if trust is Trust.TOLD:
        return True
    if word.text.isupper() or is_place(word.bare):
        return False
    return word.bare not in ordinary_words() or (bool(particle) and not ORDINARY_ENDING.search(word.bare))


def _is_small_surname(word: Word, particle: str, trust: Trust, known: bool) -> bool:
    common = word.within("ook_gewoon_woord")
    if common and particle in CONTRACTED:
        return False
    if particle in plain_words("namen", "tussenvoegsels_zeker"):
        expected = trust is not Trust.PRESENTED and (trust is not Trust.FIRST_NAME or particle not in ALSO_ARTICLES)
        return known or (expected and _is_new(word))
    if trust is Trust.TOLD:
        return known or _is_new(word)
    if not particle and trust in (Trust.FIRST_NAME, Trust.PRESENTED):
        return known and not word.within("ook_vervolg_van_de_zin")
    if not particle or particle in ALSO_VERBS:
        return known and not common
    if word.bare not in known_surnames():
        return False
    another_meaning = word.within("beroep_als_naam") if particle == "de" else is_place(word.bare)
    return not (common and another_meaning)


def _is_new(word: Word) -> bool:
    """Whether it is no word that we know, so that it can be a surname."""
    ordinary = word.bare in ordinary_words() or may_be_named(word.bare) or is_place(word.bare)
    return not ordinary and len(word.bare) >= SHORTEST_UNKNOWN and not ORDINARY_ENDING.search(word.bare)
