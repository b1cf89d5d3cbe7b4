"""Messages of a reply as the web draws them: one bubble with text, buttons and payload together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Bubble = dict[str, Any]


def as_bubbles(messages: Iterable[Mapping[str, Any]], signed: Callable[[str], str]) -> list[Bubble]:
    """Bubbles without ids. Rasa sends a payload after the text that it belongs to; here it comes along with it.

    Buttons stand there twice: ``quick_replies`` as Rasa's own socket channel writes them, and ``buttons`` as its REST channel does.
    """
    bubbles: list[Bubble] = []
    for message in messages:
        bubble: Bubble = {"text": message["text"]} if message.get("text") else {}
        replies = [_reply(button, signed) for button in message.get("buttons") or message.get("quick_replies") or []]
        if replies:
            bubble |= {"quick_replies": replies, "buttons": replies}
        custom = message.get("custom")
        if custom and not bubble and bubbles and "custom" not in bubbles[-1]:
            bubbles[-1]["custom"] = custom
            continue
        if custom:
            bubble["custom"] = custom
        if bubble:
            bubbles.append(bubble)
    return bubbles


def as_rasa_has_it(bubble: Bubble) -> Bubble | None:
    """A bubble as Rasa's own channel writes it, for old clients that show nothing with a field more; None without text."""
    return {name: bubble[name] for name in ("text", "quick_replies") if name in bubble} if "text" in bubble else None


def _reply(button: Mapping[str, Any], signed: Callable[[str], str]) -> dict[str, str]:
    return {"content_type": "text", "title": button["title"], "payload": signed(button["payload"])}
