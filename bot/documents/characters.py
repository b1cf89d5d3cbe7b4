"""Characters as search and people expect them: no ligatures, control characters, odd spaces or soft hyphens."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
LINE_ENDS = str.maketrans(dict.fromkeys("\r\x0b\f\x85\u2028\u2029", "\n"))
REPLACED = str.maketrans(
    {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
        "\u0133": "ij", "\u0132": "IJ", "\u2010": "-", "\u2011": "-", "\t": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\ufffd": None,
    }
)  # fmt: skip
SPACES = re.compile(r"[^\S\n]+")
UNNAMED_GLYPH = re.compile(r"\(cid:\d+\)")


def tidy(text: str) -> str:
    """A text with plain characters; line breaks and soft hyphens stay, spaces at the ends of lines go."""
    known = UNNAMED_GLYPH.sub(" ", unicodedata.normalize("NFC", text.translate(LINE_ENDS).translate(REPLACED)))
    kept = "".join(c for c in known if c in f"\n{SOFT_HYPHEN}" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn", "Cf"})
    return "\n".join(SPACES.sub(" ", line).strip() for line in kept.split("\n"))


def one_line(text: str) -> str:
    """A tidy text on one line, without soft hyphens."""
    return " ".join(tidy(text).replace(SOFT_HYPHEN, "").split())
