"""A sanic app reached without a network, in a process where other apps are made as well."""

from __future__ import annotations

import itertools
import json

from sanic import Blueprint, Sanic
from sanic.signals import RESERVED_NAMESPACES

APP_NUMBERS = itertools.count()


def served(*blueprints: Blueprint, prefix: str = "") -> Served:
    """A new app with these blueprints."""
    app = Sanic(f"served-{next(APP_NUMBERS)}", configure_logging=False)
    for blueprint in blueprints:
        app.blueprint(blueprint, url_prefix=prefix)
    return Served(app)


class Served:
    """An app that is asked over ASGI."""

    def __init__(self, app: Sanic) -> None:
        self._app = app
        # Sanic rewrites its own classes when a server starts, which works once per process. Without a server it looks
        # for a listener on each of its events.
        for event in RESERVED_NAMESPACES["http"]:
            app.add_signal(_listen, event)
        app.finalize()
        app.signalize()

    async def fetch(
        self, method: str, path: str, body: bytes = b"", client: str = "127.0.0.1", headers: dict[str, str] | None = None, query: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content as they came."""
        sent = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event):
            sent.append(event)

        lines = {"host": "localhost", "content-type": "application/json", **(headers or {})}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in lines.items()],
            "client": (client, 50000),
            "server": ("127.0.0.1", 80),
        }
        await self._app(scope, receive, send)
        shown = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], shown, b"".join(event.get("body") or b"" for event in sent[1:])

    async def request(
        self, method: str, path: str, body: bytes = b"", client: str = "127.0.0.1", headers: dict[str, str] | None = None, query: str = ""
    ) -> tuple[int, object]:
        """Status and content, read as JSON when it is that."""
        status, shown, content = await self.fetch(method, path, body, client, headers, query)
        return status, json.loads(content) if "json" in shown.get("content-type", "") else content.decode()


async def _listen(**_: object) -> None:
    return None
