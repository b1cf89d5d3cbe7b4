"""What is known about somebody who looks for support: codes and ages only, never words of a message and never a name.

The codes are those of ``data/keuzehulp/woorden.yml`` and ``data/kennisbank/behoeften.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from bot.knowledge.topics import Audience

BABY_UNTIL = 1.5  # years
YOUNG_UNTIL = 4.0
WORRIES = "zorg-"
MANY_WORRIES = 2


class Who(str, Enum):
    """For whom support is looked for."""

    SELF = "zelf"
    PARENT = "ouder"
    CHILD = "kind"
    FAMILY = "gezin"


@dataclass(frozen=True)
class Told:
    """What one message tells. ``ages`` in years, of the children or the youth it is about; ``own_child_ages`` of the children
    of a youth. ``weak``: needs that are only likely. ``barred``: marks of forms that must not be; ``excluded``: topic ids."""

    who: Who | None = None
    ages: tuple[float, ...] = ()
    own_child_ages: tuple[float, ...] = ()
    needs: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def to_codes(self) -> dict[str, Any]:
        """The fields that are filled, as plain lists."""
        filled = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}
        return {name: value.value if isinstance(value, Who) else list(value) for name, value in filled.items()}

    @classmethod
    def from_codes(cls, codes: Mapping[str, Any]) -> Told:
        """Read :meth:`to_codes` back. Raises ValueError or TypeError for something else."""
        lists = {name: tuple(value) for name, value in codes.items() if name != "who"}
        return cls(who=Who(codes["who"]) if codes.get("who") else None, **lists)


def joined(*parts: Iterable[Any]) -> tuple[Any, ...]:
    """Everything once, in order."""
    return tuple(dict.fromkeys(item for part in parts for item in part))


@dataclass(frozen=True)
class Situation:
    """Everything that was told, put together."""

    audience: Audience | None = None
    told: Told = field(default_factory=Told)

    @property
    def youth(self) -> bool:
        """Whether a youth looks for support."""
        return self.audience is Audience.YOUTH

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that count: what was said, else what is likely."""
        return self.told.needs or self.told.weak

    @property
    def who(self) -> Who | None:
        """For whom, as said. A youth's "mezelf" and a parent's differ."""
        if self.told.who is Who.SELF and not self.youth:
            return Who.PARENT
        return self.told.who

    @property
    def child_ages(self) -> tuple[float, ...]:
        """Ages of the children, of a youth the own children."""
        return self.told.own_child_ages if self.youth else self.told.ages

    @property
    def is_parent(self) -> bool:
        """Whether the one who is helped has or expects a child."""
        return not self.youth or bool(self.told.own_child_ages) or bool({"zwanger", "eigen-kind"} & set(self.told.circumstances))

    @property
    def codes(self) -> frozenset[str]:
        """Needs and circumstances, also those that follow from others: what the conditions of the rules name."""
        known = {*self.needs, *self.told.circumstances}
        ages = self.child_ages
        if any(age <= BABY_UNTIL for age in ages):
            known.add("baby")
        if any(age <= YOUNG_UNTIL for age in ages) or known & {"baby", "zwanger"}:
            known.add("jong-kind")
        if "eerste-kind" not in known and any(age > BABY_UNTIL for age in ages):
            known.add("niet-eerste-kind")
        if any(code.startswith(WORRIES) for code in known):
            known.add("zorg")
        if sum(code.startswith(WORRIES) for code in known) >= MANY_WORRIES:
            known.add("veel-tegelijk")
        return frozenset(known)

    def with_told(self, told: Told) -> Situation:
        """The same person, having told this too; a later answer about who or age goes before an earlier one."""
        before = self.told
        return replace(
            self,
            told=Told(
                who=told.who or before.who,
                ages=told.ages or before.ages,
                own_child_ages=told.own_child_ages or before.own_child_ages,
                needs=joined(before.needs, told.needs),
                weak=joined(before.weak, told.weak),
                circumstances=joined(before.circumstances, told.circumstances),
                barred=joined(before.barred, told.barred),
                excluded=joined(before.excluded, told.excluded),
            ),
        )
