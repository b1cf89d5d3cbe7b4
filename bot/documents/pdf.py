"""PDF files: lines with letter sizes and places, in reading order."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTAnno, LTChar, LTComponent, LTContainer, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from bot.documents.blocks import DocumentError, Reading
from bot.documents.characters import UNNAMED_GLYPH, one_line, tidy
from bot.documents.clutter import without_clutter
from bot.documents.footnotes import without_footnotes
from bot.documents.layout import blocks_of
from bot.documents.lines import Line

LEAST_PAGE_TEXT = 20  # characters; a page with a picture and less text is a scan
RAISED = 0.75  # a raised number is smaller than this part of the letters of its line
BOX_MARGIN = 1.0  # lines nearer than this, in heights of a line, are seen together first
PARAGRAPH_GAP = 1.25  # a larger step than this times the usual step between lines begins a paragraph
OTHER_SIZE = 0.08  # letters that differ by more than this part begin a block
MOST_UNNAMED = 0.3  # share of the characters
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about fonts, and may quote the file
FROM_A_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint)\b.*|untitled.*|naamloos.*|document\d*|.*\.(?:docx?|indd|pdf|pptx?|odt))$", re.IGNORECASE
)


@dataclass
class _Page:
    number: int
    lines: list[Line] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)  # of the feet of the letters of each line, in points from below
    has_picture: bool = False
    letters: int = 0
    unnamed: int = 0

    @property
    def is_scan(self) -> bool:
        return self.has_picture and sum(len(line.text) for line in self.lines) < LEAST_PAGE_TEXT


def read_pdf(content: bytes, most_pages: int) -> Reading:
    """Headings and paragraphs of a PDF. Raises :class:`DocumentError` when it is locked, damaged, scanned, or has too many pages."""
    try:
        title, count = _title_and_pages(content, most_pages)
        pages = list(_pages(content))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise DocumentError("is locked with a password; save it without one and import that file") from None
    except DocumentError:
        raise
    except (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OSError, RecursionError) as error:
        raise DocumentError("is damaged and cannot be read; open it in a PDF reader and save it anew") from error
    _separate_paragraphs(pages)
    scans = [page.number for page in pages if page.is_scan]
    lines = [line for page in pages if not page.is_scan for line in page.lines]
    if scans and not lines:
        raise DocumentError("holds only pictures of text (a scan); run text recognition (OCR) on it first")
    _refuse_unnamed_letters(pages)
    warnings = (f"{len(scans)} of {count} pages are pictures and were not read: {', '.join(map(str, scans[:10]))}",) if scans else ()
    return Reading(tuple(blocks_of(without_footnotes(without_clutter(lines)))), title, count, warnings)


def _title_and_pages(content: bytes, most_pages: int) -> tuple[str | None, int]:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    count = 0
    for _ in PDFPage.create_pages(document):
        count += 1
        if count > most_pages:
            raise DocumentError(f"has more than {most_pages} pages; split it, or raise KRINGWIJZER_IMPORT_PAGES")
    if count == 0:
        raise DocumentError("is damaged: no page can be found in it; open it in a PDF reader and save it anew")
    given = next((info["Title"] for info in document.info if isinstance(info.get("Title"), bytes)), b"")
    title = one_line(decode_text(given))
    return (title if title and not FROM_A_PROGRAM.match(title) else None), count


def _pages(content: bytes) -> Iterator[_Page]:
    block = 0
    for number, layout in enumerate(extract_pages(io.BytesIO(content), laparams=LAParams(line_margin=BOX_MARGIN, all_texts=True)), 1):
        page = _Page(number)
        for part in _parts(layout):
            if isinstance(part, LTImage):
                page.has_picture = True
            elif isinstance(part, LTTextBox):
                block += 1
                for row in part:
                    if isinstance(row, LTTextLine):
                        _add_line(page, row, block, layout)
        yield page


def _parts(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    for part in container:
        if isinstance(part, LTContainer) and not isinstance(part, LTTextBox):
            yield from _parts(part)
        else:
            yield part


def _add_line(page: _Page, row: LTTextLine, block: int, layout: LTPage) -> None:
    letters = [part for part in row if isinstance(part, LTChar) and not part.get_text().isspace()]
    page.letters += len(letters)
    page.unnamed += sum(UNNAMED_GLYPH.fullmatch(letter.get_text()) is not None for letter in letters)
    upright = [letter for letter in letters if letter.upright]
    if not upright:
        return
    sizes = sorted(letter.size for letter in upright)
    size = sizes[len(sizes) // 2]
    raised = {id(letter) for letter in upright if _is_raised(letter, size, row)}
    text = tidy("".join(part.get_text() for part in row if isinstance(part, (LTChar, LTAnno)) and id(part) not in raised).replace("\n", " "))
    if not text:
        return
    bold = all("bold" in letter.fontname.lower() or "black" in letter.fontname.lower() for letter in upright if letter.get_text().isalnum())
    top = 1 - (row.y1 + row.y0) / 2 / max(layout.height, 1)
    page.heights.append(sorted(letter.y0 for letter in upright)[len(upright) // 2])
    page.lines.append(Line(text, block, page.number, size, bold, top, id(letters[0]) in raised))


def _separate_paragraphs(pages: Sequence[_Page]) -> None:
    """Number the blocks anew, with a block per paragraph, whatever the spacing of the document is."""
    steps = Counter(round(step) for page in pages for step in _steps(page) if step is not None)
    usual = steps.most_common(1)[0][0] if steps else 0
    block = 0
    for page in pages:
        numbered: list[Line] = []
        for place, (line, step) in enumerate(zip(page.lines, _steps(page))):
            goes_on = step is not None and step <= max(usual * PARAGRAPH_GAP, usual + 1) and _same_size(line, page.lines[place - 1])
            block += 0 if goes_on else 1
            numbered.append(replace(line, block=block))
        page.lines = numbered


def _steps(page: _Page) -> list[float | None]:
    """How far each line stands below the one before it, in points; None for the first of what stands together."""
    pairs = zip(page.lines, page.lines[1:], page.heights, page.heights[1:])
    return [None, *(above - below if line.block == before.block else None for before, line, above, below in pairs)][: len(page.lines)]


def _same_size(line: Line, other: Line) -> bool:
    return line.size is not None and other.size is not None and abs(line.size - other.size) <= OTHER_SIZE * max(line.size, other.size)


def _is_raised(letter: LTChar, size: float, row: LTTextLine) -> bool:
    return letter.get_text().isdigit() and letter.size < RAISED * size and letter.y0 > row.y0 + 0.2 * size


def _refuse_unnamed_letters(pages: Sequence[_Page]) -> None:
    """Some programs leave out which letters the shapes of a font are; nothing readable comes out of such a file."""
    if sum(page.unnamed for page in pages) > MOST_UNNAMED * sum(page.letters for page in pages):
        raise DocumentError("does not say which letters its shapes are; export it to PDF anew from the program that made it")
