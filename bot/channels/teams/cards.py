"""Adaptive Cards 1.5 out of small parts. A text on a card never becomes a link by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
LANGUAGE = "nl"
BUTTONS_IN_A_ROW = 3
VERB = "kies"
BUTTON_FIELD = "knop"
LONGEST_FALLBACK = 2000

Element = dict[str, Any]
Card = dict[str, Any]


def card(body: Sequence[Element], fallback: str, actions: Sequence[Element] = ()) -> Card:
    """A card; ``fallback`` says the same where cards cannot be shown."""
    made: Card = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": LANGUAGE,
        "fallbackText": fallback[:LONGEST_FALLBACK],
        "body": list(body),
    }
    return made | ({"actions": list(actions)} if actions else {})


def attachment(content: Card) -> dict[str, Any]:
    """A card as it goes into an activity."""
    return {"contentType": CONTENT_TYPE, "content": content}


def heading(text: str) -> Element:
    """A title that a screen reader announces as one."""
    return {"type": "TextBlock", "text": plain(text), "style": "heading", "weight": "Bolder", "size": "Medium", "wrap": True}


def block(text: str, **look: Any) -> Element:
    """A paragraph of our own Markdown: bold, lists."""
    return {"type": "TextBlock", "text": text, "wrap": True, **look}


def quoted(text: str, **look: Any) -> Element:
    """A paragraph of somebody else's text, without Markdown."""
    return block(plain(text), **look)


def facts(rows: Iterable[tuple[str, str]]) -> Element:
    """A table of two columns; rows without a value are left out."""
    return {"type": "FactSet", "facts": [{"title": plain(name), "value": plain(value)} for name, value in rows if value]}


def container(items: Sequence[Element], **look: Any) -> Element:
    """Elements that belong together."""
    return {"type": "Container", "items": list(items), **look}


def image(address: str, alt: str) -> Element:
    """A picture with the text that says the same."""
    return {"type": "Image", "url": address, "altText": alt, "size": "Stretch"}


def choose(title: str, token: str) -> Element:
    """A button that sends its signed token; clients without Execute send the same as Submit."""
    data = {BUTTON_FIELD: token}
    submit = {"type": "Action.Submit", "title": title, "data": data}
    return {"type": "Action.Execute", "title": title, "verb": VERB, "data": data, "fallback": submit}


def open_page(title: str, address: object) -> list[Element]:
    """A button that opens a web page; none for what is no https address (http on this machine in tests)."""
    parts = urlsplit(address) if isinstance(address, str) else None
    fits = parts and parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "127.0.0.1"))
    return [{"type": "Action.OpenUrl", "title": title, "url": address}] if fits else []


def unfold(title: str, name: str, items: Sequence[Element]) -> list[Element]:
    """Elements that a button shows and hides."""
    toggle = {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name]}
    return [{"type": "ActionSet", "actions": [toggle]}, container(items, id=name, isVisible=False)]


def rows_of(actions: Sequence[Element]) -> list[Element]:
    """Buttons in rows that fit on a narrow screen."""
    return [{"type": "ActionSet", "actions": list(actions[i : i + BUTTONS_IN_A_ROW])} for i in range(0, len(actions), BUTTONS_IN_A_ROW)]


def plain(text: str) -> str:
    """A text in which Markdown makes no link and no heading."""
    return text.replace("](", "] (").replace("<", "‹").replace(">", "›")
