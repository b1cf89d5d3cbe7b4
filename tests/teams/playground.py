"""Drives the official client without a browser, over its own HTTP routes and socket. The routes are internal: the version is pinned."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import threading
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp
import requests

from tests.teams.signing_standin import APP_ID, StandIn

HERE = Path(__file__).parent
CLI = HERE / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
PERSONAL, GROUP, CHANNEL = "a:persoonlijk-1", "19:groep-1@thread.v2", "19:kanaal-1@thread.tacv2"
ANNA, BRAM = "29:1anna", "29:1bram"
BOT = f"28:{APP_ID}"
READY_WITHIN = 60
QUIET, LONG_QUIET = 1.2, 4.0  # seconds without a message, after which no more is expected
ANSWER_WITHIN = 25

T = TypeVar("T")


class Background:
    """An event loop in a thread, for what has to go on while a test waits."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Awaitable[T]) -> T:
        """Wait for something that runs in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)  # type: ignore[arg-type]

    def start(self, work: Awaitable[Any]) -> None:
        """Let something run in the loop."""
        asyncio.run_coroutine_threadsafe(work, self._loop)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the loop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


def installed() -> None:
    """Install the pinned client when it is missing."""
    if not CLI.is_file():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)


class Playground:
    """The client as a process, and what it shows."""

    def __init__(self, background: Background, standin: StandIn, port: int, log: Path) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.standin = standin
        self.shown: list[dict[str, Any]] = []
        self._background = background
        self._log = log.open("wb")
        environment = os.environ | {
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(HERE / "speelplaats.yml"),
            "SEND_INSTALLATION_ACTIVITY": "true",
        }
        command = ["node", str(CLI), "start", "--app-endpoint", f"{standin.url}/api/messages", "--channel-id", "msteams"]
        self._process = subprocess.Popen(
            [*command, "--port", str(port), "--disable-telemetry"], cwd=log.parent, env=environment, stdout=self._log, stderr=self._log
        )

    def wait_until_ready(self) -> None:
        """Return when the client answers and its socket is open."""
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            assert self._process.poll() is None, "the Playground ended"
            assert time.monotonic() < deadline, "the Playground did not start"
            time.sleep(0.2)
        opened = threading.Event()
        self._background.start(self._listen(opened))
        assert opened.wait(10)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.base}/_debug/ping", timeout=2).ok
        except requests.RequestException:
            return False

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    async def _listen(self, opened: threading.Event) -> None:
        address = self.base.replace("http", "ws") + "/_ws_conversation/v1/conversations/stream"
        async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
            opened.set()
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self.shown.append(json.loads(message.data))

    def post(self, path: str, body: dict[str, Any]) -> requests.Response:
        """A post to the client's own routes."""
        return requests.post(self.base + path, json=body, timeout=30)

    def installs(self, conversation: str = PERSONAL) -> Shown:
        """Somebody adds the app."""
        return self._after(lambda: self.post(f"/_debug/conversation/{quote(conversation, safe='')}/installation", {}))

    def says(self, text: str, conversation: str = PERSONAL, user: str = ANNA, **fields: Any) -> Shown:
        """Somebody types a message."""
        body = {"type": "text", "text": text, "textFormat": "plain", "from": {"id": user}, **fields}
        return self._after(lambda: self.post(f"/_conversation/v1/conversations/{quote(conversation, safe='')}/messages", body))

    def sends(self, activity: dict[str, Any]) -> Shown:
        """Any activity, as the client's developer page can send it."""
        return self._after(lambda: self.post("/_internal/v1/customActivities", activity), least=0, quiet=LONG_QUIET)

    def template(self, kind: str, conversation: str = PERSONAL) -> dict[str, Any]:
        """A ready activity of the client."""
        found = requests.get(f"{self.base}/_internal/v1/customActivities/template", params={"conversationId": conversation, "type": kind}, timeout=10)
        return found.json()

    def executes(self, action: dict[str, Any], reply_to: str, conversation: str = PERSONAL) -> tuple[requests.Response, Shown]:
        """Somebody presses a button of a card."""
        body = {
            "name": "adaptiveCard/action",
            "value": {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}},
            "from": {"id": ANNA},
            "conversation": {"id": conversation},
            "replyToId": reply_to,
        }
        answers: list[requests.Response] = []
        shown = self._after(lambda: answers.append(self.post("/_conversation/v1/invoke", body)))
        return answers[0], shown

    def submits(self, data: dict[str, Any], reply_to: str, conversation: str = PERSONAL) -> Shown:
        """Somebody presses a button in a client that knows no Execute."""
        body = {"conversation": {"id": conversation}, "value": data, "from": {"id": ANNA}, "replyToId": reply_to}
        return self._after(lambda: self.post("/_conversation/v1/submit", body))

    def rates(self, reaction: str, word: str, reply_to: str) -> requests.Response:
        """Somebody gives a thumb."""
        value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": word}}
        body = {"name": "message/submitAction", "value": value, "from": {"id": ANNA}, "conversation": {"id": PERSONAL}, "replyToId": reply_to}
        return self.post("/_conversation/v1/invoke", body)

    def _after(self, act: Any, least: int = 1, quiet: float = QUIET) -> Shown:
        """Act, and wait until the client has shown something and nothing more comes."""
        begin = len(self.shown)
        act()
        deadline, quiet_since, count = time.monotonic() + ANSWER_WITHIN, time.monotonic(), 0
        while time.monotonic() < deadline:
            found = Shown(self.shown[begin:])
            if len(found.messages) != count:
                count, quiet_since = len(found.messages), time.monotonic()
            if count >= least and time.monotonic() - quiet_since > quiet:
                return found
            time.sleep(0.05)
        raise AssertionError(f"only {count} messages came")


class Shown:
    """What the client showed after one act."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        self.events = events

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the bot said, without signs of typing."""
        found = [event.get("message") or {} for event in self.events]
        return [m for m in found if (m.get("from") or {}).get("id") == BOT and (m.get("text") or m.get("attachments"))]

    @property
    def text(self) -> str:
        return "\n".join(message.get("text") or "" for message in self.messages)

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [attachment["content"] for message in self.messages for attachment in message.get("attachments") or []]

    @property
    def words(self) -> str:
        return json.dumps([[m.get("text"), m.get("attachments")] for m in self.messages], ensure_ascii=False)

    def message_with(self, title: str) -> str:
        """The id of the message whose card has this button."""
        return next(m["messageId"] for m in self.messages if any(a["title"] == title for a in _actions(m.get("attachments"))))

    def button(self, title: str) -> dict[str, Any]:
        """A button by its title."""
        found = [action for action in _actions(self.cards) if action["title"] == title]
        assert found, f"no button {title} in {[action['title'] for action in _actions(self.cards)]}"
        return found[0]


def _actions(element: Any) -> list[dict[str, Any]]:
    if isinstance(element, list):
        return [action for part in element for action in _actions(part)]
    if not isinstance(element, dict):
        return []
    own = [element] if str(element.get("type", "")).startswith("Action.") else []
    return own + [action for name, part in element.items() if name != "fallback" for action in _actions(part)]
