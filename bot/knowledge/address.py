"""Form of address: a text written with "u" said with "je", after "zeg maar je".

Verbs that stand before or after "u" are listed in ``data/responses/aanspreekvorm.yml``; a data test fails for a verb that
is not, so that nothing is guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from bot.settings import ROOT

FORMS_FILE = ROOT / "data" / "responses" / "aanspreekvorm.yml"
INVERTED = re.compile(r"\b([A-Za-zÀ-ÿ]+) u( zich)?\b(?!-)")
DIRECT = re.compile(r"\b([Uu]) ([a-zà-ÿ]+)\b")


@lru_cache(maxsize=1)
def address_forms(path: Path = FORMS_FILE) -> dict[str, dict[str, str]]:
    """Three tables: ``omgekeerd`` (before u), ``gewoon`` (after u), ``los`` (other words), all lower case."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))["aanspreekvorm"]


def informal(text: str) -> str:
    """The text with je, jij, jouw instead of u and uw."""
    forms = address_forms()

    def inverted(match: re.Match[str]) -> str:
        verb = match[1]
        changed = forms["omgekeerd"].get(verb.lower())
        return f"{_like(verb, changed)} je{' je' if match[2] else ''}" if changed else match[0]

    def direct(match: re.Match[str]) -> str:
        changed = forms["gewoon"].get(match[2], match[2])
        return f"{'Je' if match[1] == 'U' else 'je'} {changed}"

    text = INVERTED.sub(inverted, text)
    text = DIRECT.sub(direct, text)
    for word, changed in forms["los"].items():
        text = re.sub(rf"\b{word}\b", changed, text)
        text = re.sub(rf"\b{word.capitalize()}\b", changed.capitalize(), text)
    return text


def _like(original: str, changed: str) -> str:
    return changed.capitalize() if original[0].isupper() else changed
