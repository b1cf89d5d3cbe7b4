"""The files of a map over HTTP: drawn on request for the conversation that the map belongs to, kept nowhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.network_map.export import Choice, Naming, Private, read_json
from bot.network_map.files import FILES, MapFile, map_file
from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Interview, Mode
from bot.network_map.network import History, NetworkMap
from bot.network_map.people import MapError
from bot.settings import read_settings
from bot.storage.maps import KeptMap, MapStore

OWNER = "sender"
NAMING = "namen"
PRIVATE = "prive"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
PLACE = re.compile(r"\b(?:kaart/(?P<map_id>[\w-]{16,})/(?P<name>[a-z]+\.[a-z]+)|gegevens/alles\.json)")
MISSING = {"error": "there is no such map or file"}


@dataclass(frozen=True)
class Addresses:
    """Where a door answers for one conversation: a map's file by map id and name, and everything that is held."""

    map_file: Callable[[str, str], str]
    everything: Callable[[], str]

    def whole(self, text: str) -> str:
        """A text with whole addresses where it names files (``kaart/<id>/kaart.png``, ``gegevens/alles.json``)."""
        return PLACE.sub(lambda place: self.map_file(place["map_id"], place["name"]) if place["map_id"] else self.everything(), text)


def add_map_files(blueprint: Blueprint, store: Callable[[], MapStore], has_map: Callable[[str], None] = lambda sender: None) -> None:
    """Add the two routes; ``has_map`` is told of a conversation that got a map.

    ``GET /kaart/<map_id>/<file>?sender=...`` sends a file; ``namen`` (namen, initialen, rollen) and ``prive`` choose what goes
    along. ``POST /kaart?sender=...`` takes a ``kaart.json`` back in: 201 with its id, or 400 that says what is wrong.
    """

    @blueprint.route("/kaart", methods=["POST"])
    async def take_in(request: Request) -> HTTPResponse:
        sender = request.args.get(OWNER, "")
        if not sender:
            return json({"error": f"name the conversation: ?{OWNER}=..."}, status=400)
        return taken_in(request.body, store(), sender, has_map)

    @blueprint.route("/kaart/<map_id>/<name>", methods=["GET"])
    async def send(request: Request, map_id: str, name: str) -> HTTPResponse:
        return await file_of(store(), request.args.get(OWNER, ""), map_id, name, request)


def taken_in(content: bytes, store: MapStore, sender: str, has_map: Callable[[str], None]) -> HTTPResponse:
    """Keep a ``kaart.json`` as the newest map of a conversation."""
    try:
        network = read_json(content.decode("utf-8"))
    except (MapError, UnicodeDecodeError) as error:
        return json({"error": str(error) if isinstance(error, MapError) else "this file is not UTF-8"}, status=400)
    interview = Interview(history=History(network), stage=Stage.MAP, mode=Mode.SHOWN, invited=True)
    map_id = store.create(sender, interview.to_dict(), read_settings().keep_map_days)
    has_map(sender)
    return json({"map_id": map_id}, status=201)


async def file_of(store: MapStore, sender: str, map_id: str, name: str, request: Request) -> HTTPResponse:
    """A file of a map that belongs to this conversation; the request's query chooses what goes along."""
    kept = store.load(map_id, sender)
    choice = _choice(request)
    if kept is None or choice is None or name not in FILES:
        return json(MISSING, status=404)
    return await drawn(kept, lambda network: map_file(name, network, choice, date.today()))


async def drawn(kept: KeptMap, draw: Callable[[NetworkMap], MapFile]) -> HTTPResponse:
    """A file of a kept map. Drawing takes a tenth of a second and runs beside the event loop, so that others go on."""
    network = Interview.from_dict(kept.content).network
    file = await asyncio.get_running_loop().run_in_executor(None, draw, network)
    return raw(file.content, content_type=file.media_type, headers=HEADERS)


def _choice(request: Request) -> Choice | None:
    try:
        naming = Naming(request.args.get(NAMING, Naming.NAMES.value))
        return Choice(naming, frozenset(Private(word) for word in request.args.getlist(PRIVATE, [])))
    except ValueError:
        return None


def owned_addresses(base: str, sender: str) -> Addresses:
    """Addresses that name the conversation; for a door that only this machine can reach."""
    owner = f"?{OWNER}={quote(sender)}"
    return Addresses(lambda map_id, name: f"{base}/kaart/{map_id}/{name}{owner}", lambda: f"{base}/gegevens/alles.json{owner}")


def with_addresses(messages: Iterable[Mapping[str, Any]], addresses: Addresses) -> list[dict[str, Any]]:
    """The messages with the addresses of files that a door can answer."""
    whole = addresses.whole
    placed = []
    for message in messages:
        custom = message.get("custom") or {}
        image = custom.get("image")
        if image:
            message = {**message, "custom": {**custom, "image": image | {kind: whole(image[kind]) for kind in ("svg", "png")}}}
        elif custom.get("file"):
            message = {**message, "custom": {**custom, "file": whole(custom["file"])}}
        if message.get("text"):
            message = {**message, "text": whole(message["text"])}
        placed.append(dict(message))
    return placed
