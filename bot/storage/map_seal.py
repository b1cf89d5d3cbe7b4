"""What stands in a row of the table of network maps instead of the map, its owner and its resume code.

The owner (the sender of the conversation) and the code become hashes under a key that is derived from the encryption key.
So a map can be looked up without keeping either, and nobody who has only the database can tell whose map it is or try out
codes. The encrypted part names the map, and plain digests of owner and code: a content that was moved to another row or
owner is refused, and the hashes can follow a new key without anybody's raw id.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.engine import Row

from bot.privacy.encryption import DecryptionError, Vault

CODE_LETTERS = "CDFGHJKMNPQRTVWXY34679"  # no vowels, so no words; nothing that looks like another: 53 bits in 12 of them
CODE_GROUPS = 3
CODE_GROUP_LENGTH = 4
OWNER, CODE = "owner of a map", "resume code of a map"


def new_code() -> str:
    """A code to read out or write down, such as ``CDFG-HJKM-NPQR``."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUP_LENGTH)) for _ in range(CODE_GROUPS))


def digest_of_owner(owner: str) -> str:
    """The digest of a sender id (64 hex digits), kept inside the encrypted part only."""
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_code(code: str) -> str:
    """The digest of a code, however it is spaced and whatever its capitals."""
    return digest_of_owner(re.sub(r"[\W_]", "", code).upper())


@dataclass(frozen=True, repr=False)
class Envelope:
    """What is encrypted: the content, and for whom it was written."""

    map_id: str
    owner: str
    code: str | None
    content: dict[str, Any]


class MapSeal:
    """Turns envelopes into the columns that depend on the keys, and back."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def owner_hashes(self, owner: str) -> tuple[str, ...]:
        """What ``owner_hash`` can be for a sender: one hash for each key."""
        return self._vault.fingerprints(OWNER, digest_of_owner(owner))

    def code_hashes(self, code: str) -> tuple[str, ...]:
        """What ``resume_code_hash`` can be for a code: one hash for each key."""
        return self._vault.fingerprints(CODE, digest_of_code(code))

    def close(self, envelope: Envelope) -> dict[str, str | None]:
        """The values of the columns, under the newest key."""
        return {
            "owner_hash": self._vault.fingerprint(OWNER, envelope.owner),
            "resume_code_hash": None if envelope.code is None else self._vault.fingerprint(CODE, envelope.code),
            "content": self._vault.encrypt(asdict(envelope)),
        }

    def open(self, row: Row) -> Envelope:
        """What a row holds. Raises :class:`DecryptionError` when no key reads it or it was written for another map, owner or code."""
        envelope = _envelope(self._vault.decrypt(row.content))
        if envelope is None or envelope.map_id != row.map_id or not self._fits(row, envelope):
            raise DecryptionError("a network map was changed outside the assistant")
        return envelope

    def is_readable(self, row: Row) -> bool:
        """Whether :meth:`open` would succeed."""
        try:
            self.open(row)
        except DecryptionError:
            return False
        return True

    def is_newest(self, row: Row) -> bool:
        """Whether the newest key closed a row."""
        return self._vault.is_newest(row.content)

    def _fits(self, row: Row, envelope: Envelope) -> bool:
        if row.owner_hash not in self._vault.fingerprints(OWNER, envelope.owner):
            return False
        if envelope.code is None or row.resume_code_hash is None:
            return envelope.code is row.resume_code_hash
        return row.resume_code_hash in self._vault.fingerprints(CODE, envelope.code)


def _envelope(data: Mapping[str, Any]) -> Envelope | None:
    try:
        return Envelope(**data)
    except TypeError:
        return None
