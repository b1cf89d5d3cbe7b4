"""What we train on and answer with holds no number or address of a person: synthetic sentences only."""

from __future__ import annotations

import pytest

from bot.privacy.identifiers import readable
from bot.privacy.masking import SIGNS
from bot.privacy.numbers import find_accounts, find_service_numbers
from bot.privacy.online import find_mail
from bot.privacy.phones import find_phones
from bot.settings import ROOT

FINDERS = (find_mail, find_accounts, find_phones, find_service_numbers)
FILES = sorted(path for path in (ROOT / "data").rglob("*") if path.is_file())


def found_in(text: str) -> list[str]:
    """The kinds of identifiers of persons in a text; public helplines are none."""
    return [
        f"{number}: {found.kind}"
        for number, line in enumerate(text.splitlines(), start=1)
        if SIGNS.search(line)
        for finder in FINDERS
        for found in finder(readable(line))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_data_file_holds_no_number_or_address_of_a_person(path):
    assert found_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("mijn bsn is 111222333", "burgerservice"),
        ("bel me op 06-12345678", "telefoon"),
        ("mail sam@post.example", "mail"),
        ("NL91ABNA0417164300", "reken"),
    ],
)
def test_an_identifier_would_be_noticed(line, kind):
    (found,) = found_in(f"een zin\n{line}\n")
    assert found.startswith("2: ")
    assert kind.lower() in found.lower()
