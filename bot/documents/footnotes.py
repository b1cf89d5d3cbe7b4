"""Footnotes and the raised numbers that point to them: out of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.documents.lines import Line, body_size

SMALLER = 0.92  # footnotes are set at most so large, beside the body text
LOWER_PART = 0.4  # footnotes stand below this part of a page
BEGINS_A_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3}|†)\s*\S")
NUMBERED = re.compile(r"(\d{1,3}) (?=[^\W\d_]|http)")
SEVERAL = 2  # notes found, from which on the rest is believed to be numbered through
LEAST_TELLING = 30  # characters; shorter numbered lines are headings


def without_footnotes(lines: Sequence[Line]) -> list[Line]:
    """The lines without footnotes: small print at the foot of a page, or numbered lines that a raised number points to."""
    return _without_pointed_notes(_without_small_print(lines))


def _without_small_print(lines: Sequence[Line]) -> list[Line]:
    body = body_size(lines)
    if body is None:
        return list(lines)
    notes: set[int] = set()
    page_in_notes = None
    for block in dict.fromkeys(line.block for line in lines):
        members = [number for number, line in enumerate(lines) if line.block == block]
        first = lines[members[0]]
        small = all((lines[number].size or body) <= body * SMALLER for number in members)
        low = first.top is not None and first.top > LOWER_PART
        starts = low and (first.noted or BEGINS_A_NOTE.match(first.text) is not None)
        if small and (starts or (low and page_in_notes == first.page)):
            page_in_notes = first.page
            notes |= set(members)
        elif not small:
            page_in_notes = None
    return [line for number, line in enumerate(lines) if number not in notes]


def _without_pointed_notes(lines: Sequence[Line]) -> list[Line]:
    """For text without letter sizes. Notes are numbered through, so the next number that was pointed to begins the next note."""
    kept: list[Line] = []
    last, note_block = 0, -1
    for line in lines:
        match = NUMBERED.match(line.text)
        number = int(match[1]) if match else None
        if number == last + 1 and len(line.text) >= LEAST_TELLING and (pointing := _place_of_pointer(kept, number)) is not None:
            kept[pointing] = _without_pointer(kept[pointing], number)
            last, note_block = number, line.block
        elif note_block == line.block and number is None:
            continue
        elif note_block == line.block - 1 and _continues_note(line, kept):
            note_block = line.block
        else:
            note_block = -1
            kept.append(line)
    return _without_loose_pointers(kept, last) if last >= SEVERAL else kept


def _without_loose_pointers(lines: list[Line], last: int) -> list[Line]:
    """Where notes are numbered through, the next numbers point to notes that the file lacks."""
    while (place := _place_of_pointer(lines, last + 1)) is not None:
        last += 1
        lines[place] = _without_pointer(lines[place], last)
    return lines


def _continues_note(line: Line, kept: Sequence[Line]) -> bool:
    """A note runs on over a blank line when the text before it was finished and this does not begin a sentence."""
    return line.text[:1].islower() and bool(kept) and kept[-1].ends_a_sentence


def _pointer(number: int) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[^\W\d_]){number}(?![\w-])"  # steun1
        rf"|(?<=[^\W\d_][.,;:!?)“”’]){number}(?![\w.,-])"  # steun.1
        rf"|(?<=[“”’]) ?{number}$"  # steun.” 1
    )


def _place_of_pointer(lines: Sequence[Line], number: int) -> int | None:
    pattern = _pointer(number)
    return next((place for place in range(len(lines) - 1, -1, -1) if pattern.search(lines[place].text)), None)


def _without_pointer(line: Line, number: int) -> Line:
    return replace(line, text=_pointer(number).sub("", line.text, count=1))
