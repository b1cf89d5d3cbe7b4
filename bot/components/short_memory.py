"""A conversation's last turns with all that earlier turns left behind, so that turn 200 costs what turn 10 costs.

Rasa reads every event of a conversation several times per message. Our rules look at one turn and the open form, our actions
at slots; so the last turns suffice, behind events that set the slots, the form and the pause as they were before them. The
database keeps every event.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

MOST_TURNS = 4  # rules of one turn, and room for a form that was interrupted
MOST_CONVERSATIONS = 2000
QUIET_SECONDS = 900.0
TAKING_BACK = (Restarted, ActionReverted, UserUtteranceReverted)


class ShortTracker(DialogueStateTracker):
    """A conversation that begins in the middle; ``stored``: how many of its events need no storing, ``last_id``: the newest stored row."""

    stored: int = 0
    last_id: int = 0


def shortened(sender_id: str, events: Sequence[Event], slots: Iterable[Slot], last_id: int) -> ShortTracker:
    """The conversation whose stored events of this session these are, the newest of them in the row ``last_id``."""
    events = events[_beginning_of_session(events) :]
    recent = _beginning_of_recent(events)
    short = ShortTracker(sender_id, slots)
    for event in [*_left_behind(events[:recent]), *events[recent:]]:
        short.update(event)
    short.stored = len(short.events)
    short.last_id = last_id
    return short


class LiveTrackers:
    """The conversations of the last minutes in this process, by sender. One that is handed out is no longer here, until its turn is saved."""

    def __init__(self, most: int = MOST_CONVERSATIONS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._trackers: OrderedDict[str, tuple[float, ShortTracker]] = OrderedDict()

    def put(self, tracker: ShortTracker) -> None:
        """Keep a conversation; those that were quiet too long go, an erased one among them, and the quietest makes room."""
        self._trackers.pop(tracker.sender_id, None)
        self._trackers[tracker.sender_id] = (self._clock(), tracker)
        while len(self._trackers) > self._most or next(iter(self._trackers.values()))[0] < self._clock() - QUIET_SECONDS:
            self._trackers.popitem(last=False)

    def take(self, sender_id: str, last_id: int) -> ShortTracker | None:
        """The conversation, if nobody stored more of it than this process knows."""
        _, tracker = self._trackers.pop(sender_id, (0.0, None))
        return tracker if tracker is not None and tracker.last_id == last_id else None


def _beginning_of_session(events: Sequence[Event]) -> int:
    """Where the last session begins, as the database is asked for it."""
    return max((place for place, event in enumerate(events) if isinstance(event, SessionStarted)), default=0)


def _beginning_of_recent(events: Sequence[Event]) -> int:
    """Where the last turns begin: at a message. 0 when all is needed."""
    turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    takes_back = any(isinstance(event, TAKING_BACK) for event in events)
    return 0 if takes_back or len(turns) <= MOST_TURNS else turns[-MOST_TURNS]


def _left_behind(events: Sequence[Event]) -> list[Event]:
    """What events amount to: the session, and of it the value of each slot and the open form; nothing for none."""
    session: list[Event] = []
    slots: dict[str, SlotSet] = {}
    form: ActiveLoop | None = None
    for event in events:
        if isinstance(event, SlotSet):
            slots.pop(event.key, None)
            slots[event.key] = event
        elif isinstance(event, ActiveLoop):
            form = event
        elif isinstance(event, SessionStarted):
            session = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=event.timestamp), event]
            slots, form = {}, None
    has_value: list[Event] = [event for event in slots.values() if event.value is not None]
    open_form: list[Event] = [ActionExecuted(form.name, timestamp=form.timestamp), form] if form is not None and form.name else []
    listening: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME, timestamp=events[-1].timestamp)] if events else []
    return [*session, *open_form, *has_value, *listening]
