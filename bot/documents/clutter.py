"""Lines that are no part of the text: running headers and footers, page numbers, tables of contents."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.documents.lines import Line, body_size

EDGE = 0.13  # the part of a page, above and below, where headers and footers stand
EDGE_LINES = 2  # the same in lines, for pages of plain text
LEAST_REPEATS = 3
HEADING_SCALE = 1.12
PAGE_NUMBER = re.compile(r"\W*(?:(?:pagina|blz\.?|p\.|page)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:van|/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
BARE_NUMBER = re.compile(r"[-–—|\s]*(?:(?:pagina|blz\.?)\s*)?\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE)
NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? [^\W\d_].*[^.;,:]")
CONTENTS = re.compile(r"(?:inhoud|inhoudsopgave|inhoudsoverzicht|table of contents)", re.IGNORECASE)
WITH_LEADERS = re.compile(r".*?(?:\s?[.·…_]){3,}\s*\d{1,3}$")
CONTENTS_TAIL = re.compile(r"[\s.·…_]*\d{1,3}$|[\s.·…_]+$")
WITH_A_NUMBER = re.compile(r"(?P<name>[^\W\d_].{3,}?)\s+[-–—|•]\s+(?:pagina )?\d{1,4}")
DIGITS = re.compile(r"\d+")
OTHERS_BETWEEN = 1  # lines in a table of contents that need not look like one


def without_clutter(lines: Sequence[Line]) -> list[Line]:
    """The lines without headers, footers, page numbers and tables of contents."""
    # Contents go first: a page number in it would otherwise hide that a line belongs to it.
    remaining = without_contents(lines)
    if any(line.page is not None for line in remaining):
        remaining = without_running_lines(remaining)
    else:
        remaining = _without_numbered_footers(_without_repeated_chapters(remaining))
    return [line for line in remaining if not BARE_NUMBER.fullmatch(line.text)]


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of paged text without those at the edges of pages that come back on others, and without page numbers there.

    From each edge inwards it stops at the first line that is neither, so that text which begins alike on pages stays.
    """
    edges = _edges(lines)
    pages = len({line.page for line in lines})
    body = body_size(lines)
    on_pages: dict[str, set[int | None]] = defaultdict(set)
    for number in (number for edge in edges for number in edge):
        on_pages[_shape(lines[number], body)].add(lines[number].page)

    def is_running(line: Line) -> bool:
        needed = min(LEAST_REPEATS, max(pages, 2))
        if _is_large(line, body):
            needed = max(LEAST_REPEATS, math.ceil(pages / 2))
        return PAGE_NUMBER.fullmatch(line.text) is not None or len(on_pages[_shape(line, body)]) >= needed

    dropped = {number for edge in edges for number in takewhile(lambda number: is_running(lines[number]), edge)}
    # On a printed page a header stands apart; a line of a paragraph that happens to come back is text.
    with_text = {line.block for number, line in enumerate(lines) if number not in dropped and line.top is not None}
    dropped = {number for number in dropped if lines[number].block not in with_text}
    return [line for number, line in enumerate(lines) if number not in dropped]


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without tables of contents: what follows the word, and rows of dots that lead to numbers."""
    last_place = {_bare(line.text): number for number, line in enumerate(lines)}
    dropped: set[int] = set()
    for number, line in enumerate(lines):
        if number not in dropped and CONTENTS.fullmatch(line.text.strip(" .:")):
            dropped |= _contents_after(number, lines, last_place)
    for run in _runs(number for number, line in enumerate(lines) if WITH_LEADERS.fullmatch(line.text)):
        if len(run) >= LEAST_REPEATS:
            dropped |= set(run)
    return [line for number, line in enumerate(lines) if number not in dropped]


def _contents_after(start: int, lines: Sequence[Line], last_place: dict[str, int]) -> set[int]:
    found, others = {start}, 0
    seen: set[str] = set()
    for number in range(start + 1, len(lines)):
        text = lines[number].text
        bare = _bare(text)
        again = bool(bare) and bare in seen
        seen.add(bare)
        is_entry = not again and (BARE_NUMBER.fullmatch(text) or bare != text or last_place.get(bare, 0) > number)
        others = 0 if is_entry else others + 1
        if others > OTHERS_BETWEEN or again:
            break
        if is_entry:
            found |= set(range(max(found) + 1, number + 1))
    return found if len(found) > LEAST_REPEATS else {start}


def _without_repeated_chapters(lines: Sequence[Line]) -> list[Line]:
    """A numbered heading that stands alone and comes back word for word is the running header of a file without pages."""
    blocks = Counter(line.block for line in lines)
    seen: set[str] = set()
    kept = []
    for line in lines:
        if NUMBERED_HEADING.fullmatch(line.text) and (line.text in seen or blocks[line.block] == 1):
            if line.text in seen:
                continue
            seen.add(line.text)
        kept.append(line)
    return kept


def _without_numbered_footers(lines: Sequence[Line]) -> list[Line]:
    """Without "Jaarplan – 12" that comes back with another number, also at the end of a line: the footers of a file without pages."""
    names = {footer["name"] for line in lines if (footer := WITH_A_NUMBER.fullmatch(line.text))}
    kept = list(lines)
    for name in names:
        pattern = re.compile(rf"(?:^|\s){re.escape(name)}\s+[-–—|•]\s+(?:pagina )?(\d{{1,4}})$")
        found = {number: match for number, line in enumerate(kept) if (match := pattern.search(line.text))}
        if len({match[1] for match in found.values()}) > 1:
            kept = [replace(line, text=line.text[: found[number].start()]) if number in found else line for number, line in enumerate(kept)]
    return [line for line in kept if line.text]


def _edges(lines: Sequence[Line]) -> list[list[int]]:
    """Per page the lines at the top and those at the bottom, each from the edge inwards."""
    by_page: dict[int | None, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        by_page[line.page].append(number)
    edges = []
    for numbers in by_page.values():
        if all(lines[number].top is not None for number in numbers):
            ordered = sorted(numbers, key=lambda number: lines[number].top or 0.0)
            edges.append([number for number in ordered if (lines[number].top or 0.0) <= EDGE])
            edges.append([number for number in reversed(ordered) if (lines[number].top or 0.0) >= 1 - EDGE])
        else:
            edges += [numbers[:EDGE_LINES], numbers[: -EDGE_LINES - 1 : -1]]
    return edges


def _shape(line: Line, body: float | None) -> str:
    text = line.text.lower() if _is_large(line, body) else DIGITS.sub("#", line.text.lower())
    return " ".join(text.split())


def _is_large(line: Line, body: float | None) -> bool:
    return body is not None and line.size is not None and line.size > body * HEADING_SCALE


def _bare(text: str) -> str:
    return CONTENTS_TAIL.sub("", text)


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= OTHERS_BETWEEN + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
