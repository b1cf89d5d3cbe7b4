"""What the interview hears and what it wants to say: names of texts and buttons, never words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.network_map.interview.commands import Given
from bot.network_map.network import Viewpoint
from bot.network_map.payload import Step


@dataclass(frozen=True)
class Heard:
    """One message, in memory only. ``context`` is a pressed group of the round, ``aside`` whether the rest of the
    assistant can answer it, ``asks`` whether it is put as a question."""

    text: str
    given: Given | None = None
    context: str | None = None
    viewpoint: Viewpoint | None = None
    aside: bool = False
    asks: bool = False
    unsafe: tuple[str, ...] = ()
    keep_days: int = 7


@dataclass(frozen=True)
class Line:
    """A text by name and the values for it."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One turn. ``shown``: the map with picture, open places and suggestions goes along; ``ended``: no question is open any more."""

    lines: tuple[Line, ...]
    step: Step
    buttons: tuple[str, ...] = ()
    aside: bool = False
    shown: bool = False
    ended: bool = False
    erased: bool = False
    wants_code: bool = False
    keep_days: int | None = None
