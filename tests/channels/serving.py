"""A sanic app reached without a network, in a process where other apps are made as well."""

from __future__ import annotations

import json

from sanic import Sanic
from sanic.signals import RESERVED_NAMESPACES


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

    async def request(
        self, method: str, path: str, body: bytes = b"", client: str = "127.0.0.1", headers: dict[str, str] | None = None
    ) -> tuple[int, object]:
        """Status and content, read as JSON when it is that."""
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
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in lines.items()],
            "client": (client, 50000),
            "server": ("127.0.0.1", 80),
        }
        await self._app(scope, receive, send)
        content = b"".join(event.get("body") or b"" for event in sent[1:])
        kind = dict(sent[0]["headers"]).get(b"content-type", b"")
        return sent[0]["status"], json.loads(content) if b"json" in kind else content.decode()


async def _listen(**_: object) -> None:
    return None
