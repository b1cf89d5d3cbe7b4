"""Two processes behind nginx with PostgreSQL and Redis: only the public routes, and nothing is lost when a part falls out."""

from __future__ import annotations

import threading
import time

import pytest
import requests

from tests.channels.redis_server import RedisServer
from tests.load.farm import Farm, Visitor

PRIVATE = [
    "/version", "/status", "/domain", "/model", "/model/train", "/model/parse", "/conversations/x/tracker", "/conversations/x/story",
    "/conversations/x/execute", "/conversations/x/messages", "/conversations/x/trigger_intent", "/webhooks/rest/", "/webhooks/rest/webhook",
    "/webhooks/rest/gegevens/alles.json?sender=x", "/webhooks/socketio/", "/webhooks/teams/", "/webhook", "/actions", "/health", "/ready",
    "/metrics", "/.env", "/.git/config", "/var/kringwijzer.db", "/chatx", "/openapi.json", "/docs", "/socket.io/",
]  # fmt: skip


@pytest.fixture(scope="module")
def farm(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("productie")
    farm = Farm(folder, postgres, RedisServer(folder))
    farm.start()
    yield farm
    farm.stop()


@pytest.fixture
def visitor(farm):
    return Visitor(farm.url, farm.certificate)


def get(farm: Farm, path: str, **given) -> requests.Response:
    return requests.get(farm.url + path, verify=farm.certificate, timeout=30, allow_redirects=False, **given)


@pytest.mark.parametrize("path", PRIVATE)
def test_what_is_not_public_is_not_there(farm, path):
    assert get(farm, path).status_code == 404


@pytest.mark.parametrize("path", ["/..%2fready", "/chat/..%2f..%2fready", "/chat/../ready", "//ready"])
def test_no_detour_leads_to_what_is_not_public(farm, path):
    assert get(farm, path).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/chat/", "/chat/kringwijzer.js", "/chat/hulp", "/chat/hulp.json", "/live"])
def test_what_is_public_is_there(farm, path):
    assert get(farm, path).status_code == 200


def test_the_root_leads_to_the_chat(farm):
    assert get(farm, "/").headers["location"].endswith("/chat/")


def test_every_page_tells_browsers_to_come_back_over_tls_only_and_names_no_server(farm):
    headers = get(farm, "/chat/").headers
    assert "max-age" in headers["strict-transport-security"]
    assert headers["server"] == "nginx"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_message_that_is_too_large_is_refused_at_the_door(farm):
    answer = requests.post(f"{farm.url}/chat/berichten", data=b"x" * 1_000_000, verify=farm.certificate, timeout=30)
    assert answer.status_code == 413


def test_the_log_holds_no_whole_address_and_no_token(farm, visitor):
    visitor.says("wat is een steunouder?")
    get(farm, "/chat/kaart/geheim-token/kaart.png?x=geheim")
    assert "127.0.0.0 " in farm.log()
    assert "127.0.0.1" not in farm.log()
    assert "geheim" not in farm.log()


def test_a_conversation_goes_on_at_the_other_process_when_one_is_killed(farm, visitor):
    assert visitor.topic("wat is een steunouder?") == "vorm/steunouder"
    for number in (0, 1):
        farm.stop_process(number)
        assert visitor.topic("wat kost dat?") == "vorm/steunouder"
        farm.start_process(number)


def test_a_rolling_restart_loses_no_conversation(farm):
    visitors = [Visitor(farm.url, farm.certificate) for _ in range(6)]
    assert {visitor.topic("wat is een jim?") for visitor in visitors} == {"vorm/jim"}
    for number in (0, 1):
        farm.stop_process(number)
        farm.start_process(number)
        assert {visitor.topic("voor wie is dat?") for visitor in visitors} == {"vorm/jim"}


def test_without_the_database_there_is_help_and_afterwards_the_conversation_goes_on(farm, visitor):
    assert visitor.topic("wat is een steunouder?") == "vorm/steunouder"
    farm.postgres.stop()
    try:
        customs = [message["custom"]["type"] for message in visitor.says("wat kost dat?") if message.get("custom")]
        danger = [message["custom"]["type"] for message in visitor.says("ik wil dood") if message.get("custom")]
    finally:
        farm.postgres.start()
    assert customs == ["contact"]
    assert danger == ["safety"]
    assert visitor.topic("wat kost dat?") == "vorm/steunouder"


def test_without_redis_every_turn_is_answered_and_afterwards_it_is_used_again(farm, visitor):
    visitor.topic("wat is een steunouder?")
    farm.redis.stop()
    try:
        assert visitor.topic("wat kost dat?") == "vorm/steunouder"
    finally:
        farm.redis.start()
    assert visitor.topic("voor wie is dat?") == "vorm/steunouder"


def test_two_messages_at_once_at_two_processes_come_one_after_the_other(farm):
    direct = [Visitor(settings.rasa_url) for settings in farm.settings]
    direct[0].topic("wat is een steunouder?")
    direct[1].token = direct[0].token
    found: list[str | None] = []
    asking = [threading.Thread(target=lambda one=one: found.append(one.topic("wat kost dat?"))) for one in direct]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(60)
    assert found == ["vorm/steunouder"] * 2


def test_when_no_process_answers_the_proxy_shows_help(farm):
    for number in (0, 1):
        farm.stop_process(number)
    try:
        answer = get(farm, "/chat/")
        assert "hulp zonder server" in answer.text
        assert answer.status_code == 503
    finally:
        for number in (0, 1):
            farm.start_process(number)
        time.sleep(6)  # the proxy counts a process as gone for five seconds
