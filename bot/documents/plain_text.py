"""Plain text files, wrapped or not, with or without form feeds between pages."""

from __future__ import annotations

import re

from bot.documents.blocks import DocumentError, Reading
from bot.documents.characters import LINE_ENDS, tidy
from bot.documents.clutter import without_clutter
from bot.documents.footnotes import without_footnotes
from bot.documents.layout import blocks_of
from bot.documents.lines import BULLET, ENDS_A_SENTENCE, Line

FORM_FEED = "\f"
UNDERLINE = re.compile(r"[-=_*~#]{3,}")


def read_text(content: bytes) -> Reading:
    """Headings and paragraphs of a text file; pages where it has form feeds. Raises :class:`DocumentError` for what is no text."""
    pages = decoded(content).replace("\r\n", "\n").split(FORM_FEED)
    lines: list[Line] = []
    block = 0
    for number, page in enumerate(pages, 1):
        block += 1
        before, in_item = "", False
        for raw in page.translate(LINE_ENDS).split("\n"):
            text = tidy(raw)
            if not text or UNDERLINE.fullmatch(text):
                block, before, in_item = block + 1, "", False
                continue
            if _is_set_in(raw, before) and (not in_item or ENDS_A_SENTENCE.search(before.rstrip())):
                block, in_item = block + 1, False
            in_item = in_item or BULLET.match(text) is not None
            before = raw
            lines.append(Line(text, block, number if len(pages) > 1 else None))
    cleaned = without_footnotes(without_clutter(lines))
    return Reading(tuple(blocks_of(cleaned)), pages=len(pages) if len(pages) > 1 else None)


def _is_set_in(line: str, before: str) -> bool:
    """Whether a line begins a paragraph by standing further in than the line before it."""
    return bool(before) and not before[0].isspace() and line[0].isspace() and not line.lstrip()[0].islower()


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or the western encoding of older Windows programs."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise DocumentError("holds no text; save it as text (UTF-8), PDF or .docx")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError("is text in an unknown encoding; save it as UTF-8")
