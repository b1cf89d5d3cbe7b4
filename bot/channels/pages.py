"""The widget and its pages: read once, sent with a tag so that browsers fetch them again only when they changed."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.safety.card import calm_payload
from bot.settings import ROOT

WIDGET = ROOT / "bot" / "widget"
SCRIPT = WIDGET / "dist" / "kringwijzer.js"
PAGES = WIDGET / "pages"
HELP_PAGE = "hulp.html"
FOLDERS = ("", "kader", "voorbeeld", "hulp")  # addresses of pages: /chat/ is index.html, /chat/kader is kader.html
SENT = (".html", ".css", ".js", ".svg", ".png", ".ico")
UNCHANGED_FOR = "public, max-age=300"


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent."""

    content: bytes
    packed: bytes
    media_type: str
    tag: str

    @classmethod
    def of(cls, name: str, content: bytes) -> StaticFile:
        """A file with the media type of its name."""
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        text = media_type.startswith("text/") or media_type.endswith(("javascript", "xml", "json"))
        tag = hashlib.sha256(content).hexdigest()[:32]
        return cls(content, gzip.compress(content, mtime=0), f"{media_type}; charset=utf-8" if text else media_type, f'"{tag}"')

    def response(self, request: Request) -> HTTPResponse:
        """The file, packed where the browser takes that, or the word that it did not change."""
        headers = {"ETag": self.tag, "Cache-Control": UNCHANGED_FOR, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == self.tag:
            return empty(status=304, headers=headers)
        if "gzip" in (request.headers.get("accept-encoding") or ""):
            return raw(self.packed, content_type=self.media_type, headers=headers | {"Content-Encoding": "gzip"})
        return raw(self.content, content_type=self.media_type, headers=headers)


def static_files(script: Path = SCRIPT, pages: Path = PAGES) -> Mapping[str, StaticFile]:
    """Every file by its address below the channel, without the help page; a page has its name without ending.

    ``{contacten}`` in a page is filled in, for whoever has no JavaScript.
    """
    found = [path for path in [script, *sorted(pages.glob("*"))] if path.is_file() and path.suffix in SENT and path.name != HELP_PAGE]
    contacts = _contacts(help_card(None)).encode()
    return {
        _address(path): StaticFile.of(path.name, path.read_bytes().replace(b"{contacten}", contacts) if path.suffix == ".html" else path.read_bytes())
        for path in found
    }


def help_card(audience: Audience | None) -> dict[str, Any]:
    """Whom to call when nothing else works: a text and contacts that may be shown."""
    return {"text": default_phrasebook().text("utter_storing", audience), "contacts": calm_payload(audience)["contacts"]}


def help_page(audience: Audience | None, template: Path = PAGES / HELP_PAGE) -> str:
    """The same as a page that needs no script. ``{tekst}`` and ``{contacten}`` in the template are filled in."""
    card = help_card(audience)
    page = template.read_text(encoding="utf-8")
    return page.replace("{tekst}", escape(card["text"])).replace("{contacten}", _contacts(card))


def _contacts(card: Mapping[str, Any]) -> str:
    return "\n".join(_contact(contact) for contact in card["contacts"])


def _contact(contact: Mapping[str, Any]) -> str:
    call = f'<a href="{escape(contact["tel"])}">{escape(contact["number"])}</a>' if contact.get("tel") else ""
    site = f'<a href="{escape(contact["url"])}" rel="noopener noreferrer">{escape(contact["url"])}</a>' if contact.get("url") else ""
    parts = [call, site, escape(contact.get("hours") or "")]
    return f"<li><strong>{escape(contact['label'])}</strong> {' · '.join(part for part in parts if part)}</li>"


def _address(path: Path) -> str:
    if path.name == "index.html":
        return ""
    return path.stem if path.suffix == ".html" else path.name
