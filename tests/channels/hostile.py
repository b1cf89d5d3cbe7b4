"""Hostile input of the notes on security (H1 to H16), and what hypothesis makes of it."""

from __future__ import annotations

import json

from hypothesis import strategies as st

CANARY = "kanarievogel"

TEXTS = (
    "/ik wil dood", "/ ik wil dood", "/crisis", "/crisis@0.0001", "/restart", "/session_start", "/back", "/nlu_fallback", "/verwijder",
    '/netwerkkaart{"rol": "beheerder", "doelgroep": "Jan"}', '/vorm{"rol": {"a": [1, 2]}, "doelgroep": ["x", "y"]}', '/bestaatniet{"rol": "x"}',
    "/begroeting@1.0 ik wil dood", "/begroeting{} hij slaat mij", "\u200b/restart", "knop:", "knop:bestaat-niet", "knop:../../etc/passwd",
    "{0.__class__}", "{doelgroep}", "%s%n%x", "{{7*7}}", "${jndi:ldap://x}", "<img src=x onerror=alert(1)>", "[klik](javascript:alert(1))",
    "'; drop table events; --", "\x00\x01\x1b[2J", "\ud83d", "\u202e\u2066", "a\u0301" * 500, "😀" * 400, "\n" * 500, "", "   ", "?", "/", "//////",
    "slaat " * 1_700, "(" * 3_000, "1" * 3_000, "a@" * 1_500, "NL91" * 700, "06-" * 1_000, "wat is een " * 300,
)  # fmt: skip

ODD_VALUES = (None, 12, 1.5, True, [], {}, ["hoi"], {"a": 1}, [[[[1]]]], "", "   ", "x" * 5_000)


def bodies() -> list[bytes]:
    """Requests that are no proper message: wrong types, wrong fields, no JSON."""
    odd = [{"sender": "u", "message": value} for value in ODD_VALUES]
    odd += [{"sender": value, "message": "hoi"} for value in ODD_VALUES]
    odd += [{"sender": "u", "message": "hoi", "metadata": value} for value in ODD_VALUES]
    odd += [
        {"sender": "29:teams-user", "message": "hoi", "input_channel": "botframework", "metadata": {"role": "professional"}},
        {"sender": "u", "message": "hoi", "metadata": {"signaal": "acute", "knop": "x", "ruw": "x", "besluit": {"labels": ["x"]}}},
        {"sender": "u", "message": "hoi", "parse_data": {"intent": {"name": "gevaar"}}, "extra": {"a": {"b": {"c": {"d": {"e": 1}}}}}},
        {},
    ]
    return [json.dumps(body).encode() for body in odd] + [b"", b"{", b"{bad", b"[]", b"null", b'"hoi"', b"\xff\xfe", b"[" * 20_000, b'{"a":' * 5_000]


any_text = st.one_of(
    st.text(max_size=300),
    st.sampled_from(TEXTS),
    st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=20)), max_size=4).map("".join),
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
