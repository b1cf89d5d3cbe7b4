"""What is made once per knowledge base, and made anew when the organisation's own topics change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from bot.knowledge.topics import KnowledgeBase, default_knowledge_base

Made = TypeVar("Made")


def per_knowledge(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what a function makes for as long as :func:`default_knowledge_base` gives the same object."""
    held: tuple[KnowledgeBase, Made] | None = None

    @wraps(make)
    def current() -> Made:
        nonlocal held
        knowledge = default_knowledge_base()
        if held is None or held[0] is not knowledge:
            held = (knowledge, make())
        return held[1]

    return current
