"""A map's files for Teams: behind an address that is signed and expires, with surnames cut to a letter.

Teams fetches pictures without telling who asks, so the address itself is the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.channels.map_files import HEADERS, MISSING, PLACE
from bot.channels.signing import Refusal, Signer
from bot.network_map.export import Choice, Naming
from bot.network_map.files import FILES, map_file
from bot.network_map.interview.state import Interview
from bot.storage.maps import MapStore

CHOICE = Choice(Naming.WITHOUT_SURNAMES)


class MapLinks:
    """Makes the addresses and answers them."""

    def __init__(self, signer: Signer, base: str, store: Callable[[], MapStore]) -> None:
        """``base``: the public address of this channel. ``signer`` says how long an address counts."""
        self._signer = signer
        self._base = base
        self._store = store

    def whole(self, text: str, sender: str) -> str:
        """A text with whole addresses where it names files of a map (``kaart/<id>/kaart.png``)."""

        def address(path: str) -> str:
            _, map_id, name = path.split("/")
            return f"{self._base}/kaart/{self._signer.link(map_id, sender)}/{name}"

        return PLACE.sub(lambda match: address(match[0]), text)

    def add_route(self, blueprint: Blueprint) -> None:
        """``GET /kaart/<token>/<file>``: the file, or 404 for whatever does not fit."""

        @blueprint.route("/kaart/<token>/<name>", methods=["GET"])
        async def send(request: Request, token: str, name: str) -> HTTPResponse:
            opened = self._signer.linked(token)
            kept = None if isinstance(opened, Refusal) or name not in FILES else self._store().load(*opened)
            if kept is None:
                return json(MISSING, status=404)
            network = Interview.from_dict(kept.content).network
            # Drawing takes a tenth of a second; other conversations go on.
            file = await asyncio.get_running_loop().run_in_executor(None, map_file, name, network, CHOICE, date.today())
            return raw(file.content, content_type=file.media_type, headers=HEADERS)
