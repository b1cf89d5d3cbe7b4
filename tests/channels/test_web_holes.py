"""The holes H1 to H8 of the built-in channels of Rasa, with their recorded payloads: none may work here."""

from __future__ import annotations

import pytest

from bot.channels.web_conversation import ONLY_TEXT
from bot.knowledge.phrasing import default_phrasebook
from tests.channels.web_server import serving

pytestmark = pytest.mark.usefixtures("web")

SLASHED = [
    "/ik wil dood",
    "/ ik wil dood",
    "/crisis",
    "/crisis@0.0001",
    '/netwerk{"rol":"beheerder","persoon":"Jan"}',
    '/netwerk{"rol":{"a":[1,2]},"persoon":["x","y"]}',
    "/verwijder",
    '/bestaatniet{"rol":"x"}',
    "/restart",
    "/session_start",
    "/back",
    "/nlu_fallback",
    "/groet@1.0 ik wil dood",
    "/groet{} hij slaat mij",
    "\u200b/restart",
    " \t/restart",
    "//restart",
    "/\u200b/restart",
    "knop:meer",
    "knop: knop:meer",
    '/netwerk{"rol":"{persoon}","persoon":"{0.__class__}"}',
]


async def test_h1_the_token_of_a_session_is_not_its_sender_and_nothing_else_opens_it(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as victim:
        await victim.say("oma Riet")
        sender = site.rasa.heard[0].sender_id
        half, changed = victim.token[: len(victim.token) // 2], victim.token.swapcase()
        for guess in (sender, sender.removeprefix("web:"), half, changed, victim.token + "x", "", {"a": 1}, [victim.token], "S-victim"):
            async with site.visitor(guess, last_id=0) as thief:
                assert thief.token not in (guess, victim.token)
                await thief.say("/netwerk", session_id=guess)
                assert thief.texts != victim.texts
        heard = [message.sender_id for message in site.rasa.heard]
        assert heard.count(sender) == 1
        assert victim.texts == ["gehoord: oma Riet"]


async def test_h1_a_fixed_session_is_not_taken_over(tmp_path):
    async with serving(tmp_path) as site, site.visitor("S-victim") as one, site.visitor("S-victim") as other:
        await one.say("hallo")
        await other.say("hallo")

        assert one.token != other.token
        assert site.rasa.heard[0].sender_id != site.rasa.heard[1].sender_id
        assert len(one.texts) == len(other.texts) == 1


@pytest.mark.parametrize("sender", ["29:teams-user", "teams:tenant:abc", "u3", "default"])
async def test_h2_nobody_chooses_a_sender(tmp_path, sender):
    async with serving(tmp_path) as site:
        await site.post("berichten", {"sender": sender, "sender_id": sender, "session_id": sender, "message": "hallo"})

    assert site.rasa.heard[0].sender_id.startswith("web:")
    assert sender not in site.rasa.heard[0].sender_id


async def test_h3_without_a_session_everybody_is_alone(tmp_path):
    async with serving(tmp_path) as site:
        for _ in range(3):
            await site.post("berichten", {"message": "hallo"})

    assert len({message.sender_id for message in site.rasa.heard}) == 3


async def test_h4_fields_of_the_client_are_dropped(tmp_path):
    fields = {"message": "hallo", "input_channel": "botframework", "metadata": {"role": "professional", "doelgroep": "ouder", "zegt": "professional"}}
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await site.post("berichten", fields)
        await visitor.say(**fields)

    for heard in site.rasa.heard:
        assert heard.metadata == {"doelgroep": "ouder"}
        assert heard.input_channel == "web"


@pytest.mark.parametrize("metadata", ["x" * 100, "{bad", ["a"], 5, {"doelgroep": {"a": 1}}, {"doelgroep": ["ouder"]}, {"doelgroep": "baas"}, None])
async def test_h4_odd_metadata_is_no_audience_and_no_error(tmp_path, metadata):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        status, body = await site.post("berichten", {"message": "hallo", "metadata": metadata})
        await visitor.say("hallo", metadata=metadata)

    assert status == 200
    assert body["messages"]
    assert [message.metadata for message in site.rasa.heard] == [{}, {}]


async def test_an_old_client_may_call_it_custom_data(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("hallo", customData={"doelgroep": "jongere"})

    assert site.rasa.heard[0].metadata["doelgroep"] == "jongere"


@pytest.mark.parametrize("text", SLASHED)
async def test_h5_and_h6_what_is_typed_is_text(tmp_path, text):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        assert await visitor.say(text)

    for heard in site.rasa.heard:
        assert not heard.text.lstrip().startswith("/")
        intent = (heard.parse_data or {}).get("intent", {}).get("name")
        assert intent in (None, "gevaar", "onduidelijk", "andere_taal", "zoeken")
        assert "knop" not in heard.metadata


@pytest.mark.parametrize("size", [1_700, 17_000])
async def test_h7_big_texts_do_not_hold_up_the_next_question(tmp_path, size):
    async with serving(tmp_path) as site:
        statuses = [(await site.post("berichten", {"message": "slaat " * size}))[0] for _ in range(2)]
        status, body = await site.post("berichten", {"message": "hallo"})

    assert statuses == ([200, 200] if size == 1_700 else [413, 413])
    assert (status, body["messages"][0]["text"]) == (200, "gehoord: hallo")


async def test_h7_big_metadata_is_refused(tmp_path):
    async with serving(tmp_path) as site:
        assert (await site.post("berichten", {"message": "hallo", "metadata": {"x": "x" * 5_000_000}}))[0] == 413


@pytest.mark.parametrize(
    "data", [["lijst"], "tekst", 5, None, True, [], {"message": {"a": 1}}, {"message": "x", "metadata": {"a": {"b": {"c": {}}}}}]
)
async def test_h8_events_with_anything_in_them_are_answered(tmp_path, data):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.emit("user_uttered", data)
        await visitor.first("turn_done")
        assert visitor.texts == [default_phrasebook().text(ONLY_TEXT, None)]
        assert [bubble["text"] for bubble in await visitor.say("hallo")] == ["gehoord: hallo"]
        for name in ("session_request", "feedback", "erase", "onbekend"):
            await visitor.emit(name, data)
        assert await visitor.say("hallo")


async def test_h8_binary_is_no_text(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say(b"\x00\x01")

    assert bubble["text"] == default_phrasebook().text(ONLY_TEXT, None)


async def test_h13_and_h9_nothing_of_rasas_own_is_open(tmp_path):
    async with serving(tmp_path) as site:
        for path in ("/status", "/conversations/u1/tracker", "/domain", "/webhooks/rest/", "/webhooks/socketio/", "/socket.io/", "/model"):
            assert (await site.get(path))[0] == 404
