"""What a reader takes out of a file: headings and paragraphs in reading order, with page numbers where the file has pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.errors import CommandError


class DocumentError(CommandError):
    """A file cannot be imported; the message is one line with the file name, the reason and the way out."""


class BlockKind(Enum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True)
class Block:
    """A heading, paragraph or list item. ``level`` is 1 for the highest heading and 0 for the rest; ``page`` counts from 1."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None

    @property
    def is_heading(self) -> bool:
        """Whether this block names what follows it."""
        return self.kind is BlockKind.HEADING


@dataclass(frozen=True)
class Reading:
    """A file as text. ``title`` is what the file itself says; ``warnings`` tell the operator what could not be read."""

    blocks: tuple[Block, ...]
    title: str | None = None
    pages: int | None = None
    warnings: tuple[str, ...] = ()
