"""One person or group on the network map, and the words that its attributes may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, TypeVar

LONGEST_LABEL = 80
PERSON_ID = re.compile(r"p[1-9][0-9]{0,5}")
JOINERS = "\u200c\u200d"  # part of names in some scripts, and of emoji


class MapError(ValueError):
    """A change or a file does not fit the network map; the message says why."""


class Kind(str, Enum):
    """FORMAL is there because of a paid profession."""

    INFORMAL = "informeel"
    FORMAL = "formeel"


class Sector(str, Enum):
    """The domain of life that somebody belongs to."""

    FAMILY = "familie"
    FRIENDS = "vrienden"
    NEIGHBOURHOOD = "buurt"
    SCHOOL = "school"
    LEISURE = "vrije_tijd"
    FAITH = "geloof"
    WORK = "werk"
    ONLINE = "online"
    HELP = "hulp"


class Support(str, Enum):
    """The four kinds of the guideline, and doing something nice together."""

    PRACTICAL = "praktisch"
    EMOTIONAL = "emotioneel"
    INFORMATIVE = "informatief"
    NORMATIVE = "normatief"
    FUN = "plezier"


class Direction(str, Enum):
    """Seen from the family: GIVING is the family that gives."""

    GIVING = "geven"
    GETTING = "krijgen"
    BOTH = "allebei"


class Frequency(str, Enum):
    """How often there is contact; SELDOM is contact that sleeps."""

    DAILY = "dagelijks"
    WEEKLY = "wekelijks"
    MONTHLY = "maandelijks"
    SELDOM = "zelden"


class CouldDoMore(str, Enum):
    """Whether somebody could do more, as the family sees it."""

    YES = "ja"
    MAYBE = "misschien"
    NO = "nee"
    DO_NOT_ASK = "niet_vragen"


@dataclass(frozen=True)
class Person:
    """A person or group. None means not asked or not known; wrong values raise :class:`MapError`.

    Values are accepted as enum or as plain word; ``ring`` is 1 (inner) to 3, ``quadrant`` 1 to 4 of the co-educators.
    """

    id: str
    label: str
    relation: str | None = None
    kind: Kind = Kind.INFORMAL
    sector: Sector | None = None
    ring: int | None = None
    quadrant: int | None = None
    support: frozenset[Support] = frozenset()
    direction: Direction | None = None
    group: bool = False
    frequency: Frequency | None = None
    could_do_more: CouldDoMore | None = None
    steady: bool | None = None
    sometimes_difficult: bool | None = None
    childs_own: bool | None = None

    def __post_init__(self) -> None:
        if not (isinstance(self.id, str) and PERSON_ID.fullmatch(self.id)):
            raise MapError(f"{self.id!r} is not the id of a person")
        self._set("label", clean(self.label))
        if not self.label:
            raise MapError("a person needs a label")
        self._set("relation", None if self.relation is None else clean(self.relation) or None)
        self._set("kind", _word(Kind, self.kind))
        for name, words in (("sector", Sector), ("direction", Direction), ("frequency", Frequency), ("could_do_more", CouldDoMore)):
            given = getattr(self, name)
            self._set(name, None if given is None else _word(words, given))
        if isinstance(self.support, (str, Mapping)):
            raise MapError("support must be a list")
        try:
            self._set("support", frozenset(_word(Support, kind) for kind in self.support))
        except TypeError as error:
            raise MapError("support must be a list") from error
        _require_number("ring", self.ring, 3)
        _require_number("quadrant", self.quadrant, 4)
        if not isinstance(self.group, bool):
            raise MapError("group must be true or false")
        for name in ("steady", "sometimes_difficult", "childs_own"):
            if not isinstance(getattr(self, name), (bool, type(None))):
                raise MapError(f"{name} must be true, false or null")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @property
    def number(self) -> int:
        """The number in the id."""
        return int(self.id[1:])

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain words, lists in a fixed order."""
        return {field.name: _plain_value(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_dict(cls, data: object) -> Person:
        """Read :meth:`to_dict` back; fields may be absent. Raises :class:`MapError` for anything else."""
        if not isinstance(data, Mapping) or not {"id", "label"} <= set(data):
            raise MapError("a person needs an id and a label")
        unknown = set(data) - PERSON_FIELDS
        if unknown:
            raise MapError(f"a person has no field {sorted(map(str, unknown))[0]}")
        return cls(**data)


PERSON_FIELDS = frozenset(field.name for field in fields(Person))


def clean(text: object) -> str:
    """A text on one line without control characters, at most 80 characters long."""
    if not isinstance(text, str):
        raise MapError("a label or relation must be a text")
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c in JOINERS or unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())[:LONGEST_LABEL].strip()


Word = TypeVar("Word", bound=Enum)


def _word(words: type[Word], given: object) -> Word:
    try:
        return words(given)
    except ValueError as error:
        raise MapError(f"{given!r} is not one of {', '.join(word.value for word in words)}") from error


def _require_number(name: str, value: object, highest: int) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= highest):
        raise MapError(f"{name} must be 1 to {highest}")


def _plain_value(value: object) -> object:
    if isinstance(value, frozenset):
        return [kind.value for kind in Support if kind in value]
    return value.value if isinstance(value, Enum) else value
