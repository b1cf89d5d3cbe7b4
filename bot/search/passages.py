"""Passages: the pieces of text that search finds, from topic files and from imported documents alike."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.knowledge.own_topics import installed_examples
from bot.knowledge.topics import Audience, KnowledgeBase, Topic, default_knowledge_base
from bot.understanding.examples import Example

LONGEST_PASSAGE = 700  # characters: about five paragraphs of a topic text
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Passage:
    """A piece of text with where it stands.

    Exactly one of ``topic`` and ``document`` is given: the topic id, or the key of the imported document.
    ``audience`` is None when a passage is meant for everybody. ``kind`` is the group of a topic (``richtlijn``,
    ``vorm``, ...) or the kind that an import names. ``source`` is a key of ``sources.yml`` where one exists.
    """

    id: str
    text: str
    title: str
    kind: str
    topic: str | None = None
    document: str | None = None
    section: str | None = None
    page: int | None = None
    source: str | None = None
    source_title: str | None = None
    audience: Audience | None = None
    year: int | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if (self.topic is None) == (self.document is None):
            raise ValueError(f"passage {self.id}: give a topic or a document, not both")

    @property
    def work(self) -> str:
        """What the passage is part of: topic id or document key."""
        return self.topic or self.document or ""


@dataclass(frozen=True)
class WorkNames:
    """What is known about a whole topic or document: other names, and questions that people ask about it."""

    aliases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """Passages in order, and the names of the works that they are part of, by topic id or document key."""

    passages: tuple[Passage, ...]
    works: dict[str, WorkNames] = field(default_factory=dict)


class PassageSource(Protocol):
    """Where passages come from. ``stamp`` is cheap and changes whenever ``collection`` would."""

    def stamp(self) -> Hashable:
        """A value that differs as soon as the data differs."""
        ...

    def collection(self) -> Collection:
        """All passages as they are now."""
        ...


def joined(collections: Iterable[Collection]) -> Collection:
    """Several collections as one."""
    listed = list(collections)
    works = {key: names for collection in listed for key, names in collection.works.items()}
    return Collection(tuple(passage for collection in listed for passage in collection.passages), works)


def topic_collection(knowledge: KnowledgeBase, examples: Sequence[Example]) -> Collection:
    """The passages of all topics, with aliases, and with the example questions of ``data/nlu``."""
    questions: dict[str, list[str]] = {topic: [] for topic in knowledge.topics}
    for example in examples:
        if example.label in questions:
            questions[example.label].append(example.text)
    works = {topic.id: WorkNames(topic.aliases, tuple(questions[topic.id])) for topic in knowledge.topics.values()}
    return Collection(tuple(passage for topic in knowledge.topics.values() for passage in _topic_passages(topic)), works)


def _topic_passages(topic: Topic) -> Iterator[Passage]:
    citation = next((c for c in topic.citations if c.source.via is None), None)
    for audience, text in topic.texts.items():
        pieces = [piece for part in (text.short, text.more) for piece in pieces_of(part)]
        for number, piece in enumerate(pieces, 1):
            yield Passage(
                id=f"{topic.id}#{audience.value}-{number}",
                text=piece,
                title=topic.title,
                kind=topic.group,
                topic=topic.id,
                section=citation.section if citation else None,
                source=citation.source.id if citation else None,
                source_title=citation.source.title if citation else None,
                audience=audience,
                year=citation.source.year if citation else None,
                url=citation.source.url if citation else None,
            )


def pieces_of(text: str, longest: int = LONGEST_PASSAGE) -> list[str]:
    """Whole paragraphs put together up to ``longest`` characters; a longer paragraph stays whole."""
    pieces: list[str] = []
    for paragraph in re.split(r"\n\s*\n", MARKDOWN_LINK.sub(r"\1", text).strip()):
        if pieces and (len(pieces[-1]) + len(paragraph) <= longest or paragraph.startswith("- ")):
            pieces[-1] = f"{pieces[-1]}\n\n{paragraph}"
        else:
            pieces.append(paragraph)
    return [piece for piece in pieces if piece]


class TopicPassages:
    """The passages of a knowledge base as a source for the index."""

    def __init__(self, knowledge: KnowledgeBase, examples: Sequence[Example]) -> None:
        self._knowledge = knowledge
        self._examples = examples

    def stamp(self) -> Hashable:
        """The same for as long as this object lives: topics are read once per process."""
        return id(self)

    def collection(self) -> Collection:
        """Passages, aliases and example questions of every topic."""
        return topic_collection(self._knowledge, self._examples)


class InstalledPassages:
    """The topics of this installation as they are now, with the example questions that belong to them."""

    def stamp(self) -> Hashable:
        """Another value as soon as the own topics change."""
        return id(default_knowledge_base())

    def collection(self) -> Collection:
        """Passages, aliases and example questions of every topic."""
        return topic_collection(default_knowledge_base(), installed_examples())
