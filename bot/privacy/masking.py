"""Personal identifiers in a text become readable tags, before anything is stored, logged or passed on.

Each kind has its own module; what one has found is hidden from the next. Public helpline numbers, years, ages, amounts, times,
article and group numbers, first names, towns and the names that the knowledge base itself uses stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.privacy.addresses import find_addresses
from bot.privacy.birth_dates import find_birth_dates
from bot.privacy.case_numbers import find_case_numbers, find_plates
from bot.privacy.identifiers import Identifier, hide, readable
from bot.privacy.numbers import find_account_digits, find_accounts, find_service_numbers
from bot.privacy.online import find_handles, find_links, find_mail
from bot.privacy.phones import find_local, find_phones, find_spelled
from bot.privacy.postcodes import find_postcodes
from bot.privacy.surnames import find_surnames

Finder = Callable[[str], Iterator[Identifier]]
SIGNS = re.compile(r"[\d@/#]|www")
# What has a form of its own comes first; what needs other words to be recognised comes last.
WITH_SIGNS: tuple[Finder, ...] = (
    find_links, find_mail, find_accounts, find_phones, find_spelled, find_birth_dates, find_service_numbers, find_plates, find_handles,
    find_postcodes, find_addresses, find_postcodes, find_case_numbers, find_account_digits, find_local, find_surnames,
)  # fmt: skip
WITHOUT_SIGNS: tuple[Finder, ...] = (find_mail, find_spelled, find_birth_dates, find_handles, find_addresses, find_surnames)
MOST_ROUNDS = 8


@dataclass(frozen=True)
class Masked:
    """The text that may be stored, and what kinds of data were taken out (in the order found)."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace identifiers by tags such as ``[telefoonnummer]``. Masking a masked text again changes nothing."""
    kinds: list[str] = []
    for _ in range(MOST_ROUNDS):
        found = identifiers(text)
        if not found:
            break
        kinds += [identifier.kind for identifier in found]
        text = _tagged(text, found)
    return Masked(text, tuple(dict.fromkeys(kinds)))


def identifiers(text: str) -> list[Identifier]:
    """Every identifier in a text, in its order, without overlaps."""
    seen = readable(text)
    found: list[Identifier] = []
    for finder in WITH_SIGNS if SIGNS.search(seen) else WITHOUT_SIGNS:
        new = list(finder(seen))
        if new:
            seen = hide(seen, new)
            found += new
    return sorted(found, key=lambda identifier: identifier.start)


def _tagged(text: str, found: list[Identifier]) -> str:
    parts, position = [], 0
    for identifier in found:
        parts += [text[position : identifier.start], f"[{identifier.kind}]"]
        position = identifier.end
    return "".join([*parts, text[position:]])
