"""From a file name to its text: which kind of file it really is, and what makes a file unfit to import."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.documents.blocks import DocumentError, Reading
from bot.documents.dutch import other_language
from bot.documents.html import read_html, read_markdown
from bot.documents.pdf import read_pdf
from bot.documents.plain_text import read_text
from bot.documents.word import read_word

BYTES_PER_MEGABYTE = 1_000_000
MOST_CHARACTERS = 5_000_000  # about 2,500 pages of text
LEAST_WORDS = 20
EXTENSIONS = {
    "pdf": "pdf", "docx": "docx", "html": "html", "htm": "html", "xhtml": "html", "md": "md", "markdown": "md", "txt": "txt", "text": "txt",
}  # fmt: skip
ANYTHING_ELSE = "use PDF, Word (.docx), HTML, Markdown (.md) or text (.txt)"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
BEGINS_LIKE_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
HEAD = 2048  # bytes that show what a file is


@dataclass(frozen=True)
class Limits:
    """What may be imported: megabytes per file and pages per PDF."""

    megabytes: int
    pages: int


@dataclass(frozen=True)
class OpenedFile:
    """A file that can be imported: its name, bytes, kind (``pdf``, ``docx``, ``html``, ``md`` or ``txt``) and text."""

    name: str
    content: bytes
    kind: str
    reading: Reading


def open_file(path: Path, limits: Limits) -> OpenedFile:
    """Read a file. Raises :class:`DocumentError` with the name of the file, the reason and the way out."""
    try:
        content = _content(path, limits)
        kind = _kind(path, content)
        readers: dict[str, Callable[[bytes], Reading]] = {
            "pdf": lambda content: read_pdf(content, limits.pages), "docx": read_word, "html": read_html, "md": read_markdown, "txt": read_text,
        }  # fmt: skip
        reading = readers[kind](content)
        _refuse_what_cannot_be_searched(reading)
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error}") from error
    return OpenedFile(os.fsencode(path.name).decode("utf-8", "replace"), content, kind, reading)


def _content(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError("is a folder; name the files in it")
        if not path.exists():
            raise DocumentError("does not exist; check the name and the folder")
        if not path.is_file():
            raise DocumentError("is not a file; name a file")
        size = path.stat().st_size
        if size > limits.megabytes * BYTES_PER_MEGABYTE:
            raise DocumentError(
                f"is {size / BYTES_PER_MEGABYTE:.0f} MB, at most {limits.megabytes} MB; make the pictures smaller, split it, "
                "or raise KRINGWIJZER_IMPORT_MEGABYTES"
            )
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror or type(error).__name__}); check who may read it") from error
    if not content.strip():
        raise DocumentError("is empty; save it again from the program that made it")
    return content


def _kind(path: Path, content: bytes) -> str:
    """The kind that the name says, if the content agrees. Raises :class:`DocumentError`."""
    named, found = EXTENSIONS.get(path.suffix.lower().removeprefix(".")), _kind_of_content(content)
    if found is not None and found != named and not (found == "html" and named == "md"):
        raise DocumentError(f"is {_in_words(found)} by its content, whatever its name says; rename it to {path.stem}.{found}")
    if named is None:
        raise DocumentError(f"is a kind of file that cannot be imported; {ANYTHING_ELSE}")
    if found is None and named in {"pdf", "docx"}:
        raise DocumentError(f"is no {_in_words(named)}, or is damaged; open it in the program that made it and save it anew")
    return named


def _kind_of_content(content: bytes) -> str | None:
    """What the first bytes say; None for text and for whatever is unknown. Raises :class:`DocumentError` for known kinds that do not fit."""
    head = content[:HEAD]
    if b"%PDF-" in head:
        return "pdf"
    if content.startswith(OLD_OFFICE):
        if LOCKED_OFFICE in content:
            raise DocumentError("is locked with a password; save it without one and import that file")
        raise DocumentError("is from an older Office program; save it as Word (.docx) or PDF")
    if content.startswith(b"PK\x03\x04"):
        return _kind_in_zip(content)
    return "html" if BEGINS_LIKE_HTML.match(head) else None


def _kind_in_zip(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError("is damaged and cannot be read; open it in the program that made it and save it anew") from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    raise DocumentError(f"is a kind of file that cannot be imported; {ANYTHING_ELSE}")


def _in_words(kind: str) -> str:
    return {"pdf": "PDF", "docx": "Word file (.docx)", "html": "web page (HTML)"}[kind]


def _refuse_what_cannot_be_searched(reading: Reading) -> None:
    text = "\n".join(block.text for block in reading.blocks)
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(f"holds {len(text):,} characters of text, at most {MOST_CHARACTERS:,}; split it")
    if sum(len(block.text.split()) for block in reading.blocks if not block.is_heading) < LEAST_WORDS:
        raise DocumentError(f"holds fewer than {LEAST_WORDS} words of text; check that it is the right file")
    language = other_language(text)
    if language is not None:
        seems = f"seems to be {language}" if language else "does not seem to be Dutch"
        raise DocumentError(f"{seems}; the assistant searches in Dutch only, so import a Dutch version")
