"""Where answers may go: the hosts of Microsoft over https, and in tests this machine itself.

The bot's token goes along with every answer, so an address of somebody else would give the token away.
"""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import urlsplit

HOSTS = frozenset({"smba.trafficmanager.net"})
DOMAINS = (".botframework.com",)
HTTPS_PORT = 443


def is_allowed(address: str, extra_hosts: Set[str]) -> bool:
    """Whether an answer may go to this service address. ``extra_hosts``: ``host:port`` on this machine, over plain http."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username or parts.password or parts.query or parts.fragment or not host:
        return False
    if parts.scheme == "https":
        return port in (None, HTTPS_PORT) and (host in HOSTS or host.endswith(DOMAINS))
    return parts.scheme == "http" and f"{host}:{port}" in extra_hosts


def is_same(claimed: object, given: str) -> bool:
    """Whether the address that a token is for is the one in the activity; a slash at the end makes no difference."""
    return isinstance(claimed, str) and bool(given) and claimed.rstrip("/").casefold() == given.rstrip("/").casefold()
