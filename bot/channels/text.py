"""The trusted text interface for the terminal, tests and other systems on the same machine. Loopback only."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.data_file import add_data_file
from bot.channels.intake import Admitted, Intake
from bot.channels.interviews import OpenInterviews
from bot.channels.map_files import add_map_files, with_addresses
from bot.network_map.interview.kept import stored_interview
from bot.safety.levels import Level, Signal
from bot.safety.static_help import static_help
from bot.settings import Settings, read_settings
from bot.storage.counts import count_signal
from bot.storage.maps import default_map_store

Handler = Callable[[UserMessage], Awaitable[Any]]
LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}

logger = logging.getLogger(__name__)


class TextInput(InputChannel):
    """``POST /webhooks/rest/webhook`` as in the design: sender, message, metadata; the answer is never empty."""

    def __init__(self, settings: Settings | None = None, intake: Intake | None = None) -> None:
        self._settings = settings or read_settings()
        self._interviews = OpenInterviews(lambda sender: stored_interview(default_map_store(), sender))
        self._intake = intake or Intake(self._settings.max_characters, interviews=self._interviews)

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
            messages = await self._reply(body.get("message"), audience, sender, on_new_message)
            self._interviews.note(sender, messages)
            placed = with_addresses(messages, f"{request.scheme}://{request.host}/webhooks/{self.name()}", sender)
            return json([{"recipient_id": sender, **message} for message in placed])

        add_data_file(blueprint, self._settings)
        add_map_files(blueprint, default_map_store, self._interviews.has_map)
        return blueprint

    async def _reply(self, message: object, audience: object, sender: str, on_new_message: Handler) -> list[dict[str, Any]]:
        try:
            admitted = self._intake.admit(message, audience, sender)
        except Exception as error:
            logger.error("The intake failed with %s; the card answered", type(error).__name__)
            return static_help(Signal(Level.ACUTE), None)
        answered = await self._answer(admitted, sender, on_new_message)
        count_signal(admitted.signal, self.name())
        return answered

    async def _answer(self, admitted: Admitted, sender: str, on_new_message: Handler) -> list[dict[str, Any]]:
        collector = CollectingOutputChannel()
        message = UserMessage(admitted.text, collector, sender, parse_data=admitted.parse_data, input_channel=self.name(), metadata=admitted.metadata)
        try:
            await asyncio.wait_for(on_new_message(message), self._settings.turn_timeout_seconds)
        except Exception as error:  # whatever fails, the person gets help; the log gets no text
            logger.error("A turn failed with %s; the static help answered", type(error).__name__)
            return static_help(admitted.signal, admitted.audience)
        answered = [{k: v for k, v in message.items() if k != "recipient_id"} for message in collector.messages]
        if not any(message.get("text") for message in answered):
            return static_help(admitted.signal, admitted.audience)
        return answered


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json
    except Exception:  # sanic raises its own error for a body that is no JSON
        return {}
    return body if isinstance(body, dict) else {}
