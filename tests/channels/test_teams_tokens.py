"""The keys of Microsoft and the bot's own token: fetched late, kept long, asked for by one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import aiohttp
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bot.channels.teams.identity import LOGIN_URL, MANAGED_URL, OPENID_URL, AppType, TeamsSettingsError, read_identity
from bot.channels.teams.signing_keys import KeysUnavailable, SigningKeys
from bot.channels.teams.token_out import CertificateSigner, OwnToken, TokenUnavailable
from bot.settings import Settings
from tests.channels.teams_lab import AUTHORITY, FakeConnector, settings_for
from tests.teams.signing_standin import APP_ID, TENANT, Authority, StandIn

OTHER_TENANT = "99999999-1111-4222-8333-444455556666"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def microsoft():
    standin = await StandIn(AUTHORITY).start()
    yield standin
    await standin.stop()


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as made:
        yield lambda: made


def identity_of(tmp_path, microsoft, **changes):
    connector = FakeConnector()
    connector.url = "http://127.0.0.1:9/connector"
    return read_identity(replace(settings_for(tmp_path, microsoft, connector), **changes))


# The keys that sign requests


async def test_nothing_is_fetched_before_the_first_request(session, microsoft):
    SigningKeys(session, f"{microsoft.url}/openid")

    assert microsoft.asked == []


async def test_ten_first_requests_fetch_the_keys_once(session, microsoft):
    keys = SigningKeys(session, f"{microsoft.url}/openid")
    found = await asyncio.gather(*(keys.find("k1") for _ in range(10)))

    assert all(key is not None for key in found)
    assert microsoft.asked == ["openid", "keys"]


async def test_a_new_key_is_found_after_one_more_look(session, microsoft):
    clock = Clock()
    keys = SigningKeys(session, f"{microsoft.url}/openid", clock)
    await keys.find("k1")
    microsoft.keys.append(Authority(key_id="k2").public())
    clock.now += 301

    assert await keys.find("k2") is not None
    assert await keys.find("k1") is not None


async def test_unknown_keys_do_not_make_it_fetch_again_and_again(session, microsoft):
    clock = Clock()
    keys = SigningKeys(session, f"{microsoft.url}/openid", clock)
    for number in range(50):
        clock.now += 1
        assert await keys.find(f"forged-{number}") is None

    assert microsoft.asked == ["openid", "keys"]


async def test_the_keys_stay_when_fetching_fails_and_back_off_keeps_the_peace(session, microsoft):
    clock = Clock()
    keys = SigningKeys(session, f"{microsoft.url}/openid", clock)
    await keys.find("k1")
    microsoft.fails = True
    clock.now += 90_000
    for _ in range(20):
        assert await keys.find("k1") is not None
        clock.now += 0.1

    assert microsoft.asked.count("openid") == 2


async def test_without_a_network_nothing_can_be_checked_and_later_it_can(session, microsoft):
    clock = Clock()
    microsoft.fails = True
    keys = SigningKeys(session, f"{microsoft.url}/openid", clock)
    with pytest.raises(KeysUnavailable):
        await keys.find("k1")
    microsoft.fails = False
    clock.now += 6

    assert await keys.find("k1") is not None


@pytest.mark.parametrize(
    "change",
    [{"kty": "oct", "k": "c2VjcmV0"}, {"n": "AQAB"}, {"n": None}, {"kid": 7}, {"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}],
    ids=["symmetric", "short", "broken", "no id", "another kind"],
)
async def test_a_key_that_does_not_fit_is_passed_over(session, microsoft, change):
    microsoft.keys = [AUTHORITY.public() | change, Authority(key_id="good").public(), "no key"]
    keys = SigningKeys(session, f"{microsoft.url}/openid")

    assert await keys.find("good") is not None
    assert await keys.find("k1") is None


async def test_keys_are_not_fetched_over_plain_http_from_elsewhere(session):
    with pytest.raises(KeysUnavailable):
        await SigningKeys(session, "http://keys.example/openid").find("k1")


# The bot's own token


async def test_a_single_tenant_bot_asks_at_its_own_tenant(session, microsoft, tmp_path):
    token = await OwnToken(session, identity_of(tmp_path, microsoft)).get()

    (asked,) = microsoft.token_requests
    assert token == "token-of-the-bot-1"
    assert asked["path"] == f"/{TENANT}/oauth2/v2.0/token"
    assert (asked["client_id"], asked["client_secret"]) == (APP_ID, "secret-of-the-app")
    assert (asked["grant_type"], asked["scope"]) == ("client_credentials", "https://api.botframework.com/.default")


async def test_a_multi_tenant_bot_asks_at_the_bot_framework(session, microsoft, tmp_path):
    await OwnToken(session, identity_of(tmp_path, microsoft, teams_type="multi")).get()

    assert microsoft.token_requests[0]["path"] == "/botframework.com/oauth2/v2.0/token"


async def test_a_managed_identity_asks_its_machine_and_has_no_secret(session, microsoft, tmp_path):
    await OwnToken(session, identity_of(tmp_path, microsoft, teams_type="managed", teams_secret="")).get()

    (asked,) = microsoft.token_requests
    assert asked["path"] == "/metadata/identity/oauth2/token"
    assert (asked["client_id"], asked["resource"]) == (APP_ID, "https://api.botframework.com")
    assert "client_secret" not in asked


async def test_twenty_answers_at_once_need_one_token(session, microsoft, tmp_path):
    own = OwnToken(session, identity_of(tmp_path, microsoft))
    tokens = await asyncio.gather(*(own.get() for _ in range(20)))

    assert set(tokens) == {"token-of-the-bot-1"}
    assert len(microsoft.token_requests) == 1


async def test_two_bots_have_their_own_tokens(session, microsoft, tmp_path):
    first = OwnToken(session, identity_of(tmp_path, microsoft))
    second = OwnToken(session, identity_of(tmp_path, microsoft, teams_app_id="22222222-1111-1111-1111-111111111111"))

    assert await first.get() != await second.get()
    assert [request["client_id"][:8] for request in microsoft.token_requests] == ["11111111", "22222222"]


async def test_a_token_is_renewed_five_minutes_before_its_end(session, microsoft, tmp_path):
    clock = Clock()
    own = OwnToken(session, identity_of(tmp_path, microsoft), clock)
    await own.get()
    clock.now += 3600 - 301
    assert await own.get() == "token-of-the-bot-1"
    clock.now += 2

    assert await own.get() == "token-of-the-bot-2"


async def test_a_token_that_was_refused_is_not_used_again(session, microsoft, tmp_path):
    own = OwnToken(session, identity_of(tmp_path, microsoft))
    own.forget(await own.get())

    assert await own.get() == "token-of-the-bot-2"


async def test_a_refusal_is_loud_and_tells_the_code_but_not_what_was_sent(session, microsoft, tmp_path, caplog):
    microsoft.token_answer = (401, {"error": "invalid_client", "error_codes": [7000215], "error_description": "secret-of-the-app is wrong"})
    with pytest.raises(TokenUnavailable, match="invalid_client AADSTS7000215"):
        await OwnToken(session, identity_of(tmp_path, microsoft)).get()

    assert "AADSTS7000215" in caplog.text
    assert "secret-of-the-app" not in caplog.text


async def test_after_a_refusal_microsoft_is_left_alone_for_some_seconds(session, microsoft, tmp_path):
    clock = Clock()
    microsoft.token_answer = (500, {})
    own = OwnToken(session, identity_of(tmp_path, microsoft), clock)
    for _ in range(5):
        with pytest.raises(TokenUnavailable):
            await own.get()
    assert len(microsoft.token_requests) == 1
    microsoft.token_answer = None
    clock.now += 6

    assert await own.get()


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, {"access_token": 7}, []])
async def test_an_answer_without_a_token_is_a_failure(session, microsoft, tmp_path, answer):
    microsoft.token_answer = (200, answer)
    with pytest.raises(TokenUnavailable):
        await OwnToken(session, identity_of(tmp_path, microsoft)).get()


# A certificate in place of a secret


def pem_of(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kringwijzer")])
    now = datetime.now(timezone.utc)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + certificate.public_bytes(serialization.Encoding.PEM)


async def test_a_certificate_signs_that_this_is_the_app(session, microsoft, tmp_path):
    (tmp_path / "app.pem").write_bytes(pem_of(AUTHORITY.key))
    identity = identity_of(tmp_path, microsoft, teams_secret="", teams_certificate_file=str(tmp_path / "app.pem"))
    await OwnToken(session, identity).get()

    (asked,) = microsoft.token_requests
    address = f"{microsoft.url}/{TENANT}/oauth2/v2.0/token"
    claims = jwt.decode(asked["client_assertion"], AUTHORITY.key.public_key(), algorithms=["PS256"], audience=address)
    assert (claims["iss"], claims["sub"]) == (APP_ID, APP_ID)
    assert claims["exp"] - claims["nbf"] == 600
    assert "client_secret" not in asked


async def test_two_statements_of_a_certificate_differ(microsoft, tmp_path):
    (tmp_path / "app.pem").write_bytes(pem_of(AUTHORITY.key))
    signer = CertificateSigner(identity_of(tmp_path, microsoft, teams_secret="", teams_certificate_file=str(tmp_path / "app.pem")))

    assert signer.assertion("a") != signer.assertion("a")


@pytest.mark.parametrize("content", [b"", b"no pem", pem_of(AUTHORITY.key).split(b"-----BEGIN CERT")[0]], ids=["empty", "no pem", "no certificate"])
async def test_a_certificate_that_cannot_be_used_is_told(microsoft, tmp_path, content):
    (tmp_path / "app.pem").write_bytes(content)
    with pytest.raises(TeamsSettingsError, match="CERTIFICATE_FILE"):
        CertificateSigner(identity_of(tmp_path, microsoft, teams_secret="", teams_certificate_file=str(tmp_path / "app.pem")))


# The settings

GOOD = replace(
    Settings(), teams_app_id=APP_ID.upper(), teams_tenants=TENANT, teams_secret="secret", teams_public_address="https://kringwijzer.example.nl/"
)


def test_without_an_app_id_there_is_no_identity():
    assert read_identity(Settings()) is None


def test_good_settings_give_an_identity_that_shows_no_secret():
    identity = read_identity(GOOD)

    assert (identity.app_id, identity.app_type, identity.tenant) == (APP_ID, AppType.SINGLE, TENANT)
    assert (identity.openid_url, identity.login_url) == (OPENID_URL, LOGIN_URL)
    assert identity.public_address == "https://kringwijzer.example.nl"
    assert "secret=" not in repr(identity)
    assert read_identity(replace(GOOD, teams_type="managed", teams_secret="")).login_url == MANAGED_URL


def test_several_tenants_may_use_it_and_the_first_is_its_own():
    identity = read_identity(replace(GOOD, teams_tenants=f"{TENANT}, {OTHER_TENANT}"))

    assert identity.tenants == (TENANT, OTHER_TENANT)
    assert identity.tenant == TENANT


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text("from-a-file\n")

    assert read_identity(replace(GOOD, teams_secret="", teams_secret_file=str(tmp_path / "secret"))).secret == "from-a-file"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"teams_app_id": "kringwijzer"}, "TEAMS_APP_ID"),
        ({"teams_type": "dubbel"}, "TEAMS_TYPE"),
        ({"teams_tenants": ""}, "TEAMS_TENANTS"),
        ({"teams_tenants": "common"}, "TEAMS_TENANTS"),
        ({"teams_secret": ""}, "TEAMS_SECRET"),
        ({"teams_secret_file": "somewhere"}, "TEAMS_SECRET"),
        ({"teams_secret": "", "teams_secret_file": "not/there"}, "TEAMS_SECRET_FILE"),
        ({"teams_public_address": ""}, "TEAMS_PUBLIC_ADDRESS"),
        ({"teams_public_address": "http://kringwijzer.example.nl"}, "TEAMS_PUBLIC_ADDRESS"),
        ({"teams_public_address": "kringwijzer.example.nl"}, "TEAMS_PUBLIC_ADDRESS"),
        ({"teams_public_address": "https://a@kringwijzer.example.nl"}, "TEAMS_PUBLIC_ADDRESS"),
        ({"teams_openid_url": "https://evil.example/openid"}, "TEAMS_OPENID_URL"),
        ({"teams_openid_url": "http://evil.example/openid"}, "TEAMS_OPENID_URL"),
        ({"teams_login_url": "http://10.0.0.1"}, "TEAMS_LOGIN_URL"),
        ({"teams_extra_hosts": "127.0.0.1:1,evil.example:443"}, "TEAMS_EXTRA_HOSTS"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(changes, named):
    with pytest.raises(TeamsSettingsError, match=named):
        read_identity(replace(GOOD, **changes))


def test_a_fault_in_the_settings_never_shows_the_secret(tmp_path):
    with pytest.raises(TeamsSettingsError) as fault:
        read_identity(replace(GOOD, teams_secret="canary", teams_secret_file="somewhere"))

    assert "canary" not in str(fault.value)
