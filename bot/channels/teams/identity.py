"""Who this bot is for Microsoft, and whom it believes: the settings of the Teams channel, checked once."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import CommandError
from bot.settings import PREFIX, ROOT, Settings

GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN_URL = "https://login.microsoftonline.com"
MANAGED_URL = "http://169.254.169.254"  # where a machine in Azure asks for its own identity
MULTI_TENANT = "botframework.com"


class TeamsSettingsError(CommandError):
    """The Teams channel cannot start with these settings; the message names the setting and the way out."""


class AppType(str, Enum):
    """The kind of app registration."""

    SINGLE = "single"
    MULTI = "multi"
    MANAGED = "managed"


@dataclass(frozen=True)
class Identity:
    """Checked settings. ``tenants`` are lower-case GUIDs; addresses have no slash at the end."""

    app_id: str
    app_type: AppType
    tenants: tuple[str, ...]
    secret: str | None = field(repr=False)
    certificate: bytes | None = field(repr=False)
    public_address: str
    openid_url: str
    login_url: str
    extra_hosts: frozenset[str]

    @property
    def tenant(self) -> str:
        """Where the bot's own token is asked for."""
        return MULTI_TENANT if self.app_type is AppType.MULTI else self.tenants[0]


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def read_identity(settings: Settings) -> Identity | None:
    """The identity that the settings give, or None without an app id. Raises :class:`TeamsSettingsError`."""
    if not settings.teams_app_id:
        return None
    app_type = _app_type(settings.teams_type)
    secret, certificate = _credential(settings, app_type)
    login = MANAGED_URL if app_type is AppType.MANAGED else LOGIN_URL
    return Identity(
        app_id=_guid("TEAMS_APP_ID", settings.teams_app_id),
        app_type=app_type,
        tenants=_tenants(settings.teams_tenants),
        secret=secret,
        certificate=certificate,
        public_address=_public_address(settings.teams_public_address),
        openid_url=_test_address("TEAMS_OPENID_URL", settings.teams_openid_url) or OPENID_URL,
        login_url=_test_address("TEAMS_LOGIN_URL", settings.teams_login_url) or login,
        extra_hosts=_extra_hosts(settings.teams_extra_hosts),
    )


def _app_type(word: str) -> AppType:
    try:
        return AppType(word)
    except ValueError:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_TYPE={word}: use single, multi or managed") from None


def _guid(name: str, value: str) -> str:
    found = value.strip().lower()
    if not GUID.fullmatch(found):
        raise TeamsSettingsError(f"{PREFIX}{name}: this is no id such as 11111111-2222-3333-4444-555555555555; copy it from the Entra portal")
    return found


def _tenants(text: str) -> tuple[str, ...]:
    found = tuple(_guid("TEAMS_TENANTS", part) for part in text.split(",") if part.strip())
    if not found:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_TENANTS is empty; fill in the id of your organisation, otherwise everybody would be let in")
    return found


def _credential(settings: Settings, app_type: AppType) -> tuple[str | None, bytes | None]:
    """Secret or certificate, exactly one; none with a managed identity."""
    given = [name for name in ("teams_secret", "teams_secret_file", "teams_certificate_file") if getattr(settings, name)]
    if app_type is AppType.MANAGED:
        return None, None
    if len(given) != 1:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_SECRET, _SECRET_FILE and _CERTIFICATE_FILE: fill in one of the three, {len(given)} are filled in")
    if settings.teams_certificate_file:
        return None, _file("TEAMS_CERTIFICATE_FILE", settings.teams_certificate_file)
    if settings.teams_secret:
        return settings.teams_secret, None
    secret = _file("TEAMS_SECRET_FILE", settings.teams_secret_file).decode("utf-8", "replace").strip()
    if not secret:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_SECRET_FILE: the file is empty; put the client secret in it")
    return secret, None


def _file(name: str, path: str) -> bytes:
    try:
        return (ROOT / Path(path)).read_bytes()
    except OSError as error:
        raise TeamsSettingsError(f"{PREFIX}{name}: the file cannot be read ({error.strerror}); let this user read it") from error


def _public_address(address: str) -> str:
    parts = urlsplit(address)
    if not address:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_PUBLIC_ADDRESS is empty; fill in the https address under which Microsoft reaches this server")
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise TeamsSettingsError(f"{PREFIX}TEAMS_PUBLIC_ADDRESS: this is no address such as https://kringwijzer.example.nl")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise TeamsSettingsError(f"{PREFIX}TEAMS_PUBLIC_ADDRESS must begin with https://, since Microsoft refuses anything else")
    return address.rstrip("/")


def _test_address(name: str, address: str) -> str:
    parts = urlsplit(address)
    if address and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise TeamsSettingsError(f"{PREFIX}{name} is for tests and takes a loopback address such as http://127.0.0.1:3979 only; leave it empty")
    return address.rstrip("/")


def _extra_hosts(text: str) -> frozenset[str]:
    hosts = [part.strip().lower() for part in text.split(",") if part.strip()]
    for host in hosts:
        if not is_loopback(urlsplit(f"//{host}").hostname):
            raise TeamsSettingsError(f"{PREFIX}TEAMS_EXTRA_HOSTS is for tests and takes loopback hosts such as 127.0.0.1:56150 only; leave it empty")
    return frozenset(hosts)
