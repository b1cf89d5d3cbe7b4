"""An interview between two messages: read from the store, answered, kept again. Names are in the store only, encrypted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.network_map.interview.commands import Command
from bot.network_map.interview.interviewer import Interviewer
from bot.network_map.interview.reply import Heard, Line, Reply
from bot.network_map.interview.state import Interview, Mode

UNKNOWN_CODE = Line("utter_kaart_code_onbekend")


class Kept(Protocol):
    """A stored interview."""

    @property
    def map_id(self) -> str:
        """Under what it is stored."""

    @property
    def content(self) -> dict[str, Any]:
        """The interview as plain words."""

    @property
    def version(self) -> int:
        """How often it was changed."""

    @property
    def keep_days(self) -> int:
        """How many days it stays after the last change."""


class Store(Protocol):
    """Where interviews are kept, by owner."""

    def create(self, owner: str, content: dict[str, Any], keep_days: int) -> str:
        """Keep a new one; returns its id."""

    def latest_of(self, owner: str) -> Kept | None:
        """The one that was used last."""

    def save(self, map_id: str, owner: str, content: dict[str, Any], version: int) -> int:
        """Replace what was read."""

    def set_keep_days(self, map_id: str, owner: str, days: int) -> None:
        """Keep it longer or shorter."""

    def make_resume_code(self, map_id: str, owner: str) -> str:
        """A code that opens it elsewhere."""

    def resume(self, code: str, new_owner: str) -> str | None:
        """Move it to another conversation."""

    def erase_all(self, owner: str) -> int:
        """Delete everything of an owner."""


@dataclass(frozen=True)
class MapTurn:
    """One answered message. ``code`` opens the map elsewhere; ``keep_days`` counts from now."""

    map_id: str
    interview: Interview
    reply: Reply
    keep_days: int
    code: str = ""


class KeptInterviews:
    """Answers messages of any owner; keeps the interviews in the store."""

    def __init__(self, store: Store, interviewer: Interviewer) -> None:
        self._store = store
        self._interviewer = interviewer

    def open(self, owner: str, heard: Heard) -> MapTurn:
        """Invite, or offer what was begun before."""
        kept = self._store.latest_of(owner)
        return self._keep(owner, kept, *self._interviewer.open(_interview(kept)), heard)

    def hear(self, owner: str, heard: Heard) -> MapTurn:
        """Answer a message in an interview; without one, invite. Erasing needs no map that can be read."""
        if heard.given is not None and heard.given.command is Command.ERASE:
            erased = self._store.erase_all(owner)
            return MapTurn("", *self._interviewer.respond(Interview(invited=erased > 0), heard), 0)
        kept = self._store.latest_of(owner)
        if kept is None:
            return self.open(owner, heard)
        return self._keep(owner, kept, *self._interviewer.respond(_interview(kept), heard), heard)

    def resume(self, owner: str, code: str, heard: Heard) -> MapTurn:
        """Go on with a map from elsewhere."""
        taken_over = self._store.resume(code, owner) is not None
        kept = self._store.latest_of(owner)
        interview, reply = self._interviewer.open(replace(_interview(kept), mode=Mode.BUSY))
        return self._keep(owner, kept, interview, reply if taken_over else replace(reply, lines=(UNKNOWN_CODE, *reply.lines)), heard)

    def interrupt(self, owner: str) -> bool:
        """A message about danger came in between; whether an interview was under way."""
        kept = self._store.latest_of(owner)
        interview = _interview(kept)
        if kept is None or interview.mode is not Mode.BUSY:
            return False
        self._store.save(kept.map_id, owner, replace(interview, mode=Mode.INTERRUPTED).to_dict(), kept.version)
        return True

    def current(self, owner: str) -> Interview | None:
        """The interview of an owner."""
        return stored_interview(self._store, owner)

    def _keep(self, owner: str, kept: Kept | None, interview: Interview, reply: Reply, heard: Heard) -> MapTurn:
        if reply.erased:
            self._store.erase_all(owner)
            return MapTurn(kept.map_id if kept else "", interview, reply, 0)
        content = interview.to_dict()
        if kept is None:
            map_id, days = self._store.create(owner, content, heard.keep_days), heard.keep_days
        else:
            map_id, days = kept.map_id, kept.keep_days
            if content != kept.content:
                self._store.save(map_id, owner, content, kept.version)
        if reply.keep_days is not None:
            self._store.set_keep_days(map_id, owner, reply.keep_days)
            days = reply.keep_days
        code = self._store.make_resume_code(map_id, owner) if reply.wants_code else ""
        return MapTurn(map_id, interview, reply, days, code)


def stored_interview(store: Store, owner: str) -> Interview | None:
    """The interview of an owner as it was kept last."""
    kept = store.latest_of(owner)
    return None if kept is None else _interview(kept)


def _interview(kept: Kept | None) -> Interview:
    return Interview() if kept is None else Interview.from_dict(kept.content)
