"""The trusted text interface for the terminal, tests and other systems on the same machine. Loopback only."""

from __future__ import annotations

import uuid
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.data_file import add_data_file
from bot.channels.intake import Intake
from bot.channels.interviews import OpenInterviews
from bot.channels.map_files import add_map_files, with_addresses
from bot.channels.turns import Handler, Said, Turns
from bot.network_map.interview.kept import stored_interview
from bot.settings import Settings, read_settings
from bot.storage.maps import default_map_store

LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


class TextInput(InputChannel):
    """``POST /webhooks/rest/webhook`` as in the design: sender, message, metadata; the answer is never empty."""

    def __init__(self, settings: Settings | None = None, intake: Intake | None = None) -> None:
        self._settings = settings or read_settings()
        self._interviews = OpenInterviews(lambda sender: stored_interview(default_map_store(), sender))
        self._intake = intake or Intake(self._settings.max_characters, interviews=self._interviews, typed_payloads=True)

    @classmethod
    def name(cls) -> str:
        """The path under ``/webhooks``, as Rasa's own REST channel has it."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TextInput:
        """No credentials are needed: only this machine can reach it."""
        return cls()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Two routes: health and webhook."""
        blueprint = Blueprint("kringwijzer_text")
        turns = Turns(self.name(), self._intake, self._interviews, self._settings.turn_timeout_seconds, on_new_message)

        @blueprint.on_request
        async def refuse_other_machines(request: Request) -> HTTPResponse | None:
            known = request.ip in LOOPBACK
            return None if known else json({"error": "this interface answers on the machine itself only"}, status=403)

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = _body(request)
            metadata = body.get("metadata")
            audience = metadata.get("doelgroep") if isinstance(metadata, dict) else None
            sender = body.get("sender")
            sender = str(sender) if isinstance(sender, (str, int)) and str(sender).strip() else uuid.uuid4().hex
            messages = await turns.reply(Said(body.get("message"), audience), sender)
            placed = with_addresses(messages, f"{request.scheme}://{request.host}/webhooks/{self.name()}", sender)
            return json([{"recipient_id": sender, **message} for message in placed])

        add_data_file(blueprint, self._settings)
        add_map_files(blueprint, default_map_store, self._interviews.has_map)
        return blueprint


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json
    except Exception:  # sanic raises its own error for a body that is no JSON
        return {}
    return body if isinstance(body, dict) else {}
