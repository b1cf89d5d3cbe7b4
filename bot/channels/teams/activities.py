"""What Teams sends, read leniently: what is odd or new becomes empty, never an error."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXT_TYPES = ("text/html", "text/plain")  # Teams adds its own HTML rendering of a formatted message as an attachment
MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)
SPACES = re.compile(r"[^\S\n]+")
THREAD = ";messageid="
BUTTON_FIELD = "knop"
BOT_PREFIX = "28:"


class BadBody(ValueError):
    """The JSON is no activity; the message says why, without its content."""


@dataclass(frozen=True)
class Activity:
    """The fields that this channel needs; a missing one is an empty string, an empty tuple or False.

    ``pressed`` is the signed token of a button; ``text`` has no mentions and no HTML entities any more.
    """

    kind: str
    id: str
    text: str
    pressed: str
    channel: str
    service_url: str
    conversation: str
    scope: str
    tenant: str
    tenants_differ: bool
    user: str
    bot: str
    reply_to: str
    name: str
    action: str
    event: str
    added: tuple[str, ...]
    mentioned: bool
    has_files: bool
    value: Mapping[str, Any]

    @property
    def is_personal(self) -> bool:
        """Whether this is a conversation of one person; what is not known counts as a group."""
        return self.scope == "personal"

    @property
    def thread(self) -> str:
        """The conversation without the id of a thread in a channel."""
        return self.conversation.split(THREAD)[0]


def read_activity(body: Mapping[str, Any]) -> Activity:
    """An activity out of a JSON object. Raises :class:`BadBody` without a type or a conversation."""
    conversation, channel_data = _object(body, "conversation"), _object(body, "channelData")
    if not _text(body, "type") or not _text(conversation, "id"):
        raise BadBody("the activity has no type or no conversation")
    value, bot = _object(body, "value"), _text(_object(body, "recipient"), "id")
    tenants = [_text(_object(channel_data, "tenant"), "id").lower(), _text(conversation, "tenantId").lower()]
    named = [tenant for tenant in tenants if tenant]
    return Activity(
        kind=_text(body, "type"),
        id=_text(body, "id"),
        text=_plain(_text(body, "text")),
        pressed=_text(_object(_object(value, "action"), "data"), BUTTON_FIELD) or _text(value, BUTTON_FIELD),
        channel=_text(body, "channelId"),
        service_url=_text(body, "serviceUrl"),
        conversation=_text(conversation, "id"),
        scope=_text(conversation, "conversationType") or ("groupChat" if conversation.get("isGroup") is True else ""),
        tenant=named[0] if named else "",
        tenants_differ=len(set(named)) > 1,
        user=_text(_object(body, "from"), "aadObjectId") or _text(_object(body, "from"), "id"),
        bot=bot,
        reply_to=_text(body, "replyToId"),
        name=_text(body, "name"),
        action=_text(body, "action"),
        event=_text(channel_data, "eventType"),
        added=tuple(_text(member, "id") for member in _objects(body, "membersAdded")),
        mentioned=any(_text(_object(entity, "mentioned"), "id") == bot for entity in _objects(body, "entities") if bot),
        has_files=any(_text(attachment, "contentType").lower() not in TEXT_TYPES for attachment in _objects(body, "attachments")),
        value=value,
    )


def _plain(text: str) -> str:
    """Text without mentions: that of the bot says nothing, that of a colleague is a name."""
    return SPACES.sub(" ", html.unescape(MENTION.sub(" ", text))).strip()


def _text(data: Mapping[str, Any], name: str) -> str:
    found = data.get(name)
    return found.encode("utf-8", "ignore").decode() if isinstance(found, str) else ""


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _objects(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
