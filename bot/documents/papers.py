"""What the operator says about documents: options checked, and on a terminal questions for what no option says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from bot.documents.blocks import DocumentError
from bot.documents.characters import one_line
from bot.documents.opening import OpenedFile
from bot.documents.store import LONGEST_TITLE, Papers
from bot.errors import CommandError
from bot.knowledge.topics import Audience

TITLE_OF_A_PART = re.compile(r"\d.*|(?:inleiding|voorwoord|woord vooraf|samenvatting|colofon|inhoud\w*|leeswijzer)", re.IGNORECASE)
EARLIEST_YEAR = 1900
Ask = Callable[[str, str], str]
"""Asks for something, with what an empty answer means; returns the answer."""


@dataclass(frozen=True)
class Options:
    """The options of ``kringwijzer import`` as they were typed; None where none was given."""

    title: str | None = None
    year: str | None = None
    url: str | None = None
    audience: str | None = None
    reviewed_on: str | None = None


def papers_of(opened: OpenedFile, options: Options, today: date) -> Papers:
    """The papers of one document: options first, then what the file says. Raises :class:`CommandError` for an option that cannot be."""
    return Papers(
        title=(one_line(options.title or "") or title_of(opened))[:LONGEST_TITLE],
        year=read_year(options.year, today),
        url=read_url(options.url),
        audience=read_audience(options.audience),
        reviewed_on=read_day(options.reviewed_on, today),
    )


def title_of(opened: OpenedFile) -> str:
    """The title that the file states, its first heading, or its name."""
    first = next((block.text for block in opened.reading.blocks if block.is_heading), "")
    heading = "" if TITLE_OF_A_PART.fullmatch(first) else first
    from_name = " ".join(re.split(r"[\s_-]+", PurePath(opened.name).stem)).strip()
    return opened.reading.title or heading or from_name[:1].upper() + from_name[1:]


def asked(papers: Papers, options: Options, today: date, ask: Ask) -> Papers:
    """The papers after a question for each that no option gave; an answer that cannot be is asked for again."""

    def until_right(question: str, default: str, read: Callable[[str], object]) -> object:
        while True:
            try:
                return read(ask(question, default))
            except CommandError as error:
                question = f"{error}\n{question}"

    changes: dict[str, object] = {}
    if options.title is None:
        changes["title"] = until_right("Title", papers.title, lambda answer: one_line(answer)[:LONGEST_TITLE] or papers.title)
    if options.year is None:
        changes["year"] = until_right("Year that stands in the document", "", lambda answer: read_year(answer, today))
    if options.url is None:
        changes["url"] = until_right("Address where it can be read (https://...)", "", read_url)
    if options.audience is None:
        changes["audience"] = until_right("For whom: ouder, jongere, professional, or iedereen", "iedereen", read_audience)
    if options.reviewed_on is None:
        changes["reviewed_on"] = until_right("Day of the last review (2026-01-31)", "", lambda answer: read_day(answer, today))
    return replace(papers, **changes)  # type: ignore[arg-type]


def read_year(text: str | None, today: date) -> int | None:
    """A year of publication, None for nothing."""
    given = (text or "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or not EARLIEST_YEAR <= int(given) <= today.year + 1:
        raise CommandError(f"--jaar {given}: give a year from {EARLIEST_YEAR} to {today.year + 1}, or leave it out")
    return int(given)


def read_url(text: str | None) -> str | None:
    """A web address, None for nothing; others are refused, since people will click on it."""
    given = (text or "").strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in given)
    except ValueError:
        is_web = False
    if not is_web:
        raise CommandError(f"--bron {given}: give a web address that begins with https://, or leave it out")
    return given


def read_audience(text: str | None) -> Audience | None:
    """An audience, None for everybody."""
    given = (text or "").strip().lower()
    if given in {"", "iedereen"}:
        return None
    try:
        return Audience(given)
    except ValueError:
        raise CommandError(f"--doelgroep {given}: use ouder, jongere, professional or iedereen") from None


def read_day(text: str | None, today: date) -> date | None:
    """The day of a review, None for nothing."""
    given = (text or "").strip()
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise CommandError(f"--nagekeken {given}: write the day as 2026-01-31") from None
    if day > today:
        raise CommandError(f"--nagekeken {given}: this day has not come yet; give the day of the last review")
    return day


def refuse_one_title_for_several(options: Options, files: int) -> None:
    """A title belongs to one document. Raises :class:`DocumentError`."""
    if options.title is not None and files > 1:
        raise DocumentError("--titel fits one file; import the files one by one, or leave it out")
