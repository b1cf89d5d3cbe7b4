"""The web channel on a real loopback port, with a stand-in for Rasa behind it, and people who talk to it."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import socketio
from sanic import Sanic
from sanic.response import HTTPResponse, text
from sanic_cors import CORS

from bot.channels.intake import Intake
from bot.channels.web import PREFIX, WebInput
from bot.safety.signals import DangerDetector
from bot.settings import Settings

APP_NUMBERS = itertools.count()
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
CLOSING_SECONDS = 0.3
PATIENCE_SECONDS = 5.0


class Rasa:
    """Remembers what it got; says back the text, or what it was told to say, when it is allowed to."""

    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self.answers = answers
        self.heard: list[Any] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, message: Any) -> None:
        self.heard.append(message)
        await self.may_answer.wait()
        for answer in self.answers or ({"text": f"gehoord: {message.text}"},):
            if isinstance(answer, Exception):
                raise answer
            await message.output_channel.send_response(message.sender_id, dict(answer))


@dataclass
class Kept:
    """Stands in for storage: what was erased and rated."""

    erased: list[str] = field(default_factory=list)
    ratings: list[tuple[Any, ...]] = field(default_factory=list)

    def erase(self, sender: str) -> None:
        self.erased.append(sender)

    def rate(self, *rating: Any) -> None:
        self.ratings.append(rating)


class NoMaps:
    """A store without maps."""

    def knows_code(self, code: str) -> bool:
        return False

    def latest_of(self, owner: str) -> None:
        return None

    def load(self, map_id: str, owner: str) -> None:
        return None


@dataclass
class Site:
    """A running channel."""

    address: str
    rasa: Rasa
    kept: Kept

    @property
    def chat(self) -> str:
        return self.address + PREFIX

    @asynccontextmanager
    async def visitor(self, token: str | None = None, last_id: int | None = None, **connect: Any) -> AsyncIterator[Visitor]:
        visitor = Visitor(self)
        try:
            await visitor.arrive(token, last_id, **connect)
            yield visitor
        finally:
            await visitor.leave()

    async def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        content = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        async with aiohttp.ClientSession() as client, client.post(f"{self.chat}/{path}", headers=headers, data=content) as response:
            return response.status, await response.json(content_type=None)

    async def get(self, path: str, **headers: str) -> tuple[int, Any, str]:
        async with aiohttp.ClientSession() as client, client.get(self.address + path, headers=headers, allow_redirects=False) as response:
            return response.status, response.headers, await response.text(errors="replace")


class Visitor:
    """A person with a socket, by a client that others wrote."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._client = socketio.AsyncClient(reconnection=False)
        self._changed = asyncio.Condition()
        self.events: list[tuple[str, Any]] = []
        for name in ("session_confirm", "session_info", "bot_uttered", "typing", "turn_done"):
            self._client.on(name, self._noted(name))

    async def arrive(self, token: str | None = None, last_id: int | None = None, ask: bool = True, **connect: Any) -> None:
        await self._client.connect(self._site.address, socketio_path=f"{PREFIX}/socket.io", **{"transports": ["websocket"], **connect})
        if ask:
            fields = {"session_id": token, "last_id": last_id}
            await self._client.emit("session_request", {name: value for name, value in fields.items() if value is not None})
            await self.first("session_info")

    async def leave(self) -> None:
        await self._client.disconnect()
        if self._client.eio.http:  # the client leaves it open after a refusal
            await self._client.eio.http.close()

    async def say(self, message: Any, **fields: Any) -> list[dict[str, Any]]:
        """Send a message; returns the bubbles of its turn."""
        seen, done = len(self.all("bot_uttered")), len(self.all("turn_done"))
        await self._client.emit("user_uttered", {"message": message, "session_id": self.token, **fields})
        await self._until(lambda: len(self.all("turn_done")) > done)
        return self.all("bot_uttered")[seen:]

    async def emit(self, name: str, *data: Any) -> None:
        await self._client.emit(name, *data)

    async def ask(self, name: str, data: Any) -> Any:
        return await self._client.call(name, data, timeout=PATIENCE_SECONDS)

    async def first(self, name: str, count: int = 1) -> Any:
        """The data of an event, waiting until it came so often."""
        await self._until(lambda: len(self.all(name)) >= count)
        return self.all(name)[count - 1]

    async def until_texts(self, count: int) -> list[str]:
        await self._until(lambda: len(self.all("bot_uttered")) >= count)
        return self.texts

    def all(self, name: str) -> list[Any]:
        return [data for event, data in self.events if event == name]

    @property
    def token(self) -> str | None:
        return (self.all("session_confirm") or [None])[-1]

    @property
    def texts(self) -> list[str]:
        return [bubble["text"] for bubble in self.all("bot_uttered")]

    @property
    def connected(self) -> bool:
        return self._client.connected

    def _noted(self, name: str):
        async def note(data: Any = None) -> None:
            async with self._changed:
                self.events.append((name, data))
                self._changed.notify_all()

        return note

    async def _until(self, reached) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(reached), PATIENCE_SECONDS)


async def _banner(request: Any) -> HTTPResponse:
    return text("Hello from Rasa")


@asynccontextmanager
async def serving(folder: Path, rasa: Rasa | None = None, maps: Any = None, kept: Kept | None = None, **settings: Any) -> AsyncIterator[Site]:
    """A channel on a free port, with the same keys for the same folder, so that a second one is a restart of the first."""
    rasa, kept = rasa or Rasa(), kept or Kept()
    chosen = Settings(**{"encryption_keys": KEY, "var_dir": str(folder), "turn_timeout_seconds": 5, "web_sockets_per_address": 20, **settings})
    intake = None if maps else Intake(4000, DangerDetector(None))
    channel = WebInput(chosen, intake, kept, lambda: maps or NoMaps())
    app = Sanic(f"web-{next(APP_NUMBERS)}", configure_logging=False)
    # As Rasa's own server does before it takes the channels.
    app.config.CORS_SUPPORTS_CREDENTIALS = True
    CORS(app, resources={r"/*": {"origins": ""}}, automatic_options=True)
    app.add_route(_banner, "/")
    app.blueprint(channel.blueprint(rasa), url_prefix=channel.url_prefix())
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        try:
            yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", rasa, kept)
        finally:
            await server.before_stop()
            await server.close()
            for connection in list(server.connections):
                connection.close_if_idle() or connection.abort()
            # The loop refuses to close while a connection, to a Redis that is gone for example, is still closing.
            await asyncio.sleep(CLOSING_SECONDS)
