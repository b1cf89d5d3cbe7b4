"""What sockets and ordinary requests of the web share: sessions, answers, what was missed, ratings, erasing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.bubbles import Bubble
from bot.channels.callers import Callers
from bot.channels.redelivery import Shelf, is_id
from bot.channels.web_conversation import Conversation
from bot.channels.web_duties import Duties, done, rated
from bot.channels.web_sessions import Sessions


@dataclass(frozen=True)
class Door:
    """The parts of one web channel. ``minutes``: how long a silence may last."""

    callers: Callers
    sessions: Sessions
    conversation: Conversation
    shelf: Shelf
    duties: Duties
    minutes: int

    async def missed(self, sender: str, last_id: object) -> list[Bubble]:
        """What a client did not see yet; nothing for one that does not say what it saw."""
        return await self.shelf.after(sender, last_id) if is_id(last_id) else []

    async def erase(self, token: object) -> str | None:
        """Erase what is kept of a session and end it; returns its sender, or None when that failed or the token is not ours.

        The session ends first and the answer under way is waited for, so that nothing is written after it was erased.
        """
        sender = await self.sessions.owner(token)
        if sender is None:
            return None
        await self.shelf.close(sender)
        async with self.conversation.order(sender):
            return sender if await done(self.duties.erase, sender) else None

    async def rate(self, sender: str, fields: Mapping[str, Any]) -> bool:
        """Keep a rating of a bubble that this session was sent; whether it was kept."""
        rating, number = rated(fields), fields.get("id")
        bubble = await self.shelf.bubble(sender, number) if is_id(number) else None
        if rating is None or bubble is None:
            return False
        custom = bubble.get("custom") or {}
        subject = str(custom.get("topic") or custom.get("type") or "")
        return await done(self.duties.rate, sender, subject, custom.get("audience"), *rating)
