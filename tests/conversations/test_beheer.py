"""What an operator relies on, at the running servers: closed doors, limits, health, logs without words, and hostile input that changes nothing."""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings

from bot.components.action_server import AUTH_HEADER
from bot.settings import APART
from tests.channels.hostile import CANARY, TEXTS, any_json, any_text, bodies
from tests.conversations.conftest import started

SECRET = "geheim-van-de-toets"
NORMAL, TOPIC = "wat is een steunouder?", "vorm/steunouder"
TO_PROBE = (
    "/", "/version", "/status", "/conversations/u1/tracker", "/domain", "/model", "/webhooks/socketio/", "/actions", "/health", "/docs",
    "/webhooks/", "/webhooks/rest/webhook/x", "/webhooks/callback/webhook", "/webhooks/rest/kaart/x/kaart.svg", "/.env", "/../../etc/passwd",
)  # fmt: skip
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def base(assistant) -> str:
    return assistant.settings.rasa_url


def post(assistant, body: bytes) -> requests.Response:
    return requests.post(assistant.url, data=body, timeout=30)


def is_answered(assistant) -> bool:
    return assistant.person("ouder").says(NORMAL).custom.get("topic") == TOPIC


def rows(assistant) -> list[int]:
    with sqlite3.connect(assistant.folder / "kringwijzer.db") as database:
        return [database.execute(f"select count(*) from {table}").fetchone()[0] for table in ("events", "network_maps")]


@pytest.mark.parametrize("path", TO_PROBE)
def test_there_is_no_other_door_and_no_banner(assistant, path):
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = requests.request(method, base(assistant) + path, timeout=10, allow_redirects=False)
        assert answer.status_code in (404, 405) or answer.headers.get("location") == "/chat/"
        assert "rasa" not in (answer.text + str(answer.headers)).lower()
        assert path == "/" or path not in answer.text


def test_another_origin_is_not_let_in_by_a_browser(assistant):
    answer = requests.options(assistant.url, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}, timeout=10)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_megabyte_is_refused_and_a_long_message_is_cut(assistant):
    assert post(assistant, json.dumps({"sender": "groot", "message": "slaat " * 170_000}).encode()).status_code == 413
    assert post(assistant, json.dumps({"sender": "groot", "metadata": {"x": "y" * 5_000_000}}).encode()).status_code == 413
    long = post(assistant, json.dumps({"sender": "groot", "message": "ik zoek een maatje. " * 5_000}).encode())
    assert long.status_code == 200
    assert any(message.get("text") for message in long.json())
    assert is_answered(assistant)


@pytest.mark.parametrize("body", bodies(), ids=range(len(bodies())))
def test_a_body_that_is_no_message_gets_an_answer(assistant, body):
    answer = post(assistant, body)
    assert answer.status_code == 200
    assert any(message.get("text") for message in answer.json())


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_hostile_text_gets_an_answer_and_loses_nothing(assistant, text):
    mother = assistant.person("ouder")
    opening = mother.says(NORMAL).messages[0]["text"]
    assert "computer" in opening
    assert mother.says(text).text
    mother.says("stop")  # in case the text began a conversation with questions of its own
    again = mother.says(NORMAL)
    assert opening not in again.text, "the conversation was begun anew"
    assert again.customs[0]["topic"] == TOPIC


@FEW
@given(any_text)
def test_any_text_gets_an_answer(assistant, text):
    assert assistant.person("jongere").says(text).text


@FEW
@given(any_json, any_json, any_json)
def test_any_fields_get_an_answer(assistant, sender, message, metadata):
    answer = post(assistant, json.dumps({"sender": sender, "message": message, "metadata": metadata}).encode())
    assert answer.status_code == 200
    assert any(said.get("text") for said in answer.json())


def test_after_all_of_this_a_normal_question_is_answered(assistant):
    assert is_answered(assistant)


def test_it_is_ready_and_the_probe_leaves_no_trace(assistant):
    before = rows(assistant)
    counted = requests.get(base(assistant) + "/metrics", timeout=10).text
    ready = requests.get(base(assistant) + "/ready", timeout=10)
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "answer": True, "danger": True, "database": True})
    assert rows(assistant) == before
    turns = [line for line in counted.splitlines() if line.startswith(("kringwijzer_turns", "kringwijzer_takeovers"))]
    assert turns == [line for line in requests.get(base(assistant) + "/metrics", timeout=10).text.splitlines() if line in turns]


def test_the_metrics_count_turns_and_takeovers_and_name_nobody(assistant):
    def takeovers() -> float:
        lines = requests.get(base(assistant) + "/metrics", timeout=10).text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith('kringwijzer_takeovers_total{level="acute"}'))

    before = takeovers()
    person = assistant.person("jongere")
    person.says(f"ik wil dood {CANARY}")
    shown = requests.get(base(assistant) + "/metrics", timeout=10).text
    assert takeovers() == before + 1
    assert 'kringwijzer_turns_total{channel="rest",outcome="safety"}' in shown
    assert not any(word in shown for word in (CANARY, person.sender))


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """Actions in a server of their own, everything logged that may be."""
    with started(tmp_path_factory.mktemp("apart"), actions=APART, action_secret=SECRET, log_level="INFO") as assistant:
        yield assistant


