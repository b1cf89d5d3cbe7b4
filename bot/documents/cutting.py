"""Passages of a length that can be read at a glance, each under one heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.documents.blocks import Block, BlockKind

LEAST_WORDS = 80
FULL_WORDS = 160  # a passage that is long enough takes no paragraph that makes it longer than this
MOST_WORDS = 200
FEW_WORDS = 25  # sections with less are put together with their neighbours under the same heading
LONGEST_WORD = 100  # characters; what is longer is no word and is cut
LONGEST_SECTION = 200  # characters
ITEM_MARK = "-"
BETWEEN_LEVELS = " › "
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-Ý0-9])")


@dataclass(frozen=True)
class CutPassage:
    """Text with its section (at most two headings, the nearest last) and the page where it begins."""

    text: str
    section: str | None
    page: int | None

    @property
    def words(self) -> int:
        """How many words the text has, without the marks of list items."""
        return sum(word != ITEM_MARK for word in self.text.split())


@dataclass(frozen=True)
class _Section:
    headings: tuple[str, ...]
    paragraphs: tuple[Block, ...]

    @property
    def words(self) -> int:
        return sum(len(block.text.split()) for block in self.paragraphs)

    @property
    def parent(self) -> tuple[str, ...]:
        return self.headings[:-1]


def cut(blocks: Sequence[Block], title: str) -> list[CutPassage]:
    """The passages of a document, in order. A first heading that only repeats the title is no section."""
    sections = _together_when_short(_sections(blocks, title))
    return [passage for section in sections for passage in _passages(section)]


def _sections(blocks: Sequence[Block], title: str) -> Iterator[_Section]:
    open_headings: list[tuple[int, str]] = []
    paragraphs: list[Block] = []
    for number, block in enumerate(blocks):
        if not any(c.isalnum() for c in block.text):
            continue
        if not block.is_heading:
            paragraphs += _short_enough(block)
            continue
        if paragraphs:
            yield _Section(tuple(text for _, text in open_headings), tuple(paragraphs))
            paragraphs = []
        open_headings = [(level, text) for level, text in open_headings if level < block.level]
        if number > 0 or block.text.casefold() != title.casefold():
            open_headings.append((block.level, block.text))
    if paragraphs:
        yield _Section(tuple(text for _, text in open_headings), tuple(paragraphs))


def _together_when_short(sections: Iterable[_Section]) -> Iterator[_Section]:
    """Neighbouring sections of a few words under the same heading as one, each with its own heading before its text."""
    for (is_short, parent), members in groupby(sections, key=lambda s: (bool(s.headings) and s.words < FEW_WORDS, s.parent)):
        group = list(members)
        if is_short and len(group) > 1:
            yield _Section(parent, tuple(block for section in group for block in _with_heading(section)))
        else:
            yield from group


def _with_heading(section: _Section) -> list[Block]:
    first, *others = section.paragraphs
    return [*_short_enough(replace(first, kind=BlockKind.PARAGRAPH, text=f"{section.headings[-1]}: {first.text}")), *others]


def _passages(section: _Section) -> Iterator[CutPassage]:
    groups: list[list[Block]] = []
    for block in section.paragraphs:
        if groups and _takes(groups[-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    if len(groups) > 1 and _words(groups[-1]) < LEAST_WORDS and _words(groups[-2]) + _words(groups[-1]) <= MOST_WORDS:
        groups[-2:] = [groups[-2] + groups[-1]]
    name = BETWEEN_LEVELS.join(section.headings[-2:])[:LONGEST_SECTION] or None
    for group in groups:
        yield CutPassage(_text(group), name, group[0].page)


def _takes(group: Sequence[Block], block: Block) -> bool:
    words, more = _words(group), len(block.text.split())
    # A line that announces a list stays with it.
    announces = group[-1].text.endswith(":") and words < LEAST_WORDS
    return words + more <= (FULL_WORDS if words >= LEAST_WORDS and not announces else MOST_WORDS)


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _text(blocks: Sequence[Block]) -> str:
    text = ""
    before: Block | None = None
    for block in blocks:
        is_item = block.kind is BlockKind.ITEM
        between = "\n" if before is not None and is_item and before.kind is BlockKind.ITEM else "\n\n"
        text += ("" if before is None else between) + (f"{ITEM_MARK} " if is_item else "") + block.text
        before = block
    return text


def _short_enough(block: Block) -> list[Block]:
    """A paragraph as itself, or as parts of whole sentences when it is longer than a passage may be."""
    words = [part for word in block.text.split() for part in _cut_word(word)]
    if len(words) <= MOST_WORDS:
        return [replace(block, text=" ".join(words))]
    parts: list[str] = []
    wanted = -(-len(words) // -(-len(words) // FULL_WORDS))  # parts of about equal length
    for sentence in _sentences(" ".join(words)):
        if parts and len(parts[-1].split()) + len(sentence.split()) <= wanted * 1.1:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    return [replace(block, kind=block.kind if number == 0 else BlockKind.PARAGRAPH, text=part) for number, part in enumerate(parts)]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in [*SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        words = text[start:end].split()
        for first in range(0, len(words), FULL_WORDS):
            yield " ".join(words[first : first + FULL_WORDS])
        start = end


def _cut_word(word: str) -> list[str]:
    return [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]
