"""The real assistant, the official client, and between them the stand-in that signs; authentication is on."""

from __future__ import annotations

import socket
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.running import Servers, prepare_database
from bot.settings import Settings
from bot.training import model_path
from tests.teams.playground import Background, Playground, installed
from tests.teams.signing_standin import APP_ID, TENANT, Authority, StandIn


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Place:
    """Everything that runs."""

    playground: Playground
    settings: Settings
    folder: Path


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    installed()
    folder = tmp_path_factory.mktemp("teams")
    background = Background()
    standin = background.run(StandIn(Authority()).start())
    rasa_port, playground_port = free_port(), free_port()
    settings = replace(
        Settings(),
        port=rasa_port,
        action_port=free_port(),
        var_dir=str(folder),
        teams_app_id=APP_ID,
        teams_tenants=TENANT,
        teams_secret="not-a-secret",
        teams_public_address=f"http://127.0.0.1:{rasa_port}",
        teams_openid_url=f"{standin.url}/openid",
        teams_login_url=standin.url,
        teams_extra_hosts=f"localhost:{playground_port},127.0.0.1:{playground_port}",
    )
    standin.target = f"{settings.rasa_url}/webhooks/teams/webhook"
    prepare_database(settings)
    with Servers(settings, model_path()) as servers:
        servers.wait_until_ready()
        playground = Playground(background, standin, playground_port, folder / "playground.log")
        try:
            playground.wait_until_ready()
            yield Place(playground, settings, folder)
        finally:
            playground.stop()
    background.run(standin.stop())
    background.stop()
