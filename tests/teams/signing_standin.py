"""Stands in for Microsoft's identity: signs what a client without one sends, and gives keys and tokens.

Between the Playground and the channel it keeps authentication on: ``/api/messages`` signs and passes on to ``target``.
In unit tests the same keys sign forged requests.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import rsa

APP_ID = "11111111-1111-1111-1111-111111111111"
TENANT = "7b1a2c3d-1111-4222-8333-444455556666"
ISSUER = "https://api.botframework.com"
BOT_TOKEN = "token-of-the-bot-"
KEY_ID = "k1"


@dataclass
class Authority:
    """A signing key with its public side."""

    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    endorsements: tuple[str, ...] = ("msteams", "directline", "webchat")
    key_id: str = KEY_ID

    def sign(self, service_url: str | None, claims: dict | None = None, drop: tuple[str, ...] = (), **header: Any) -> str:
        """A token as Microsoft's; ``claims`` and ``drop`` change what it says, ``header`` its header."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 5, "exp": now + 3600, "serviceurl": service_url, **(claims or {})}
        algorithm, key = header.pop("alg", "RS256"), header.pop("key", self.key)
        headers = {"kid": self.key_id} | header
        wanted = {name: value for name, value in said.items() if name not in drop and value is not None}
        return jwt.encode(wanted, key, algorithm=algorithm, headers={k: v for k, v in headers.items() if v is not None})

    def public(self) -> dict[str, Any]:
        """The public key as Microsoft publishes it."""
        shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return shown | {"use": "sig", "kid": self.key_id, "x5t": self.key_id, "endorsements": list(self.endorsements)}


class StandIn:
    """The HTTP side: ``/openid``, ``/keys``, token endpoints, and ``/api/messages`` that signs and passes on."""

    def __init__(self, authority: Authority, target: str = "") -> None:
        self.authority = authority
        self.target = target
        self.keys = [authority.public()]
        self.url = ""
        self.fails = False
        self.asked: list[str] = []
        self.token_requests: list[dict[str, str]] = []
        self.token_answer: tuple[int, dict[str, Any]] | None = None
        self.passed_on: list[tuple[dict[str, Any], int, str]] = []
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> StandIn:
        """Listen on this machine."""
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_get("/metadata/identity/oauth2/token", self._token)
        app.router.add_post("/api/messages", self._messages)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        return self

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def _openid(self, request: web.Request) -> web.Response:
        self.asked.append("openid")
        if self.fails:
            return web.Response(status=500)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys", "id_token_signing_alg_values_supported": ["RS256"]})

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked.append("keys")
        return web.json_response({"keys": self.keys})

    async def _token(self, request: web.Request) -> web.Response:
        form = {**(await request.post()), **request.query}
        self.token_requests.append({"path": request.path, **{name: str(value) for name, value in form.items()}})
        if self.token_answer:
            return web.json_response(self.token_answer[1], status=self.token_answer[0])
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": f"{BOT_TOKEN}{len(self.token_requests)}"})

    async def _messages(self, request: web.Request) -> web.Response:
        body = await request.read()
        activity = json.loads(body)
        headers = {"Authorization": f"Bearer {self.authority.sign(activity.get('serviceUrl'))}", "Content-Type": "application/json"}
        async with ClientSession() as session, session.post(self.target, data=body, headers=headers) as answer:
            content = await answer.read()
            self.passed_on.append((activity, answer.status, content.decode("utf-8", "replace")))
            return web.Response(status=answer.status, body=content, content_type=answer.content_type)
