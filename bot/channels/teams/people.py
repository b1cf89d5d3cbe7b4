"""Who speaks: the sender under which Rasa keeps a conversation, without any id of Microsoft in it."""

from __future__ import annotations

import hashlib

from bot.channels.teams.activities import Activity

SPACE = "teams"
DIGITS = 40


def conversation_of(activity: Activity) -> str:
    """The sender of a personal chat, or the common beginning of those of everybody in a group: ``teams:<tenant>:<hash>``.

    Without a key, so that a conversation goes on when keys are replaced; Microsoft's ids are long and hidden.
    """
    return f"{SPACE}:{activity.tenant}:{_hash(activity.tenant, activity.thread)}"


def sender_of(activity: Activity) -> str:
    """The conversation of a personal chat; in a group that of one person, so that nobody's answers reach another."""
    conversation = conversation_of(activity)
    return conversation if activity.is_personal else f"{conversation}:{_hash(activity.thread, activity.user)}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:DIGITS]
