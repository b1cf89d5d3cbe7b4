"""The Teams channel on a bench: Rasa, Microsoft's identity and its connector are stand-ins on this machine."""

from __future__ import annotations

import asyncio
import itertools
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.teams.channel import TeamsInput
from bot.running import prepare_database
from bot.settings import Settings
from tests.channels.serving import served
from tests.teams.signing_standin import APP_ID, TENANT, Authority, StandIn

BOT = f"28:{APP_ID}"
USER = "29:1anna"
PERSONAL = "a:personal-1"
GROUP = "19:group-1@thread.v2"
IDS = itertools.count(1)
AUTHORITY = Authority()


class Rasa:
    """Stands in for the conversation engine: remembers what it heard, and answers with what was set."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.answer: list[dict[str, Any]] = [{"text": "dag"}]
        self.seconds = 0.0
        self.slow_for = ""

    async def __call__(self, message: Any) -> None:
        self.heard.append(message)
        if not self.slow_for or self.slow_for in message.text:
            await asyncio.sleep(self.seconds)
        for part in self.answer:
            await message.output_channel.send_response(message.sender_id, dict(part))

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]

    @property
    def senders(self) -> list[str]:
        return [message.sender_id for message in self.heard]


class FakeConnector:
    """Teams' side of the answers: takes what is sent, and can be slow, busy or broken for a while."""

    def __init__(self) -> None:
        self.url = ""
        self.sent: list[dict[str, Any]] = []
        self.typed: list[str] = []
        self.authorization: list[str] = []
        self.paths: list[str] = []
        self.statuses: list[int] = []
        self.retry_after: str | None = None
        self.seconds: dict[str, float] = {}
        self._runner: web.AppRunner | None = None

    async def start(self) -> FakeConnector:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/connector"
        return self

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        content = await request.json()
        self.authorization.append(request.headers.get("Authorization", ""))
        self.paths.append(request.raw_path)
        if content["type"] == "typing":
            self.typed.append(content["conversation"]["id"])
            return web.Response(status=202)
        await asyncio.sleep(self.seconds.get(content["conversation"]["id"], 0))
        status = self.statuses.pop(0) if self.statuses else 201
        if status >= 300:
            return web.Response(status=status, headers={"Retry-After": self.retry_after} if self.retry_after else {})
        self.sent.append(content)
        return web.json_response({"id": str(len(self.sent))}, status=status)

    @property
    def texts(self) -> list[str]:
        return [content["text"] for content in self.sent if "text" in content]

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [attachment["content"] for content in self.sent for attachment in content.get("attachments", [])]

    @property
    def words(self) -> str:
        """Everything that can be read, in its order."""
        return "\n".join(json.dumps(content, ensure_ascii=False) for content in self.sent)


class FakeKeeping:
    """Remembers what should be erased."""

    def __init__(self) -> None:
        self.erased: list[str] = []
        self.emptied: list[str] = []

    async def erase(self, sender: str) -> bool:
        self.erased.append(sender)
        return True

    async def empty(self, sender: str) -> bool:
        self.emptied.append(sender)
        return True


class Bench:
    """Everything together, and a way to post to the channel."""

    def __init__(self, settings: Settings, microsoft: StandIn, connector: FakeConnector) -> None:
        self.rasa, self.keeping, self.thumbs = Rasa(), FakeKeeping(), []
        self.settings, self.microsoft, self.connector = settings, microsoft, connector
        self.channel = TeamsInput(settings, self.keeping, lambda *thumb: self.thumbs.append(thumb))
        self._served = served(self.channel.blueprint(self.rasa), prefix="/webhooks/teams")

    def activity(self, kind: str = "message", **fields: Any) -> dict[str, Any]:
        """An activity as Teams sends it, in a personal chat unless told otherwise."""
        made = {
            "type": kind,
            "id": f"id-{next(IDS)}",
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": USER, "name": "Professional Een"},
            "recipient": {"id": BOT, "name": "Kringwijzer"},
            "conversation": {"id": PERSONAL, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        }
        return made | ({"text": "hallo"} if kind == "message" and "value" not in fields else {}) | fields

    def in_group(self, text: str, user: str = USER, mention: bool = True, **fields: Any) -> dict[str, Any]:
        """A message in a group chat."""
        entities = [{"type": "mention", "text": "<at>Kringwijzer</at>", "mentioned": {"id": BOT}}] if mention else []
        conversation = {"id": GROUP, "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
        return self.activity(text=text, conversation=conversation, entities=entities, **fields) | {"from": {"id": user}}

    async def post(self, activity: object, token: str | None = "valid", raw: bytes | None = None) -> tuple[int, Any]:
        """Post to the webhook; returns status and body."""
        body = json.dumps(activity).encode() if raw is None else raw
        given = AUTHORITY.sign(activity.get("serviceUrl") if isinstance(activity, dict) else self.connector.url) if token == "valid" else token
        headers = {} if given is None else {"authorization": f"Bearer {given}"}
        status, _, content = await self._served.fetch("POST", "/webhooks/teams/webhook", body, headers=headers)
        return status, json.loads(content) if content else None

    async def get(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Fetch from the channel; ``address`` may be a whole public one."""
        path = address.removeprefix(self.settings.teams_public_address)
        return await self._served.fetch("GET", path)

    async def say(self, text: str, **fields: Any) -> None:
        """A message in the personal chat, and everything that comes of it."""
        status, _ = await self.post(self.activity(text=text, **fields))
        assert status == 202
        await self.finish()

    async def finish(self) -> None:
        """Wait for the work in the background."""
        await self.channel.door._lanes.finish(10)

    def button(self, title: str) -> dict[str, Any]:
        """The last button with this title that was sent."""
        found = [action for card in self.connector.cards for action in actions_of(card) if action["title"] == title]
        assert found, f"there is no button {title}"
        return found[-1]

    def press(self, title: str, **fields: Any) -> dict[str, Any]:
        """The invoke of a press."""
        action = {"type": "Action.Execute", "verb": "kies", "title": title, "data": self.button(title)["data"]}
        return self.activity("invoke", name="adaptiveCard/action", value={"action": action}, **fields)


def actions_of(element: Any) -> list[dict[str, Any]]:
    """Every action anywhere in a card."""
    if isinstance(element, list):
        return [action for part in element for action in actions_of(part)]
    if not isinstance(element, dict):
        return []
    own = [element] if str(element.get("type", "")).startswith("Action.") else []
    return own + [action for name, part in element.items() if name != "fallback" for action in actions_of(part)]


def settings_for(folder: Path, microsoft: StandIn, connector: FakeConnector) -> Settings:
    return replace(
        Settings(),
        var_dir=str(folder),
        turn_timeout_seconds=5,
        teams_app_id=APP_ID,
        teams_tenants=TENANT,
        teams_secret="secret-of-the-app",
        teams_public_address="https://kringwijzer.example.nl",
        teams_openid_url=f"{microsoft.url}/openid",
        teams_login_url=microsoft.url,
        teams_extra_hosts=connector.url.split("/")[2],
    )


@asynccontextmanager
async def bench_in(folder: Path, **changes: Any):
    """A bench with its stand-ins running."""
    microsoft, connector = await StandIn(AUTHORITY).start(), await FakeConnector().start()
    settings = replace(settings_for(folder, microsoft, connector), **changes)
    prepare_database(settings)
    bench = Bench(settings, microsoft, connector)
    try:
        yield bench
    finally:
        if bench.channel.door:
            await bench.channel.door.close()
        await connector.stop()
        await microsoft.stop()
