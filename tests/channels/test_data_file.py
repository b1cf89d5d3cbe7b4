"""What is held of a conversation as a file: for that conversation, in no cache, and an honest error when it cannot be read."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest
from sanic import Blueprint
from sqlalchemy.exc import OperationalError

from bot.channels.data_file import add_data_file
from bot.channels.map_files import owned_addresses, with_addresses
from bot.privacy.encryption import DecryptionError
from bot.privacy.rights import Held, Said
from bot.settings import Settings
from tests.channels.serving import served

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)
OF_SAM = Held((Said("u", NOON, "hé hallo"),), {"doelgroep": "ouder"}, (), (), (), NOON, NOON)
NOTHING = Held((), {}, (), (), (), None, None)
BASE = "http://127.0.0.1:5005/webhooks/rest"


async def get(find, query: str) -> tuple[int, dict[str, str], dict]:
    """Ask for the file over HTTP, without a network."""
    blueprint = Blueprint("data")
    add_data_file(blueprint, Settings(), find)
    status, headers, content = await served(blueprint).fetch("GET", "/gegevens/alles.json", query=query)
    return status, headers, json.loads(content)


def of_sam(settings: Settings, sender: str) -> Held:
    return OF_SAM if sender == "sam" else NOTHING


async def test_the_file_holds_everything_of_that_conversation():
    status, headers, body = await get(of_sam, "sender=sam")
    assert status == 200
    assert body["said"] == [{"by": "u", "at": "2026-11-24T11:00:00+00:00", "text": "hé hallo", "data": {}}]
    assert body["remembered"] == {"doelgroep": "ouder"}
    assert headers["cache-control"] == "no-store"
    assert "attachment" in headers["content-disposition"]


async def test_another_conversation_gets_nothing_of_it():
    status, _, body = await get(of_sam, "sender=kim")
    assert (status, body["said"]) == (200, [])


async def test_without_a_conversation_nothing_is_looked_up():
    status, _, _ = await get(of_sam, "")
    assert status == 400


@pytest.mark.parametrize("fault", [OperationalError("select", {}, Exception("hé hallo")), DecryptionError("no key")])
async def test_what_cannot_be_read_is_an_error_without_content(fault, caplog):
    def fail(settings, sender):
        raise fault

    status, _, body = await get(fail, "sender=sam")
    assert status == 503
    assert "hallo" not in repr(body) + caplog.text
    assert "sam" not in caplog.text


def test_the_address_of_the_file_is_whole_in_text_and_payload():
    message = {"text": "Hier: gegevens/alles.json", "custom": {"type": "privacy", "file": "gegevens/alles.json"}}
    (placed,) = with_addresses([message], owned_addresses(BASE, "sam &"))
    assert placed["text"] == f"Hier: {BASE}/gegevens/alles.json?sender=sam%20%26"
    assert placed["custom"]["file"] == f"{BASE}/gegevens/alles.json?sender=sam%20%26"


def test_a_sentence_about_data_gets_no_address():
    (placed,) = with_addresses([{"text": "Uw gegevens en alles daarover."}], owned_addresses(BASE, "sam"))
    assert placed["text"] == "Uw gegevens en alles daarover."
