"""Thumbs in Teams: which answer they are about, and where they are kept."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.teams.activities import Activity
from bot.channels.teams.replies import WITH_THUMBS, Reply

MOST_SENDERS = 5000
THUMBS = {"like": True, "dislike": False}
LONGEST_WORD = 1000

Keep = Callable[[str, str, bool, str], None]  # sender, topic, whether the thumb is up, a word

logger = logging.getLogger(__name__)


class Ratings:
    """Remembers, in memory, which answer a sender saw last; a thumb is about that one."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._last: OrderedDict[str, str] = OrderedDict()

    def note(self, sender: str, reply: Reply) -> None:
        """See what a sender was answered."""
        if reply.kind not in WITH_THUMBS:
            return
        self._last.pop(sender, None)
        self._last[sender] = str(reply.payload.get("topic") or reply.kind)
        if len(self._last) > MOST_SENDERS:
            self._last.popitem(last=False)

    async def rate(self, sender: str, activity: Activity) -> bool:
        """Keep the thumb of a ``message/submitAction``; False for what is none, or when nothing was answered."""
        value = activity.value.get("actionValue")
        thumb = THUMBS.get(str(value.get("reaction"))) if isinstance(value, Mapping) else None
        topic = self._last.get(sender)
        if thumb is None or topic is None or not isinstance(value, Mapping):
            return False
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._keep, sender, topic, thumb, _word(value.get("feedback")))
        except SQLAlchemyError as error:
            logger.error("A thumb could not be kept: %s", type(error).__name__)
            return False
        return True


def _word(feedback: Any) -> str:
    """What was written with a thumb: Teams wraps it in JSON, other clients do not."""
    if not isinstance(feedback, str):
        return ""
    try:
        wrapped = json.loads(feedback)
    except (ValueError, RecursionError):
        return feedback[:LONGEST_WORD]
    word = wrapped.get("feedbackText") if isinstance(wrapped, dict) else feedback
    return word[:LONGEST_WORD] if isinstance(word, str) else ""
