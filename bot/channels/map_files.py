"""The files of a map over HTTP: drawn on request for the conversation that the map belongs to, kept nowhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.network_map.export import Choice, Naming, Private
from bot.network_map.files import FILES, map_file
from bot.network_map.interview.state import Interview
from bot.storage.maps import MapStore

OWNER = "sender"
NAMING = "namen"
PRIVATE = "prive"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
PLACE = re.compile(r"\bkaart/[\w-]{16,}/[a-z]+\.[a-z]+")
MISSING = {"error": "there is no such map or file"}


def add_map_files(blueprint: Blueprint, store: Callable[[], MapStore]) -> None:
    """Add ``GET /kaart/<map_id>/<file>?sender=...``; ``namen`` (namen, initialen, rollen) and ``prive`` choose what goes along."""

    @blueprint.route("/kaart/<map_id>/<name>", methods=["GET"])
    async def send(request: Request, map_id: str, name: str) -> HTTPResponse:
        kept = store().load(map_id, request.args.get(OWNER, ""))
        choice = _choice(request)
        if kept is None or choice is None or name not in FILES:
            return json(MISSING, status=404)
        network = Interview.from_dict(kept.content).network
        # Drawing takes a tenth of a second; other conversations go on.
        file = await asyncio.get_running_loop().run_in_executor(None, map_file, name, network, choice, date.today())
        return raw(file.content, content_type=file.media_type, headers=HEADERS)


def _choice(request: Request) -> Choice | None:
    try:
        naming = Naming(request.args.get(NAMING, Naming.NAMES.value))
        return Choice(naming, frozenset(Private(word) for word in request.args.getlist(PRIVATE, [])))
    except ValueError:
        return None


def with_addresses(messages: Iterable[Mapping[str, Any]], base: str, sender: str) -> list[dict[str, Any]]:
    """The messages with whole addresses of files, for the conversation that they belong to."""

    def whole(text: str) -> str:
        return PLACE.sub(lambda match: f"{base}/{match[0]}?{OWNER}={quote(sender)}", text)

    placed = []
    for message in messages:
        custom = message.get("custom") or {}
        image = custom.get("image")
        if image:
            message = {**message, "custom": {**custom, "image": image | {kind: whole(image[kind]) for kind in ("svg", "png")}}}
        if message.get("text"):
            message = {**message, "text": whole(message["text"])}
        placed.append(dict(message))
    return placed
