"""What a public door gives out and takes back: sessions, buttons and links, signed and expiring.

The package itsdangerous signs with keys that are derived from the encryption keys, so that there is no other secret to
keep, and a signature of an older key counts as long as that key is kept. A signature says nothing about its maker's words:
a button carries the label of an action of ours, a link the id of a map.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from enum import Enum

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from bot.privacy.encryption import Vault

SESSION_BYTES = 32
SENDER_LENGTH = 40
BUTTON_MARK = "knop."
PURPOSE = "signing"


class Refusal(Enum):
    """Why a token does not count."""

    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True)
class Session:
    """A conversation at a public door: the token that its client holds, and the sender that Rasa knows it by."""

    token: str
    sender: str


class Signer:
    """Signs for one door; ``space`` (``web``, ``teams``) begins every sender of it, so that doors never share a conversation."""

    def __init__(self, vault: Vault, space: str, seconds: int) -> None:
        """``seconds``: how long a session, and with it its buttons and links, counts without a new signature."""
        self._space = space
        self._seconds = seconds
        self._keys = list(reversed(vault.derived_keys(f"{PURPOSE}:{space}")))  # itsdangerous signs with the last one

    def new_session(self) -> Session:
        """A session with 256 random bits."""
        return self._session(secrets.token_urlsafe(SESSION_BYTES))

    def renewed(self, token: object) -> Session | Refusal:
        """The session of a token, with a token that counts from now on again."""
        opened = self._opened(self._signer("session"), token)
        return opened if isinstance(opened, Refusal) else self._session(opened)

    def signed_session(self, token: object) -> Session | None:
        """The session of a token of ours, however old; for a door that knows which sessions go on, or that erases."""
        opened = self._opened(self._signer("session"), token, at_any_age=True)
        return None if isinstance(opened, Refusal) else self._session(opened)

    def button(self, payload: str, sender: str) -> str:
        """The token of a button's payload for one sender."""
        return BUTTON_MARK + self._signer(f"button:{sender}").sign(payload).decode("ascii")

    def pressed(self, token: str, sender: str) -> str | Refusal:
        """The payload of a button's token (``knop.…``) that this sender was given."""
        return self._opened(self._signer(f"button:{sender}"), token.removeprefix(BUTTON_MARK))

    def link(self, subject: str, sender: str) -> str:
        """A token for an address that only this sender was given: it tells both, and nothing else opens them."""
        return self._links().dumps([subject, sender])

    def linked(self, token: str) -> tuple[str, str] | Refusal:
        """Subject and sender of a link's token."""
        try:
            subject, sender = self._links().loads(token, max_age=self._seconds)
        except SignatureExpired:
            return Refusal.EXPIRED
        except BadSignature:
            return Refusal.FORGED
        return subject, sender

    def _session(self, random: str) -> Session:
        token = self._signer("session").sign(random).decode("ascii")
        # Without a key, so that a conversation goes on when keys are replaced; 256 random bits cannot be guessed back.
        return Session(token, f"{self._space}:{hashlib.sha256(random.encode('ascii')).hexdigest()[:SENDER_LENGTH]}")

    def _signer(self, salt: str) -> TimestampSigner:
        return TimestampSigner(self._keys, salt=f"{self._space}:{salt}", key_derivation="hmac", digest_method=_sha256)

    def _links(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._keys, salt=f"{self._space}:link", signer_kwargs={"key_derivation": "hmac", "digest_method": _sha256})

    def _opened(self, signer: TimestampSigner, token: object, at_any_age: bool = False) -> str | Refusal:
        if not isinstance(token, str) or not token.isascii():
            return Refusal.FORGED
        try:
            return signer.unsign(token, max_age=None if at_any_age else self._seconds).decode("utf-8")
        except SignatureExpired:
            return Refusal.EXPIRED
        except (BadSignature, UnicodeDecodeError):
            return Refusal.FORGED


def _sha256(data: bytes = b""):
    return hashlib.sha256(data)
