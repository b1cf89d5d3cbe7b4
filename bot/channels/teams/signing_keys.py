"""Microsoft's signing keys: fetched when first needed, kept when fetching fails, fetched again for a key that is new."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.channels.teams.identity import is_loopback

SECONDS_KEPT = 24 * 3600
SECONDS_BETWEEN_LOOKS = 300  # for a key that nobody knows; a forger names as many as he likes
FIRST_BACK_OFF, LONGEST_BACK_OFF = 5, 600
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
LARGEST_ANSWER = 1_000_000
LEAST_BITS = 2048

logger = logging.getLogger(__name__)


class KeysUnavailable(Exception):
    """No key was ever fetched, so that nothing can be checked now."""


@dataclass(frozen=True)
class SigningKey:
    """A key and the channels that Microsoft lets it sign for."""

    key: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """Finds a key by its id. One fetch at a time; others wait for it."""

    def __init__(self, session: Callable[[], aiohttp.ClientSession], openid_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._next_try = 0.0
        self._back_off = FIRST_BACK_OFF

    async def find(self, key_id: str) -> SigningKey | None:
        """The key, or None for an id that Microsoft does not know. Raises :class:`KeysUnavailable`."""
        if self._is_wanted(key_id):
            async with self._lock:
                if self._is_wanted(key_id):
                    await self._refresh()
        if self._fetched_at is None:
            raise KeysUnavailable
        return self._keys.get(key_id)

    def _is_wanted(self, key_id: str) -> bool:
        now = self._clock()
        if now < self._next_try:
            return False
        age = None if self._fetched_at is None else now - self._fetched_at
        return age is None or age > SECONDS_KEPT or (key_id not in self._keys and age > SECONDS_BETWEEN_LOOKS)

    async def _refresh(self) -> None:
        try:
            self._keys = await self._fetched()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            self._next_try = self._clock() + self._back_off
            self._back_off = min(2 * self._back_off, LONGEST_BACK_OFF)
            logger.error("The keys of Microsoft could not be fetched (%s); the former ones stay", type(error).__name__)
            return
        self._fetched_at, self._next_try, self._back_off = self._clock(), 0.0, FIRST_BACK_OFF

    async def _fetched(self) -> dict[str, SigningKey]:
        described = await self._json(self._openid_url)
        entries = (await self._json(described.get("jwks_uri"))).get("keys")
        found = dict(filter(None, map(_key, entries if isinstance(entries, list) else [])))
        if not found:
            raise ValueError("there is no key that fits")
        return found

    async def _json(self, address: Any) -> dict[str, Any]:
        if not _may_be_asked(address):
            raise ValueError("keys come over https only")
        async with self._session().get(address, timeout=TIMEOUT, allow_redirects=False) as answer:
            answer.raise_for_status()
            if answer.status != 200 or (answer.content_length or 0) > LARGEST_ANSWER:
                raise ValueError("this is no answer with keys")
            content = await answer.json(content_type=None)
        if not isinstance(content, dict):
            raise ValueError("this is no JSON object")
        return content


def _may_be_asked(address: Any) -> bool:
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def _key(entry: Any) -> tuple[str, SigningKey] | None:
    """Id and key of an entry; None for what is no RSA key of a good length."""
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
        return None
    try:
        key = jwt.PyJWK(entry, "RS256").key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        return None
    endorsed = entry.get("endorsements")
    return entry["kid"], SigningKey(key, frozenset(word for word in endorsed if isinstance(word, str)) if isinstance(endorsed, list) else frozenset())
