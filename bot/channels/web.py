"""The public door for browsers: Rasa's Socket.IO protocol, the same by ordinary requests, the widget and its pages.

``docs/protocol.md`` describes what goes over the line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, json, redirect
from socketio import AsyncServer

from bot.channels.bodies import BodyError, read_object
from bot.channels.callers import Callers
from bot.channels.intake import Intake
from bot.channels.interviews import OpenInterviews
from bot.channels.limits import RateLimit
from bot.channels.map_files import file_of, taken_in
from bot.channels.pages import StaticFile, help_card, help_page, static_files
from bot.channels.redelivery import Memory, Shelf
from bot.channels.resume_codes import CodeGuesses
from bot.channels.shared_sessions import RedisSessions, SharedSockets
from bot.channels.signed_files import everything_at
from bot.channels.signing import Refusal, Signer
from bot.channels.turns import Handler, Turns
from bot.channels.web_conversation import Conversation, Limits, Outcome, Uttered
from bot.channels.web_door import Door
from bot.channels.web_duties import Duties, StoredDuties
from bot.channels.web_headers import content_security_policy, guard, preflight, share
from bot.channels.web_sessions import Opened, Sessions
from bot.channels.web_socket import Sockets
from bot.knowledge.topics import Audience
from bot.network_map.interview.kept import stored_interview
from bot.privacy.keys import open_vault
from bot.settings import Settings, read_settings
from bot.storage.maps import MapStore, default_map_store

PREFIX = "/chat"
SPACE = "web"
SOCKET_PATH = f"{PREFIX}/socket.io"
MOST_SOCKET_BYTES = 32_000  # what is longer than a message may be is still read and answered; beyond this the socket closes
PING_SECONDS = 20  # a polling request is answered at least this often, before any server gives it up
MOST_REQUEST_BYTES = 300_000
MOST_MAP_BYTES = 256_000
MOST_MAP_DEPTH = 12
MOST_DRAWINGS_PER_MINUTE = 60
HANDSHAKES_PER_SOCKET = 24  # per minute, for each socket that an address may have: connections that come and go
STATUS = {Outcome.TOO_FAST: 429, Outcome.FORGED: 400}
NOT_FOUND = {"error": "there is nothing here"}
EXPIRED = {"error": "this link has expired"}


class WebInput(InputChannel):
    """``/chat`` with everything below it; see ``docs/protocol.md``."""

    def __init__(
        self,
        settings: Settings | None = None,
        intake: Intake | None = None,
        duties: Duties | None = None,
        maps: Callable[[], MapStore] = default_map_store,
    ) -> None:
        self._settings = settings or read_settings()
        self._maps = maps
        self._interviews = OpenInterviews(lambda sender: stored_interview(maps(), sender))
        self._intake = intake or Intake(self._settings.max_characters, interviews=self._interviews)
        self._duties = duties or StoredDuties(self._settings)

    @classmethod
    def name(cls) -> str:
        """What the tracker calls this channel."""
        return SPACE

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """Everything comes from the settings."""
        return cls()

    def url_prefix(self) -> str:
        """Beside Rasa's own ``/webhooks``, not below it."""
        return PREFIX

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes, the sockets, and what guards them."""
        settings = self._settings
        seconds = settings.session_minutes * 60
        vault = open_vault(settings)
        signer = Signer(vault, SPACE, seconds)
        shelf = Shelf(Memory(seconds), RedisSessions(settings.redis_url, vault, seconds) if settings.redis_url else None)
        turns = Turns(self.name(), self._intake, self._interviews, settings.turn_timeout_seconds, on_new_message)
        limits = Limits(settings.web_messages, settings.web_messages_per_address)
        conversation = Conversation(turns, signer, shelf, CodeGuesses(self._maps), limits, PREFIX)
        callers = Callers(settings.web_origins, settings.web_proxies)
        door = Door(callers, Sessions(signer, shelf), conversation, shelf, self._duties, settings.session_minutes)
        server = _socket_server(settings, callers)
        Sockets(server, door, settings.web_sockets_per_address)
        blueprint = WebBlueprint(server, callers, shelf, settings.web_sockets_per_address)
        _add_messages(blueprint, door)
        _add_files(blueprint, settings, door, signer, self._maps, self._interviews)
        _add_pages(blueprint)
        return blueprint


class WebBlueprint(Blueprint):
    """A blueprint that brings its sockets along, and guards every response of the app that it stands in."""

    def __init__(self, server: AsyncServer, callers: Callers, shelf: Shelf, most_sockets: int) -> None:
        super().__init__("kringwijzer_web")
        self.ctx.server = server
        self.ctx.callers = callers
        self.ctx.shelf = shelf
        self.ctx.handshakes = RateLimit(HANDSHAKES_PER_SOCKET * most_sockets, 60)

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Called by sanic when the app takes the blueprint."""
        callers: Callers = self.ctx.callers
        policy = content_security_policy(callers.origins)
        app.config.REQUEST_MAX_SIZE = min(app.config.REQUEST_MAX_SIZE, MOST_REQUEST_BYTES)
        app.config.FALLBACK_ERROR_FORMAT = "json"
        app.config.WEBSOCKET_MAX_SIZE = MOST_SOCKET_BYTES
        self.ctx.server.attach(app, SOCKET_PATH)

        async def admit(request: Request) -> HTTPResponse | None:
            if request.path == "/":
                return redirect(f"{PREFIX}/")
            return self._refusal(request) if _is_ours(request) else None

        # Before all others: Rasa adds one that answers every question of a browser about other sites, for every route.
        app.request_middleware.appendleft(admit)

        @app.on_response
        async def finish(request: Request, response: HTTPResponse) -> None:
            guard(response, policy)
            if _is_ours(request) and callers.may_ask(request):
                share(request, response)

        @app.before_server_stop
        async def let_go(app: Sanic, loop: Any) -> None:
            await self.ctx.shelf.disconnect()
            await self.ctx.server.shutdown()
            if isinstance(self.ctx.server.manager, SharedSockets):
                await self.ctx.server.manager.let_go()

        super().register(app, options)

    def _refusal(self, request: Request) -> HTTPResponse | None:
        if not self.ctx.callers.may_ask(request):
            return json({"error": "this site may not use the chat; KRINGWIJZER_WEB_ORIGINS names those that may"}, status=403)
        if request.method == "OPTIONS":
            return preflight()
        handshake = request.path.startswith(SOCKET_PATH) and "sid" not in request.args
        if handshake and not self.ctx.handshakes.allows(self.ctx.callers.address(request)):
            return json({"error": "too many connections"}, status=429)
        return None


