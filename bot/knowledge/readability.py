"""Sentences and words of a text, counted the way the limits in ``docs/redactie.md`` mean them."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LIST_MARK = re.compile(r"^\s*(?:[-•]|\d+\.)\s+")
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[\"“'‘(A-ZÀ-Ý0-9@{])")


@dataclass(frozen=True)
class Sentence:
    """A sentence or list item with its number of words."""

    text: str
    words: int


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences; each line of a list counts as one."""
    found = []
    for line in LINK.sub(r"\1", text).splitlines():
        for part in SENTENCE_END.split(LIST_MARK.sub("", line).strip()):
            words = len(WORD.findall(part))
            if words:
                found.append(Sentence(part, words))
    return found


def word_count(text: str) -> int:
    """Number of words of a text."""
    return sum(sentence.words for sentence in sentences(text))


def mean_sentence_length(text: str) -> float:
    """Words per sentence; 0 for an empty text."""
    found = sentences(text)
    return sum(sentence.words for sentence in found) / len(found) if found else 0.0
