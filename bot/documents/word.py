"""Word files (.docx): headings by their styles, lists, tables row by row, pages where Word left them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from bot.documents.blocks import Block, BlockKind, DocumentError, Reading
from bot.documents.characters import one_line

MOST_UNPACKED = 200_000_000  # bytes; far more than any document needs, and little enough for the memory
NOT_TEXT = {qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
SPACING = {qn("w:tab"), qn("w:br"), qn("w:cr")}
HEADING_STYLE = re.compile(r"(?:heading|kop) ?(\d)", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"(?:toc|inhopg|inhoudsopgave)\b.*", re.IGNORECASE)
LEFT_OUT_STYLES = re.compile(r"(?:header|footer|footnote text|endnote text|koptekst|voettekst|voetnoottekst)", re.IGNORECASE)
DEEPEST_STYLE_CHAIN = 10
TITLE_OF_NO_ONE = "Word Document"  # what some programs fill in


def read_word(content: bytes) -> Reading:
    """Headings and paragraphs of a Word file. Raises :class:`DocumentError` when it is damaged or unpacks too large."""
    try:
        _refuse_bomb(content)
        document = docx.Document(io.BytesIO(content))
        blocks = tuple(_blocks(document))
        title = one_line(document.core_properties.title or "")
    except DocumentError:
        raise
    except (OpcError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, OSError, RecursionError) as error:
        raise DocumentError("is damaged and cannot be read; open it in Word and save it anew") from error
    pages = max((block.page for block in blocks if block.page), default=None)
    return Reading(blocks, title if title not in {"", TITLE_OF_NO_ONE} else None, pages)


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise DocumentError("unpacks to more than a document can hold; take out large pictures, or save it as PDF")


def _blocks(document: Document) -> Iterator[Block]:
    styles = {style.style_id: style for style in document.styles}
    has_pages = next(document.element.body.iter(qn("w:lastRenderedPageBreak")), None) is not None
    page = 1
    for part in _paragraphs_and_rows(document.element.body):
        block = _row(part) if part.tag == qn("w:tr") else _paragraph(part, styles)
        # A break before the text begins a page; one in the middle leaves the paragraph on the page where it begins.
        starts = has_pages and _breaks_before_text(part)
        page += 1 if starts else 0
        if block is not None:
            yield Block(block.kind, block.text, block.level, page if has_pages else None)
        page += sum(1 for _ in part.iter(qn("w:lastRenderedPageBreak"))) - (1 if starts else 0)


def _paragraphs_and_rows(element: Any) -> Iterator[Any]:
    """Paragraphs and table rows in order, those within content controls too; a row is not entered."""
    for child in element:
        if child.tag in {qn("w:p"), qn("w:tr")}:
            yield child
        elif child.tag not in NOT_TEXT:
            yield from _paragraphs_and_rows(child)


def _paragraph(paragraph: Any, styles: dict[str, Any]) -> Block | None:
    text = one_line(_text(paragraph))
    style = styles.get(paragraph.style or "")
    name = style.name or "" if style is not None else ""
    if not text or CONTENTS_STYLE.fullmatch(name) or LEFT_OUT_STYLES.fullmatch(name):
        return None
    level = _heading_level(paragraph, style)
    if level is not None:
        return Block(BlockKind.HEADING, text, level)
    properties = paragraph.pPr
    is_item = (properties is not None and properties.numPr is not None) or "list" in name.lower() or "lijst" in name.lower()
    return Block(BlockKind.ITEM if is_item else BlockKind.PARAGRAPH, text)


def _heading_level(paragraph: Any, style: Any) -> int | None:
    """1 for the highest; the title of a document counts as 1 too."""
    outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    for _ in range(DEEPEST_STYLE_CHAIN):
        if outline is not None or style is None:
            break
        name = style.name or ""
        if name.lower() in {"title", "titel"}:
            return 1
        match = HEADING_STYLE.fullmatch(name)
        if match:
            return int(match[1])
        outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        style = style.base_style
    level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return level + 1 if level < 9 else None


def _row(row: Any) -> Block | None:
    cells = [one_line(" ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc"))]
    text = "; ".join(cell for cell in cells if cell)
    return Block(BlockKind.ITEM, text) if text else None


def _text(element: Any) -> str:
    if element.tag in NOT_TEXT or element.tag == qn("w:pPr"):
        return ""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag in SPACING:
        return " "
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    return "".join(_text(child) for child in element)


def _breaks_before_text(part: Any) -> bool:
    for element in part.iter(qn("w:t"), qn("w:lastRenderedPageBreak")):
        if element.tag == qn("w:lastRenderedPageBreak"):
            return True
        if element.text and element.text.strip():
            return False
    return False
