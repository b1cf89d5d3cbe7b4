"""Dutch tokens from spaCy's rules for ``nl``; no downloaded model is needed for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import spacy
from spacy.language import Language

LONGEST_RUN = 60  # characters without a space; spaCy's rules take time with the square of a longer run
LONG_RUNS = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")
LETTER_RUNS = re.compile(r"(.)\1{2,}")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


@lru_cache(maxsize=1)
def dutch_pipeline() -> Language:
    """The blank Dutch pipeline, made once per process."""
    return spacy.blank("nl")


def plain(text: str) -> str:
    """Lower case, one kind of apostrophe, no accents, at most two equal letters in a row ("jaaaa" gives "jaa")."""
    lowered = text.lower().translate(APOSTROPHES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return LETTER_RUNS.sub(r"\1\1", bare)


def words(text: str) -> list[str]:
    """The tokens of a text that hold a letter or digit, in plain form."""
    readable = LONG_RUNS.sub(r"\g<0> ", plain(text))
    return [token.text for token in dutch_pipeline().make_doc(readable) if any(c.isalnum() for c in token.text)]
