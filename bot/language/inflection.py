"""Dutch plurals and diminutives of a noun, generously: a form too many does no harm in a lexicon."""

from __future__ import annotations

VOWELS = "aeiou"
UNSTRESSED = ("el", "er", "em", "en", "aar", "eur", "je", "ie", "e", "ier", "oom", "broer", "oon", "juffrouw")
PLURALS = {
    "coach": "coaches",
    "juf": "juffen",
    "mentor": "mentoren",
    "pastor": "pastors",
    "directeur": "directeuren",
    "kind": "kinderen",
    "lid": "leden",
    "leraar": "leraren",
    "gevende": "gevenden",
    "kok": "koks",
}


def plurals(noun: str) -> set[str]:
    """Possible plural forms: "zus" gives "zussen", "neef" gives "neven", "oma" gives "oma's" and "omas"."""
    forms = {noun + "s", noun + "'s", *(stem + "en" for stem in _open_stems(noun))}
    if noun.endswith("e"):
        forms.add(noun + "n")
    if noun.endswith("man"):
        forms.add(noun[:-3] + "lieden")
    return forms


def plural(noun: str) -> str:
    """The plural as one writes it: "zus" gives "zussen", "tante" gives "tantes", "collega" gives "collega's"."""
    for ending, written in PLURALS.items():
        if noun.endswith(ending):
            return noun[: -len(ending)] + written
    if noun.endswith(("genote", "gehandicapte")):
        return noun + "n"
    if noun[-1] in "aiouy":
        return noun + "'s"
    if noun.endswith(UNSTRESSED):
        return noun + "s"
    stem = noun
    if _short_closed(noun):
        stem = noun + noun[-1]
    elif len(noun) > 3 and noun[-2] == noun[-3] and noun[-2] in VOWELS:
        stem = noun[:-2] + noun[-1]
    if stem[-1] == "f" or (stem[-1] == "s" and stem != noun and stem[-2] != "s"):
        stem = stem[:-1] + {"f": "v", "s": "z"}[stem[-1]]
    return stem + "en"


def diminutives(noun: str) -> set[str]:
    """Possible diminutives, singular and without meaning added: "oom" gives "oompje", "oma" gives "omaatje"."""
    forms = {noun + ending for ending in ("je", "tje", "pje", "ke", "eke", "ie")}
    if noun[-1] in VOWELS:
        forms.add(noun + noun[-1] + "tje")
    if _short_closed(noun):
        forms |= {noun + noun[-1] + ending for ending in ("etje", "eke", "ie")}
    return forms


def _open_stems(noun: str) -> set[str]:
    stems = {noun}
    if _short_closed(noun):
        stems.add(noun + noun[-1])
    if len(noun) > 3 and noun[-2] == noun[-3] and noun[-2] in VOWELS:
        stems.add(noun[:-2] + noun[-1])
    voiced = {"f": "v", "s": "z"}
    return stems | {stem[:-1] + voiced[stem[-1]] for stem in stems if stem[-1] in voiced}


def _short_closed(noun: str) -> bool:
    return len(noun) > 1 and noun[-1] not in VOWELS and noun[-2] in VOWELS and (len(noun) == 2 or noun[-3] not in VOWELS)
