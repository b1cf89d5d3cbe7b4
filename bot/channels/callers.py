"""Who asks over the web: from which site, and from which address behind our own proxies."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from sanic.request import Request

from bot.errors import CommandError

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
FORWARDED_FOR = "x-forwarded-for"
FORWARDED_HOST = "x-forwarded-host"
UNKNOWN = "unknown"
SHARED_V6_BITS = 64  # one household or phone has a whole network of these

logger = logging.getLogger(__name__)


class CallerSettingError(CommandError):
    """A setting about origins or proxies cannot be used; the message names it and the way out."""


class Callers:
    """Decides about origins exactly, and finds the address that limits are counted for."""

    def __init__(self, origins: str, proxies: str) -> None:
        """Take the two settings, with commas between their entries. Raises :class:`CallerSettingError`."""
        self.origins = tuple(_origin(entry) for entry in _entries(origins))
        self._proxies = tuple(_network(entry) for entry in _entries(proxies))
        self._warned = False

    def may_ask(self, request: Request) -> bool:
        """Whether a request comes from a site that may use the chat. Without an Origin no other site sent it."""
        origin = request.headers.get("origin")
        return origin is None or origin in self.origins or self._is_own(origin, request)

    def address(self, request: Request) -> str:
        """The address of the visitor: what our own proxies say, and otherwise the other end of the connection."""
        hops = [hop.strip() for hop in (request.headers.get(FORWARDED_FOR) or "").split(",") if hop.strip()]
        address = request.ip
        while hops and self._is_proxy(address):
            address = hops.pop()
        if hops and not self._proxies:
            self._warn()
        return _counted(address)

    def _is_own(self, origin: str, request: Request) -> bool:
        hosts = [request.headers.get("host")]
        if self._is_proxy(request.ip):
            hosts.append(request.headers.get(FORWARDED_HOST))
        parts = urlsplit(origin) if ORIGIN.fullmatch(origin) else None
        return parts is not None and parts.netloc in hosts

    def _is_proxy(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._proxies)

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            logger.warning("A proxy stands before the chat, so all its visitors count as one; name it in KRINGWIJZER_WEB_PROXIES")


def _entries(setting: str) -> Iterable[str]:
    return (entry.strip() for entry in setting.split(",") if entry.strip())


def _origin(entry: str) -> str:
    if not ORIGIN.fullmatch(entry):
        raise CallerSettingError(f"KRINGWIJZER_WEB_ORIGINS: {entry} is no origin; write it as https://www.example.nl, without a path")
    return entry


def _network(entry: str):
    try:
        return ip_network(entry, strict=False)
    except ValueError:
        raise CallerSettingError(f"KRINGWIJZER_WEB_PROXIES: {entry} is no address or network; write it as 127.0.0.1 or 10.0.0.0/8") from None


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return parsed.ipv4_mapped or parsed if isinstance(parsed, IPv6Address) else parsed


def _counted(address: str) -> str:
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, SHARED_V6_BITS), strict=False))
    return UNKNOWN if parsed is None else str(parsed)
