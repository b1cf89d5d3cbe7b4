"""Letters of the pictures: the font, how wide a text is, what can be drawn, and where a label breaks.

The font is DejaVu Sans (free licence), from the package that Rasa brings. It is wider than the fonts of phones, so a text
that fits here also fits where a browser shows the SVG in another font.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz

from bot.network_map.export import COMMON_WORDS
from bot.network_map.people import JOINERS, Person
from bot.network_map.wording import role_of

FAMILY = "DejaVu Sans, Verdana, sans-serif"
SMALLEST = 14  # no text is smaller, in pixels at full width
LONGEST_SHOWN = 20
ELLIPSIS = "…"
INVISIBLE = re.compile(f"^[{JOINERS}]+|[{JOINERS}]+$|[\ufe00-\ufe0f]")
CLUSTER = re.compile(r".[\u0300-\u036f\u064b-\u065f]*")  # a letter with the marks on it
NUMBER_AT_END = re.compile(r" \d{1,2}$")


@lru_cache(maxsize=1)
def font_files() -> dict[bool, Path]:
    """Font files, by whether they are bold. Raises RuntimeError when the package with the fonts is not installed."""
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package with the fonts is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    return {False: folder / "DejaVuSans.ttf", True: folder / "DejaVuSans-Bold.ttf"}


@lru_cache(maxsize=2)
def _font(bold: bool) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(font_files()[bold])))


@lru_cache(maxsize=4096)
def _ems(text: str, bold: bool) -> float:
    if not text:
        return 0.0
    buffer, font = uharfbuzz.Buffer(), _font(bold)
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) / font.face.upem


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in pixels, at a font size in pixels."""
    return _ems(text, bold) * size


def drawable(text: str) -> str:
    """The part of a text that the font can draw, without joiners that join nothing any more."""
    fonts = (_font(False), _font(True))
    kept = "".join(c if all(font.get_nominal_glyph(ord(c)) for font in fonts) else " " for c in text)
    words = (INVISIBLE.sub("", word) for word in kept.split())
    return " ".join(word for word in words if word and not unicodedata.category(word[0]).startswith("M"))


def printable_label(person: Person) -> str:
    """A label as the font can draw it; relation or role when nothing of it can be drawn."""
    label = drawable(person.label)
    if label != person.label and not any(c.isalnum() for c in label):
        return drawable(person.relation or "") or role_of(person)
    return label


def shown_label(person: Person) -> str:
    """A label as the pictures show it: printable and at most 20 characters."""
    return _cut(printable_label(person))


def _cut(label: str) -> str:
    """A number at the end stays, since it tells people with one role apart."""
    if len(label) <= LONGEST_SHOWN:
        return label
    number = NUMBER_AT_END.search(label)
    end = number[0] if number else ""
    return label[: LONGEST_SHOWN - len(ELLIPSIS) - len(end)].rstrip() + ELLIPSIS + end


def initials(label: str) -> str:
    """One or two letters for in a mark."""
    words = [word for word in re.split(r"[\s\-]+", label) if word[:1].isalnum()]
    telling = [word for word in words if word.lower() not in COMMON_WORDS and not word.isdigit()][:2] or words[:1]
    return "".join(word[0].upper()[:1] for word in telling) or label[:1]


def lines(text: str, size: float, limit: float, bold: bool = False) -> tuple[str, ...]:
    """A text broken into lines of at most ``limit`` pixels; together they are the text. A long word breaks inside."""
    result = [""]
    for word in re.findall(r"\S+\s*", text):
        for piece in _pieces(word, size, limit, bold):
            if not result[-1] or width((result[-1] + piece).rstrip(), size, bold) <= limit:
                result[-1] += piece
            else:
                result.append(piece)
    return tuple(result)


def _pieces(word: str, size: float, limit: float, bold: bool) -> list[str]:
    """A word in pieces that fit; a mark stays with the letter it belongs to."""
    if width(word.rstrip(), size, bold) <= limit:
        return [word]
    pieces = [""]
    for cluster in CLUSTER.findall(word):
        if pieces[-1] and width((pieces[-1] + cluster).rstrip(), size, bold) > limit:
            pieces.append("")
        pieces[-1] += cluster
    return pieces
