"""What stands in a row of a conversation instead of its event: a token that opens in that conversation only."""

from __future__ import annotations

from typing import Any

from bot.privacy.encryption import DecryptionError, Vault

SENDER, EVENT = "sender", "event"


def seal(vault: Vault, sender: str, event: dict[str, Any]) -> str:
    """The token of an event (its plain dict) of a sender, under the newest key."""
    return vault.encrypt({SENDER: sender, EVENT: event})


def unseal(vault: Vault, sender: str, token: str) -> dict[str, Any]:
    """The event in a token. Raises :class:`DecryptionError` when no key reads it or it was sealed for another sender."""
    content = vault.decrypt(token)
    if content.get(SENDER) != sender or not isinstance(content.get(EVENT), dict):
        raise DecryptionError("an event was moved to another conversation, outside the assistant")
    return content[EVENT]
