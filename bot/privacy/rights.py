"""Seeing, taking along and erasing everything that is held of a conversation, wherever it is kept.

``sender`` is the id of the conversation, as its door gives it; nobody can look somebody up by name. Every function raises
SQLAlchemyError while the database cannot be used. Seeing raises :class:`bot.privacy.encryption.DecryptionError` for what no key
reads; erasing takes a conversation that no key reads as well, but other things are found by a keyed hash, and wait for their day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy.engine import Engine

from bot.privacy.keys import open_vault
from bot.privacy.retention import conversation_days
from bot.settings import Settings
from bot.storage import conversations
from bot.storage.engine import open_engine
from bot.storage.feedback import FeedbackStore
from bot.storage.maps import MapStore
from bot.storage.unanswered import UnansweredStore

SPEAKERS = {"user": "u", "bot": "kringwijzer"}
OF_RASA = ("requested_slot", "session_started_metadata")


@dataclass(frozen=True)
class Said:
    """One message as it is kept; ``data`` holds its buttons and payload."""

    by: str
    at: datetime
    text: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """Everything that is held of one conversation. ``until`` is when the conversation goes by itself."""

    said: tuple[Said, ...]
    remembered: dict[str, Any]
    maps: tuple[dict[str, Any], ...]
    ratings: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    since: datetime | None
    until: datetime | None

    @property
    def turns(self) -> int:
        """How many messages of the person are held."""
        return sum(message.by == SPEAKERS["user"] for message in self.said)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not (self.said or self.remembered or self.maps or self.ratings or self.questions)


@dataclass(frozen=True)
class Erased:
    """How many of each were deleted; ``events`` are the rows of the conversation, ``turns`` the messages of the person in it."""

    turns: int
    events: int
    maps: int
    ratings: int
    questions: int


def held(settings: Settings, sender: str) -> Held:
    """What is held of a conversation."""
    engine, vault = open_engine(settings.database), open_vault(settings)
    with _disposing(engine):
        events = conversations.read(engine, vault, sender)
        moments = [datetime.fromtimestamp(event["timestamp"], timezone.utc) for event in events if event.get("timestamp")]
        return Held(
            said=tuple(_said(event) for event in events if event.get("event") in SPEAKERS),
            remembered=_remembered(events),
            maps=tuple(MapStore(engine, vault).export_owner(sender)),
            ratings=tuple(FeedbackStore(engine, vault).of(sender)),
            questions=tuple(UnansweredStore(engine, vault).of(sender)),
            since=min(moments, default=None),
            until=max(moments) + timedelta(days=conversation_days(settings, sender)) if moments else None,
        )


def as_json(held: Held) -> dict[str, Any]:
    """Everything that is held, ready for JSON, with moments in UTC."""
    return _plain(asdict(held))


def erase(settings: Settings, sender: str) -> Erased:
    """Delete everything that is held of a conversation, for good, in every table.

    A turn that is under way does not bring it back: see :class:`bot.components.tracker_store.ConversationStore`.
    """
    engine, vault = open_engine(settings.database), open_vault(settings)
    with _disposing(engine):
        turns = conversations.count_messages(engine, sender)
        return Erased(
            maps=MapStore(engine, vault).erase_all(sender),
            ratings=FeedbackStore(engine, vault).erase(sender),
            questions=UnansweredStore(engine, vault).erase(sender),
            events=conversations.delete(engine, sender),
            turns=turns,
        )


@contextmanager
def _disposing(engine: Engine) -> Iterator[None]:
    try:
        yield
    finally:
        engine.dispose()


def _said(event: Mapping[str, Any]) -> Said:
    at = datetime.fromtimestamp(event["timestamp"], timezone.utc)
    data = {name: value for name, value in (event.get("data") or {}).items() if value}
    return Said(SPEAKERS[event["event"]], at, event.get("text") or "", data)


def _remembered(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The slots as they are now: the last value of each since the last session began."""
    slots: dict[str, Any] = {}
    for event in events:
        if event.get("event") in ("session_started", "restart", "reset_slots"):
            slots.clear()
        elif event.get("event") == "slot":
            slots[event["name"]] = event.get("value")
    return {name: value for name, value in slots.items() if value is not None and not name.startswith(OF_RASA)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