def _is_ours(request: Request) -> bool:
    return request.path == PREFIX or request.path.startswith(f"{PREFIX}/")


def _socket_server(settings: Settings, callers: Callers) -> AsyncServer:
    return AsyncServer(
        async_mode="sanic",
        client_manager=SharedSockets(settings.redis_url) if settings.redis_url else None,
        cors_allowed_origins=lambda origin, environ: callers.may_ask(environ["sanic.request"]),
        cors_credentials=False,
        ping_interval=PING_SECONDS,
        max_http_buffer_size=MOST_SOCKET_BYTES,
        logger=False,
        engineio_logger=False,
    )


def _add_messages(blueprint: Blueprint, door: Door) -> None:
    @blueprint.route("/berichten", methods=["POST"])
    async def talk(request: Request) -> HTTPResponse:
        fields = _fields(request)
        if isinstance(fields, HTTPResponse):
            return fields
        opened = await door.sessions.open(fields.get("session_id"))
        if fields.get("message") is None:
            return _messages(door, opened, await door.missed(opened.sender, fields.get("last_id")), 200)
        answer = await door.conversation.answer(Uttered.of(fields), opened.sender, door.callers.address(request))
        missed = await door.missed(opened.sender, fields.get("last_id"))
        new = [bubble for bubble in answer.bubbles if bubble not in missed]
        return _messages(door, opened, [*missed, *new], STATUS.get(answer.outcome, 200))

    @blueprint.route("/beoordeling", methods=["POST"])
    async def rate(request: Request) -> HTTPResponse:
        fields = _fields(request)
        if isinstance(fields, HTTPResponse):
            return fields
        opened = await door.sessions.open(fields.get("session_id"))
        return json({"ok": not opened.new and await door.rate(opened.sender, fields)})

    @blueprint.route("/wis", methods=["POST"])
    async def erase(request: Request) -> HTTPResponse:
        fields = _fields(request)
        return fields if isinstance(fields, HTTPResponse) else json({"ok": await door.erase(fields.get("session_id")) is not None})


