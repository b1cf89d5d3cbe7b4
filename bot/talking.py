"""``kringwijzer chat`` and ``ask``: a conversation in the terminal over the text interface."""

from __future__ import annotations

import uuid
from typing import Any

import requests
from rich.console import Console

from bot.errors import CommandError
from bot.knowledge.topics import Audience
from bot.safety.signals import default_detector
from bot.safety.static_help import static_help
from bot.settings import Settings

STOP = {"stop", "exit", "quit"}


def ask(settings: Settings, question: str, audience: str | None) -> int:
    """Ask one question and print the answer."""
    _show(Console(), _send(settings, uuid.uuid4().hex, question, audience))
    return 0


def chat(settings: Settings, audience: str | None) -> int:
    """Talk until the user stops; a number presses the button with that number."""
    console = Console()
    sender = uuid.uuid4().hex
    buttons: list[str] = []
    console.print("[dim]Typ een vraag, of het nummer van een knop. Ctrl-D stopt.[/dim]")
    while True:
        try:
            text = console.input("[bold]> [/bold]").strip()
        except EOFError:
            return 0
        if text.lower() in STOP:
            return 0
        if text.isdigit() and 0 < int(text) <= len(buttons):
            text = buttons[int(text) - 1]
        buttons = _show(console, _send(settings, sender, text, audience))


def _send(settings: Settings, sender: str, text: str, audience: str | None) -> list[dict[str, Any]]:
    body: dict[str, Any] = {"sender": sender, "message": text}
    if audience:
        body["metadata"] = {"doelgroep": audience}
    try:
        answer = requests.post(f"{settings.rasa_url}/webhooks/rest/webhook", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()
    except requests.RequestException:
        signal = default_detector().detect(text)
        print(static_help(signal, Audience(audience) if audience else None)[0]["text"])
        raise CommandError(f"no assistant answers on {settings.rasa_url}; start it with: make run") from None


def _show(console: Console, messages: list[dict[str, Any]]) -> list[str]:
    payloads: list[str] = []
    for message in messages:
        if message.get("text"):
            console.print(message["text"] + "\n", markup=False, highlight=False)
        for button in message.get("buttons") or []:
            payloads.append(button["payload"])
            console.print(f"  [{len(payloads)}] {button['title']}", markup=False, highlight=False)
    return payloads
