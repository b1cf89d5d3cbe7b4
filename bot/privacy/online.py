"""Mail addresses, account names, and links that lead to a person, a file or a conversation. Public sites stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl

from bot.language.tokens import plain
from bot.privacy.identifiers import HANDLE, LINK, MAIL, Identifier
from bot.privacy.word_lists import any_of, ordinary_words, plain_words, word_list

LOCAL_PART = r"(?<![\w.+%-])[\w.+%-]+"
DOMAIN = r"[\w-]+(?:\.[\w-]+)*"
MAIL_FORM = re.compile(rf"{LOCAL_PART}@{DOMAIN}(?:,[ ]?(?:com|nl|be|net|org)(?!\w))?")
AT_WORD = (
    r"(?:[ ]{0,2}(?:\(at\)|\[at\]|\{at\}|<at>|\(a\)|\[a\]|\(@\)|\[@\])[ ]{0,2}"
    r"|[ ]{1,2}(?:at|apenstaartje|apestaartje|apenstaart|apestaart|aapje)[ ]{1,2}|[ ]{0,2}@[ ]{0,2})"
)
DOT_SIGN = r"[ ]{0,2}(?:\(punt\)|\[punt\]|\(dot\)|\[dot\]|\(\.\)|\{dot\})[ ]{0,2}"
DOT_WORD = rf"(?:{DOT_SIGN}|[ ]{{1,2}}(?:punt|dot|puntje)[ ]{{1,2}}|[ ]{{0,2}}\.[ ]{{0,2}}|[ ]?,[ ]?)"
JOINT = (
    r"(?:[ ]{1,2}(?:punt|dot|puntje|streepje|underscore|liggend streepje|laag streepje|koppelteken|plus|minteken|streep)[ ]{1,2}"
    rf"|{DOT_SIGN})"
)
MENTION = re.compile(r"(?<![\w.@/])@(?P<name>[\w][\w.]{1,40}[\w])")
TAGGED = re.compile(r"(?<!\w)[^\W\d_][\w.]{1,31}#\d{3,5}(?!\w)")
LINK_START = re.compile(r"(?<![\w@.-])(?:https?://|www\.)[^\s<>\"\ue000]{3,2000}", re.IGNORECASE)
BARE_LINK = re.compile(r"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}[a-z]{2,10}/[^\s<>\"\ue000]{1,2000}", re.IGNORECASE)
TOKEN = re.compile(r"(?=[^/]*\d)(?=[^/]*[a-zA-Z])[\w-]{10,}|\d{5,}|[0-9a-f]{8}-[0-9a-f-]{13,}|[A-Za-z0-9_]{22,}|~[\w.-]+|@[\w.-]+")
TRAILING = ".,;:!?)'\"]}>"
HANDLE_NAME = r"(?P<name>@?[\w][\w.#-]{1,40})"


def find_mail(text: str) -> Iterator[Identifier]:
    """Mail addresses, also with words for the signs, with spaces, or without their ending."""
    taken = 0
    if "@" in text:
        for match in MAIL_FORM.finditer(text):
            taken = match.end()
            yield Identifier(match.start(), len(match[0].rstrip(".-")) + match.start(), MAIL)
    for match in _spelled_mail().finditer(text):
        if match.start() >= taken or "@" not in match[0]:
            yield Identifier(match.start(), match.end(), MAIL)


def find_links(text: str) -> Iterator[Identifier]:
    """Links with a token, a file, or a personal page behind them."""
    taken = 0
    for pattern in (LINK_START, BARE_LINK):
        for match in pattern.finditer(text):
            link = match[0].rstrip(TRAILING)
            if (pattern is LINK_START or match.start() >= taken) and _is_personal(link):
                taken = match.start() + len(link)
                yield Identifier(match.start(), taken, LINK)


def find_handles(text: str) -> Iterator[Identifier]:
    """Account names: with an at sign, a number sign, or after the name of a platform."""
    found: list[tuple[int, int]] = []
    for match in [*MENTION.finditer(text), *TAGGED.finditer(text)]:
        name = match.groupdict().get("name")
        if name is None or plain(name) not in plain_words("online", "geen_naam_na_apenstaartje"):
            found.append(match.span())
    for pattern in _said_handles():
        for match in pattern.finditer(text):
            name = match["name"].rstrip(".-")
            if _is_handle(name, told=match["told"] is not None):
                found.append((match.start("name"), match.start("name") + len(name)))
    end = 0
    for first, last in sorted(found):
        if first >= end:
            end = last
            yield Identifier(first, last, HANDLE)


@lru_cache(maxsize=1)
def _spelled_mail() -> re.Pattern[str]:
    endings = any_of(word_list("online", "extensies")).replace("co\\.uk", r"co(?:\.| punt )uk")
    provider = any_of(word_list("online", "aanbieders"))
    name = rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:{JOINT}[\w.+%-]{{1,40}}){{0,5}}"
    known = rf"{provider}(?:{DOT_WORD}{endings})?"
    other = rf"[\w-]{{2,40}}(?:{DOT_WORD}[\w-]{{2,40}}){{0,2}}?{DOT_WORD}{endings}"
    return re.compile(rf"{name}{AT_WORD}(?:{known}|{other})(?!\w)", re.IGNORECASE)


def _is_personal(link: str) -> bool:
    address = re.sub(r"\Ahttps?://", "", link, flags=re.IGNORECASE)
    host, _, rest = address.partition("/")
    host, _, host_query = host.partition("?")
    path, _, query = rest.partition("?")
    path, _, fragment = path.partition("#")
    query, _, late_fragment = query.partition("#")
    if "@" in host:
        return True
    bare = host.lower().removeprefix("www.").split(":")[0]
    parts = [part for part in path.split("/") if part]
    if parts and any(bare == site or bare.endswith("." + site) for site in word_list("online", "persoonlijke_sites")):
        return True
    questions = parse_qsl((query or host_query).replace(";", "&"), keep_blank_values=True, max_num_fields=None)
    if any(key.lower() not in word_list("online", "gewone_vragen") or TOKEN.fullmatch(value) for key, value in questions):
        return True
    if any(TOKEN.fullmatch(part) for part in (*parts, fragment or late_fragment)):
        return True
    return any(part.lower() in word_list("online", "persoonlijke_delen") for part in parts[:-1])


@lru_cache(maxsize=1)
def _said_handles() -> tuple[re.Pattern[str], ...]:
    names = any_of(word_list("online", "platforms"))
    platform = rf"(?<![\w@.]){names}"
    after = r"(?:[ -]?(?:naam|account|accountnaam|user|gebruikersnaam|username|id|tag))?(?:[ ]{1,2}(?:van (?:mij|hem|haar|mijn \w{2,12})|voor jou))?"
    told = r"(?P<told>[ ]{0,2}[:=][ ]{0,2}|[ ]{1,2}(?:is|heet|heet ik|ben ik|was|heet hij|heet zij|heet ze|als|toe)[ ]{0,1}:?[ ]{1,2})"
    mine = r"(?:heet ik|ben ik|heet hij|heet zij|heet ze|is mijn naam|is zijn naam|is haar naam|is hij|is zij|is ze|sta ik als|zit ik als|naam is)"
    called = r"(?:ik heet|mijn naam is|ik ben|hij heet|zij heet|ze heet|onder de naam|volg|voeg|add|add me|zoek)"
    return (
        re.compile(rf"{platform}{after}(?:{told}|[ ]{{1,2}}|[ ]{{0,2}}[(][ ]?){HANDLE_NAME}", re.IGNORECASE),
        re.compile(rf"{platform}[ ]{{1,2}}(?P<told>{mine})[ ]{{1,2}}(?:bekend als )?{HANDLE_NAME}", re.IGNORECASE),
        re.compile(rf"(?P<told>(?<!\w){called}[ ]{{1,2}}){HANDLE_NAME}[ ]{{1,2}}(?:toe )?op {names}(?!\w)", re.IGNORECASE),
    )


def _is_handle(name: str, told: bool) -> bool:
    """Whether a word after a platform is an account: by its looks, or when it is said to be one and is no ordinary word."""
    bare = plain(name.lstrip("@"))
    letters = name.lstrip("@")
    if len(bare) < 3 or bare.isdigit() or bare in plain_words("online", "geen_accountnaam") or bare in plain_words("online", "platforms"):
        return False
    if re.search(r"\d", letters) and re.search(r"[^\W\d]", letters) and not re.fullmatch(r"\d+[a-z]{0,3}", letters):
        return True
    if re.search(r"[_#]|\w\.\w", letters) or re.search(r"[a-z][A-Z]", letters):
        return not re.fullmatch(r"[A-Z]?[a-z]+\.(?:com|nl|net)", letters)
    return told and bare not in ordinary_words() and bare not in plain_words("namen", "geen_achternaam")
