"""Ages in a message, in years: "zoon van 7", "8 maanden", "anderhalf", "kleuter". A number of children or of years ago is no age."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OLDEST = 25.0  # whoever is older is not the child that support is looked for
OLDEST_OWN = 30.0
MONTHS, WEEKS = 12, 52
RANGE = re.compile(r"\b(\d{1,2}) ?(?:tot|of|-) ?(\d{1,2})\b(?: jaar)?")


@dataclass(frozen=True)
class FoundAge:
    """An age in years with its place in the text; ``own`` when somebody says it of themself, ``others``: of another grown-up,
    brother or sister."""

    years: float
    start: int
    own: bool = False
    others: bool = False


class AgeReader:
    """Reads ages with the words of ``data/keuzehulp/woorden.yml``."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        numbers: Mapping[str, float] = content["getallen"]
        spelled, units = "|".join(sorted(numbers, key=len, reverse=True)), content["eenheden"]
        self._numbers = numbers
        self._number = re.compile(
            rf"(?<![\d.,])\b(?P<number>\d{{1,2}}(?:[.,]5)?|{spelled})(?P<half> en een half| ?1/2)?(?:[ -]?(?P<unit>{units}))?\b(?![.,]\d)"
        )
        self._no_age_before = re.compile(rf"(?:{'|'.join(content['geen_leeftijd_ervoor'])})\s*$")
        self._no_age_after = re.compile(rf"^\s*(?:{'|'.join(content['geen_leeftijd_erna'])})\b")
        self._frame = re.compile(rf"(?:{'|'.join(content['leeftijd_ervoor'])})\s*\(?$")
        self._own = re.compile(rf"(?:{'|'.join(content['zelf_ervoor'])})\s*\(?$")
        self._others = re.compile(rf"\b(?:{'|'.join(content['anderen_ervoor'])})(?:\s+\w+)?(?:\s+(?:van|is|,))?\s*\(?$")
        self._words = [(re.compile(rf"\b(?:{pattern})\b"), float(years)) for pattern, years in content["woorden"].items()]
        self._group = re.compile(content["groep"])

    def read(self, text: str, asked: bool = False) -> list[FoundAge]:
        """Ages in a text in plain form, in its order. ``asked``: it answers the question for an age, so a bare number is one and "2 tot 12"
        means somewhere in between."""
        between = RANGE.search(text) if asked else None
        if between:
            return [FoundAge((int(between[1]) + int(between[2])) / 2, between.start())]
        found = [age for match in self._number.finditer(text) if (age := self._age(text, match, asked))]
        if not any(not age.own and not age.others for age in found):
            found += [FoundAge(years, match.start()) for pattern, years in self._words for match in pattern.finditer(text)]
            found += [FoundAge(int(match[1]) + 3.5, match.start()) for match in self._group.finditer(text)]
        return sorted(found, key=lambda age: age.start)

    def _age(self, text: str, match: re.Match[str], asked: bool) -> FoundAge | None:
        before, after = text[: match.start()], text[match.end() :]
        unit = match["unit"] or ""
        if self._no_age_before.search(before) or self._no_age_after.search(after):
            return None
        own = self._own.search(before) is not None
        follows_an_age = re.search(r"\d\s*(?:jaar|jr|maanden|mnd)?\s*(?:,|en|&|/)\s*$", before) is not None
        if not (unit or own or asked or follows_an_age or self._frame.search(before)):
            return None
        years = self._years(match, unit)
        if years is None or years > (OLDEST_OWN if own or asked else OLDEST):
            return None
        return FoundAge(years, match.start(), own, self._others.search(before) is not None)

    def _years(self, match: re.Match[str], unit: str) -> float | None:
        word = match["number"].replace(",", ".")
        if not word[0].isdigit() and not unit and word in ("een", "anderhalf"):
            return 1.5 if word == "anderhalf" else None
        number = float(word) if word[0].isdigit() else float(self._numbers[word])
        number += 0.5 if match["half"] else 0.0
        if unit.startswith(("maand", "mnd", "mndn")):
            return number / MONTHS
        return number / WEEKS if unit.startswith(("week", "weken")) else number
