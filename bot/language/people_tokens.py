"""The tokens in which people are found: Dutch rules, and abbreviated titles such as "mw." kept whole."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

SHORT_TITLES = ("mw.", "mevr.", "dhr.", "hr.", "dr.", "drs.", "ds.", "fam.", "zr.", "br.", "nr.", "mr.")


def blank_pipeline() -> Language:
    """A new pipeline without components."""
    pipeline = spacy.blank("nl")
    tokenizer = cast(Tokenizer, pipeline.tokenizer)
    for title in SHORT_TITLES:
        for written in (title, title.capitalize(), title.upper()):
            tokenizer.add_special_case(written, [{ORTH: written}])
    return pipeline


@lru_cache(maxsize=1)
def _shared() -> Language:
    return blank_pipeline()


def document(text: str) -> Doc:
    """The tokens of a text, nothing more."""
    return _shared().make_doc(text)
