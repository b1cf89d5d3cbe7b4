"""What a request or an event may hold: not too large, not too deep, and only a JSON object."""

from __future__ import annotations

import json
from typing import Any

MOST_BYTES = 16_000
MOST_DEPTH = 4


class BodyError(ValueError):
    """A body that is not read; ``status`` is the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read_body(raw: bytes, most_bytes: int = MOST_BYTES, most_depth: int = MOST_DEPTH) -> dict[str, Any]:
    """The JSON object of a request body. Raises :class:`BodyError` with 413 (too large) or 400 (anything else)."""
    if len(raw) > most_bytes:
        raise BodyError(413)
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BodyError(400) from None
    if not isinstance(body, dict) or depth(body, most_depth) > most_depth:
        raise BodyError(400)
    return body


def event_fields(data: object) -> dict[str, Any]:
    """The fields of a socket event; what is no object, or too deep, has none."""
    return data if isinstance(data, dict) and depth(data, MOST_DEPTH) <= MOST_DEPTH else {}


def depth(value: object, at_most: int) -> int:
    """How deep lists and objects lie in each other, counted until one more than ``at_most``."""
    level, layer = 0, [value]
    while level <= at_most:
        layer = [inner for outer in layer if isinstance(outer, (dict, list)) for inner in _inner(outer)]
        level += 1
        if not any(isinstance(inner, (dict, list)) for inner in layer):
            break
    return level


def _inner(outer: dict[str, Any] | list[Any]) -> list[Any]:
    return list(outer.values()) if isinstance(outer, dict) else outer
