"""The bot's own token, with which it may answer: one per app, kept until five minutes before its end, one request at a time."""

from __future__ import annotations

import asyncio
import base64
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import aiohttp
import jwt
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.channels.teams.identity import AppType, Identity, TeamsSettingsError

RESOURCE = "https://api.botframework.com"
SCOPE = f"{RESOURCE}/.default"
MARGIN_SECONDS = 300
SHORTEST_SECONDS = 30
ASSERTION_SECONDS = 600
WAIT_AFTER_FAILURE = 5
TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MANAGED_PATH = "/metadata/identity/oauth2/token"
MANAGED_VERSION = "2018-02-01"

logger = logging.getLogger(__name__)


class TokenUnavailable(Exception):
    """Microsoft gave no token; the message is its error code, without any secret."""


class OwnToken:
    """Gets the token of one app registration. Make one per app."""

    def __init__(self, session: Callable[[], aiohttp.ClientSession], identity: Identity, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._identity = identity
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._refresh_at = 0.0
        self._failed: tuple[float, str] | None = None
        self._signer = CertificateSigner(identity) if identity.certificate else None

    async def get(self) -> str:
        """The token. Raises :class:`TokenUnavailable`."""
        if not self._is_fresh():
            async with self._lock:
                if not self._is_fresh():
                    await self._renew()
        return self._token

    def forget(self, token: str) -> None:
        """Microsoft refused this token; the next :meth:`get` asks for another."""
        if token == self._token:
            self._refresh_at = 0.0

    def _is_fresh(self) -> bool:
        return bool(self._token) and self._clock() < self._refresh_at

    async def _renew(self) -> None:
        if self._failed and self._clock() < self._failed[0] + WAIT_AFTER_FAILURE:
            raise TokenUnavailable(self._failed[1])
        try:
            token, seconds = await self._asked()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, TypeError) as error:
            what = str(error) if isinstance(error, _Refused) else type(error).__name__
            self._failed = (self._clock(), what)
            logger.error("Microsoft gave no token for the bot: %s", what)
            raise TokenUnavailable(what) from None
        self._failed = None
        self._token = token
        self._refresh_at = self._clock() + max(seconds - MARGIN_SECONDS, SHORTEST_SECONDS)

    async def _asked(self) -> tuple[str, float]:
        identity = self._identity
        if identity.app_type is AppType.MANAGED:
            query = {"api-version": MANAGED_VERSION, "resource": RESOURCE, "client_id": identity.app_id}
            request = self._session().get(
                identity.login_url + MANAGED_PATH, params=query, headers={"Metadata": "true"}, timeout=TIMEOUT, allow_redirects=False
            )
        else:
            address = f"{identity.login_url}/{identity.tenant}/oauth2/v2.0/token"
            request = self._session().post(address, data=self._form(address), timeout=TIMEOUT, allow_redirects=False)
        async with request as answer:
            content = await answer.json(content_type=None)
            if answer.status != 200 or not isinstance(content, dict):
                raise _Refused(_error_code(content, answer.status))
        token = content.get("access_token")
        if not isinstance(token, str) or not token:
            raise _Refused("no_token")
        return token, float(content.get("expires_in") or 0)

    def _form(self, address: str) -> dict[str, str]:
        form = {"grant_type": "client_credentials", "client_id": self._identity.app_id, "scope": SCOPE}
        if self._signer:
            return form | {"client_assertion_type": ASSERTION_TYPE, "client_assertion": self._signer.assertion(address)}
        return form | {"client_secret": self._identity.secret or ""}


class CertificateSigner:
    """Signs that this is the app, with the private key of its certificate, in place of a client secret."""

    def __init__(self, identity: Identity) -> None:
        """Read the PEM of the identity. Raises :class:`TeamsSettingsError`."""
        self._app_id = identity.app_id
        try:
            key = load_pem_private_key(identity.certificate or b"", password=None)
            certificate = x509.load_pem_x509_certificate(identity.certificate or b"")
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise TeamsSettingsError(
                "the file of KRINGWIJZER_TEAMS_CERTIFICATE_FILE must hold a private key without password and a certificate"
            ) from None
        if not isinstance(key, RSAPrivateKey):
            raise TeamsSettingsError("the private key in the file of KRINGWIJZER_TEAMS_CERTIFICATE_FILE must be an RSA key")
        self._key = key
        self._thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(SHA256())).rstrip(b"=").decode("ascii")

    def assertion(self, address: str) -> str:
        """A signed statement for one token address, valid for ten minutes."""
        now = int(time.time())
        claims = {"iss": self._app_id, "sub": self._app_id, "aud": address, "jti": uuid.uuid4().hex, "nbf": now, "exp": now + ASSERTION_SECONDS}
        return jwt.encode(claims, self._key, algorithm="PS256", headers={"x5t#S256": self._thumbprint})


class _Refused(ValueError):
    """An answer without a token; the message is the error code."""


def _error_code(content: Any, status: int) -> str:
    """Microsoft's error code, such as ``invalid_client AADSTS7000215``; never its description, which may quote what was sent."""
    if not isinstance(content, dict):
        return f"status_{status}"
    codes = content.get("error_codes")
    numbers = [f"AADSTS{code}" for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    word = content.get("error")
    return " ".join([word if isinstance(word, str) and word.isidentifier() else f"status_{status}", *numbers])
