"""Surnames where the sentence shows them: after a title, after "ik heet", after a first name. First names stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.first_names import default_names
from bot.privacy.identifiers import SURNAME, Identifier
from bot.privacy.name_words import (
    Word,
    could_be_first_name,
    is_first_name,
    is_known_surname,
    is_place,
    known_surnames,
    may_be_named,
    particle_length,
    past_first_names,
    words_of,
)
from bot.privacy.surname_shape import Span, Trust, is_author, surname_at
from bot.privacy.word_lists import ordinary_words, plain_words

WORDS_ABOUT_A_PLACE = 2
MOST_FILLING = 3
MOST_TITLES = 6  # in a row: "mevrouw de heer prof. dr. mr."; a row of thousands would otherwise be read from each of them
MOST_FILLING_AFTER_SURNAME = 6
OWNERS = frozenset({"mijn", "mn", "m'n", "onze", "zijn", "haar", "uw"})
WHOSE = frozenset({"mij", "ons", "mijn", "haar", "zijn"})
PRESENTING = frozenset({("ik", "ben"), ("ben", "ik"), ("dit", "is"), ("dat", "is"), ("dat", "was")})
SPEAKING = frozenset({"spreekt", "spreek", "praat", "gesprek"})


def find_surnames(text: str) -> Iterator[Identifier]:
    """Surnames with the particles in front of them; each stretch once."""
    words = words_of(text)
    position = 0
    while position < len(words):
        found = _surname_from(words, position)
        if found:
            yield Identifier(words[found[0]].start, words[found[1] - 1].end, SURNAME)
        position = found[1] if found else position + 1


def _surname_from(words: Sequence[Word], position: int) -> Span | None:
    """The surname that the word at a position announces."""
    for announced in (
        _after_word_for_surname,
        _after_title,
        _after_telling,
        _after_initials,
        _after_first_names,
        _after_unlisted_first_name,
    ):
        found = announced(words, position)
        if found:
            return found
    return None


def _after_word_for_surname(words: Sequence[Word], position: int) -> Span | None:
    """ "mijn achternaam is X"."""
    if not words[position].within("achternaam_woorden"):
        return None
    start = position + 1
    while start < len(words) and start - position <= MOST_FILLING_AFTER_SURNAME and words[start].within("opvulling_achternaam"):
        if words[start].bare == "van" and start + 1 < len(words) and words[start + 1].bare not in WHOSE:
            break
        start += 1
    return surname_at(words, start, Trust.TOLD, joined=False)


def _after_title(words: Sequence[Word], position: int) -> Span | None:
    """ "mevrouw X", "dokter X", "buurvrouw X"; a first name in between stays."""
    word = words[position]
    if word.shouted or not word.within("titels", "beroepen", "mensen"):
        return None
    start = _past_titles(words, position + 1)
    if start >= len(words) or not words[start].joined:
        return None
    trust = _trust_in_title(word, words[position - 1].bare if position and word.joined else "", words[start])
    if trust is None:
        return None
    after = past_first_names(words, start, titled=True)
    if after > start:
        return _after_titled_first_name(words, word, start, after, trust)
    if trust is Trust.FIRST_NAME:
        return _after_relation(words, start)
    if word.within("geleerden") and (is_author(words, start) or is_author(words, start + 1)):
        return None
    return surname_at(words, start, trust)


def _past_titles(words: Sequence[Word], start: int) -> int:
    end = min(len(words), start + MOST_TITLES)
    while start < end and words[start].joined and (words[start].initials or (words[start].within("titels") and words[start].bare != "heer")):
        start += 1
    return start


def _trust_in_title(word: Word, before: str, following: Word) -> Trust | None:
    after_article = before in plain_words("namen", "lidwoorden")
    if word.within("titels"):
        if (word.bare == "heer" and before != "de") or (word.within("titels_die_ook_woorden_zijn") and not following.capital):
            return None
        return Trust.PROFESSION if after_article and word.bare != "heer" and not following.capital else Trust.TOLD
    if word.within("beroepen"):
        return Trust.PROFESSION if after_article else Trust.TOLD
    return Trust.FIRST_NAME


def _after_titled_first_name(words: Sequence[Word], title: Word, start: int, after: int, trust: Trust) -> Span | None:
    """The surname after title and first name; a lone name that can be both is a surname after a formal title ("meneer Peters")."""
    found = surname_at(words, after, Trust.PROFESSION if trust is Trust.TOLD else Trust.FIRST_NAME)
    if found or after > start + 1 or not title.within("titels", "vormelijk"):
        return found
    return (start, after) if words[start].bare in known_surnames() else None


def _after_relation(words: Sequence[Word], start: int) -> Span | None:
    """ "buurvrouw de Boer", "oma van Dijk", "trainer Jansen"; but not "oma van school"."""
    found = surname_at(words, start, Trust.FIRST_NAME)
    if not found:
        return None
    last = words[found[1] - 1]
    if is_known_surname(last):
        return found
    if particle_length(words, start):
        return found if last.capital and last.bare not in ordinary_words() and words[start].text != "van" else None
    return found if last.capital and words[start - 1].within("ambten") else None


def _after_telling(words: Sequence[Word], position: int) -> Span | None:
    """ "ik heet X Y", "mijn naam is X Y", "u spreekt met X Y": the first is a first name, also one that no list has."""
    told = _tells_a_name(words, position)
    if not (told or _presents_somebody(words, position)) or _about_a_place(words, position):
        return _after_presenting(words, position)
    start = position + 1
    while start < len(words) and start - position <= MOST_FILLING and words[start].within("opvulling"):
        start += 1
    if start >= len(words):
        return None
    alone = _lone_surname(words, start) if told else None
    if alone:
        return alone
    if not could_be_first_name(words[start]) or words[start].within("titels"):
        return None
    return surname_at(words, max(start + 1, past_first_names(words, start)), Trust.TOLD if told else Trust.PRESENTED)


def _tells_a_name(words: Sequence[Word], position: int) -> bool:
    word, before = words[position], words[position - 1].bare if position else ""
    return word.within("zo_heet") or (word.bare, before) == ("ik", "heet") or (word.bare == "met" and before in SPEAKING)


def _presents_somebody(words: Sequence[Word], position: int) -> bool:
    """Whether "ik ben", "dit is", or a word for a relative is followed by what is surely a first name."""
    if position + 1 == len(words) or not words[position + 1].joined or not is_first_name(words[position + 1]):
        return False
    word, before = words[position], words[position - 1].bare if position else ""
    return (before, word.bare) in PRESENTING or _is_relative(word)


def _after_presenting(words: Sequence[Word], position: int) -> Span | None:
    """ "ik ben de Vries", or a message that begins with "met Bakker"."""
    word, before = words[position], words[position - 1].bare if position else ""
    if (before, word.bare) != ("ik", "ben") and not (word.bare == "met" and position == 0):
        return None
    found = surname_at(words, position + 1, Trust.FIRST_NAME)
    if not found or words[position + 1].bare in default_names():
        return None
    last = words[found[1] - 1]
    return found if last.capital and is_known_surname(last) else None


def _lone_surname(words: Sequence[Word], start: int) -> Span | None:
    """A surname that is told without a first name: "mijn naam is Bakker", "wij heten De Jong", "zij heet de Vries"."""
    first = words[start]
    if particle_length(words, start):
        found = surname_at(words, start, Trust.TOLD)
        return found if found and _is_clear(words[found[0] : found[1]]) else None
    own_name = start > 2 and words[start - 3].bare in OWNERS and words[start - 2].bare == "naam"
    if may_be_named(first.bare) or not (own_name or words[start - 1].bare == "heten"):
        return None
    return surname_at(words, start, Trust.TOLD) if first.capital or first.bare in known_surnames() else None


def _is_clear(name: Sequence[Word]) -> bool:
    """Whether particle and name together can only be a surname: both with a capital, or known and not after a bare "van"."""
    first, last = name[0], name[-1]
    return (first.capital and last.capital) or (is_known_surname(last) and (first.bare != "van" or last.capital or len(name) > 2))


def _after_initials(words: Sequence[Word], position: int) -> Span | None:
    """ "J. de Vries", "J Bakker"; the initials stay."""
    word = words[position]
    single = len(word.text) == 1 and word.capital
    if not (word.initials or single) or position + 1 == len(words) or not (word.initials or words[position + 1].joined):
        return None
    found = surname_at(words, position + 1, Trust.FIRST_NAME, joined=False)
    if not found or not words[found[1] - 1].capital:
        return None
    last = words[found[1] - 1]
    sure = is_known_surname(last) or (not single and (last.bare not in ordinary_words() or found[1] - found[0] > 1))
    return found if sure else None


def _after_first_names(words: Sequence[Word], position: int) -> Span | None:
    """ "Sanne Bakker", "jan van dijk"; not "Riet van de kerk", not "Willem van Oranje College"."""
    word = words[position]
    if not is_first_name(word) or _about_a_place(words, position):
        return None
    found = surname_at(words, past_first_names(words, position), Trust.FIRST_NAME)
    if not found or (not word.capital and words[found[0]].capital and not is_known_surname(words[found[1] - 1])):
        return None
    follows = words[found[1]] if found[1] < len(words) and words[found[1]].joined else None
    of_a_place = follows is not None and (follows.within("plekken") or (found[1] - found[0] > 1 and is_place(follows.bare)))
    return None if of_a_place else found


def _after_unlisted_first_name(words: Sequence[Word], position: int) -> Span | None:
    """ "mijn oom xavi jansen": a name that no list has, between a word for a relative and a known surname."""
    word = words[position]
    if may_be_named(word.bare) or not could_be_first_name(word) or word.shouted or word.bare in known_surnames() or _about_a_place(words, position):
        return None
    found = surname_at(words, position + 1, Trust.FIRST_NAME)
    if not found or not is_known_surname(words[found[1] - 1]):
        return None
    last = words[found[1] - 1]
    related = position > 0 and word.joined and _is_relative(words[position - 1])
    return found if related and not last.within("ook_gewoon_woord") else None


def _is_relative(word: Word) -> bool:
    return word.within("mensen") or word.bare in plain_words("aanwijzingen", "kinderen")


def _about_a_place(words: Sequence[Word], position: int) -> bool:
    """Whether the name is that of a school, street or book ("de school heet", "het Willem van Oranje")."""
    before = words[max(0, position - WORDS_ABOUT_A_PLACE) : position]
    return any(word.within("plekken") or word.bare.endswith(("school", "college")) for word in before) or (bool(before) and before[-1].bare == "het")
