"""Personal identifiers in a text become readable tags, before anything is stored, logged or passed on.

First version: citizen service number, bank account, phone number, mail address, postcode with number, links with tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import iban
from stdnum.nl import bsn

from bot.knowledge.contacts import default_contacts

MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w/])(?:\+|00)?\d(?:[ .()/-]{0,2}\d){8,12}(?!\w)")
BSN = re.compile(r"(?<![\d-])\d{3}[ .-]?\d{3}[ .-]?\d{3}(?![\d-])|(?<!\d)\d{4}[ .-]?\d{2}[ .-]?\d{3}(?!\d)")
POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Za-z]{2}\b(?:\s+\d{1,4}\s?[a-z]?\b)?")
POSTCODE_WORD = re.compile(r"^[1-9]\d{3} (?:is|en|de|we|in|of|ik|ze|er|op|nu|om|te|al|me|je|ja)\b", re.IGNORECASE)
LINK = re.compile(r"\bhttps?://\S+")


@dataclass(frozen=True)
class Masked:
    """The text that may be stored, and what kinds of data were taken out (in the order found)."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace identifiers by tags such as ``[telefoonnummer]``; public helpline numbers, years and ages stay."""
    kinds: list[str] = []

    def tag(kind: str):
        def replace(match: re.Match[str]) -> str:
            kinds.append(kind)
            return f"[{kind}]"

        return replace

    text = MAIL.sub(tag("mailadres"), text)
    text = LINK.sub(tag("link"), text)
    text = IBAN.sub(lambda m: tag("rekeningnummer")(m) if iban.is_valid(m[0]) else m[0], text)
    text = BSN.sub(lambda m: tag("burgerservicenummer")(m) if bsn.is_valid(m[0]) else m[0], text)
    text = PHONE.sub(lambda m: tag("telefoonnummer")(m) if _is_phone(m[0]) else m[0], text)
    text = POSTCODE.sub(lambda m: m[0] if POSTCODE_WORD.match(m[0]) else tag("postcode")(m), text)
    return Masked(text, tuple(dict.fromkeys(kinds)))


def _is_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    public = {re.sub(r"\D", "", c.number) for c in default_contacts().values() if c.number}
    return digits not in public and (digits.startswith(("0", "31", "32", "49", "6")) or number.startswith("+"))
