"""Files for Teams: behind an address that is signed and expires; a map's with surnames cut to a letter.

Teams fetches pictures without telling who asks, so the address itself is the key.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.map_files import MISSING, drawn
from bot.channels.signed_files import everything_at, signed_addresses
from bot.channels.signing import Refusal, Signer
from bot.network_map.drawing.canvas import HEIGHT, png
from bot.network_map.export import Choice, Naming
from bot.network_map.files import FILES, MapFile, map_file
from bot.network_map.network import NetworkMap
from bot.settings import Settings
from bot.storage.maps import MapStore

CHOICE = Choice(Naming.WITHOUT_SURNAMES)
PICTURE = ".png"
MOST_PIXELS = 1024  # high or wide, says Microsoft


class FileLinks:
    """Makes the addresses and answers them."""

    def __init__(self, signer: Signer, base: str, store: MapStore, settings: Settings) -> None:
        """``base``: the public address of this channel. ``signer`` says how long an address counts."""
        self._signer = signer
        self._base = base
        self._store = store
        self._settings = settings

    def whole(self, text: str, sender: str) -> str:
        """A text with whole addresses where it names files."""
        return signed_addresses(self._base, self._signer, sender).whole(text)

    def add_routes(self, blueprint: Blueprint) -> None:
        """The two kinds of file; 404 for whatever does not fit."""

        @blueprint.route("/kaart/<token>/<name>", methods=["GET"])
        async def send_map(request: Request, token: str, name: str) -> HTTPResponse:
            opened = self._signer.linked(token)
            kept = None if isinstance(opened, Refusal) or name not in FILES else self._store.load(*opened)
            return json(MISSING, status=404) if kept is None else await drawn(kept, partial(_small_enough, name))

        @blueprint.route("/gegevens/<token>", methods=["GET"])
        async def send_data(request: Request, token: str) -> HTTPResponse:
            return await everything_at(token, self._signer, self._settings)


def _small_enough(name: str, network: NetworkMap) -> MapFile:
    """A file of a map; a picture no larger than Teams takes."""
    if not name.endswith(PICTURE):
        return map_file(name, network, CHOICE, date.today())
    svg = map_file(name.replace(PICTURE, ".svg"), network, CHOICE).content.decode("utf-8")
    return MapFile(png(svg, MOST_PIXELS / HEIGHT), "image/png")
