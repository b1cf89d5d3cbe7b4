"""``kringwijzer teams package``: the app package for the administrator, a zip with manifest and icons."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

import resvg_py

from bot.channels.teams.identity import Identity, TeamsSettingsError, read_identity
from bot.settings import ROOT, Settings

FOLDER = ROOT / "deploy" / "teams"
ICONS = ("kleur", "omlijnd")
VERSION = "1.0.0"
NAMESPACE = uuid.UUID("6b0b8a0e-5d0f-4c53-9d7e-7f2f6f1d3a11")
GROUP_SCOPES = ("groupChat", "team")
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the same settings give the same package
FILE_NAME = "kringwijzer-teams.zip"
LONGEST_DEVELOPER = 32


@dataclass(frozen=True)
class Pages:
    """Web pages of the organisation that the manifest names; an empty one becomes the public address."""

    website: str = ""
    privacy: str = ""
    terms: str = ""


def write_package(settings: Settings, groups: bool, pages: Pages, folder: Path | None = None) -> Path:
    """Write the zip and return where. Raises :class:`TeamsSettingsError`."""
    identity = read_identity(settings)
    if identity is None:
        raise TeamsSettingsError("KRINGWIJZER_TEAMS_APP_ID is empty; register the bot first, see docs/teams.md")
    target = (folder or settings.var_path) / FILE_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(package(manifest(identity, settings.organisation_name, groups, pages)))
    return target


def manifest(identity: Identity, organisation: str, groups: bool, pages: Pages) -> dict[str, Any]:
    """The manifest for one bot. ``groups`` adds group chats and channels to the personal chat."""
    domain = urlsplit(identity.public_address).hostname or ""
    values = {
        "version": VERSION,
        "manifest_id": str(uuid.uuid5(NAMESPACE, identity.app_id)),
        "organisation": (organisation or "Kringwijzer")[:LONGEST_DEVELOPER],
        "website": _page(pages.website or identity.public_address),
        "privacy": _page(pages.privacy or identity.public_address),
        "terms": _page(pages.terms or identity.public_address),
        "app_id": identity.app_id,
        "domain": domain,
    }
    filled = json.loads(
        Template((FOLDER / "manifest.json").read_text(encoding="utf-8")).safe_substitute({name: json.dumps(v)[1:-1] for name, v in values.items()})
    )
    if groups:
        filled["bots"][0]["scopes"] += GROUP_SCOPES
    return filled


def package(content: Mapping[str, Any]) -> bytes:
    """The zip of a manifest and the icons, drawn from their SVG."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(zipfile.ZipInfo("manifest.json", FIXED_DATE), json.dumps(content, ensure_ascii=False, indent=2))
        for name in ICONS:
            target.writestr(zipfile.ZipInfo(f"{name}.png", FIXED_DATE), icon(name))
    return archive.getvalue()


def icon(name: str) -> bytes:
    """An icon as PNG: ``kleur`` (192 pixels square) or ``omlijnd`` (32, white on nothing)."""
    return bytes(resvg_py.svg_to_bytes(svg_string=(FOLDER / f"{name}.svg").read_text(encoding="utf-8")))


def _page(address: str) -> str:
    if urlsplit(address).scheme != "https":
        raise TeamsSettingsError(f"{address}: the manifest takes pages that begin with https:// only")
    return address
