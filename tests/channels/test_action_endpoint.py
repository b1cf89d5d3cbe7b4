"""Actions inside the server and in a server of their own: the same answers, and nothing for strangers."""

from __future__ import annotations

import json
import zlib

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection
from sanic import Sanic

from bot.components.action_endpoint import ActionsInside, action_endpoint
from bot.components.action_server import AUTH_HEADER, action_app
from bot.errors import CommandError
from bot.settings import APART, Settings
from tests.channels.serving import Served

SECRET = "geheim-van-de-toets"


class Greet(Action):
    """Says what stands in the slot, and changes the tracker that it got."""

    def name(self):
        return "action_greet"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=str(tracker.get_slot("naam")))
        tracker.slots["lijst"].append("veranderd")
        return [SlotSet("paar", (1, 2)), *(SlotSet(event["name"], True) for event in tracker.events if event["event"] == "slot")]


class Fail(Action):
    """Fails with the text of the conversation in its error."""

    def name(self):
        return "action_fail"

    async def run(self, dispatcher, tracker, domain):
        raise ValueError(f"kanarie {tracker.get_slot('naam')}")


class Reject(Action):
    """Leaves the turn to another action."""

    def name(self):
        return "action_reject"

    async def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_reject", f"kanarie {tracker.get_slot('naam')}")


@pytest.fixture
def executor() -> ActionExecutor:
    executor = ActionExecutor()
    for action in (Greet(), Fail(), Reject()):
        executor.register_action(action)
    return executor


def call(action: str = "action_greet") -> dict:
    events = [{"event": "slot", "name": "vroeger", "value": 1}, {"event": "user", "text": "dag"}, {"event": "slot", "name": "net", "value": 1}]
    events += [{"event": "user", "text": "hoi"}, {"event": "slot", "name": "nu", "value": 1}]
    tracker = {"sender_id": "sam", "slots": {"naam": "Riet", "lijst": []}, "latest_message": {}, "events": events, "paused": False}
    return {"next_action": action, "sender_id": "sam", "tracker": tracker}


@pytest.fixture
async def served(executor, monkeypatch) -> Served:
    monkeypatch.setattr(Sanic, "_app_registry", {})  # one process makes the app once; this one for every test
    return Served(action_app(Settings(action_secret=SECRET), executor))


async def posted(served: Served, body: bytes | dict, path: str = "/webhook", **headers: str) -> tuple[int, object]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await served.request("POST", path, raw, headers={AUTH_HEADER: SECRET, **headers})


async def test_an_action_inside_gives_what_json_can_carry_and_cannot_change_the_conversation(executor):
    asked = call()
    answer = await ActionsInside(executor).request(json=asked)
    assert [message["text"] for message in answer["responses"]] == ["Riet"]
    assert answer["events"][0]["value"] == [1, 2]
    assert asked["tracker"]["slots"]["lijst"] == []


async def test_an_action_inside_sees_the_events_of_its_turn_and_of_the_one_before(executor):
    answer = await ActionsInside(executor).request(json=call())
    assert [event["name"] for event in answer["events"]] == ["paar", "net", "nu"]


@pytest.mark.parametrize(("action", "status"), [("action_fail", 500), ("action_reject", 400), ("action_unknown", 404)])
async def test_a_failing_action_inside_looks_like_one_over_http_and_holds_no_text(executor, action, status, caplog):
    with pytest.raises(ClientResponseError) as failed:
        await ActionsInside(executor).request(json=call(action))
    assert failed.value.status == status
    assert "Riet" not in repr(failed.value) + failed.value.text
    assert failed.value.__suppress_context__


async def test_a_rejection_names_the_action_as_rasa_reads_it(executor):
    with pytest.raises(ClientResponseError) as failed:
        await ActionsInside(executor).request(json=call("action_reject"))
    assert json.loads(failed.value.text)["action_name"] == "action_reject"


async def test_the_server_answers_who_knows_the_secret(served):
    status, answer = await posted(served, call())
    assert (status, answer["responses"][0]["text"]) == (200, "Riet")


@pytest.mark.parametrize("headers", [{AUTH_HEADER: ""}, {AUTH_HEADER: "geheim"}, {AUTH_HEADER: SECRET + "x"}, {AUTH_HEADER: "é"}])
async def test_the_server_refuses_who_does_not_know_the_secret(served, headers):
    assert await posted(served, call(), **headers) == (401, {"error": "unauthorized"})


@pytest.mark.parametrize("path", ["/actions", "/health", "/", "/webhook/x", "/docs"])
async def test_the_server_lists_nothing(served, path):
    for known, expected in ((SECRET, (404, {"error": "not found"})), ("", (401, {"error": "unauthorized"}))):
        assert await served.request("GET", path, b"", headers={AUTH_HEADER: known}) == expected


@pytest.mark.parametrize(("action", "status"), [("action_fail", 500), ("action_reject", 400), ("action_unknown", 404)])
async def test_an_error_of_the_server_says_nothing_of_the_conversation(served, action, status):
    found, answer = await posted(served, call(action))
    assert found == status
    assert not any(word in json.dumps(answer) for word in ("Riet", "kanarie", "sam", "tracker"))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"next_action": "action_greet"}', b'{"sender_id": "x", "next_action": "action_greet"}']
)
async def test_a_body_that_is_no_call_is_an_error_without_words(served, body):
    assert await posted(served, body) == (500, {"error": "internal server error"})


async def test_a_packed_body_is_not_opened(served):
    bomb = zlib.compress(b" " * 10_000_000)
    assert await posted(served, bomb, **{"Content-Encoding": "deflate"}) == (415, {"error": "unsupported media type"})


def test_a_server_without_a_secret_does_not_start(executor):
    with pytest.raises(CommandError, match="KRINGWIJZER_ACTION_SECRET"):
        action_app(Settings(), executor)


def test_the_setting_chooses_where_actions_run():
    apart = action_endpoint(Settings(actions=APART, action_secret=SECRET, action_port=6055))
    assert isinstance(action_endpoint(Settings()), ActionsInside)
    assert (apart.url, apart.headers) == ("http://127.0.0.1:6055/webhook", {AUTH_HEADER: SECRET})
    assert apart.kwargs["enable_selective_domain"] is True
