"""Sends to Teams: with the bot's token, only to allowed hosts, patient with a connector that is slow or busy."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.teams.activities import Activity
from bot.channels.teams.identity import Identity
from bot.channels.teams.service_address import is_allowed
from bot.channels.teams.token_out import OwnToken, TokenUnavailable

BUSY = {412, 429, 502, 504}  # what Microsoft says to try again
MOST_ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
TIMEOUT = aiohttp.ClientTimeout(total=60, connect=10)  # a slow connector may have taken the message: better wait than send it twice
TYPING_TIMEOUT = aiohttp.ClientTimeout(total=5, connect=3)
LARGEST_ANSWER = 100_000

logger = logging.getLogger(__name__)


class NotSent(Exception):
    """A message did not reach Teams; the message is a status or the kind of fault."""


class Connector:
    """Sends activities into the conversation that an activity came from."""

    def __init__(
        self,
        session: Callable[[], aiohttp.ClientSession],
        identity: Identity,
        token: OwnToken,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._identity = identity
        self._token = token
        self._sleep = sleep

    async def send(self, to: Activity, content: Mapping[str, Any]) -> str:
        """Send one activity; returns its id, empty when Teams gives none. Raises :class:`NotSent`."""
        address = self._address(to)
        renewed = False
        for attempt in range(MOST_ATTEMPTS):
            status, found, wait = await self._post(address, _addressed(to, content), TIMEOUT)
            if status < 300:
                return found
            if status == 401 and not renewed:
                renewed = True
                continue
            if status not in BUSY:
                raise NotSent(f"status_{status}")
            if attempt + 1 < MOST_ATTEMPTS:
                await self._sleep(_pause(attempt, wait))
        raise NotSent(f"status_{status}")

    async def typing(self, to: Activity) -> None:
        """Show that an answer comes; whether this arrives does not matter."""
        try:
            await self._post(self._address(to), _addressed(to, {"type": "typing"}), TYPING_TIMEOUT)
        except NotSent as error:
            what = str(error)  # a status or a kind of fault
            logger.info("The sign of typing was not sent: %s", what)

    async def _post(self, address: URL, content: dict[str, Any], timeout: aiohttp.ClientTimeout) -> tuple[int, str, float | None]:
        """Status, id and the seconds that the connector asks to wait. A connection that was never made counts as busy."""
        try:
            token = await self._token.get()
        except TokenUnavailable as error:
            raise NotSent(f"no token: {error}") from None
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._session().post(address, json=content, headers=headers, timeout=timeout, allow_redirects=False) as answer:
                if answer.status == 401:
                    self._token.forget(token)
                body = await answer.content.read(LARGEST_ANSWER)
                return answer.status, _id(body), _retry_after(answer.headers.get("Retry-After"))
        except aiohttp.ClientConnectorError:
            return 504, "", None
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise NotSent(type(error).__name__) from None

    def _address(self, to: Activity) -> URL:
        # Checked when the activity came in; checked again here, where the token leaves.
        if not is_allowed(to.service_url, self._identity.extra_hosts):
            raise NotSent("service address")
        path = f"{to.service_url.rstrip('/')}/v3/conversations/{quote(to.conversation, safe='')}/activities"
        return URL(f"{path}/{quote(to.id, safe='')}" if to.id else path, encoded=True)


def _addressed(to: Activity, content: Mapping[str, Any]) -> dict[str, Any]:
    reply = {"replyToId": to.id} if to.id else {}
    return {**content, **reply, "from": {"id": to.bot}, "conversation": {"id": to.conversation}}


def _pause(attempt: int, wait: float | None) -> float:
    """Seconds until the next attempt: what the connector asks for, or twice as long each time, with chance in it."""
    if wait is not None:
        return min(wait, LONGEST_WAIT)
    return min(FIRST_WAIT * 2**attempt, LONGEST_WAIT) * random.uniform(0.5, 1.0)


def _retry_after(text: str | None) -> float | None:
    try:
        return max(float(text), 0.0) if text else None
    except ValueError:
        return None


def _id(body: bytes) -> str:
    """The id in an answer. Teams gives none for a text with a card, and none for typing."""
    try:
        content = json.loads(body)
    except ValueError:
        return ""
    found = content.get("id") if isinstance(content, dict) else None
    return found if isinstance(found, str) else ""
