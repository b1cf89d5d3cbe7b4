"""Authenticated encryption of what is kept about people, with keys that can be replaced.

Fernet of the package cryptography: AES-128 in CBC mode under HMAC-SHA256, with fresh randomness in every token, so that
equal contents give different tokens and a changed token is refused. The newest key writes, every key reads.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import CommandError

KEY_LENGTH = 44
MAKE_A_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"


class EncryptionKeyError(CommandError):
    """The keys cannot be used; the message names where they come from and the way out, never a key."""


class DecryptionError(Exception):
    """A token was changed, or no key in use fits it; the message holds nothing of its content."""


class Vault:
    """Encrypts and hashes with a row of keys, newest first. Safe to use from several threads."""

    def __init__(self, keys: Sequence[str], origin: str) -> None:
        """Take the keys (url-safe base64 of 32 bytes) from ``origin``, a setting or file to name. Raises :class:`EncryptionKeyError`."""
        if not keys:
            raise EncryptionKeyError(f"{origin} holds no key; put one there, made with: {MAKE_A_KEY}")
        fernets = [_fernet(key, place, len(keys), origin) for place, key in enumerate(keys, start=1)]
        self._secrets = [base64.urlsafe_b64decode(key) for key in keys]
        self._newest = fernets[0]
        self._all = MultiFernet(fernets)
        self._origin = origin

    def encrypt(self, content: dict[str, Any]) -> str:
        """A token (ASCII, url-safe) of a dict that JSON can hold. Raises TypeError or ValueError for one that it cannot."""
        return self._newest.encrypt(json.dumps(content, separators=(",", ":"), allow_nan=False).encode("ascii")).decode("ascii")

    def decrypt(self, token: str) -> dict[str, Any]:
        """The content of a token. Raises :class:`DecryptionError`."""
        content = _content(_decrypted(self._all, token))
        if content is None:
            raise DecryptionError(f"this was changed, or encrypted with a key that is not in {self._origin}; put the former key back there")
        return content

    def is_newest(self, token: str) -> bool:
        """Whether the newest key wrote a token."""
        return _decrypted(self._newest, token) is not None

    def rotate(self, token: str) -> str:
        """The same content under the newest key. Raises :class:`DecryptionError`."""
        return self.encrypt(self.decrypt(token))

    def fingerprint(self, purpose: str, value: str) -> str:
        """A keyed hash of a value (64 hex digits) under the newest key; equal values in different purposes differ."""
        return _keyed_hash(self._secrets[0], purpose, value)

    def fingerprints(self, purpose: str, value: str) -> tuple[str, ...]:
        """The keyed hashes of a value under every key, newest first, to find what an older key wrote."""
        return tuple(_keyed_hash(secret, purpose, value) for secret in self._secrets)

    def derived_keys(self, purpose: str) -> tuple[bytes, ...]:
        """A key of 32 bytes per encryption key, newest first, for signing; they say nothing about the encryption keys."""
        return tuple(_derived(secret, purpose) for secret in self._secrets)


def _fernet(key: str, place: int, count: int, origin: str) -> Fernet:
    try:
        if len(key) != KEY_LENGTH:  # Fernet passes over what follows a whole key
            raise ValueError
        return Fernet(key)
    except ValueError:
        raise EncryptionKeyError(f"{origin}: key {place} of {count} is not a key; correct it, or make one with: {MAKE_A_KEY}") from None


def _decrypted(fernet: Fernet | MultiFernet, token: str) -> bytes | None:
    try:
        return fernet.decrypt(token.encode("utf-8", "replace"))
    except InvalidToken:
        return None


def _content(text: bytes | None) -> dict[str, Any] | None:
    try:
        content = None if text is None else json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _keyed_hash(secret: bytes, purpose: str, value: str) -> str:
    return hmac.digest(_derived(secret, purpose), value.encode("utf-8", "surrogatepass"), "sha256").hex()


def _derived(secret: bytes, purpose: str) -> bytes:
    # A key of its own per purpose, so that a hash says nothing about the encryption key.
    return HKDF(SHA256(), 32, salt=None, info=b"kringwijzer:" + purpose.encode()).derive(secret)
