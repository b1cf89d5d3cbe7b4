"""Where an interview is: the map with its history, the open question, and what was left to go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from bot.network_map.interview.stages import Stage
from bot.network_map.network import History, MapError, NetworkMap, Viewpoint

VERSION = 1


class Mode(str, Enum):
    """Whether a question is open. INTERRUPTED: a message about danger came in between."""

    BUSY = "bezig"
    INTERRUPTED = "onderbroken"
    PAUSED = "gepauzeerd"
    SHOWN = "getoond"


class Waiting(str, Enum):
    """What a short answer would now be about, instead of the question of the stage."""

    RESTART = "opnieuw"
    SAME = "dezelfde"
    SOMEBODY = "iemand"
    CHANGE = "wijzigen"
    ASK_WHOM = "wie_vragen"


@dataclass(frozen=True)
class Visit:
    """A question that was left or a change that was made: steps in the history of the map, and how many groups were asked for by then."""

    stage: Stage
    steps: int
    contexts: int = 0


@dataclass(frozen=True)
class Interview:
    """Everything between two messages. ``doubts``: pairs of ids that may be one person; ``about``: an id or a word at hand."""

    history: History = field(default_factory=History)
    stage: Stage = Stage.START
    mode: Mode = Mode.BUSY
    trail: tuple[Visit, ...] = ()
    unclear: int = 0
    invited: bool = False
    probed: bool = False
    noted: bool = False
    contexts: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    waiting: Waiting | None = None
    about: str = ""

    @property
    def network(self) -> NetworkMap:
        """The map as it is now."""
        return self.history.current

    @property
    def youth(self) -> bool:
        """Whether somebody draws the own circle."""
        return self.network.viewpoint is Viewpoint.SELF

    @property
    def been_round(self) -> bool:
        """Whether the round of groups was asked before."""
        return any(visit.stage is Stage.ROUND for visit in self.trail)

    @property
    def is_open(self) -> bool:
        """Whether the next message is an answer in the interview."""
        return self.mode in (Mode.BUSY, Mode.INTERRUPTED)

    @property
    def is_complete(self) -> bool:
        """Whether every question was passed."""
        return self.stage is Stage.MAP

    def changed(self, network: NetworkMap) -> Interview:
        """The same question, another map; can be undone."""
        if network == self.network:
            return self
        return replace(self, history=self.history.do(network), trail=(*self.trail, Visit(self.stage, 1, len(self.contexts))))

    def moved(self, stage: Stage, network: NetworkMap | None = None) -> Interview:
        """Another question, with the map that the answer gave; both can be undone together."""
        history = self.history.do(network or self.network)
        steps = len(history.past) - len(self.history.past)
        trail = (*self.trail, Visit(self.stage, steps, len(self.contexts)))
        return replace(self, history=history, stage=stage, trail=trail, unclear=0, waiting=None, about="")

    def back(self) -> Interview | None:
        """Before the last answer or change; None when there is none."""
        if not self.trail:
            return None
        visit = self.trail[-1]
        history = self.history
        for _ in range(visit.steps):
            history = history.undo()
        return replace(
            self,
            history=history,
            stage=visit.stage,
            trail=self.trail[:-1],
            contexts=self.contexts[: visit.contexts],
            unclear=0,
            doubts=(),
            waiting=None,
            about="",
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain words, to be encrypted and kept."""
        return {
            "version": VERSION,
            "history": self.history.to_dict(),
            "stage": self.stage.value,
            "mode": self.mode.value,
            "trail": [[visit.stage.value, visit.steps, visit.contexts] for visit in self.trail],
            "doubts": [list(pair) for pair in self.doubts],
            "contexts": list(self.contexts),
            "waiting": self.waiting.value if self.waiting else None,
            **{name: getattr(self, name) for name in PLAIN_FIELDS},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Interview:
        """Read :meth:`to_dict` back. Raises :class:`MapError` when it is something else."""
        try:
            if data["version"] != VERSION:
                raise MapError(f"this is not an interview of version {VERSION}")
            return cls(
                history=History.from_dict(data["history"]),
                stage=Stage(data["stage"]),
                mode=Mode(data["mode"]),
                trail=tuple(Visit(Stage(stage), int(steps), int(contexts)) for stage, steps, contexts in data["trail"]),
                doubts=tuple((new, known) for new, known in data["doubts"]),
                contexts=tuple(data["contexts"]),
                waiting=Waiting(data["waiting"]) if data["waiting"] else None,
                **{name: data[name] for name in PLAIN_FIELDS},
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MapError("this is not an interview") from error


PLAIN_FIELDS = ("unclear", "invited", "probed", "noted", "about")