def call_action(assistant, body: bytes, **headers: str) -> requests.Response:
    return requests.post(assistant.settings.action_url, data=body, headers=headers, timeout=10)


def test_the_action_server_knows_no_strangers_and_opens_no_parcels(apart):
    forged = json.dumps({"next_action": "action_answer", "sender_id": CANARY, "tracker": {"sender_id": CANARY}}).encode()
    for headers in ({}, {AUTH_HEADER: "geheim"}):
        assert call_action(apart, forged, **headers).json() == {"error": "unauthorized"}
    assert call_action(apart, zlib.compress(forged), **{AUTH_HEADER: SECRET, "Content-Encoding": "deflate"}).status_code == 415
    failed = call_action(apart, forged, **{AUTH_HEADER: SECRET})
    assert (failed.status_code, failed.json()) == (500, {"error": "internal server error"})
    assert call_action(apart, b"x" * 9_000_000, **{AUTH_HEADER: SECRET}).status_code == 413


def everything_goes_wrong(apart) -> None:
    """Every way in which Rasa, Sanic or the action server was seen to log what people say (B20)."""
    sender = f"afzender-{CANARY}"
    for message in ({"a": CANARY}, [CANARY], None, f"/{CANARY} ik wil dood", f"/begroeting@1.0 {CANARY}", f'/vorm{{"doelgroep": "{CANARY}"}}',
                    f"/restart {CANARY}", f"mijn naam is {CANARY} en hij slaat mij", f"vraag over {CANARY}", f"{CANARY}\ud83d"):  # fmt: skip
        assert post(apart, json.dumps({"sender": sender, "message": message, "metadata": CANARY}).encode()).status_code == 200
    for body in (f'[{{"message": "{CANARY}"}}]', f'{{"message": "{CANARY}', f"{CANARY}", f'{{"sender": {{"{CANARY}": 1}}, "message": "{CANARY}"}}'):
        assert post(apart, body.encode()).status_code == 200
    requests.get(f"{base(apart)}/{CANARY}?token={CANARY}", timeout=10)
    for talk in (["teken de netwerkkaart", "beginnen", f"oma {CANARY} en {CANARY}", "wis de kaart"], ["welke steun past bij ons?", CANARY]):
        person = apart.person("ouder")
        person.sender = f"kaart-{CANARY}"
        for message in talk:
            assert person.says(message).text
    forged = {
        "next_action": "action_answer",
        "sender_id": sender,
        "tracker": {"sender_id": sender, "slots": CANARY, "latest_message": {"text": CANARY}},
    }
    assert call_action(apart, json.dumps(forged).encode(), **{AUTH_HEADER: SECRET}).status_code == 500


def without_database(apart, table: str = "events") -> None:
    """The table is gone for a while; a question and a cry for help get an answer meanwhile."""
    with sqlite3.connect(apart.folder / "kringwijzer.db") as database:
        database.execute(f"alter table {table} rename to weg")
    try:
        person = apart.person("jongere")
        person.sender = f"database-{CANARY}"
        assert person.says(f"wat is een maatje {CANARY}").text
        assert person.says(f"ik wil dood {CANARY}").custom["type"] == "safety"
    finally:
        with sqlite3.connect(apart.folder / "kringwijzer.db") as database:
            database.execute(f"alter table weg rename to {table}")


def test_no_log_holds_a_word_a_name_or_a_sender_whatever_goes_wrong(apart):
    everything_goes_wrong(apart)
    without_database(apart)
    assert is_answered(apart)
    apart.servers.stop("actions")
    person = apart.person("jongere")
    person.sender = f"zonder-acties-{CANARY}"
    assert person.says(f"wat is een maatje {CANARY}").custom["type"] == "contact"
    assert person.says(f"ik wil dood {CANARY}").custom["type"] == "safety"
    logged = apart.logged()
    assert CANARY not in logged.lower()
    assert SECRET not in logged
    files = [path for path in (apart.folder / "log").glob("*.log") if "start" not in path.name]
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert any(line.get("message") == "An action failed" and line["error"] == "KeyError" for line in lines)
    assert any(line["logger"] == "rasa.core.processor" and line.get("cause") == "ClientConnectorError" for line in lines)
    assert all(len(line["conversation"]) == 12 for line in lines if "conversation" in line)


def test_without_its_actions_it_is_soon_not_ready(apart):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ready = requests.get(base(apart) + "/ready", timeout=15)
        if ready.status_code == 503:
            break
        time.sleep(0.5)
    assert ready.json() == {"ready": False, "answer": False, "danger": False, "database": True}
    assert requests.get(base(apart) + "/live", timeout=10).status_code == 200


def test_the_running_server_has_not_loaded_tensorflow(assistant):
    (process,) = assistant.servers.process_ids()
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    assert "scipy" in maps
    assert "tensorflow" not in maps
