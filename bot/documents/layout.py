"""Lines put together to headings, paragraphs and list items, by letter size where there is one and by shape otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.documents.blocks import Block, BlockKind
from bot.documents.clutter import HEADING_SCALE
from bot.documents.hyphens import HyphenJoiner
from bot.documents.lines import BULLET, Line, body_size

LONGEST_HEADING = 120
MOST_HEADING_LINES = 3
MOST_BOLD = 0.5  # where more of the text is bold, bold says nothing
SHORT_LINE = 0.8  # the last line of a heading stops before this part of the width
LEAST_HEADING_LETTERS = 4
HEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+[^\W\d_]")
CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s+[A-ZÀ-Ý]")
APPENDIX = re.compile(r"bijlagen?\b", re.IGNORECASE)
WHOLE_PARAGRAPH = 150  # characters; a longer line of plain text is a paragraph by itself


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a document from its lines, cleaned of clutter beforehand."""
    if not lines:
        return []
    is_printed = any(line.size is not None for line in lines)
    levels = _levels_by_size(lines) if is_printed else _levels_by_shape(lines)
    return list(_blocks(lines, levels, HyphenJoiner([line.text for line in lines])))


def _blocks(lines: Sequence[Line], levels: Sequence[int], joiner: HyphenJoiner) -> Iterator[Block]:
    open_block: Block | None = None
    for level, members in groupby(range(len(lines)), key=lambda number: (levels[number], lines[number].block if levels[number] else 0)):
        group = [lines[number] for number in members]
        if level[0]:
            if open_block:
                yield open_block
                open_block = None
            yield Block(BlockKind.HEADING, joiner.join([line.text for line in group]), level[0], group[0].page)
            continue
        for line, begins in _with_beginnings(group):
            if open_block and _goes_on(open_block.text, line, begins):
                open_block = Block(open_block.kind, joiner.append(open_block.text, line.text), 0, open_block.page)
                continue
            if open_block:
                yield open_block
            kind = BlockKind.ITEM if BULLET.match(line.text) else BlockKind.PARAGRAPH
            open_block = Block(kind, BULLET.sub("", line.text), 0, line.page)
    if open_block:
        yield open_block


def _with_beginnings(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether its place alone says that a paragraph begins."""
    before: Line | None = None
    for line in lines:
        whole = before is not None and len(before.text) > WHOLE_PARAGRAPH and before.size is None
        yield line, before is None or line.block != before.block or whole
        before = line


def _goes_on(text: str, line: Line, begins: bool) -> bool:
    """Whether a line belongs to the paragraph before it: within a block, or over a gap when a sentence was cut off there."""
    if BULLET.match(line.text):
        return False
    if not begins:
        return True
    unfinished = not Line(text, 0).ends_a_sentence
    return unfinished and line.text[:1].islower()


def _levels_by_size(lines: Sequence[Line]) -> list[int]:
    """The heading level of every line, 0 for text: larger letters first, then bold lines that stand apart."""
    body = body_size(lines) or 0.0
    bold = sum(len(line.text) for line in lines if line.bold) / max(1, sum(len(line.text) for line in lines))
    sizes = sorted({round(line.size, 1) for line in lines if line.size and line.size > body * HEADING_SCALE and _may_be_heading(line)}, reverse=True)
    levels = []
    for number, line in enumerate(lines):
        if line.size and round(line.size, 1) in sizes and _may_be_heading(line):
            levels.append(sizes.index(round(line.size, 1)) + 1)
        elif line.bold and bold < MOST_BOLD and _may_be_heading(line) and _stands_apart(number, lines, levels):
            levels.append(len(sizes) + 1)
        else:
            levels.append(0)
    return levels


def _stands_apart(number: int, lines: Sequence[Line], levels: Sequence[int]) -> bool:
    line = lines[number]
    before = lines[number - 1] if number else None
    return before is None or before.block != line.block or before.ends_a_sentence or levels[number - 1] > 0


def _may_be_heading(line: Line) -> bool:
    bare = BULLET.sub("", line.text)
    return len(line.text) <= LONGEST_HEADING and any(c.isalpha() for c in bare) and not line.text.endswith((".", ",", ";", ":"))


def _levels_by_shape(lines: Sequence[Line]) -> list[int]:
    """For plain text: short lines that begin a block, do not end like a sentence, and are followed by a new sentence.

    The number of a heading gives its level; a heading without a number stands below the numbered ones.
    """
    groups = [list(members) for _, members in groupby(range(len(lines)), key=lambda number: lines[number].block)]
    headings: dict[int, int] = {}
    # With chapters numbered "2 Doel", a line like "2. Oma" is an item of a list.
    with_dots = not any(CHAPTER.match(lines[group[0]].text) for group in groups if len(group) == 1)
    for place, group in enumerate(groups):
        following = lines[groups[place + 1][0]] if place + 1 < len(groups) else None
        before = lines[group[0] - 1] if group[0] else None
        count = _heading_lines([lines[number] for number in group], before, following, with_dots)
        depth = _depth(lines[group[0]].text)
        headings |= {number: depth for number in group[:count]}
    deepest = max(headings.values(), default=0)
    return [(headings[number] or deepest + 1) if number in headings else 0 for number in range(len(lines))]


def _depth(text: str) -> int:
    """How deep the number of a heading is: 1 for "2" and for an appendix, 2 for "2.1"; 0 without a number."""
    if APPENDIX.match(text):
        return 1
    match = HEADING_NUMBER.match(text)
    return match[1].count(".") + 1 if match else 0


def _heading_lines(block: Sequence[Line], before: Line | None, following: Line | None, with_dots: bool) -> int:
    """How many lines at the start of a block are its heading."""
    if before is not None and not before.ends_a_sentence and block[0].text[:1].islower():
        return 0
    if BULLET.match(block[0].text) and not (with_dots and _is_numbered_heading(block, following)):
        return 0
    width = max(len(line.text) for line in block)
    for count in range(1, min(MOST_HEADING_LINES, len(block)) + 1):
        heading, rest = block[:count], block[count:]
        following_line = rest[0] if rest else following
        if following_line is None or not _has_heading_shape(heading):
            return 0
        begins_anew = not following_line.text[:1].islower()
        if begins_anew and (not rest or len(heading[-1].text) <= SHORT_LINE * width):
            return count
    return 0


def _is_numbered_heading(block: Sequence[Line], following: Line | None) -> bool:
    """A line like "1. Doel" alone, with text after it; in a numbered list the next item follows."""
    return HEADING_NUMBER.match(block[0].text) is not None and len(block) == 1 and following is not None and not BULLET.match(following.text)


def _has_heading_shape(lines: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    begins = text[:1].isupper() or HEADING_NUMBER.match(text) is not None
    return (
        begins
        and len(text) <= LONGEST_HEADING
        and sum(c.isalpha() for c in text) >= LEAST_HEADING_LETTERS
        and not lines[-1].text.endswith((".", ",", ";", ":", "-", "”", '"', "…"))
        and not text.lower().startswith(("bron:", "http", "www."))
    )
