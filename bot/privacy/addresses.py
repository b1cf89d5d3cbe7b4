"""Street addresses with a house number. Towns, streets without a number and rooms stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.language.first_names import default_names
from bot.language.tokens import plain
from bot.privacy.cues import UNIT
from bot.privacy.identifiers import ADDRESS, BARRIER, Identifier
from bot.privacy.spelled_numbers import values
from bot.privacy.word_lists import any_of, ordinary_words, plain_words, word_list

# What belongs to a house number: "12-3", "12 bis", "12a", "12 II", "12 3hoog", "12 bus 4".
ADDITION = (
    r"(?:[ ]?-[ ]?\d{1,4}(?!\d)|[ ]?[-/][ ]?(?:[a-z]|hs|bis|[IVX]{1,4})(?!\w)|[ ]?(?:bis|hs|rd|zw)(?!\w)|[ ]?[a-hA-H](?!\w)"
    r"|[ ](?-i:[A-Z]|[IVX]{1,4})(?![\w'])|/\d{1,3}(?!\d)|[ ]\d[ -]?(?:hoog|hg)(?!\w)|(?<=\d)[a-z]\d{0,2}(?!\w))?"
    r"(?:[ ,-]{1,2}(?:\d|1e|2e|3e)[ -]?(?:hoog|hg|etage|verdieping)(?!\w)"
    r"|,?[ ](?:bus|app\.?|appartement|unit|kamer|etage|verd\.?)[ ]?(?:\d{1,4}|[a-z])(?!\w)"
    r"|[ ](?:boven|beneden|huis|rood|zwart)(?=[ ]?(?:[,.;!?)]|\Z)))?"
)
NUMBER = r"(?:(?:huisnummer|nummer|nr\.?|no\.?|num)[ ]{0,2})?\d{1,5}(?![\d€%])(?![.,:]\d)" + ADDITION
BEFORE_NUMBER = r"(?:,?[ ]{1,3}(?:(?:en dan |en )?(?:op|met|,)[ ](?=(?:huis)?(?:nummer|nr)))?|[ ]{0,2}[,:(#][ ]{0,2}|[ ]-[ ]|(?<=\.))"
STREET = r"(?<![\w@])(?P<street>[^\W\d_][\w'-]"
AFTER_STREET = re.compile(rf"{STREET}{{0,40}}\.?){BEFORE_NUMBER}(?P<number>{NUMBER})", re.IGNORECASE)
GLUED = re.compile(
    r"(?<![\w@])(?P<street>[^\W\d_]{3,40}?(?:straat|str|laan|gracht|kade|plein|weg|dijk|singel))(?P<number>\d{1,4}[a-z]?)(?!\w)", re.IGNORECASE
)
SPELLED = re.compile(rf"{STREET}{{3,40}})[ ]{{1,2}}(?:nummer |nr )?(?P<number>[^\W\d_]{{3,20}})(?: ?[a-c](?!\w))?(?!\w)", re.IGNORECASE)
NUMBER_FIRST = re.compile(
    r"(?<!\w)(?:huisnummer|huisnr\.?|nummer|nr\.?)[ ]{0,2}(?P<number>\d{1,5}[a-z]?|[a-z]{3,20})(?!\w),?[ ](?:(?:in|op|aan|van)[ ])?(?:de |het )?"
    r"(?P<street>[^\W\d_][\w'-]{3,40})",
    re.IGNORECASE,
)
WORDS_BEFORE = re.compile(r"(?:(?<!\w)[\w'-]{1,25}\.?[ ]{1,2}){1,5}\Z")
PIECE = re.compile(r"[\w'-]+\.?")
POSTCODE_BEHIND = re.compile(rf"[, ]{{1,3}}{BARRIER}")
TOWN_BEHIND = re.compile(r",?[ ](?:in |te )?([A-Z][\w-]{2,20})")
CLAUSE_END = re.compile(r"[ ]?(?:[,.;!?)]|\Z)|[ ](?:in|te|en)[ ]")
COUNTING = re.compile(r"[ ](?:keer|x|minuten|minuut|min|jaar|dagen|uur|meter|km|euro)(?!\w)", re.IGNORECASE)
PLURAL = re.compile(r"[ ](?:\w{2,10}e[ ])?\w{2,12}(?:eren|jes|ingen|ouders|jarige|jarig)(?!\w)")
MOST_BEFORE = 80  # characters that the words before a street name may take
SHORTEST_STREET = 5
CERTAIN, DOUBTFUL = "straten", "twijfelachtig"
NOT_A_COUNT = frozenset({"een", "plus", "oh"})
CAPITAL_PARTICLES = frozenset({"van", "ter", "ten", "den"})
ARTICLES = frozenset({"de", "het"})
INSIDE_A_NAME = frozenset({"van", "de", "in", "op", "het"})


@dataclass(frozen=True)
class Candidate:
    """A word with a number behind it; positions are those of the word and of the end of the number."""

    text: str
    start: int
    end: int
    street: str
    number: str

    @cached_property
    def bare(self) -> str:
        """The word in plain form."""
        return plain(self.street)

    @cached_property
    def capital(self) -> bool:
        """Whether the word has a capital that says something."""
        return self.street[:1].isupper() and not self.text.isupper()

    @cached_property
    def spelled(self) -> bool:
        """Whether the number is a word."""
        return not any(character.isdigit() for character in self.number)

    @cached_property
    def ending(self) -> str | None:
        """Whether the word ends like a street, certainly or doubtfully."""
        listed = self.bare in plain_words("adressen", "geen_straat")
        return None if listed and not (self.street[:1].isupper() and self.start) else street_ending(self.bare)

    @cached_property
    def words(self) -> list[tuple[int, str]]:
        """The words right before it with their places."""
        before = WORDS_BEFORE.search(self.text, max(0, self.start - MOST_BEFORE), self.start)
        return [(piece.start(), piece[0]) for piece in PIECE.finditer(self.text, before.start(), self.start)] if before else []

    @cached_property
    def led_by(self) -> str:
        """The word right before it, in plain form."""
        return plain(self.words[-1][1]) if self.words else ""

    @cached_property
    def lived_at(self) -> int | None:
        """Where the name begins when words such as "woont op" lead to it."""
        return _lived_at(self.text, self.start)

    @property
    def beginning(self) -> int:
        """Where the whole street name begins."""
        return self.lived_at if self.lived_at is not None else _with_first_words(self.words, self.start)

    @property
    def named_otherwise(self) -> bool:
        """Whether the word is a word of grammar, an organisation or a site."""
        return any(self.bare in plain_words(*key) for key in (("namen", "geen_achternaam"), ("namen", "geen_mensen"), ("online", "platforms")))


def find_addresses(text: str) -> Iterator[Identifier]:
    """A street name with a number behind it, with the words that belong to the name; or the number first."""
    taken = 0
    for match in NUMBER_FIRST.finditer(text):
        if (match["number"][0].isdigit() or _is_count(match["number"])) and street_ending(plain(match["street"])) == CERTAIN:
            taken = match.end()
            yield Identifier(match.start(), match.end(), ADDRESS)
    for pattern in (AFTER_STREET, GLUED, SPELLED):
        for match in pattern.finditer(text):
            candidate = Candidate(text, match.start(), match.end(), match["street"].rstrip("."), match["number"])
            start = _beginning(candidate)
            if start is not None and start >= taken:
                taken = match.end()
                yield Identifier(start, match.end(), ADDRESS)


@lru_cache(maxsize=4096)
def street_ending(bare: str) -> str | None:
    """The list of endings that a plain word ends with, if any."""
    for key in (CERTAIN, DOUBTFUL):
        if any(bare.endswith(ending[1:]) and len(bare) > len(ending) for ending in plain_words("adressen", key)):
            return key
    return None


def _beginning(candidate: Candidate) -> int | None:
    """Where the address begins, or None when it is none."""
    if candidate.spelled and not _is_count(candidate.number):
        return None
    if _counts_something(candidate) or candidate.bare in plain_words("adressen", "geen_adres"):
        return None
    if candidate.ending == CERTAIN:
        return candidate.beginning
    generic = _generic().search(candidate.text, max(0, candidate.start - MOST_BEFORE), candidate.start)
    if generic and (candidate.capital or "van" in plain(generic[0]).split()):
        return generic.start()
    return None if candidate.spelled else _by_surroundings(candidate)


def _by_surroundings(candidate: Candidate) -> int | None:
    """A name that only its surroundings make a street."""
    if candidate.capital and not candidate.named_otherwise and _place_follows(candidate.text, candidate.end):
        return candidate.beginning
    if candidate.ending == DOUBTFUL and ((candidate.capital and candidate.start) or candidate.lived_at is not None):
        return candidate.beginning
    if candidate.ending == DOUBTFUL and candidate.led_by in plain_words("adressen", "voor_een_straat") and candidate.bare not in ordinary_words():
        return candidate.start
    if candidate.bare in plain_words("adressen", "losse_straat"):
        return _one_word_street(candidate)
    if candidate.capital and not candidate.named_otherwise and len(candidate.street) >= SHORTEST_STREET and _ends_a_direction(candidate):
        return candidate.start
    lived_at = candidate.lived_at
    plausible = candidate.capital or lived_at == candidate.start
    return lived_at if plausible and candidate.bare not in plain_words("namen", "geen_achternaam") else None


def _one_word_street(candidate: Candidate) -> int | None:
    """ "op Singel 12", "Haarlemmer Straat 12", "woon in de kerk straat 12"."""
    if candidate.capital and candidate.start and candidate.led_by in plain_words("adressen", "voor_een_straat"):
        return candidate.start
    if candidate.lived_at is not None and (candidate.capital or candidate.lived_at < candidate.start):
        return candidate.lived_at
    first = _with_first_words(candidate.words, candidate.start)
    named = candidate.words and candidate.words[-1][1][:1].isupper()
    return first if named and first < candidate.start else None


def _ends_a_direction(candidate: Candidate) -> bool:
    return candidate.led_by in plain_words("adressen", "naar_een_straat") and CLAUSE_END.match(candidate.text, candidate.end) is not None


def _is_count(word: str) -> bool:
    return plain(word) in values() and plain(word) not in NOT_A_COUNT


def _counts_something(candidate: Candidate) -> bool:
    """Whether the number counts what follows ("3 keer", "2 kleine kinderen"); after a certain street only few words show that."""
    text, end = candidate.text, candidate.end
    if candidate.ending == CERTAIN and (candidate.capital or candidate.lived_at is not None):
        return COUNTING.match(text, end) is not None
    return UNIT.match(text, end) is not None or PLURAL.match(text, end) is not None


def _place_follows(text: str, end: int) -> bool:
    """Whether a masked postcode or a town comes right after the number."""
    town = TOWN_BEHIND.match(text, end)
    return POSTCODE_BEHIND.match(text, end) is not None or (town is not None and plain(town[1]) in plain_words("adressen", "steden"))


def _with_first_words(words: list[tuple[int, str]], end: int) -> int:
    """The street name begins earlier when names, titles or particles stand right before it ("Prins Hendrikkade")."""
    start = end
    for place, (position, word) in reversed(list(enumerate(words))):
        bare, capital = plain(word), word[:1].isupper()
        if bare == "'t" or (capital and (bare in CAPITAL_PARTICLES or (bare in ARTICLES and place))):
            return position
        named = (capital or (start < end and bare in default_names())) and len(word) > 1 and not word.isupper()
        belongs = bare in plain_words("adressen", "voorvoegsels") or (named and bare not in plain_words("namen", "geen_achternaam"))
        if not belongs and not (bare in plain_words("adressen", "verbindingen") and _name_further(words[:place])):
            break
        start = position
    return start


def _name_further(words: list[tuple[int, str]]) -> bool:
    """Whether one of the last two words can begin a street name, so that a particle after it belongs to it ("Jan van")."""
    for _, word in words[-2:]:
        bare = plain(word)
        capital = word[:1].isupper() and (bare == "van" or bare not in plain_words("namen", "geen_achternaam"))
        if capital or bare in default_names() or bare in plain_words("adressen", "voorvoegsels"):
            return True
    return False


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    """A street that begins with its sort: "laan van Meerdervoort"."""
    sorts = any_of(word_list("adressen", "soortwoord_voorop"))
    return re.compile(rf"(?<!\w){sorts}[ ]{{1,2}}(?:(?:de|den|der|het|la|le|des)[ ]{{1,2}})?(?:[\w'-]{{2,20}}[ ]{{1,2}})?\Z", re.IGNORECASE)


@lru_cache(maxsize=1)
def _home() -> re.Pattern[str]:
    homes = any_of(word_list("adressen", "hier_woont"))
    return re.compile(
        rf"(?<!\w){homes}(?:[ ]{{0,2}}[:=,]|[ ]{{1,2}}(?:is|nu|op|aan))?(?:[ ]{{1,2}}(?-i:de|het|een))?[ ]{{1,2}}"
        r"(?P<name>(?:[\w'.-]{1,20}[ ]{1,2}){0,4})\Z",
        re.IGNORECASE,
    )


def _lived_at(text: str, start: int) -> int | None:
    home = _home().search(text, max(0, start - MOST_BEFORE), start)
    if not home:
        return None
    blocked = (plain_words("namen", "geen_achternaam") | plain_words("adressen", "geen_adres")) - INSIDE_A_NAME
    name = list(PIECE.finditer(text, *home.span("name")))
    for place in range(len(name) - 1, -1, -1):
        if plain(name[place][0]) in blocked:
            return name[place + 1].start() if place + 1 < len(name) else start
    return name[0].start() if name else start
