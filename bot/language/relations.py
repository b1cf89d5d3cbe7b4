"""What a word says about who somebody is, from the list ``data/mensen/relaties.yml`` and from how Dutch builds words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.inflection import diminutives, plural, plurals
from bot.language.tokens import plain
from bot.settings import ROOT

PEOPLE_DATA = ROOT / "data" / "mensen"
RELATIONS_FILE = PEOPLE_DATA / "relaties.yml"
NO_SECTOR = "-"
FORMAL = "formeel"
INFORMAL = "informeel"
FAMILY, NEIGHBOURHOOD = "familie", "buurt"
FAMILY_PREFIXES = ("stief", "schoon", "pleeg", "half", "achter", "overgroot", "oud", "ex-", "ex", "tweeling", "adoptie", "bonus", "plus", "klein")
FORMER = ("oud", "ex-", "ex")  # "oud-collega" is a collega
SHORTEST_INFLECTED = 4  # of variants; plurals of "ma" or "dad" would be other words
SHORTEST_FUZZY = 5
SHORTEST_HEAD = 4  # of the last part of a compound
SHORT_HEADS = frozenset({"juf", "oma", "opa", "zus"})
VERBS = frozenset({"koken"})  # that look like a plural
FEMALE_HEADS = ("leidster", "begeleidster", "lerares", "medewerkster", "kindje")


@dataclass(frozen=True)
class RelationWord:
    """One form in the lexicon. ``plural`` means more people than one, ``body`` a group or organisation, ``doubtful`` often another
    word. ``listed`` is False for a form that the rules have made.
    """

    relation: str
    sector: str | None
    kind: str
    plural: bool = False
    body: bool = False
    doubtful: bool = False
    listed: bool = True

    @property
    def group(self) -> bool:
        """Whether it stands for more than one person."""
        return self.plural or self.body


class Relations:
    """The lexicon with its word-building rules. Words are given in the form of :func:`bot.language.tokens.plain`."""

    def __init__(self, forms: dict[str, RelationWord]) -> None:
        self.forms = forms
        self._heads = sorted(_heads(forms), key=len, reverse=True)
        self._common = sorted(_listed(forms))
        self._fuzzy = [form for form in self._common if len(form) >= SHORTEST_FUZZY]
        self.longest = max(form.count(" ") + 1 for form in forms)
        self._looked_up = lru_cache(maxsize=20000)(self._find)

    def find(self, word: str) -> RelationWord | None:
        """The entry of a word or expression, of its prefixed form ("pleegma") or its compound ("voetbaltrainer"); None when there is none."""
        return self._looked_up(word)

    def similar(self, word: str) -> RelationWord | None:
        """The entry that a misspelt word probably means."""
        if len(word) < SHORTEST_FUZZY or not word.isalpha():
            return None
        allowed = 1 if len(word) < 9 else 2
        best = process.extractOne(word, self._fuzzy, scorer=OSA.distance, score_cutoff=allowed)
        return self.forms[best[0]] if best and best[0][0] == word[0] else None

    def common_forms(self) -> dict[str, RelationWord]:
        """The single words of the list itself with their own plural and diminutive, without the doubtful ones."""
        return {form: self.forms[form] for form in self._common}

    def _find(self, word: str) -> RelationWord | None:
        known = self.forms.get(word) or self._prefixed(word)
        if known:
            return known
        compound = self._compound(word)
        # "scoonmoeder" is a misspelt "schoonmoeder", no mother of a new sort.
        return (self.similar(word) or compound) if compound and compound.sector in (FAMILY, NEIGHBOURHOOD) else compound

    def _prefixed(self, word: str) -> RelationWord | None:
        for prefix in FAMILY_PREFIXES:
            rest = word.removeprefix(prefix).lstrip("-")
            known = self.forms.get(rest) if word.startswith(prefix) and rest else None
            if known and (known.sector == FAMILY or prefix in ("ex-", "oud")) and not known.body:
                former = prefix in FORMER and known.sector != FAMILY
                return replace(known, relation=known.relation if former else prefix + known.relation, doubtful=False)
        return None

    def _compound(self, word: str) -> RelationWord | None:
        for head in self._heads:
            first = word.removesuffix(head).rstrip("-")
            if word.endswith(head) and len(first) >= 2:
                known = self.forms[head]
                return replace(known, relation=first + known.relation)
        return None


def _heads(forms: dict[str, RelationWord]) -> set[str]:
    """Last parts of compounds: the standard words, not their variants in other languages, with plural and diminutive."""
    found: set[str] = set(FEMALE_HEADS)
    for form, word in forms.items():
        standard = plain(word.relation) == form and " " not in form and not word.doubtful
        if standard and (len(form) >= SHORTEST_HEAD or form in SHORT_HEADS):
            found |= {form, plural(form), *(small for small in diminutives(form) if small.endswith("je"))}
    return {form for form in found if form in forms}


def _listed(forms: dict[str, RelationWord]) -> set[str]:
    found: set[str] = set()
    for form, word in forms.items():
        if word.listed and not word.doubtful and " " not in form:
            found |= {form, *({} if word.group else {plural(form), form + "je", form + "tje"})}
    return {form for form in found if form in forms}


def load_relations(path: Path = RELATIONS_FILE) -> Relations:
    """Read the list. Raises ValueError, with the place, for an entry that is not in order."""
    forms: dict[str, RelationWord] = {}
    derived: dict[str, RelationWord] = {}
    for number, block in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
        if not {"sector", "soort"} <= set(block) <= {"sector", "soort", "woorden", "groepen"}:
            raise ValueError(f"{path.name}, blok {number}: verwacht sector, soort, woorden en groepen")
        sector = None if block["sector"] == NO_SECTOR else block["sector"]
        for standard, variants in (block.get("woorden") or {}).items():
            _add(forms, derived, RelationWord(standard, sector, block["soort"]), variants)
        for standard, variants in (block.get("groepen") or {}).items():
            _add(forms, derived, RelationWord(standard, sector, block["soort"], body=True), variants)
    return Relations({**derived, **forms})


def _add(forms: dict[str, RelationWord], derived: dict[str, RelationWord], entry: RelationWord, variants: str | None) -> None:
    standard = entry.relation
    entry = replace(entry, relation=standard.rstrip("*"))
    for variant in _split(standard, variants):
        word = plain(variant.rstrip("*+"))
        if not word or (word in forms and forms[word].relation == entry.relation):
            continue
        found = replace(entry, doubtful=variant.endswith("*"), plural="+" in variant)
        if word not in forms or forms[word].doubtful:
            forms[word] = found
        if entry.body or found.plural or (len(word) < SHORTEST_INFLECTED and word != plain(entry.relation)):
            continue
        small = diminutives(word)
        for form in small:
            derived.setdefault(form, replace(found, listed=False))
        for form in (plurals(word) | {plural(word)} | {f + "s" for f in small}) - VERBS:
            derived.setdefault(form, replace(found, plural=True, listed=False))


def _split(standard: str, variants: str | None) -> Iterable[str]:
    return [standard, *(part.strip() for part in (variants or "").split(",") if part.strip())]


@lru_cache(maxsize=1)
def default_relations() -> Relations:
    """The list of the repository, read once per process."""
    return load_relations()
