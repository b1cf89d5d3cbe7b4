"""Health as an operator's tools ask it; the probe itself runs against the real servers in tests/conversations/test_beheer.py."""

from __future__ import annotations

import pytest
from sanic import Sanic

from bot.channels.bodies import limit
from bot.channels.health import CACHE_SECONDS, Health, Probe, Readiness
from bot.channels.intake import Intake
from bot.safety.signals import DangerDetector
from bot.settings import Settings, SettingsError
from bot.storage.migrate import upgrade
from tests.channels.serving import Served

GOOD = Readiness(True, True, True)


class FixedProbe:
    """Finds what it was told and counts how often it is asked."""

    def __init__(self, found: Readiness) -> None:
        self.found = found
        self.asked = 0

    async def readiness(self, agent):
        self.asked += 1
        return self.found


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def served(monkeypatch, probe: FixedProbe, clock: Clock | None = None, **settings: str) -> Served:
    monkeypatch.setattr(Sanic, "_app_registry", {})
    app = Sanic("health", configure_logging=False)
    limit(app, 10)
    app.blueprint(Health(Settings(**settings), probe, clock or Clock()).blueprint())
    return Served(app)


async def test_it_lives(monkeypatch):
    assert await served(monkeypatch, FixedProbe(GOOD)).request("GET", "/live", client="203.0.113.9") == (200, {"status": "ok"})


@pytest.mark.parametrize("fault", ["answer", "danger", "database"])
async def test_it_is_ready_only_when_everything_is_as_expected(monkeypatch, fault):
    probe = FixedProbe(GOOD)
    clock = Clock()
    app = served(monkeypatch, probe, clock)
    assert await app.request("GET", "/ready") == (200, {"ready": True, "answer": True, "danger": True, "database": True})
    clock.now += CACHE_SECONDS
    probe.found = Readiness(**{**GOOD.__dict__, fault: False})
    status, found = await app.request("GET", "/ready")
    assert (status, found["ready"], found[fault]) == (503, False, False)


async def test_asking_often_does_not_probe_often(monkeypatch):
    probe, clock = FixedProbe(GOOD), Clock()
    app = served(monkeypatch, probe, clock)
    for _ in range(5):
        await app.request("GET", "/ready")
    assert probe.asked == 1
    clock.now += CACHE_SECONDS
    await app.request("GET", "/ready")
    assert probe.asked == 2


@pytest.mark.parametrize("path", ["/ready", "/metrics"])
async def test_only_the_machine_itself_may_ask_unless_the_setting_says_more(monkeypatch, path):
    app = served(monkeypatch, FixedProbe(GOOD))
    for client, expected in (("127.0.0.1", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("10.0.0.7", 403), ("203.0.113.9", 403)):
        assert (await app.request("GET", path, client=client))[0] == expected
    wider = served(monkeypatch, FixedProbe(GOOD), monitor_addresses="10.0.0.0/24, ::1")
    for client, expected in (("10.0.0.7", 200), ("10.0.1.7", 403), ("127.0.0.1", 403)):
        assert (await wider.request("GET", path, client=client))[0] == expected


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
@pytest.mark.parametrize("path", ["/ready", "/metrics"])
async def test_who_comes_through_a_proxy_on_this_machine_is_a_stranger(monkeypatch, path, header):
    assert (await served(monkeypatch, FixedProbe(GOOD)).request("GET", path, headers={header: "127.0.0.1"}))[0] == 403


async def test_metrics_are_in_the_format_of_prometheus(monkeypatch):
    status, text = await served(monkeypatch, FixedProbe(GOOD)).request("GET", "/metrics")
    assert status == 200
    assert "# TYPE kringwijzer_turns_total counter" in text


@pytest.mark.parametrize("path", ["/", "/version", "/status", "/model", "/domain", "/conversations/x/tracker", "/kanarie<script>"])
async def test_another_path_is_not_there_and_is_not_repeated(monkeypatch, path):
    assert await served(monkeypatch, FixedProbe(GOOD)).request("GET", path) == (404, {"error": "not found"})


def test_an_address_that_is_none_is_refused_with_the_setting():
    with pytest.raises(SettingsError, match="KRINGWIJZER_MONITOR_ADDRESSES: overal"):
        Health(Settings(monitor_addresses="127.0.0.1,overal"), FixedProbe(GOOD))


async def test_without_a_model_it_is_not_ready_and_the_database_is_told_apart(tmp_path):
    url = f"sqlite:///{tmp_path / 'x.db'}"
    probe = Probe(Settings(database_url=url), Intake(4000, DangerDetector(None)))
    assert await probe.readiness(None) == Readiness(False, False, False)
    upgrade(url)
    assert await probe.readiness(None) == Readiness(False, False, True)
