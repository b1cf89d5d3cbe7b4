"""Sentences with marked people, as in ``data/mensen/*.txt``: ``o<TAB>[oma Riet](Riet; oma; i; familie) past op``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.language.relations import FORMAL, INFORMAL, NO_SECTOR, PEOPLE_DATA

MARKED = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
NOT_LISTED = "x"
REASONS = frozenset({"overleden", "uitgesloten", "weg", "zelf", "kind", "dier", "beroemd", "naam"})
SECTORS = frozenset({"familie", "vrienden", "buurt", "school", "vrije_tijd", "geloof", "werk", "online", "hulp"})
SPEAKERS = frozenset({"o", "j", "p"})
KINDS = {"i": INFORMAL, "f": FORMAL}
NAME_LISTS = frozenset({"voornamen", "achternamen"})
YOUTH = "j"
GROUP = "groep"


@dataclass(frozen=True)
class MarkedPerson:
    """A marked piece: offsets in the bare text and what it stands for; ``reason`` is set when it is not to be listed."""

    start: int
    end: int
    label: str
    relation: str | None = None
    kind: str = INFORMAL
    sector: str | None = None
    group: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class AnnotatedAnswer:
    """One answer; ``speaker`` is o (parent), j (youth) or p (professional), ``source`` the stem of its file."""

    speaker: str
    text: str
    people: tuple[MarkedPerson, ...]
    source: str = ""

    @property
    def youth(self) -> bool:
        """Whether the answer is a youth's own."""
        return self.speaker == YOUTH

    @property
    def listed(self) -> tuple[MarkedPerson, ...]:
        """The people that count."""
        return tuple(person for person in self.people if person.reason is None)


def read_answers(path: Path) -> list[AnnotatedAnswer]:
    """The answers of a file. Raises ValueError with file and line for a line that is not in order."""
    answers = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            answers.append(parse_answer(line, path.stem))
        except ValueError as error:
            raise ValueError(f"{path.name}, regel {number}: {error}") from error
    return answers


def training_answers(folder: Path = PEOPLE_DATA, leave_out: Iterable[str] = ()) -> list[AnnotatedAnswer]:
    """Every sentence in ``*.txt`` except the lists of names; ``leave_out`` are stems of files, to measure on another author."""
    skipped = {*NAME_LISTS, *leave_out}
    return [answer for path in sorted(folder.glob("*.txt")) if path.stem not in skipped for answer in read_answers(path)]


def parse_answer(line: str, source: str = "") -> AnnotatedAnswer:
    """One line. Raises ValueError that says what is wrong with it."""
    speaker, tab, marked = line.partition("\t")
    if not tab or speaker not in SPEAKERS:
        raise ValueError("verwacht o, j of p, dan een tab en de zin")
    text, people, position = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[position : match.start()]
        people.append(_person(match[2], len(text), len(text) + len(match[1])))
        text += match[1]
        position = match.end()
    text += marked[position:]
    if any(sign in text for sign in "[]") or "](" in text:
        raise ValueError("een blokhaak staat los")
    return AnnotatedAnswer(speaker, text, tuple(people), source)


def _person(described: str, start: int, end: int) -> MarkedPerson:
    fields = [field.strip() for field in described.split(";")]
    if fields[0] == NOT_LISTED:
        if len(fields) != 2 or fields[1] not in REASONS:
            raise ValueError(f"geen geldige reden: {described}")
        return MarkedPerson(start, end, "", reason=fields[1])
    if len(fields) not in (4, 5) or not all(fields) or fields[4:] not in ([], [GROUP]):
        raise ValueError(f"verwacht naam; relatie; soort; sector: {described}")
    label, relation, kind, sector = fields[:4]
    if kind not in KINDS or sector not in SECTORS | {NO_SECTOR}:
        raise ValueError(f"soort of sector bestaat niet: {described}")
    return MarkedPerson(
        start, end, label, None if relation == NO_SECTOR else relation, KINDS[kind], None if sector == NO_SECTOR else sector, bool(fields[4:])
    )