def _fields(request: Request) -> dict[str, Any] | HTTPResponse:
    try:
        return read_object(request.body)
    except BodyError as error:
        return json({"error": "send one JSON object, small and not deep"}, status=error.status)


def _messages(door: Door, opened: Opened, bubbles: list[dict[str, Any]], status: int) -> HTTPResponse:
    last_id = max((bubble["id"] for bubble in bubbles), default=None)
    body = {"session_id": opened.renewed, "new": opened.new, "minutes": door.minutes, "messages": bubbles, "last_id": last_id}
    return json(body, status=status, headers={"Cache-Control": "no-store"})


def _add_files(
    blueprint: Blueprint, settings: Settings, door: Door, signer: Signer, maps: Callable[[], MapStore], interviews: OpenInterviews
) -> None:
    drawings = RateLimit(MOST_DRAWINGS_PER_MINUTE, 60)

    @blueprint.route("/kaart/<token>/<name>", methods=["GET"])
    async def send(request: Request, token: str, name: str) -> HTTPResponse:
        linked = signer.linked(token)
        if linked is Refusal.EXPIRED:
            return json(EXPIRED, status=410)
        if isinstance(linked, Refusal):
            return json(NOT_FOUND, status=404)
        map_id, sender = linked
        if not drawings.allows(sender):
            return json({"error": "too many files"}, status=429)
        return await file_of(maps(), sender, map_id, name, request)

    @blueprint.route("/gegevens/<token>", methods=["GET"])
    async def send_everything(request: Request, token: str) -> HTTPResponse:
        if not drawings.allows(token):
            return json({"error": "too many files"}, status=429)
        return await everything_at(token, signer, settings)

    @blueprint.route("/kaart", methods=["POST"])
    async def take_in(request: Request) -> HTTPResponse:
        try:
            fields = read_object(request.body, MOST_MAP_BYTES, MOST_MAP_DEPTH)
        except BodyError as error:
            return json({"error": "send session_id and kaart, the text of the file"}, status=error.status)
        opened = await door.sessions.open(fields.get("session_id"))
        if opened.new or not drawings.allows(opened.sender):
            return json(NOT_FOUND, status=403 if opened.new else 429)
        return taken_in(str(fields.get("kaart") or "").encode("utf-8", "replace"), maps(), opened.sender, interviews.has_map)


def _add_pages(blueprint: Blueprint) -> None:
    files = static_files()

    @blueprint.route("/hulp", methods=["GET"])
    async def help_without_script(request: Request) -> HTTPResponse:
        return html(help_page(_audience(request)))

    @blueprint.route("/hulp.json", methods=["GET"])
    async def help_for_the_widget(request: Request) -> HTTPResponse:
        return json(help_card(_audience(request)))

    for address, file in files.items():
        blueprint.add_route(_sender(file), f"/{address}", methods=["GET"], name=f"file_{address.replace('.', '_') or 'index'}")


def _sender(file: StaticFile) -> Callable[..., Any]:
    async def send(request: Request) -> HTTPResponse:
        return file.response(request)

    return send


def _audience(request: Request) -> Audience | None:
    try:
        return Audience(request.args.get("doelgroep"))
    except ValueError:
        return None
