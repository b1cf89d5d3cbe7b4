"""``kringwijzer teams check``: whether the settings, the network and the clock are as Microsoft wants them, one line each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

import aiohttp

from bot.channels.teams.identity import Identity, TeamsSettingsError, read_identity
from bot.channels.teams.people import SPACE
from bot.channels.teams.signing_keys import KeysUnavailable, SigningKeys
from bot.channels.teams.token_out import OwnToken, TokenUnavailable
from bot.channels.teams.tokens_in import LEEWAY_SECONDS
from bot.settings import Settings

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
MOST_SECONDS_OFF = LEEWAY_SECONDS // 5  # well before tokens are refused
CONNECTOR = "https://smba.trafficmanager.net/"
TOKEN_HELP = {
    "AADSTS700016": "the app id is not known in this tenant; compare KRINGWIJZER_TEAMS_APP_ID and the first of KRINGWIJZER_TEAMS_TENANTS",
    "AADSTS7000215": "the client secret is wrong; fill in its value, not its id",
    "AADSTS7000222": "the client secret ran out; make a new one in the Entra portal",
    "AADSTS90002": "the tenant does not exist; compare the first of KRINGWIJZER_TEAMS_TENANTS",
}
NETWORK_HELP = "let this machine reach it over https (firewall, proxy: HTTPS_PROXY)"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, whether it is right, and what was found or what to do."""

    what: str
    right: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.right else 'FAIL'} {self.what}: {self.text}"


def check(settings: Settings, say: Callable[[str], None] = print) -> int:
    """Look at everything and say it; the exit code is 1 when something is wrong."""
    try:
        identity = read_identity(settings)
    except TeamsSettingsError as error:
        say(str(Finding("settings", False, str(error))))
        return 1
    if identity is None:
        say(str(Finding("settings", False, "KRINGWIJZER_TEAMS_APP_ID is empty, so Teams is off; see docs/teams.md")))
        return 1
    findings = asyncio.run(look(identity))
    for finding in findings:
        say(str(finding))
    return 0 if all(finding.right for finding in findings) else 1


async def look(identity: Identity, connector: str = CONNECTOR, now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> list[Finding]:
    """Every finding beside that the settings can be read."""
    tenants = f"{len(identity.tenants)} organisation{'s' if len(identity.tenants) > 1 else ''} may use it"
    findings = [Finding("settings", True, f"{identity.app_type.value}, {tenants}")]
    async with aiohttp.ClientSession(trust_env=True) as session:
        findings.append(await _keys(session, identity))
        findings.append(await _clock(session, identity, now))
        findings.append(await _token(session, identity))
        findings.append(await _reached(session, "answers to Teams", connector))
        findings.append(await _public(session, identity))
    return findings


async def _keys(session: aiohttp.ClientSession, identity: Identity) -> Finding:
    try:
        await SigningKeys(lambda: session, identity.openid_url).find("")
    except KeysUnavailable:
        return Finding("keys of Microsoft", False, f"{identity.openid_url} cannot be read; {NETWORK_HELP}")
    return Finding("keys of Microsoft", True, "fetched")


async def _clock(session: aiohttp.ClientSession, identity: Identity, now: Callable[[], datetime]) -> Finding:
    try:
        async with session.get(identity.openid_url, timeout=TIMEOUT, allow_redirects=False) as answer:
            off = abs((now() - parsedate_to_datetime(answer.headers["Date"])).total_seconds())
    except (aiohttp.ClientError, asyncio.TimeoutError, KeyError, ValueError, TypeError):
        return Finding("clock", False, f"cannot be compared with Microsoft's; {NETWORK_HELP}")
    if off > MOST_SECONDS_OFF:
        return Finding("clock", False, f"{off:.0f} seconds off; let this machine keep its time (NTP), tokens are refused at {LEEWAY_SECONDS}")
    return Finding("clock", True, f"at most {max(off, 1):.0f} s off")


async def _token(session: aiohttp.ClientSession, identity: Identity) -> Finding:
    try:
        await OwnToken(lambda: session, identity).get()
    except TokenUnavailable as error:
        advice = next((text for code, text in TOKEN_HELP.items() if code in str(error)), f"Microsoft says {error}; {NETWORK_HELP}")
        return Finding("token of the bot", False, advice)
    except TeamsSettingsError as error:
        return Finding("token of the bot", False, str(error))
    return Finding("token of the bot", True, "given by Microsoft")


async def _reached(session: aiohttp.ClientSession, what: str, address: str) -> Finding:
    try:
        async with session.get(address, timeout=TIMEOUT, allow_redirects=False):
            return Finding(what, True, f"{address} is reached")
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return Finding(what, False, f"{address} is not reached; {NETWORK_HELP}")


async def _public(session: aiohttp.ClientSession, identity: Identity) -> Finding:
    """Seen from this machine; whether Microsoft reaches it too, only a message from Teams can tell."""
    address = f"{identity.public_address}/webhooks/{SPACE}/"
    try:
        async with session.get(address, timeout=TIMEOUT, allow_redirects=False) as answer:
            alive = answer.status == 200 and await answer.json(content_type=None) == {"status": "ok"}
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        alive = False
    if alive:
        return Finding("public address", True, f"{address} answers")
    return Finding("public address", False, f"{address} does not answer; start the assistant, and let the reverse proxy pass /webhooks/{SPACE}/ on")
