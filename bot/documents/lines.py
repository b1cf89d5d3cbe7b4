"""Lines of a page before they are joined, as PDF and plain text give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BULLET = re.compile(r"^(?:[•▪◦‣·●○■□❑➢✓*»]|[-–—](?=\s)|\(?[a-z][.)](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
ENDS_A_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*$")


@dataclass(frozen=True)
class Line:
    """One line of text.

    ``block`` numbers what stands together on the page. ``page`` is None where the file has no pages. ``size`` is the
    height of the letters in points, ``top`` the place on the page from 0 (top) to 1 (bottom); both are None for plain
    text. ``noted`` says that the line begins with a raised number.
    """

    text: str
    block: int
    page: int | None = None
    size: float | None = None
    bold: bool = False
    top: float | None = None
    noted: bool = False

    @property
    def ends_a_sentence(self) -> bool:
        """Whether the line closes a sentence or announces a list."""
        return ENDS_A_SENTENCE.search(self.text) is not None


def body_size(lines: Sequence[Line]) -> float | None:
    """The letter size of most of the text, in points; None when no line has a size."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size is not None:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None
