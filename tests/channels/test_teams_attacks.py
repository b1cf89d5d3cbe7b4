"""Forged and broken requests: each has one fault and is valid otherwise, so that it is refused for that fault and no other."""

from __future__ import annotations

import base64
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.channels.teams_lab import AUTHORITY, bench_in
from tests.teams.signing_standin import APP_ID, TENANT

OTHER_TENANT = "99999999-1111-4222-8333-444455556666"
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
MINUTE = 60


@pytest.fixture
async def bench(tmp_path):
    async with bench_in(tmp_path) as made:
        yield made


def encoded(content: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def unsigned(url: str) -> str:
    now = int(time.time())
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "nbf": now, "exp": now + 3600, "serviceurl": url}
    return f"{encoded({'alg': 'none', 'kid': 'k1', 'typ': 'JWT'})}.{encoded(claims)}."


def tampered(url: str) -> str:
    head, _, signature = AUTHORITY.sign(url).split(".")
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "exp": int(time.time()) + 9000, "serviceurl": url}
    return f"{head}.{encoded(claims)}.{signature}"


def at(seconds: int) -> int:
    return int(time.time()) + seconds


def by_hand(url: str, name: str, value: object) -> str:
    """A signed token with a claim that PyJWT would not put into one."""
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "exp": at(60), "serviceurl": url, name: value}
    return jwt.api_jws.encode(json.dumps(claims).encode(), AUTHORITY.key, "RS256", {"kid": "k1"})


TOKENS = {
    "no token": lambda url: None,
    "garbage": lambda url: "x.y.z",
    "empty": lambda url: "",
    "two tokens": lambda url: f"{AUTHORITY.sign(url)} {AUTHORITY.sign(url)}",
    "wrong issuer": lambda url: AUTHORITY.sign(url, {"iss": "https://evil.example"}),
    "no issuer": lambda url: AUTHORITY.sign(url, drop=("iss",)),
    "no expiry": lambda url: AUTHORITY.sign(url, drop=("exp",)),
    "expired six minutes ago": lambda url: AUTHORITY.sign(url, {"exp": at(-6 * MINUTE)}),
    "valid from six minutes on": lambda url: AUTHORITY.sign(url, {"nbf": at(6 * MINUTE)}),
    "wrong audience": lambda url: AUTHORITY.sign(url, {"aud": "22222222-1111-1111-1111-111111111111"}),
    "no audience": lambda url: AUTHORITY.sign(url, drop=("aud",)),
    "several audiences": lambda url: AUTHORITY.sign(url, {"aud": [APP_ID, "other"]}),
    "odd expiry": lambda url: by_hand(url, "exp", "tomorrow"),
    "odd issuer": lambda url: by_hand(url, "iss", ["https://api.botframework.com"]),
    "RS384": lambda url: AUTHORITY.sign(url, alg="RS384"),
    "PS256": lambda url: AUTHORITY.sign(url, alg="PS256"),
    "HS256 with a known key id": lambda url: AUTHORITY.sign(url, alg="HS256", key="x" * 40),
    "algorithm none": unsigned,
    "no key id": lambda url: AUTHORITY.sign(url, kid=None),
    "unknown key id": lambda url: AUTHORITY.sign(url, kid="new"),
    "key id is a path": lambda url: AUTHORITY.sign(url, kid="../../etc/passwd"),
    "key of somebody else": lambda url: AUTHORITY.sign(url, key=STRANGER),
    "claims changed after signing": tampered,
    "very long": lambda url: "x" * 20_000,
}


@pytest.mark.parametrize("make", TOKENS.values(), ids=TOKENS)
async def test_a_forged_token_is_refused_and_nothing_is_sent(bench, make):
    status, body = await bench.post(bench.activity(), make(bench.connector.url))
    await bench.finish()

    assert (status, body) == (401, None)
    assert bench.rasa.heard == []
    assert bench.connector.paths == []
    assert bench.microsoft.token_requests == []


