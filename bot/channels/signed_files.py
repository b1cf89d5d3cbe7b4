"""Addresses of files for public doors: signed and expiring, so that the address itself is the key."""

from __future__ import annotations

from sanic.response import HTTPResponse, json

from bot.channels.data_file import everything
from bot.channels.map_files import MISSING, Addresses
from bot.channels.signing import Refusal, Signer
from bot.settings import Settings

EVERYTHING = "gegevens"  # what a link to all data is about; no map has this id


def signed_addresses(base: str, signer: Signer, sender: str) -> Addresses:
    """Where a door answers for this sender alone; ``base`` is the address of the door."""
    return Addresses(
        lambda map_id, name: f"{base}/kaart/{signer.link(map_id, sender)}/{name}",
        lambda: f"{base}/gegevens/{signer.link(EVERYTHING, sender)}",
    )


async def everything_at(token: str, signer: Signer, settings: Settings) -> HTTPResponse:
    """All that is held of the conversation that a link belongs to; 404 for any other link."""
    linked = signer.linked(token)
    if isinstance(linked, Refusal) or linked[0] != EVERYTHING:
        return json(MISSING, status=404)
    return await everything(settings, linked[1])
