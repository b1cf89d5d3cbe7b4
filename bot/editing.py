"""``kringwijzer feedback`` and ``kringwijzer unanswered``: what an editor reads to improve the texts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from sqlalchemy.exc import DatabaseError

from bot.errors import CommandError
from bot.settings import Settings
from bot.storage.feedback import WORD, Thumb, open_feedback
from bot.storage.sealed_rows import SealedRows
from bot.storage.unanswered import QUESTION, open_unanswered

Store = TypeVar("Store", bound=SealedRows)


def print_feedback(settings: Settings) -> int:
    """Thumbs by topic, most thumbs down first, and every word that came with one."""
    return _print(open_feedback(settings), lambda store: [*_thumbs(store.counts()), *(_word(rating) for rating in store.words())])


def print_unanswered(settings: Settings) -> int:
    """Every question that found no answer, oldest first."""
    return _print(open_unanswered(settings), lambda store: [_line(row["day"], row["audience"], row[QUESTION]) for row in store.all()])


def _print(store: Store, lines: Callable[[Store], list[str]]) -> int:
    with closing(store):
        try:
            found = lines(store)
        except DatabaseError as error:
            raise CommandError("the database has no tables of this version yet; make run makes them") from error
        closed = store.unreadable()
    print("\n".join(found) if found else "Nothing is kept.")
    if closed:
        print(f"{closed} cannot be read: the key they were made with is missing.")
    return 0


def _thumbs(counts: dict) -> list[str]:
    topics = sorted(counts, key=lambda topic: (-counts[topic][Thumb.DOWN.value], topic))
    return [f"{topic}: {counts[topic][Thumb.UP.value]} up, {counts[topic][Thumb.DOWN.value]} down" for topic in topics]


def _word(rating: dict) -> str:
    return _line(rating["day"], rating["audience"], f"{rating['topic']}, {rating['thumb']}: {rating[WORD]}")


def _line(day: object, audience: str | None, text: str) -> str:
    return f"{day}  {audience or '-'}  {text}"
