"""Topics of the knowledge base: one Markdown file each, read into typed objects.

The format stands in ``docs/redactie.md``: front matter, then a section per audience with a first bubble and, under
``### meer``, the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import yaml

from bot.knowledge.sources import Citation, Source, load_sources
from bot.settings import ROOT

KNOWLEDGE_DIR = ROOT / "data" / "kennisbank"
MORE_HEADING = re.compile(r"^### meer\s*$", re.MULTILINE)
AUDIENCE_HEADING = re.compile(r"^## (\w+)\s*$", re.MULTILINE)


class TopicError(ValueError):
    """A topic file cannot be read; the message names the file and the remedy."""


class Audience(str, Enum):
    """For whom a text is written. It chooses content and gives no rights."""

    PARENT = "ouder"
    YOUTH = "jongere"
    PROFESSIONAL = "professional"


@dataclass(frozen=True)
class TopicText:
    """What is said first, and what follows on "vertel meer"."""

    short: str
    more: str


@dataclass(frozen=True)
class Topic:
    """One topic with its papers. ``ages`` are years, from and to, or None when the source names none."""

    id: str
    title: str
    aliases: tuple[str, ...]
    citations: tuple[Citation, ...]
    related: tuple[str, ...]
    reviewed_on: date
    texts: dict[Audience, TopicText]
    ages: tuple[float, float] | None = None
    for_whom: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The part of the id before the slash: begrip, vorm, praktijk, ..."""
        return self.id.split("/")[0]

    def text(self, audience: Audience | None) -> TopicText:
        """The text for an audience; an unknown audience gets the parents' text."""
        return self.texts[audience or Audience.PARENT]


@dataclass(frozen=True)
class KnowledgeBase:
    """All topics and sources, looked up by id."""

    topics: dict[str, Topic]
    sources: dict[str, Source]

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id, or None."""
        return self.topics.get(topic_id)

    def related_to(self, topic_id: str) -> list[Topic]:
        """The related topics of a topic, most useful first."""
        return [self.topics[other] for other in self.topics[topic_id].related]


def parse_topic(path: Path, sources: dict[str, Source]) -> Topic:
    """Read one topic file. Raises :class:`TopicError` with the remedy when it is not well formed."""
    raw = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n(.*)", raw, re.DOTALL)
    if match is None:
        raise TopicError(f"{path}: start the file with front matter between two lines of ---")
    try:
        meta = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise TopicError(f"{path}: the front matter is not valid YAML ({error})") from error
    _require_fields(meta, path)
    return Topic(
        id=meta["id"],
        title=meta["titel"],
        aliases=tuple(str(alias) for alias in meta["aliassen"]),
        citations=tuple(_citation(entry, sources, path) for entry in meta["bronnen"]),
        related=tuple(meta["verwant"]),
        reviewed_on=meta["nagekeken_op"],
        texts=_texts(match[2], path),
        ages=tuple(meta["leeftijd"]) if meta.get("leeftijd") else None,
        for_whom=tuple(meta.get("voor_wie") or ()),
        needs=tuple(meta.get("behoeften") or ()),
    )


def _require_fields(meta: object, path: Path) -> None:
    if not isinstance(meta, dict):
        raise TopicError(f"{path}: the front matter lacks id, titel, aliassen, bronnen, verwant and nagekeken_op")
    missing = {"id", "titel", "aliassen", "bronnen", "verwant", "nagekeken_op"} - set(meta)
    if missing:
        raise TopicError(f"{path}: the front matter lacks {', '.join(sorted(missing))}")
    for field in ("aliassen", "bronnen", "verwant"):
        if not isinstance(meta[field], list):
            raise TopicError(f"{path}: `{field}` must be a list, for example {field}: [een, twee]")
    if not isinstance(meta["nagekeken_op"], date):
        raise TopicError(f"{path}: `nagekeken_op` must be a date, for example 2026-11-24")
    ages = meta.get("leeftijd")
    if ages is not None and not (isinstance(ages, list) and len(ages) == 2):
        raise TopicError(f"{path}: `leeftijd` must be two numbers, for example [10, 23]")


def _citation(entry: object, sources: dict[str, Source], path: Path) -> Citation:
    if not isinstance(entry, dict) or "bron" not in entry:
        raise TopicError(f"{path}: write each source as {{bron: handreiking, sectie: inleiding}}")
    source = sources.get(entry["bron"])
    if source is None:
        raise TopicError(f"{path}: source {entry['bron']!r} is not in sources.yml")
    section = entry.get("sectie")
    if section is not None and section not in source.sections:
        raise TopicError(f"{path}: section {section!r} is not listed under {source.id} in sources.yml")
    return Citation(source, source.sections[section] if section else None)


def _texts(body: str, path: Path) -> dict[Audience, TopicText]:
    parts = AUDIENCE_HEADING.split(body)
    texts = {}
    for heading, content in zip(parts[1::2], parts[2::2]):
        try:
            audience = Audience(heading)
        except ValueError:
            raise TopicError(f"{path}: '## {heading}' is no audience; use ouder, jongere, professional") from None
        short, *more = MORE_HEADING.split(content)
        texts[audience] = TopicText(short.strip(), "".join(more).strip())
    for audience in Audience:
        if audience not in texts or not texts[audience].short or not texts[audience].more:
            raise TopicError(f"{path}: write a first bubble and a '### meer' under '## {audience.value}'")
    return texts


def load_knowledge_base(folder: Path = KNOWLEDGE_DIR) -> KnowledgeBase:
    """Read every topic file below a folder, and its ``sources.yml``."""
    sources = load_sources(folder / "sources.yml")
    topics = {}
    for path in sorted(folder.glob("*/*.md")):
        topic = parse_topic(path, sources)
        expected = f"{path.parent.name}/{path.stem}"
        if topic.id != expected:
            raise TopicError(f"{path}: the id must be {expected}, as the file name says")
        topics[topic.id] = topic
    for topic in topics.values():
        for other in topic.related:
            if other not in topics:
                raise TopicError(f"{topic.id}: related topic {other} does not exist")
    return KnowledgeBase(topics, sources)


def default_knowledge_base() -> KnowledgeBase:
    """The knowledge base of this installation with the organisation's own topics; another object as soon as those change."""
    from bot.knowledge.own_topics import live_topics  # own topics are read with the functions of this module

    return live_topics().current().knowledge
