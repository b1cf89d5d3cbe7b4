"""What a search gives: found, unsure, or nothing, each with what was searched."""

from __future__ import annotations

from dataclasses import dataclass

from bot.search.filters import Filters
from bot.search.passages import Passage
from bot.search.snippets import Snippet


@dataclass(frozen=True)
class Hit:
    """A passage that fits, the best first; ``score`` compares within one result, higher is better."""

    passage: Passage
    score: float
    snippet: Snippet


@dataclass(frozen=True)
class Scope:
    """What was searched: how many topics and imported documents, and the filters that held."""

    topics: int
    documents: int
    filters: Filters


@dataclass(frozen=True)
class Found:
    """The best hit very probably answers the question; ``fit`` is how well, comparable between questions."""

    question: str
    hits: tuple[Hit, ...]
    fit: float
    scope: Scope


@dataclass(frozen=True)
class Unsure:
    """The hits may answer the question; say so when showing them."""

    question: str
    hits: tuple[Hit, ...]
    fit: float
    scope: Scope


@dataclass(frozen=True)
class Nothing:
    """Nothing fits: say what was searched, and show no passage."""

    question: str
    scope: Scope

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Always empty."""
        return ()


SearchResult = Found | Unsure | Nothing


@dataclass(frozen=True)
class Group:
    """What one topic or document says, for comparing."""

    work: str
    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Comparison:
    """What several topics or documents say about one thing, best first; empty when none mentions it."""

    question: str
    groups: tuple[Group, ...]
    scope: Scope
