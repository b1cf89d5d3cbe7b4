"""How serious a message is, in the words of the `safety` payload."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(str, Enum):
    """ACUTE and CONCERN take over the turn; DISTRESS and SOFT add a line under the normal answer."""

    ACUTE = "acute"
    CONCERN = "concern"
    DISTRESS = "distress"
    SOFT = "soft"
    PROFESSIONAL = "professional"
    NONE = "none"

    @property
    def takes_over(self) -> bool:
        """Whether nothing else is answered in this turn."""
        return self in (Level.ACUTE, Level.CONCERN)


class Theme(str, Enum):
    """What the danger is about; chooses the text and the contacts."""

    SUICIDE = "zelfdoding"
    SELF_HARM = "zelfbeschadiging"
    VIOLENCE = "geweld"
    SEXUAL = "seksueel"
    CHILD_IN_DANGER = "kind"
    OWN_BEHAVIOUR = "eigen-gedrag"
    BYSTANDER = "omstander"
    PAST = "verleden"
    MEDICAL = "medisch"
    UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Signal:
    """What was recognised in one message. It holds no text of the message."""

    level: Level
    theme: Theme = Theme.UNKNOWN
    by: str = ""  # rule name or "classifier", for audits
    unsafe_relations: tuple[str, ...] = ()


NO_SIGNAL = Signal(Level.NONE)
