"""Files for Teams: behind an address that is signed and expires; a map's with surnames cut to a letter.

Teams fetches pictures without telling who asks, so the address itself is the key.
"""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import date
from functools import partial

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.data_file import DISPOSITION
from bot.channels.map_files import HEADERS, MISSING
from bot.channels.signing import Refusal, Signer
from bot.network_map.drawing.canvas import HEIGHT, png
from bot.network_map.export import Choice, Naming
from bot.network_map.files import FILES, MapFile, map_file
from bot.network_map.interview.state import Interview
from bot.network_map.network import NetworkMap
from bot.privacy.encryption import DecryptionError
from bot.privacy.rights import as_json, held
from bot.settings import Settings
from bot.storage.maps import MapStore

CHOICE = Choice(Naming.WITHOUT_SURNAMES)
PLACE = re.compile(r"\b(?:kaart/(?P<map_id>[\w-]{16,})/(?P<name>[a-z]+\.[a-z]+)|gegevens/alles\.json)")
EVERYTHING = "gegevens"  # what a link to all data is about; no map has this id
PICTURE = ".png"
MOST_PIXELS = 1024  # high or wide, says Microsoft
UNREADABLE = {"error": "this cannot be read now; try again later"}

logger = logging.getLogger(__name__)


class FileLinks:
    """Makes the addresses and answers them."""

    def __init__(self, signer: Signer, base: str, store: MapStore, settings: Settings) -> None:
        """``base``: the public address of this channel. ``signer`` says how long an address counts."""
        self._signer = signer
        self._base = base
        self._store = store
        self._settings = settings

    def whole(self, text: str, sender: str) -> str:
        """A text with whole addresses where it names files (``kaart/<id>/kaart.png``, ``gegevens/alles.json``)."""

        def address(place: re.Match[str]) -> str:
            if place["map_id"]:
                return f"{self._base}/kaart/{self._signer.link(place['map_id'], sender)}/{place['name']}"
            return f"{self._base}/gegevens/{self._signer.link(EVERYTHING, sender)}"

        return PLACE.sub(address, text)

    def add_routes(self, blueprint: Blueprint) -> None:
        """The two kinds of file; 404 for whatever does not fit."""

        @blueprint.route("/kaart/<token>/<name>", methods=["GET"])
        async def send_map(request: Request, token: str, name: str) -> HTTPResponse:
            opened = self._signer.linked(token)
            kept = None if isinstance(opened, Refusal) or name not in FILES else self._store.load(*opened)
            if kept is None:
                return json(MISSING, status=404)
            network = Interview.from_dict(kept.content).network
            # Drawing takes a tenth of a second; other conversations go on.
            file = await asyncio.get_running_loop().run_in_executor(None, _drawn, name, network)
            return raw(file.content, content_type=file.media_type, headers=HEADERS)

        @blueprint.route("/gegevens/<token>", methods=["GET"])
        async def send_data(request: Request, token: str) -> HTTPResponse:
            opened = self._signer.linked(token)
            if isinstance(opened, Refusal) or opened[0] != EVERYTHING:
                return json(MISSING, status=404)
            try:
                found = await asyncio.get_running_loop().run_in_executor(None, partial(held, self._settings, opened[1]))
            except (SQLAlchemyError, DecryptionError) as error:
                logger.error("The data of a conversation in Teams could not be read: %s", type(error).__name__)
                return json(UNREADABLE, status=503)
            return json(as_json(found), headers=HEADERS | DISPOSITION, ensure_ascii=False)


def _drawn(name: str, network: NetworkMap) -> MapFile:
    """A file of a map; a picture no larger than Teams takes."""
    if not name.endswith(PICTURE):
        return map_file(name, network, CHOICE, date.today())
    svg = map_file(name.replace(PICTURE, ".svg"), network, CHOICE).content.decode("utf-8")
    return MapFile(png(svg, MOST_PIXELS / HEIGHT), "image/png")
