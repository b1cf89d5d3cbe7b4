from __future__ import annotations

import asyncio
import json

import pytest

from bot.channels.intake import NOT_KEPT, Intake
from bot.channels.text import TextInput
from bot.safety.signals import DangerDetector
from bot.settings import Settings
from tests.channels.serving import served

PATH = "/webhooks/rest/webhook"
SETTINGS = Settings(turn_timeout_seconds=0.2)


class Rasa:
    """Stands in for the conversation engine: remembers what it got, and answers, fails or sleeps."""

    def __init__(self, *answers: dict | Exception | str) -> None:
        self._answers = answers
        self.heard = []

    async def __call__(self, message) -> None:
        self.heard.append(message)
        for answer in self._answers:
            if isinstance(answer, Exception):
                raise answer
            if answer == "sleep":
                await asyncio.sleep(60)
            else:
                await message.output_channel.send_response(message.sender_id, answer)


class BrokenDetector:
    """A danger stage that fails on every text."""

    def detect(self, text, answering=False):
        raise RuntimeError("broken")


class Door:
    """The text interface as a sanic app, reached without a network."""

    def __init__(self, rasa: Rasa, detector=None) -> None:
        channel = TextInput(SETTINGS, Intake(4000, detector or DangerDetector(None), typed_payloads=True))
        self._served = served(channel.blueprint(rasa), prefix="/webhooks/rest")

    async def request(self, method: str, path: str, body: bytes, client: str) -> tuple[int, object]:
        return await self._served.request(method, path, body, client)

    async def post(self, body: object, client: str = "127.0.0.1") -> tuple[int, object]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.request("POST", PATH, raw, client)

    async def say(self, text: str, **fields: object) -> list[dict]:
        status, messages = await self.post({"sender": "test", "message": text, **fields})
        assert status == 200
        return messages


def texts(messages) -> list[str]:
    return [message["text"] for message in messages if message.get("text", "").strip()]


def customs(messages) -> list[dict]:
    return [message["custom"] for message in messages if message.get("custom")]


FAILING = pytest.mark.parametrize(
    "answers",
    [
        pytest.param([RuntimeError("broken")], id="raises"),
        pytest.param([], id="returns nothing"),
        pytest.param(["sleep"], id="is too slow"),
        pytest.param([{"custom": {"type": "answer"}}], id="answers with a payload only"),
    ],
)


async def test_the_answer_is_the_list_of_messages_for_the_sender():
    messages = await Door(Rasa({"text": "dag"}, {"text": "nog iets", "custom": {"type": "answer"}})).say("hallo", sender="sam")
    assert texts(messages) == ["dag", "nog iets"]
    assert customs(messages) == [{"type": "answer"}]
    assert {message["recipient_id"] for message in messages} == {"sam"}


async def test_buttons_reach_the_reader():
    button = {"title": "Vertel meer", "payload": "knop:meer"}
    messages = await Door(Rasa({"text": "dag", "buttons": [button]})).say("hallo")
    assert messages[0]["buttons"] == [button]


async def test_the_engine_gets_what_the_intake_admitted():
    rasa = Rasa({"text": "dag"})
    await Door(rasa).say("/groet mail sam@post.example", metadata={"doelgroep": "jongere"})
    (heard,) = rasa.heard
    assert not heard.text.startswith("/")
    assert "sam@post.example" not in heard.text
    assert heard.metadata["doelgroep"] == "jongere"
    assert (heard.sender_id, heard.input_channel) == ("test", "rest")


@FAILING
async def test_an_answer_never_comes_back_empty(answers):
    messages = await Door(Rasa(*answers)).say("wat is een maatje")
    assert texts(messages)
    assert [custom["type"] for custom in customs(messages)] == ["contact"]


@FAILING
async def test_recognised_danger_gets_the_card_when_the_engine_fails(answers):
    messages = await Door(Rasa(*answers)).say("/groet@1.0 ik wil dood", metadata={"doelgroep": "jongere"})
    (custom,) = customs(messages)
    assert (custom["type"], custom["level"], custom["subtype"]) == ("safety", "acute", "zelfdoding")
    assert any(contact["number"] in texts(messages)[0] for contact in custom["contacts"])


