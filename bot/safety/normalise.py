"""One spelling for the rules: chat language, slang and odd characters become plain Dutch words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

HOMOGLYPHS = str.maketrans("аеорсухіԁο0134@$", "aeopcyxidooieaas")
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
BODY_OR_FAMILY = (
    r"(?:vader|moeder|stiefvader|stiefmoeder|stiefpa|pa|ma|papa|mama|broer|zus|broertje|zusje|oom|tante|opa|oma|man|vrouw|ex|"
    r"vriend|vriendin|kind|zoon|dochter|baby|ouders|arm|armen|been|benen|pols|polsen|lijf|leven|kamer|trainer)"
)
SPELLINGS: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
    (r"\b(k|kwil|kga|kheb|kben|kkan|kword|kdurf|kvoel)\b", lambda m: {"k": "ik"}.get(m[1], f"ik {m[1][1:]}")),
    (rf"\b(?:mn|men|me|m n)(?= {BODY_OR_FAMILY}\b)", "mijn"),
    (r"\bnimeer\b", "niet meer"),
    (r"\b(?:nie|ni|neit)\b", "niet"),
    (r"\bmr\b", "meer"),
    (r"\bleve\b", "leven"),
    (r"\bgeslage\b", "geslagen"),
    (r"\bwor\b", "wordt"),
    (r"\bze?lf ?m(?:oo?)?r[dt]\b", "zelfmoord"),
    (r"\bkms\b|\bunaliv(?:en|e)\b", "zelfmoord"),
    (r"\bzelf ?doding\b", "zelfdoding"),
    (r"\b(?:papa|pappa|paps|pap|me pa|mijn pa)\b", "mijn vader"),
    (r"\b(?:mama|mamma|mams|mam|mijn ma)\b", "mijn moeder"),
    (r"\bdr\b", "haar"),
    (r"\bmijn mijn\b", "mijn"),
]
COMPILED = [(re.compile(pattern), replacement) for pattern, replacement in SPELLINGS]


def visible(text: str) -> str:
    """The text without zero-width and direction characters."""
    return INVISIBLE.sub("", text)


def normalised(text: str) -> str:
    """Lower case a-z, 0-9 and spaces only, slang spelt out; for matching, never shown or stored."""
    bare = unicodedata.normalize("NFKD", visible(text).lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    bare = _latin(bare)
    bare = re.sub(r"['’‘`´]", "", bare)
    bare = re.sub(r"[^a-z0-9/+]+", " ", bare)
    bare = re.sub(r"(.)\1{2,}", r"\1\1", bare)
    bare = re.sub(r"\b(?:[a-z] ){3,}[a-z]\b", lambda m: m[0].replace(" ", ""), bare)
    for pattern, replacement in COMPILED:
        bare = pattern.sub(replacement, bare)
    return re.sub(r"\s+", " ", bare).strip()


def _latin(text: str) -> str:
    """Look-alike letters to Latin, but only in words that mix alphabets, so that Cyrillic sentences stay readable."""

    def word(match: re.Match[str]) -> str:
        token = match[0]
        return token.translate(HOMOGLYPHS) if re.search(r"[a-z]", token) and not token.isdigit() else token

    return re.sub(r"\S+", word, text)


def clauses(text: str) -> list[str]:
    """Normalised clauses; a denial or figure of speech counts for its own clause only."""
    parts = re.split(r"[.!?;\n]+|,|\b(?:maar|behalve|alleen|want|en|toch|eigenlijk wel)\b", visible(text), flags=re.IGNORECASE)
    return [clause for clause in (normalised(part) for part in parts if part) if clause]
