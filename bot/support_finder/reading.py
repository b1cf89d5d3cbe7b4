"""What a message already tells: for whom, ages, needs, circumstances, what must not be. Patterns stand in ``data/keuzehulp/woorden.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.topics import Audience, KnowledgeBase, default_knowledge_base
from bot.language.tokens import plain, words
from bot.settings import ROOT
from bot.support_finder.ages import AgeReader
from bot.support_finder.situation import Told, Who, joined
from bot.understanding.names import TopicNames

WORDS_FILE = ROOT / "data" / "keuzehulp" / "woorden.yml"
FORMS = "vorm/"
UNSAFE = "onveilig"
MACRO = re.compile(r"<(\w+)>")
CLAUSE = re.compile(r"[.;!?\n]+|,? (?:maar|wel|juist) |, (?=(?:dan|want|liever|graag|alleen) )")
NOT_FAR = 2  # words between "ik wil geen" and a need that is not meant
RIGHT_BEFORE = 1
BEHIND = 3


class Question(str, Enum):
    """The questions, in their order."""

    WHO = "voor_wie"
    AGE = "leeftijd"
    NEED = "behoefte"
    NOT = "geprobeerd_of_niet"


class WordBook:
    """All patterns, compiled."""

    def __init__(self, content: Mapping[str, Any], knowledge: KnowledgeBase) -> None:
        content = _filled(content, content["stukken"])
        self._moves = {" ".join(words(phrase)): move for move, phrases in content["sturen"].items() for phrase in phrases}
        self._who = [(Who(who), _any(patterns)) for who, patterns in content["voor_wie"]["zegt"].items()]
        self._speaks_of_self = _any(content["voor_wie"]["ik"])
        self._who_asked = [(Who(who), _any(patterns)) for who, patterns in content["voor_wie"]["antwoord"].items()]
        self._needs = {code: _any(patterns) for code, patterns in content["behoeften"]["zeker"].items()}
        self._weak = {code: _any(patterns) for code, patterns in content["behoeften"]["zwak"].items()}
        self._circumstances = {code: _any(patterns) for code, patterns in content["omstandigheden"].items()}
        refusal = content["niet"]
        self._refuses = re.compile(refusal["wil_niet_ervoor"])
        self._bare = re.compile(refusal["kaal_ervoor"])
        self._refuses_behind = re.compile(refusal["erna"])
        self._distance = int(refusal["ver"])
        self._bare_counts = frozenset(refusal["kaal_telt_overal"])
        self._things = {code: _any(patterns) for code, patterns in refusal["ding"].items()}
        self._tried = re.compile(content["geprobeerd"])
        self._liked = re.compile(content["beviel_wel"])
        self._unsafe = _any(content["onveilig"])
        self._rather = re.compile(content["toch_liever"])
        self.ages = AgeReader(content)
        self._names = TopicNames(topic for topic in knowledge.topics.values() if topic.id.startswith(FORMS))

    @property
    def codes(self) -> dict[str, frozenset[str]]:
        """The codes that can come out, by kind."""
        return {
            "needs": frozenset(self._needs) | frozenset(self._weak),
            "circumstances": frozenset(self._circumstances) | {UNSAFE},
            "barred": frozenset(self._things),
        }

    def move(self, text: str) -> str | None:
        """The name of the move when a whole message steers ("vorige vraag"), else None."""
        return self._moves.get(" ".join(words(text)))

    def rather(self, text: str) -> bool:
        """Whether a message takes something else instead of what was told before."""
        return self._rather.search(plain(text)) is not None

    def read(self, text: str, audience: Audience | None = None, question: Question | None = None) -> Told:
        """What a message tells; ``question`` is the one that it answers."""
        said = plain(text)
        ages, own_child_ages = self._read_ages(said, audience, question)
        answers_not = question is Question.NOT
        excluded = tuple(self._read_excluded(said, answers_not))
        asked_for = "" if answers_not else self._without_excluded(said) if excluded else said
        sure, likely = self._all_wanted(asked_for, self._needs), self._all_wanted(asked_for, self._weak)
        if question is Question.NEED:
            sure = joined(sure, likely)
        return Told(
            who=self._read_who(said, question),
            ages=ages,
            own_child_ages=own_child_ages,
            needs=sure,
            weak=likely,
            circumstances=tuple(self._read_circumstances(said)),
            barred=joined(*(self._read_barred(part, answers_not) for part in parts_of(said))),
            excluded=excluded,
        )

    def _read_who(self, said: str, question: Question | None) -> Who | None:
        patterns = self._who_asked if question is Question.WHO else self._who
        found = [who for who, pattern in patterns if pattern.search(said)]
        if not found and self._speaks_of_self.search(said):
            return Who.SELF
        return Who.FAMILY if {Who.SELF, Who.CHILD} <= set(found) else (found[0] if found else None)

    def _read_ages(self, said: str, audience: Audience | None, question: Question | None) -> tuple[tuple[float, ...], tuple[float, ...]]:
        found = self.ages.read(said, question is Question.AGE)
        if audience is not Audience.YOUTH:
            return tuple(age.years for age in found if not age.own and not age.others), ()
        own = [age.years for age in found if age.own] or [age.years for age in found if not age.others and age.years >= OWN_CHILD_BELOW]
        children = [age.years for age in found if not age.own and not age.others and age.years < OWN_CHILD_BELOW]
        return tuple(own[:1]), tuple(children)

    def _all_wanted(self, said: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[str, ...]:
        return tuple(code for code, pattern in patterns.items() if self._wanted(said, pattern))

    def _wanted(self, said: str, pattern: re.Pattern[str]) -> bool:
        return any(not _ends_with(said[: match.start()], self._refuses, NOT_FAR) for match in pattern.finditer(said))

    def _read_circumstances(self, said: str) -> Iterator[str]:
        for code, pattern in self._circumstances.items():
            if any(not self._denied(said[: match.start()]) for match in pattern.finditer(said)):
                yield code
        if self._unsafe.search(said):
            yield UNSAFE

    def _denied(self, before: str) -> bool:
        return _ends_with(before, self._bare, RIGHT_BEFORE) or _ends_with(before, self._refuses, NOT_FAR)

    def _read_barred(self, part: str, answers_not: bool) -> list[str]:
        """What a clause rules out. A stranger who may not come into the house may still be met elsewhere."""
        found = [code for code, thing in self._things.items() if self._barred(part, code, thing, answers_not)]
        return [code for code in found if AT_HOME not in found or code not in PEOPLE]

    def _barred(self, part: str, code: str, thing: re.Pattern[str], answers_not: bool) -> bool:
        """Whether a clause rules a thing out: "liever geen groep", "in een groep durf ik niet", and when asked for it "geen groep"."""
        for match in thing.finditer(part):
            before, behind = part[: match.start()], part[match.end() :]
            if _ends_with(before, self._refuses, self._distance) or _begins_with(behind, self._refuses_behind, BEHIND):
                return True
            if (answers_not or code in self._bare_counts) and _ends_with(before, self._bare, BEHIND if answers_not else RIGHT_BEFORE):
                return True
        return False

    def _without_excluded(self, said: str) -> str:
        """The clauses that say nothing about a form that was tried: having had a maatje is no need for one."""
        return ". ".join(part for part in parts_of(said) if not list(self._read_excluded(part, False)))

    def _read_excluded(self, said: str, answers_not: bool) -> Iterator[str]:
        for part in parts_of(said):
            named = self._names.find(part)
            if named and not self._liked.search(part) and (answers_not or self._tried.search(part)):
                yield from dict.fromkeys(hit.topic for hit in named)


AT_HOME, PEOPLE = "thuis", ("vreemden", "vrijwilliger")
OWN_CHILD_BELOW = 8.0  # years; no youth who writes here is younger, so such an age is that of an own child


def parts_of(said: str) -> list[str]:
    """The clauses of a text in plain form."""
    return [part for part in CLAUSE.split(said) if part.strip()]


def _ends_with(before: str, frame: re.Pattern[str], most_words: int) -> bool:
    """Whether a frame stands before, with at most so many words in between."""
    return any(len(before[match.end() :].split()) <= most_words for match in frame.finditer(before))


def _begins_with(behind: str, frame: re.Pattern[str], most_words: int) -> bool:
    match = frame.search(behind)
    return match is not None and len(behind[: match.start()].split()) <= most_words


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _filled(content: Any, pieces: Mapping[str, str]) -> Any:
    """The content with each ``<piece>`` in its patterns replaced."""
    if isinstance(content, str):
        return MACRO.sub(lambda match: pieces.get(match[1], match[0]), content)
    if isinstance(content, list):
        return [_filled(item, pieces) for item in content]
    if isinstance(content, dict):
        return {key: _filled(value, pieces) for key, value in content.items()}
    return content


def load_words(knowledge: KnowledgeBase, path: Path = WORDS_FILE) -> WordBook:
    """The patterns of a file."""
    return WordBook(yaml.safe_load(path.read_text(encoding="utf-8")), knowledge)


@per_knowledge
def default_words() -> WordBook:
    """The patterns of this installation."""
    return load_words(default_knowledge_base())