ACTIVITIES = {
    "no claim about the address": (lambda bench: bench.activity(), lambda url: AUTHORITY.sign(None)),
    "claim about another address": (lambda bench: bench.activity(), lambda url: AUTHORITY.sign("https://smba.trafficmanager.net/emea/")),
    "claim that is no text": (lambda bench: bench.activity(), lambda url: AUTHORITY.sign(url, {"serviceurl": [url]})),
    "an address of somebody else": (lambda bench: bench.activity(serviceUrl="https://evil.example/"), None),
    "a host that only looks right": (lambda bench: bench.activity(serviceUrl="https://smba.trafficmanager.net.evil.example/"), None),
    "a host with a name before it": (lambda bench: bench.activity(serviceUrl="https://smba.trafficmanager.net@evil.example/"), None),
    "plain http": (lambda bench: bench.activity(serviceUrl="http://smba.trafficmanager.net/emea/"), None),
    "another port": (lambda bench: bench.activity(serviceUrl="https://smba.trafficmanager.net:8443/emea/"), None),
    "another port of this machine": (lambda bench: bench.activity(serviceUrl="http://127.0.0.1:9/"), None),
    "the metadata service": (lambda bench: bench.activity(serviceUrl="http://169.254.169.254/"), None),
    "no address": (lambda bench: bench.activity(serviceUrl=""), None),
    "an address that is no text": (lambda bench: bench.activity(serviceUrl=["https://smba.trafficmanager.net/"]), lambda url: AUTHORITY.sign(url)),
    "a broken address": (lambda bench: bench.activity(serviceUrl="https://[::1/"), None),
    "another channel": (lambda bench: bench.activity(channelId="slack"), None),
    "a channel that the key endorses too": (lambda bench: bench.activity(channelId="webchat"), None),
    "no channel": (lambda bench: bench.activity(channelId=None), None),
    "another tenant": (lambda bench: _tenants(bench, OTHER_TENANT, OTHER_TENANT), None),
    "two tenants": (lambda bench: _tenants(bench, TENANT, OTHER_TENANT), None),
    "the other two tenants": (lambda bench: _tenants(bench, OTHER_TENANT, TENANT), None),
    "no tenant": (lambda bench: _tenants(bench, None, None), None),
}


def _tenants(bench, in_channel_data: str | None, in_conversation: str | None) -> dict:
    conversation = {"id": "a:personal-1", "conversationType": "personal", "tenantId": in_conversation}
    return bench.activity(conversation=conversation, channelData={"tenant": {"id": in_channel_data}})


@pytest.mark.parametrize(("make", "sign"), ACTIVITIES.values(), ids=ACTIVITIES)
async def test_a_good_token_for_a_wrong_activity_is_refused_and_nothing_is_sent(bench, make, sign):
    activity = make(bench)
    url = activity["serviceUrl"]
    status, _ = await bench.post(activity, sign(bench.connector.url) if sign else AUTHORITY.sign(url))
    await bench.finish()

    assert status == 403
    assert bench.rasa.heard == []
    assert bench.connector.paths == []
    assert bench.microsoft.token_requests == []


async def test_a_key_without_the_endorsement_of_teams_does_not_count(bench):
    bench.microsoft.keys = [AUTHORITY.public() | {"endorsements": ["webchat"]}]

    assert (await bench.post(bench.activity()))[0] == 403


async def test_a_key_without_endorsements_does_not_count(bench):
    bench.microsoft.keys = [{name: value for name, value in AUTHORITY.public().items() if name != "endorsements"}]

    assert (await bench.post(bench.activity()))[0] == 403


