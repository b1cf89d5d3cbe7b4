"""``kringwijzer import``, ``documents`` and ``remove``."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bot.documents.blocks import DocumentError
from bot.documents.cutting import CutPassage, cut
from bot.documents.opening import Limits, OpenedFile, open_file
from bot.documents.papers import Ask, Options, asked, papers_of, refuse_one_title_for_several
from bot.documents.store import DocumentStore, NewDocument, Papers, Stored, open_document_store
from bot.errors import CommandError
from bot.settings import Settings
from bot.storage.migrate import upgrade

WIDE = 1000  # characters; a list that goes to a file is not folded
NOTHING_IMPORTED = "Nothing was imported. Leave these files out or mend them, and give the command again."


def import_files(settings: Settings, files: Sequence[str], options: Options, questions: bool = True) -> int:
    """Import all of the files or, when one of them cannot be, none. Returns the exit code.

    Raises :class:`CommandError` for an option that cannot be, or a database that does not answer.
    """
    refuse_one_title_for_several(options, len(files))
    console, today = Console(highlight=False, soft_wrap=True), date.today()
    opened, refused = read_files([Path(file) for file in files], Limits(settings.import_megabytes, settings.import_pages), _bar(console))
    if refused:
        for fault in refused:
            print(f"kringwijzer: {_printable(fault)}", file=sys.stderr)
        print(NOTHING_IMPORTED, file=sys.stderr)
        return 1
    ask = _terminal(console) if questions and sys.stdin.isatty() and sys.stdout.isatty() else None
    ready = [_ready(file, options, today, ask, console) for file in opened]
    with _store(settings) as store:
        stored = store.put(ready)
    for file, document, outcome in zip(opened, ready, stored):
        _tell(console, file, document, outcome)
    return 0


def read_files(paths: Sequence[Path], limits: Limits, bar: Callable[[Sequence[Path]], Iterable[Path]]) -> tuple[list[OpenedFile], list[str]]:
    """The files that can be imported, and a line for each that cannot, with the way out."""
    opened: list[OpenedFile] = []
    refused: list[str] = []
    for path in bar(paths):
        try:
            opened.append(_unlike_the_others(open_file(path, limits), opened))
        except DocumentError as error:
            refused.append(str(error))
    return opened, refused


def list_documents(settings: Settings) -> int:
    """Print every imported document. Returns the exit code."""
    with _store(settings) as store:
        kept = store.documents()
    if not kept:
        print("No documents yet. Add one with: kringwijzer import FILE")
        return 0
    table = Table(box=None, pad_edge=False)
    for column in ("id", "title", "year", "for", "reviewed", "passages", "pages", "file", "imported"):
        table.add_column(column, overflow="fold", no_wrap=column not in {"title", "file"})
    for document in kept:
        papers = document.papers
        cells = (document.id, papers.title, papers.year, papers.audience.value if papers.audience else "iedereen", papers.reviewed_on)
        cells += (document.passages, document.pages, document.file_name, document.imported_at.date())  # type: ignore[assignment]
        table.add_row(*("-" if cell is None else Text(_printable(str(cell))) for cell in cells))
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(table)
    return 0


def remove_document(settings: Settings, document_id: int) -> int:
    """Remove a document. Returns the exit code; raises :class:`CommandError` when there is no such number."""
    with _store(settings) as store:
        removed = store.remove(document_id)
    if removed is None:
        raise CommandError(f"there is no document {document_id}; kringwijzer documents lists them")
    print(f"Removed {removed.id}: {removed.papers.title} ({removed.passages} passages). The assistant no longer finds it.")
    return 0


def passages_of(opened: OpenedFile, title: str) -> tuple[CutPassage, ...]:
    """The passages of an opened file."""
    return tuple(cut(opened.reading.blocks, title))


def new_document(opened: OpenedFile, options: Options, today: date) -> NewDocument:
    """An opened file with its papers and passages. Raises :class:`CommandError` for an option that cannot be."""
    return _with_papers(opened, papers_of(opened, options, today))


def _with_papers(opened: OpenedFile, papers: Papers) -> NewDocument:
    return NewDocument(opened.name, _hash(opened.content), opened.kind, papers, passages_of(opened, papers.title), opened.reading.pages)


def _ready(opened: OpenedFile, options: Options, today: date, ask: Ask | None, console: Console) -> NewDocument:
    papers = papers_of(opened, options, today)
    if ask is not None:
        console.print(f"\n{_printable(opened.name)} (an empty answer keeps what stands in brackets)", markup=False)
        papers = asked(papers, options, today, ask)
    return _with_papers(opened, papers)


def _unlike_the_others(opened: OpenedFile, others: Sequence[OpenedFile]) -> OpenedFile:
    for other in others:
        if other.name == opened.name:
            raise DocumentError(f"{opened.name} is given twice, and a file name stands for one document; rename one of the two")
        if other.content == opened.content:
            raise DocumentError(f"{opened.name} holds the same as {other.name}; leave one of the two out")
    return opened


def _tell(console: Console, opened: OpenedFile, document: NewDocument, stored: Stored) -> None:
    papers = document.papers
    year = f", {papers.year}" if papers.year else ", no year"
    audience = f", for {papers.audience.value}" if papers.audience else ""
    lines = [f"{stored.id}: {papers.title}{year}{audience}: {len(document.passages)} passages from {document.file_name}"]
    if stored.replaced:
        lines.append(f"   replaces its older version ({', '.join(stored.replaced)})")
    lines += [f"   note: {warning}" for warning in opened.reading.warnings]
    for line in lines:
        console.print(_printable(line), markup=False)


@contextmanager
def _store(settings: Settings) -> Iterator[DocumentStore]:
    try:
        settings.var_path.mkdir(parents=True, exist_ok=True)
        upgrade(settings.database)
    except (OSError, SQLAlchemyError) as error:
        raise CommandError(f"the database cannot be opened ({type(error).__name__}); check KRINGWIJZER_DATABASE_URL and free disk space") from error
    with closing(open_document_store(settings.database)) as store:
        try:
            yield store
        except DatabaseError as error:
            raise CommandError("the database is busy or full, and nothing was changed; try again later") from error


def _bar(console: Console) -> Callable[[Sequence[Path]], Iterator[Path]]:
    def shown(paths: Sequence[Path]) -> Iterator[Path]:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("reading", total=len(paths))
            for path in paths:
                progress.update(task, description=escape(_printable(path.name)))
                yield path
                progress.advance(task)

    return shown


def _terminal(console: Console) -> Ask:
    def ask(question: str, default: str) -> str:
        shown = f" [{default}]" if default else ""
        try:
            return console.input(f"  {question}{shown}: ", markup=False).strip() or default
        except EOFError:
            raise KeyboardInterrupt from None

    return ask


def _printable(text: str) -> str:
    """Text that cannot steer the terminal."""
    return "".join(c for c in text if c.isprintable())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
