"""Everything that is held of a conversation as a file, for the conversation itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.map_files import HEADERS, OWNER
from bot.privacy.encryption import DecryptionError
from bot.privacy.rights import Held, as_json, held
from bot.settings import Settings

DISPOSITION = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}

logger = logging.getLogger(__name__)


def add_data_file(blueprint: Blueprint, settings: Settings, find: Callable[[Settings, str], Held] = held) -> None:
    """Add ``GET /gegevens/alles.json?sender=...``: JSON of everything that is held, 503 while it cannot be read."""

    @blueprint.route("/gegevens/alles.json", methods=["GET"])
    async def send(request: Request) -> HTTPResponse:
        sender = request.args.get(OWNER, "")
        if not sender:
            return json({"error": f"name the conversation: ?{OWNER}=..."}, status=400)
        try:
            found = await asyncio.get_running_loop().run_in_executor(None, partial(find, settings, sender))
        except (SQLAlchemyError, DecryptionError) as error:
            logger.error("The data of a conversation could not be read: %s", type(error).__name__)
            return json({"error": "this cannot be read now; try again later"}, status=503)
        return json(as_json(found), headers=HEADERS | DISPOSITION, ensure_ascii=False)
