"""Numbers said in words ("nul zes twaalf ..."), alone or mixed with digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.language.tokens import plain

DIGITS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
PIECE = re.compile(r"[^\W\d_]+|\d+")
GLUED = re.compile("(?:" + "|".join(DIGITS) + "){2,}")
BETWEEN = re.compile(r"[ ,./()-]{0,3}(?:en )?")


@lru_cache(maxsize=1)
def values() -> dict[str, str]:
    """Number word in plain form to its digits, up to 99."""
    table = {word: str(value) for value, word in enumerate((*DIGITS, *TEENS))} | {"plus": "+", "oh": "0"}
    for ten, word in enumerate(TENS, start=2):
        table[word] = str(10 * ten)
        table |= {f"{DIGITS[unit]}en{word}": str(10 * ten + unit) for unit in range(1, 10)}
    return table


def spelled_runs(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Stretches of number words and digits: start, end, the digits they say, and how many of them are words."""
    start, end, said, spelled = 0, 0, "", 0
    for piece in PIECE.finditer(text):
        digits = _digits(piece[0])
        connected = bool(said) and BETWEEN.fullmatch(text, end, piece.start()) is not None
        if said and not (digits and connected):
            if spelled:
                yield start, end, said, spelled
            said, spelled = "", 0
        if digits:
            start = start if said else piece.start()
            said, end, spelled = said + digits, piece.end(), spelled + (not piece[0].isdigit())
    if said and spelled:
        yield start, end, said, spelled


def _digits(piece: str) -> str:
    if piece.isdigit():
        return piece
    word = plain(piece) if not piece.isascii() else piece.lower()
    if word in values():
        return values()[word]
    return "".join(values()[part] for part in re.findall("|".join(DIGITS), word)) if GLUED.fullmatch(word) else ""
