"""Both servers for real, on free ports with a database of their own, and a person who talks to them."""

from __future__ import annotations

import json
import socket
import sqlite3
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests

from bot.privacy.keys import open_vault
from bot.running import Servers, prepare_database
from bot.settings import Settings
from bot.storage.event_seal import unseal
from bot.training import model_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Reply:
    """One turn of the assistant."""

    messages: list[dict]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages if message.get("text"))

    @property
    def customs(self) -> list[dict]:
        return [message["custom"] for message in self.messages if message.get("custom")]

    @property
    def custom(self) -> dict:
        assert len(self.customs) == 1, f"a turn carries one payload, this one {len(self.customs)}"
        return self.customs[0]

    @property
    def buttons(self) -> list[dict]:
        return [button for message in self.messages for button in message.get("buttons") or []]


@dataclass
class Person:
    """Somebody with an own conversation."""

    url: str
    audience: str | None = None
    sender: str = ""

    def says(self, text: object) -> Reply:
        self.sender = self.sender or uuid.uuid4().hex
        body: dict = {"sender": self.sender, "message": text}
        if self.audience:
            body["metadata"] = {"doelgroep": self.audience}
        answer = requests.post(self.url, json=body, timeout=60)
        assert answer.status_code == 200
        return Reply(answer.json())


@dataclass(frozen=True)
class Assistant:
    """A running assistant."""

    url: str
    settings: Settings
    folder: Path
    servers: Servers

    def person(self, audience: str | None = None) -> Person:
        return Person(self.url, audience)

    def stored(self) -> str:
        """Every event that the database holds, decrypted, as text."""
        vault = open_vault(self.settings)
        with sqlite3.connect(self.folder / "kringwijzer.db") as database:
            rows = database.execute("select sender_id, data from events").fetchall()
        return "\n".join(json.dumps(unseal(vault, sender, token), ensure_ascii=False) for sender, token in rows)

    def logged(self) -> str:
        """Everything that both servers wrote to their logs."""
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in (self.folder / "log").glob("*.log"))


@pytest.fixture(scope="session")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    settings = replace(Settings(), port=free_port(), action_port=free_port(), var_dir=str(folder), turn_timeout_seconds=20)
    prepare_database(settings)
    with Servers(settings, model_path()) as servers:
        servers.wait_until_ready()
        yield Assistant(f"{settings.rasa_url}/webhooks/rest/webhook", settings, folder, servers)