@pytest.mark.parametrize("end", [RuntimeError("broken"), "sleep"], ids=["raises", "is too slow"])
@pytest.mark.parametrize(("text", "kind"), [("ik wil dood", "safety"), ("wat is een maatje", "contact")])
async def test_a_turn_that_fails_halfway_still_gets_its_help(text, kind, end):
    messages = await Door(Rasa({"text": "dag"}, end)).say(text)
    assert [custom["type"] for custom in customs(messages)] == [kind]


async def test_a_danger_stage_that_fails_is_no_silence():
    status, messages = await Door(Rasa({"text": "dag"}), BrokenDetector()).post({"sender": "test", "message": "hallo"})
    assert status == 200
    (custom,) = customs(messages)
    assert custom["type"] in ("safety", "contact")
    assert "112" in texts(messages)[0]


async def test_text_about_danger_does_not_reach_the_engine():
    rasa = Rasa({"text": "kaart"})
    await Door(rasa).say("hij slaat mij bij de zandbak")
    (heard,) = rasa.heard
    assert heard.text == NOT_KEPT
    assert "zandbak" not in repr(vars(heard))


async def test_the_log_of_a_failed_turn_holds_no_text(caplog):
    caplog.set_level("DEBUG")
    await Door(Rasa(ValueError("zandbak in the error"))).say("wat is een zandbak")
    assert caplog.records
    assert "zandbak" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"{", b"hoi", b"[]", b"null", b'"hoi"', b"\xff\xfe", b'{"message": ', b'[{"message": "hoi"}]'])
async def test_a_body_that_is_no_message_is_answered_as_an_empty_one(body):
    rasa = Rasa({"text": "dag"})
    status, messages = await Door(rasa).post(body)
    assert (status, texts(messages)) == (200, ["dag"])
    assert rasa.heard[0].text == ""


@pytest.mark.parametrize("message", [None, 12, [], {}, ["hoi"], {"text": "hoi"}, "", "   ", "😀", "\x00", "\u200b"])
@pytest.mark.parametrize("metadata", [None, "ouder", [], {}, {"doelgroep": None}, {"doelgroep": ["ouder"]}, {"doelgroep": "oma"}])
async def test_odd_fields_are_never_an_error(message, metadata):
    status, messages = await Door(Rasa({"text": "dag"})).post({"sender": "test", "message": message, "metadata": metadata})
    assert (status, texts(messages)) == (200, ["dag"])


async def test_half_of_a_character_pair_is_no_error():
    status, messages = await Door(Rasa({"text": "dag"})).post(b'{"sender": "test", "message": "hoi \\ud83d"}')
    assert (status, texts(messages)) == (200, ["dag"])


@pytest.mark.parametrize("fields", [{}, {"sender": None}, {"sender": ""}, {"sender": "  "}, {"sender": []}, {"sender": {"id": 1}}])
async def test_no_sender_is_a_new_conversation_each_time(fields):
    rasa = Rasa({"text": "dag"})
    door = Door(rasa)
    answers = [await door.post({"message": "hallo", **fields}) for _ in range(3)]
    senders = [heard.sender_id for heard in rasa.heard]
    assert len(set(senders)) == 3
    assert [messages[0]["recipient_id"] for _, messages in answers] == senders


async def test_the_same_sender_is_the_same_conversation():
    rasa = Rasa({"text": "dag"})
    door = Door(rasa)
    for _ in range(2):
        await door.say("hallo", sender="sam")
    await door.say("hallo", sender=7)
    assert [heard.sender_id for heard in rasa.heard] == ["sam", "sam", "7"]


@pytest.mark.parametrize("client", ["10.0.0.5", "192.168.1.20", "203.0.113.9"])
async def test_another_machine_is_refused(client):
    rasa = Rasa({"text": "dag"})
    status, _ = await Door(rasa).post({"message": "hallo"}, client)
    assert status == 403
    assert rasa.heard == []


async def test_health_answers():
    assert await Door(Rasa()).request("GET", "/webhooks/rest/", b"", "127.0.0.1") == (200, {"status": "ok"})
