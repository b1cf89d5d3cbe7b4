"""An interview to talk to without Rasa, storage or a trained model: people are found by a few words and capitals."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.network_map.interview.commands import CONTEXT_PREFIX, Given, command_of_button, default_commands
from bot.network_map.interview.interviewer import Interviewer
from bot.network_map.interview.kept import KeptInterviews
from bot.network_map.interview.reply import Heard, Reply
from bot.network_map.interview.state import Interview
from bot.network_map.network import Viewpoint
from bot.network_map.people import Person

AUDIENCES = {Viewpoint.CHILD: Audience.PARENT, Viewpoint.SELF: Audience.YOUTH, Viewpoint.TOGETHER: Audience.PROFESSIONAL}
RELATIONS = {
    "oma": ("oma", "familie"),
    "opa": ("opa", "familie"),
    "moeder": ("moeder", "familie"),
    "mam": ("moeder", "familie"),
    "tante": ("tante", "familie"),
    "zus": ("zus", "familie"),
    "broer": ("broer", "familie"),
    "buurvrouw": ("buurvrouw", "buurt"),
    "buurman": ("buurman", "buurt"),
    "collega": ("collega", "werk"),
    "juf": ("juf", "school"),
    "begeleider": ("begeleider", "hulp"),
}
PLACES = {"buren": "buurt", "zwemles": "vrije_tijd"}
FORMAL = ("juf", "begeleider")
GROUPS = {"buren": "buurt", "club": "vrije_tijd"}
CODE = "CDFG-HJKM-NPQR"
PART = re.compile(r"[,.;\n]| en ")
RULED_OUT = re.compile(r"\b(?:niet|niemand|geen|behalve)\b")


@dataclass(frozen=True)
class Mention:
    """Somebody as a people finder gives them."""

    label: str
    relation: str | None = None
    kind: str = "informeel"
    sector: str | None = None
    group: bool = False


def find_people(text: str, youth: bool) -> list[Mention]:
    """Known relation words, with the name behind them, and names that stand alone."""
    found = [_mention(part) for part in PART.split(text) if not RULED_OUT.search(part)]
    return [mention for mention in found if mention]


def _mention(part: str) -> Mention | None:
    said = part.split()
    if len(said) > 2 and said[0][0].isupper() and said[1] == "van":
        return Mention(said[0], sector=PLACES.get(said[-1]))
    for place, word in enumerate(said):
        if word.lower() in RELATIONS:
            relation, sector = RELATIONS[word.lower()]
            name = said[place + 1] if said[place + 1 :] and said[place + 1][0].isupper() else relation
            return Mention(name, relation, "formeel" if relation in FORMAL else "informeel", sector)
        if word.lower() in GROUPS:
            return Mention(word.lower(), word.lower(), sector=GROUPS[word.lower()], group=True)
    alone = len(said) == 1 and said[0][0].isupper() and said[0].isalpha()
    return Mention(said[0]) if alone else None


def heard(text: str, viewpoint: Viewpoint | None = Viewpoint.CHILD, **fields: object) -> Heard:
    """A message as the action hands it over; a name such as ``kaart-niemand`` is a pressed button."""
    book = default_commands()
    pressed = command_of_button(text)
    given = Given(pressed) if pressed else book.command(text)
    context = text.removeprefix(CONTEXT_PREFIX) if text.startswith(CONTEXT_PREFIX) else book.context(text)
    return Heard(text, given, context, viewpoint, **fields)


@dataclass
class Talk:
    """A conversation: ``say`` gives the reply; the interview goes through JSON between two messages, as in the store."""

    viewpoint: Viewpoint | None = Viewpoint.CHILD
    interview: Interview = field(default_factory=Interview)
    replies: list[Reply] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._interviewer = Interviewer(find_people)
        self._take(self._interviewer.open(self.interview))

    def _take(self, outcome: tuple[Interview, Reply]) -> Reply:
        interview, reply = outcome
        self.interview = Interview.from_dict(json.loads(json.dumps(interview.to_dict())))
        assert self.interview == interview
        self.replies.append(reply)
        return reply

    def say(self, *texts: str, **fields: object) -> Reply:
        """The reply to the last of these messages."""
        for text in texts:
            self._take(self._interviewer.respond(self.interview, heard(text, self.viewpoint, **fields)))
        return self.replies[-1]

    def open(self) -> Reply:
        """The reply to who comes back to the map."""
        return self._take(self._interviewer.open(self.interview))

    @property
    def reply(self) -> Reply:
        return self.replies[-1]

    @property
    def said(self) -> list[str]:
        """Names of the texts of the last reply."""
        return [line.name for line in self.reply.lines]

    @property
    def asked(self) -> str:
        """The last text, which asks something."""
        return self.said[-1]

    @property
    def text(self) -> str:
        """The last reply in words."""
        audience = AUDIENCES.get(self.viewpoint or Viewpoint.CHILD)
        return "\n".join(default_phrasebook().text(line.name, audience, False, dict(line.values)) for line in self.reply.lines)

    @property
    def labels(self) -> list[str]:
        return [person.label for person in self.interview.network.people]

    def person(self, label: str) -> Person:
        """The one person with this label."""
        (only,) = [person for person in self.interview.network.people if person.label == label]
        return only


class Unreadable(Exception):
    """The keys do not fit."""


@dataclass
class KeptMap:
    map_id: str
    owner: str
    content: dict[str, Any]
    version: int
    keep_days: int


@dataclass
class FakeStore:
    """Keeps interviews as text in memory."""

    maps: list[KeptMap] = field(default_factory=list)
    saves: int = 0
    unreadable: bool = False

    def create(self, owner, content, keep_days):
        self.maps.append(KeptMap(f"kaart-{len(self.maps) + 1}", owner, json.loads(json.dumps(content)), 1, keep_days))
        return self.maps[-1].map_id

    def latest_of(self, owner):
        if self.unreadable:
            raise Unreadable
        return next((kept for kept in reversed(self.maps) if kept.owner == owner), None)

    def save(self, map_id, owner, content, version):
        kept = self.latest_of(owner)
        assert (kept.map_id, kept.version) == (map_id, version)
        kept.content, kept.version = json.loads(json.dumps(content)), version + 1
        self.saves += 1
        return kept.version

    def set_keep_days(self, map_id, owner, days):
        self.latest_of(owner).keep_days = days

    def make_resume_code(self, map_id, owner):
        return CODE

    def resume(self, code, new_owner):
        if code != CODE or not self.maps:
            return None
        self.maps.append(self.maps.pop(0))
        self.maps[-1].owner = new_owner
        return self.maps[-1].map_id

    def erase_all(self, owner):
        before = len(self.maps)
        self.maps = [kept for kept in self.maps if kept.owner != owner]
        return before - len(self.maps)


def kept_interviews(store: FakeStore | None = None) -> KeptInterviews:
    """Interviews that are kept in memory."""
    return KeptInterviews(store or FakeStore(), Interviewer(find_people))


def named(*names: str, viewpoint: Viewpoint = Viewpoint.CHILD) -> Talk:
    """A conversation in which these people were named at the first question."""
    talk = Talk(viewpoint)
    talk.say("beginnen", ", ".join(names))
    return talk


def at_questions(*names: str, viewpoint: Viewpoint = Viewpoint.CHILD) -> Talk:
    """A conversation at the first question over the whole list."""
    talk = named(*names, viewpoint=viewpoint)
    talk.say("klaar", "klaar")
    return talk


def at_map(*names: str, viewpoint: Viewpoint = Viewpoint.CHILD) -> Talk:
    """A conversation in which the map is ready."""
    talk = named(*names, viewpoint=viewpoint)
    talk.say("naar de kaart")
    return talk