BODIES = {
    "no json": b"{{",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "nothing": b"",
    "an empty object": b"{}",
    "no conversation": b'{"type":"message"}',
    "conversation is a text": b'{"type":"message","conversation":"a"}',
    "type is a list": b'{"type":["message"],"conversation":{"id":"a"}}',
    "deeply nested": b'{"type":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nested a little too deeply": b'{"a":' + b"[" * 30 + b"]" * 30 + b"}",
    "no utf-8": b"\xff\xfe\xff",
    "a lone surrogate as type": b'{"type":"\\ud800","conversation":{"id":"a"}}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_broken_body_is_refused_with_400(bench, body):
    status, _ = await bench.post({}, AUTHORITY.sign(bench.connector.url), body)
    await bench.finish()

    assert status == 400
    assert bench.connector.paths == []


async def test_a_body_that_is_too_large_is_refused(bench):
    assert (await bench.post(bench.activity(text="a" * 300_000)))[0] == 413
    assert bench.rasa.heard == []


async def test_who_has_no_token_is_told_nothing_about_the_body(bench):
    assert (await bench.post({}, None, b"{{"))[0] == 401


ACCEPTED = {
    "as it should be": lambda url: AUTHORITY.sign(url),
    "address with a slash at the end": lambda url: AUTHORITY.sign(f"{url}/"),
    "expired two minutes ago": lambda url: AUTHORITY.sign(url, {"exp": at(-2 * MINUTE)}),
    "valid from two minutes on": lambda url: AUTHORITY.sign(url, {"nbf": at(2 * MINUTE)}),
    "without a begin": lambda url: AUTHORITY.sign(url, drop=("nbf",)),
    "with claims that nobody knows": lambda url: AUTHORITY.sign(url, {"new": {"claim": 1}}),
}


@pytest.mark.parametrize("make", ACCEPTED.values(), ids=ACCEPTED)
async def test_a_good_token_is_let_in_and_answered(bench, make):
    status, _ = await bench.post(bench.activity(text="wat is een steunouder?"), make(bench.connector.url))
    await bench.finish()

    assert status == 202
    assert bench.rasa.texts == ["wat is een steunouder?"]
    assert bench.connector.texts == ["dag"]


async def test_the_token_goes_to_the_address_of_the_activity_only(bench):
    await bench.say("hallo")

    assert set(bench.connector.authorization) == {"Bearer token-of-the-bot-1"}


ODD = {
    "an unknown type": {"type": "somethingNew"},
    "a reaction": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    "entities of a new kind": {"type": "message", "text": "hallo", "entities": [{"type": "new", "deep": {"a": [1, None]}}, None, 7, "x"]},
    "entities is a number": {"type": "message", "text": "hallo", "entities": 7},
    "a text that is a number": {"type": "message", "text": 7},
    "a text with a lone surrogate": {"type": "message", "text": "hallo \ud800"},
    "a text of spaces": {"type": "message", "text": "  \n "},
    "attachments of odd kinds": {"type": "message", "text": "hallo", "attachments": [None, {"contentType": 7}, "x"]},
    "members of odd kinds": {"type": "conversationUpdate", "membersAdded": [None, {"id": 7}, "x"]},
    "from is a text": {"type": "message", "text": "hallo", "from": "x"},
    "no id": {"type": "message", "text": "hallo", "id": None},
    "value is a text": {"type": "message", "text": "hallo", "value": "{}"},
    "a payload that was typed": {"type": "message", "text": "/knop:meer"},
    "an installation of a new kind": {"type": "installationUpdate", "action": "add-upgrade"},
    "a trace": {"type": "trace", "value": {"a": 1}},
}


@pytest.mark.parametrize("fields", ODD.values(), ids=ODD)
async def test_an_odd_activity_never_gives_an_error(bench, fields):
    fields = dict(fields)
    status, _ = await bench.post(bench.activity(fields.pop("type"), **fields))
    await bench.finish()

    assert status == 202


async def test_an_unknown_invoke_is_answered_with_501(bench):
    assert (await bench.post(bench.activity("invoke", name="task/fetch", value={})))[0] == 501


async def test_a_forged_button_of_an_invoke_does_nothing(bench):
    for token in ("knop.kaart-wissen.aaaa.bbbb", "knop:kaart-wissen", "", None, 7):
        action = {"type": "Action.Execute", "verb": "kies", "data": {"knop": token}}
        status, body = await bench.post(bench.activity("invoke", name="adaptiveCard/action", value={"action": action}))
        assert (status, body["statusCode"]) == (200, 400)
    await bench.finish()

    assert bench.rasa.heard == []


async def test_the_button_of_somebody_else_does_nothing(bench):
    bench.rasa.answer = [{"text": "kies", "buttons": [{"title": "Vertel meer", "payload": "knop:meer"}]}]
    await bench.say("hallo")
    press = bench.press("Vertel meer", conversation={"id": "a:personal-2", "conversationType": "personal", "tenantId": TENANT})
    status, body = await bench.post(press)
    await bench.finish()

    assert (status, body["statusCode"]) == (200, 400)
    assert len(bench.rasa.heard) == 1


async def test_a_refusal_is_logged_without_anything_of_the_request(bench, caplog):
    await bench.post(bench.activity(text="geheim-canary"), AUTHORITY.sign("https://canary.example/"))
    await bench.post(bench.activity(text="geheim-canary"), "canary.canary.canary")

    assert "refused" in caplog.text
    assert "canary" not in caplog.text
