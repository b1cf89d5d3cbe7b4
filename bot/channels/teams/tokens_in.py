"""Whether a request comes from Microsoft, for this bot, from an organisation that may use it.

The seven requirements of Microsoft's page on authentication of the Bot Connector, and two of our own: the service address
is on a list of hosts, and the organisation on a list of tenants.
"""

from __future__ import annotations

from typing import Any

import jwt

from bot.channels.teams.activities import Activity
from bot.channels.teams.identity import Identity
from bot.channels.teams.service_address import is_allowed, is_same
from bot.channels.teams.signing_keys import SigningKey, SigningKeys

ISSUER = "https://api.botframework.com"
ALGORITHM = "RS256"
LEEWAY_SECONDS = 300
CHANNEL = "msteams"
SCHEME = "bearer "
LONGEST_HEADER = 10_000


class Unauthorized(Exception):
    """The token does not count (401). The message says why, for the log; the sender learns nothing."""


class Forbidden(Exception):
    """The token counts, but not for this activity (403)."""


class Checker:
    """Checks requests against Microsoft's keys and the settings."""

    def __init__(self, identity: Identity, keys: SigningKeys) -> None:
        self._identity = identity
        self._keys = keys

    async def claims(self, header: str | None) -> tuple[dict[str, Any], SigningKey]:
        """What the token of an ``Authorization`` header says, and the key that signed it.

        Raises :class:`Unauthorized`, or :class:`bot.channels.teams.signing_keys.KeysUnavailable`.
        """
        token = _token(header)
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise Unauthorized("unknown key")
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[ALGORITHM],
                audience=self._identity.app_id,
                issuer=ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Unauthorized(type(error).__name__) from None
        return claims, key

    def check_activity(self, activity: Activity, claims: dict[str, Any], key: SigningKey) -> None:
        """Whether the token may bring this activity. Raises :class:`Forbidden`."""
        if activity.channel != CHANNEL or activity.channel not in key.endorsements:
            raise Forbidden("channel")
        if not is_same(claims.get("serviceurl"), activity.service_url):
            raise Forbidden("service address of the token")
        if not is_allowed(activity.service_url, self._identity.extra_hosts):
            raise Forbidden("service address")
        if activity.tenants_differ or activity.tenant not in self._identity.tenants:
            raise Forbidden("tenant")


def _token(header: str | None) -> str:
    if not header or len(header) > LONGEST_HEADER or not header.lower().startswith(SCHEME):
        raise Unauthorized("no bearer token")
    return header[len(SCHEME) :].strip()


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Unauthorized(type(error).__name__) from None
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
        raise Unauthorized("algorithm or key id")
    return key_id
