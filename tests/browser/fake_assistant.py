"""A stand-in for the web channel: speaks its protocol with recorded answers, and can be late, silent or gone."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio
from aiohttp import web

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "bot" / "widget"
PAGES = WIDGET / "pages"
ANSWERS: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "antwoorden.json").read_text(encoding="utf-8"))
BUTTONS = {button["payload"]: button["title"] for answer in ANSWERS.values() for bubble in answer for button in bubble.get("quick_replies", [])}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-src 'self'; frame-ancestors 'self'"
)
HELP = {
    "text": "Er ging iets mis, daar kunt u niets aan doen. Probeer het zo nog eens. Is er nu gevaar? Bel 112.",
    "contacts": ANSWERS["Ik wil een mens spreken"][-1]["custom"]["contacts"],
}
SAMPLE_FILES = {"kaart.svg": "image/svg+xml", "kaart.png": "image/png", "kaart.pdf": "application/pdf", "kaart.csv": "text/csv"}
PAGE_OF = {"": "index.html", "kader": "kader.html", "voorbeeld": "voorbeeld.html"}
UNKNOWN = [{"text": "Daar weet ik niets van. Ik help met vragen over de mensen om een kind heen.", "custom": {"type": "out_of_scope"}}]


@dataclass
class Session:
    """What the server knows of one conversation: its bubbles, and the nonces that were answered."""

    bubbles: list[dict[str, Any]] = field(default_factory=list)
    nonces: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass
class Behaviour:
    """How the stand-in is to behave; a test changes it while it runs."""

    delay: float = 0.0
    silent: bool = False
    empty: bool = False
    refuse_sockets: bool = False
    refuse_requests: bool = False
    erase_fails: bool = False
    minutes: float = 120
    extra: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


class FakeAssistant:
    """Runs in a thread of its own on a port of its own. ``pages``: further pages by path, such as a host site."""

    def __init__(self, pages: dict[str, tuple[str, str]] | None = None, policy: str = POLICY) -> None:
        self.behaviour = Behaviour()
        self.said: list[dict[str, Any]] = []
        self.ratings: list[dict[str, Any]] = []
        self.erased: list[str] = []
        self.requests: list[str] = []
        self._pages = pages or {}
        self._policy = policy
        self._sessions: dict[str, Session] = {}
        self._next_id = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> FakeAssistant:
        """Start; a second start after :meth:`stop` takes the same port."""
        self._port = self._port or _free_port()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10), "the stand-in did not start"
        return self

    def stop(self) -> None:
        """Drop every connection and listen no more; sessions are kept, as by a server that restarts."""
        if self._loop and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ending.set)
            self._thread.join(10)

    @property
    def open_sockets(self) -> int:
        """How many visitors hold a line."""
        return len(self._sockets)

    def add_page(self, path: str, kind: str, text: str) -> None:
        """A page of a host site on the same address."""
        self._pages[path] = (kind, text)

    def forget(self) -> None:
        """Every session is over, as after too long a silence."""
        self._sessions.clear()

    def drop_sockets(self) -> None:
        """Close every socket at once, as a network that goes."""
        assert self._loop
        asyncio.run_coroutine_threadsafe(self._drop(), self._loop).result(5)

    async def _drop(self) -> None:
        for sid in list(self._sockets):
            await self._server.disconnect(sid)

    def _run(self, ready: threading.Event) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        self._sockets: dict[str, str | None] = {}
        self._server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
        app = web.Application(middlewares=[self._guard])
        self._server.attach(app, "/chat/socket.io")
        self._add_events()
        self._add_routes(app)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._port, reuse_address=True).start()
        ready.set()
        await self._ending.wait()
        await self._drop()
        await self._server.shutdown()
        transports = [connection.transport for connection in runner.server.connections if connection.transport] if runner.server else []
        await runner.cleanup()
        for transport in transports:  # a browser that went at the same moment leaves bytes that nobody takes
            transport.abort()
        await asyncio.sleep(0.05)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append(request.path)
        if self.behaviour.refuse_sockets and request.path.startswith("/chat/socket.io"):
            return web.Response(status=403)
        if self.behaviour.refuse_requests and request.method == "POST" and request.path.startswith("/chat/"):
            return web.Response(status=503)
        if request.method == "OPTIONS":
            response: web.StreamResponse = web.Response()
        else:
            response = await handler(request)
        if response.prepared:
            return response
        response.headers["Content-Security-Policy"] = self._policy
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response.headers["Access-Control-Allow-Headers"] = "content-type"
        return response

    # What a session is and what it is told

    def _open(self, token: object) -> tuple[str, bool]:
        if isinstance(token, str) and token in self._sessions:
            return token, False
        made = secrets.token_urlsafe(32)
        self._sessions[made] = Session()
        return made, True

    async def _reply(self, token: str, data: dict[str, Any]) -> list[dict[str, Any]]:
        session = self._sessions[token]
        nonce = str(data.get("nonce"))
        if nonce in session.nonces:
            return session.nonces[nonce]
        self.said.append({"message": data.get("message"), "metadata": data.get("metadata"), "session": token})
        session.nonces[nonce] = []
        await asyncio.sleep(self.behaviour.delay)
        if self.behaviour.empty:
            return []
        said = str(data.get("message"))
        answer = self.behaviour.extra.get(said) or ANSWERS.get(BUTTONS.get(said, said)) or UNKNOWN
        made = []
        for bubble in json.loads(json.dumps(answer)):
            self._next_id += 1
            made.append({"id": self._next_id, **bubble})
        session.bubbles += made
        session.nonces[nonce] = made
        return made

    def _missed(self, token: str, last_id: object) -> list[dict[str, Any]]:
        after = last_id if isinstance(last_id, int) else 0
        return [bubble for bubble in self._sessions[token].bubbles if bubble["id"] > after]

    # Socket.IO

    def _add_events(self) -> None:
        server, sockets = self._server, self._sockets

        @server.event
        async def connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
            sockets[sid] = None

        @server.event
        async def disconnect(sid: str, *reason: object) -> None:
            sockets.pop(sid, None)

        @server.event
        async def session_request(sid: str, data: dict[str, Any]) -> None:
            await bind(sid, data.get("session_id"))
            for bubble in self._missed(str(sockets[sid]), data.get("last_id")) if data.get("session_id") else []:
                await server.emit("bot_uttered", bubble, to=sid)

        async def bind(sid: str, token: object) -> None:
            held, new = self._open(token)
            sockets[sid] = held
            await server.enter_room(sid, held)
            await server.emit("session_confirm", held, to=sid)
            await server.emit("session_info", {"new": new, "minutes": self.behaviour.minutes}, to=sid)

        @server.event
        async def user_uttered(sid: str, data: dict[str, Any]) -> None:
            if data.get("session_id") not in self._sessions:
                await bind(sid, None)
            token = str(sockets[sid])
            if self.behaviour.silent:
                self.said.append({"message": data.get("message"), "metadata": data.get("metadata"), "session": token})
                return
            await server.emit("typing", {"active": True}, to=token)
            made = await self._reply(token, data)
            await server.emit("typing", {"active": False}, to=token)
            for bubble in made:
                await server.emit("bot_uttered", bubble, to=token)
            await server.emit("turn_done", {"nonce": data.get("nonce"), "last_id": self._next_id, "session_id": token}, to=token)

        @server.event
        async def feedback(sid: str, data: dict[str, Any]) -> dict[str, bool]:
            self.ratings.append(data)
            return {"ok": True}

        @server.event
        async def erase(sid: str, data: dict[str, Any]) -> dict[str, bool]:
            if self.behaviour.erase_fails:
                return {"ok": False}
            self._erase(str(sockets[sid]))
            return {"ok": True}

    def _erase(self, token: str) -> None:
        self.erased.append(token)
        self._sessions.pop(token, None)

    # Plain requests

    def _add_routes(self, app: web.Application) -> None:
        app.router.add_post("/chat/berichten", self._messages)
        app.router.add_post("/chat/beoordeling", self._rate)
        app.router.add_post("/chat/wis", self._erase_request)
        app.router.add_get("/chat/hulp.json", lambda request: _json(HELP))
        app.router.add_get("/chat/hulp", self._help_page)
        app.router.add_get("/chat/kaart/{token}/{name}", self._map_file)
        app.router.add_get("/chat/{name:[a-z.-]*}", self._page)
        app.router.add_get("/{rest:.*}", self._further)

    async def _messages(self, request: web.Request) -> web.Response:
        data = json.loads(await request.read())
        token, new = self._open(data.get("session_id"))
        if data.get("message") is None:
            messages = self._missed(token, data.get("last_id")) if not new else []
        else:
            messages = await self._reply(token, data)
        return web.json_response(
            {"session_id": token, "new": new, "minutes": self.behaviour.minutes, "messages": messages, "last_id": self._next_id},
        )

    async def _rate(self, request: web.Request) -> web.Response:
        self.ratings.append(json.loads(await request.read()))
        return web.json_response({"ok": True})

    async def _erase_request(self, request: web.Request) -> web.Response:
        self._erase(str(json.loads(await request.read()).get("session_id")))
        return web.json_response({"ok": True})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = WIDGET / "dist" / name if name == "kringwijzer.js" else PAGES / PAGE_OF.get(name, name)
        if path.suffix == ".html" and path.is_file():
            return self._filled(path)
        return web.FileResponse(path) if path.is_file() else web.Response(status=404)

    async def _help_page(self, request: web.Request) -> web.Response:
        return self._filled(PAGES / "hulp.html")

    @staticmethod
    def _filled(page: Path) -> web.Response:
        """A page with the help text and contacts, as the channel sends it."""
        lines = "\n".join(f'<li><strong>{c["label"]}</strong> <a href="{c["tel"]}">{c["number"]}</a></li>' for c in HELP["contacts"])
        text = page.read_text(encoding="utf-8").replace("{tekst}", str(HELP["text"])).replace("{contacten}", lines)
        return web.Response(text=text, content_type="text/html")

    async def _map_file(self, request: web.Request) -> web.Response:
        kind = SAMPLE_FILES.get(request.match_info["name"])
        return web.Response(body=b"a file", content_type=kind) if kind else web.Response(status=404)

    async def _further(self, request: web.Request) -> web.Response:
        if request.path not in self._pages:
            return web.Response(status=404)
        kind, text = self._pages[request.path]
        return web.Response(text=text, content_type=kind)


async def _json(content: object) -> web.Response:
    return web.json_response(content)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    fake = FakeAssistant()
    fake._port = int(sys.argv[1]) if len(sys.argv) > 1 else 5312
    fake.start()
    print(f"{fake.address}/chat/voorbeeld", flush=True)
    while True:
        time.sleep(3600)
