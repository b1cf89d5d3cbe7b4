from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.channels.callers import Callers, CallerSettingError


@dataclass
class Request:
    """What is read of a request."""

    ip: str = "198.51.100.7"
    headers: dict[str, str] = field(default_factory=dict)


def address(proxies: str, ip: str, forwarded: str = "") -> str:
    return Callers("", proxies).address(Request(ip, {"x-forwarded-for": forwarded} if forwarded else {}))


@pytest.mark.parametrize(
    ("proxies", "ip", "forwarded", "expected"),
    [
        ("", "203.0.113.9", "", "203.0.113.9"),
        ("", "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "127.0.0.1", "8.8.8.8, 192.0.2.1", "192.0.2.1"),
        ("127.0.0.1, 10.0.0.0/8", "127.0.0.1", "8.8.8.8, 192.0.2.1, 10.1.2.3", "192.0.2.1"),
        ("127.0.0.1", "::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "rommel", "unknown"),
        ("127.0.0.1", "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        ("", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_what_our_own_proxies_say_and_otherwise_the_other_end(proxies, ip, forwarded, expected):
    assert address(proxies, ip, forwarded) == expected


def test_a_proxy_that_nobody_named_is_told_to_the_log_once(caplog):
    callers = Callers("", "")
    for _ in range(3):
        callers.address(Request(headers={"x-forwarded-for": "192.0.2.1"}))
    assert caplog.text.count("KRINGWIJZER_WEB_PROXIES") == 1
    assert "192.0.2.1" not in caplog.text


@pytest.mark.parametrize("origins", ["https://www.example.nl/", "www.example.nl", "*", "https://*.example.nl", "https://EXAMPLE.nl", "null"])
def test_a_setting_that_is_no_exact_origin_is_refused(origins):
    with pytest.raises(CallerSettingError, match="KRINGWIJZER_WEB_ORIGINS"):
        Callers(origins, "")


def test_a_proxy_that_is_no_address_is_refused():
    with pytest.raises(CallerSettingError, match="KRINGWIJZER_WEB_PROXIES"):
        Callers("", "mijn-proxy")


@pytest.mark.parametrize(
    ("origin", "host", "may"),
    [
        (None, "chat.example", True),
        ("https://chat.example", "chat.example", True),
        ("http://127.0.0.1:5005", "127.0.0.1:5005", True),
        ("https://www.site.example", "chat.example", True),
        ("http://www.site.example", "chat.example", False),
        ("https://site.example", "chat.example", False),
        ("https://www.site.example.evil.example", "chat.example", False),
        ("https://chat.example@evil.example", "chat.example", False),
        ("null", "chat.example", False),
        ("", "chat.example", False),
    ],
)
def test_only_the_own_address_and_named_sites_may_ask(origin, host, may):
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert Callers("https://www.site.example", "").may_ask(Request(headers=headers)) is may


@pytest.mark.parametrize(("ip", "may"), [("127.0.0.1", True), ("203.0.113.9", False)])
def test_only_our_own_proxy_may_say_what_the_address_was(ip, may):
    headers = {"host": "127.0.0.1:5005", "x-forwarded-host": "chat.example", "origin": "https://chat.example"}
    assert Callers("", "127.0.0.1").may_ask(Request(ip, headers)) is may
