"""How large a request may be, how deep its JSON, and how long it may take; the same on both servers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json

MESSAGE_BYTES = 16_000  # a message of the largest size that a public door takes, with its frame
SERVER_BYTES = 256_000  # anything, such as a network map that is read back in
JSON_DEPTH = 4
RECEIVE_SECONDS = 10
IDLE_SECONDS = 60


class BodyError(Exception):
    """A body that is refused; ``status`` is the HTTP status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def read_object(body: bytes, most_bytes: int = MESSAGE_BYTES, most_depth: int = JSON_DEPTH) -> dict[str, object]:
    """The JSON object in a body. Raises :class:`BodyError`: 413 when it is too large, 400 when it is too deep or no object."""
    if len(body) > most_bytes:
        raise BodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BodyError(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(value, dict) or depth_exceeds(value, most_depth):
        raise BodyError(HTTPStatus.BAD_REQUEST)
    return value


def fields_of(value: object) -> dict[str, Any]:
    """The fields of an event that has been read already; none when it is no object or too deep."""
    return value if isinstance(value, dict) and not depth_exceeds(value, JSON_DEPTH) else {}


def depth_exceeds(value: object, most: int) -> bool:
    """Whether lists and objects stand within each other more than ``most`` deep."""
    layer = [value]
    for _ in range(most + 1):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return False
    return True


def _inside(value: object) -> list[object]:
    """What stands in a list or object; of everything else, nothing."""
    if isinstance(value, Mapping):
        return [*value.values()] or [None]
    return value or [None] if isinstance(value, list) else []


def limit(app: Sanic, answer_seconds: int) -> None:
    """Set the limits of a server and answer every refusal and fault with its status alone."""
    app.config.REQUEST_MAX_SIZE = SERVER_BYTES
    app.config.REQUEST_TIMEOUT = RECEIVE_SECONDS
    app.config.RESPONSE_TIMEOUT = answer_seconds
    app.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    app.config.ACCESS_LOG = False
    app.error_handler.add(Exception, refused)


def refused(_: Request, error: Exception) -> HTTPResponse:
    """A fault as its status in words, without text from the request or the program."""
    known = isinstance(error, SanicException) and error.status_code in set(HTTPStatus)
    status = HTTPStatus(error.status_code) if known else HTTPStatus.INTERNAL_SERVER_ERROR  # type: ignore[attr-defined]
    return as_json({"error": status.phrase.lower()}, status=status)
