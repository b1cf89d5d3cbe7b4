"""Sessions of the web: made here, proven by their signature, and ended by silence or by erasing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.redelivery import Shelf
from bot.channels.signing import Refusal, Session, Signer


@dataclass(frozen=True)
class Opened:
    """A session as a door found it. ``token`` is the one that its client holds from now on; ``renewed`` would count longer."""

    sender: str
    token: str
    renewed: str
    new: bool


class Sessions:
    """Tells whose session a token is. A client that shows none that counts gets a new one; it never chooses its own."""

    def __init__(self, signer: Signer, shelf: Shelf) -> None:
        self._signer = signer
        self._shelf = shelf

    async def open(self, token: object) -> Opened:
        """The session of a token, or a new one."""
        known = await self._going_on(token)
        if known and isinstance(token, str):
            await self._shelf.touch(known.sender)
            return Opened(known.sender, token, known.token, new=False)
        made = self._signer.new_session()
        return Opened(made.sender, made.token, made.token, new=True)

    async def owner(self, token: object) -> str | None:
        """The sender of a token of ours at any age, also after its end: who holds it may erase what was kept."""
        signed = self._signer.signed_session(token)
        return signed.sender if signed else None

    async def _going_on(self, token: object) -> Session | None:
        session = self._signer.renewed(token)
        if session is Refusal.EXPIRED:
            # The signature is older than a silence may last, but the conversation may have gone on meanwhile.
            late = self._signer.signed_session(token)
            return late if late and await self._shelf.goes_on(late.sender) else None
        if isinstance(session, Refusal) or await self._shelf.is_closed(session.sender):
            return None
        return session
