"""The support finder as a state machine: a message in, what is known and the next question out. No Rasa, no storage, no sentences.

What somebody told is kept per question, so that "terug" takes an answer back. At most four questions, and only about what
the messages did not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.topics import Audience, KnowledgeBase, default_knowledge_base
from bot.network_map.interview.commands import Command, default_commands
from bot.support_finder.reading import Question, WordBook, default_words
from bot.support_finder.rules import Chooser, Suggestion, default_chooser
from bot.support_finder.situation import Situation, Told, joined

FIRST = "eerste"
EARLIER = "eerder"
AFTERWARDS = "daarna"
BESIDE = "naast-"  # what an answer told about something else than was asked
LIKELY_FROM = 0.1  # probability from which a topic says something about what is needed
MOST_LIKELY = 3
MOST_QUESTIONS = 4
WHO_MATTERS = frozenset({"praten", "gehoord-worden", "netwerk-groter", "scheiding"})
BROAD = frozenset({"netwerk-groter"})  # says too little to leave out the question for what is needed


class Move(str, Enum):
    """What a message asks of the finder, apart from answering it."""

    SKIP = "overslaan"
    BACK = "terug"
    STOP = "stoppen"
    RESTART = "opnieuw"
    EXPLAIN = "uitleg"


MOVES = {
    **dict.fromkeys(
        (Command.SKIP, Command.DONT_KNOW, Command.NO, Command.NOBODY, Command.CONTINUE, Command.RATHER_NOT, Command.DONE, Command.YES), Move.SKIP
    ),
    **dict.fromkeys((Command.STOP, Command.FINISH, Command.PAUSE, Command.ERASE), Move.STOP),
    Command.BACK: Move.BACK,
    Command.RESTART: Move.RESTART,
    Command.EXPLAIN: Move.EXPLAIN,
}


@dataclass(frozen=True)
class State:
    """Between two messages: codes only. ``told`` by question ("eerste": the first message), ``asked`` in order.

    ``missed``: a question was asked twice, which counts as one of the four; ``done``: the end was said, and a change of mind
    takes it up again.
    """

    audience: Audience | None = None
    told: Mapping[str, Told] = field(default_factory=dict)
    asked: tuple[Question, ...] = ()
    explained: bool = False
    missed: bool = False
    done: bool = False

    @property
    def situation(self) -> Situation:
        """Everything put together, a later answer before an earlier one."""
        situation = Situation(self.audience)
        for told in self.told.values():
            situation = situation.with_told(told)
        return situation

    def knowing(self, circumstances: Iterable[str]) -> State:
        """The same, with what the conversation knows beside the answers."""
        first = self.told.get(FIRST, Told())
        known = joined(first.circumstances, circumstances)
        return self if known == first.circumstances else replace(self, told={**self.told, FIRST: replace(first, circumstances=known)})

    @property
    def question(self) -> Question | None:
        """The question that is open; None before the first."""
        return self.asked[-1] if self.asked else None

    def to_codes(self) -> dict[str, Any]:
        """Everything as codes and numbers, to be kept in a slot."""
        return {
            "audience": self.audience.value if self.audience else None,
            "told": {name: told.to_codes() for name, told in self.told.items()},
            "asked": [question.value for question in self.asked],
            "explained": self.explained,
            "missed": self.missed,
            "done": self.done,
        }

    @classmethod
    def from_codes(cls, codes: Any) -> State | None:
        """Read :meth:`to_codes` back; None for anything else."""
        try:
            audience = Audience(codes["audience"]) if codes["audience"] else None
            told = {name: Told.from_codes(one) for name, one in codes["told"].items()}
            flags = {name: bool(codes[name]) for name in ("explained", "missed", "done")}
            return cls(audience, told, tuple(Question(name) for name in codes["asked"]), **flags)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None


@dataclass(frozen=True)
class Found:
    """One turn: the state after it, what could fit now, and the question that comes next; without one the finder is done."""

    state: State
    suggestions: tuple[Suggestion, ...]
    question: Question | None
    changed: bool = True
    stopped: bool = False
    explains: bool = False
    nothing_before: bool = False
    missed: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that were understood."""
        return self.state.situation.needs


class SupportFinder:
    """Answers messages of one finder after another; keeps nothing between them."""

    def __init__(self, words: WordBook, chooser: Chooser, knowledge: KnowledgeBase) -> None:
        self._words = words
        self._chooser = chooser
        self._knowledge = knowledge

    def open(
        self,
        message: str,
        audience: Audience | None = None,
        ranking: Mapping[str, float] | None = None,
        likely: Iterable[str] = (),
        circumstances: Iterable[str] = (),
        remembered: State | None = None,
    ) -> Found:
        """Take what the first message says, and ask the rest.

        ``ranking`` is the classifier's probability per topic; ``likely`` are needs known from elsewhere, such as the open places
        of a network map; ``circumstances`` what the conversation knows, such as "onveilig"; ``remembered`` what an earlier
        message told (:meth:`note`).
        """
        told = self._words.read(message, audience)
        told = replace(
            told,
            weak=joined(told.weak, likely, self._likely_needs(ranking or {})),
            circumstances=joined(told.circumstances, circumstances),
        )
        before = dict(remembered.told) if remembered else {}
        return self._next(State(audience, {**before, FIRST: told}), ())

    def note(self, message: str, audience: Audience | None = None) -> State | None:
        """What a message tells that is answered with a topic, for when the finder is opened behind it; None without a need."""
        told = self._words.read(message, audience)
        return State(audience, {EARLIER: told}) if told.needs else None

    def answer(
        self,
        state: State,
        message: str,
        audience: Audience | None = None,
        ranking: Mapping[str, float] | None = None,
        circumstances: Iterable[str] = (),
    ) -> Found:
        """What one answer does; ``ranking`` helps only where the answer to what is needed is in words that nobody listed."""
        state = replace(state, audience=audience or state.audience).knowing(circumstances)
        before = self._chooser.suggest(state.situation)
        question = state.question
        move = self._move(message)
        if move is Move.STOP:
            return Found(state, before, None, changed=False, stopped=True)
        if move is Move.RESTART:
            return self._next(State(state.audience, {FIRST: Told()}), before)
        if move is Move.BACK:
            return self._back(state, before)
        if move is Move.EXPLAIN and question and not state.explained:
            return Found(replace(state, explained=True), before, question, changed=False, explains=True)
        if question is None:
            raise ValueError("a finder that asked nothing cannot be answered")
        if state.done or (question is Question.NOT and self._words.rather(message) and self._words.read(message, state.audience).needs):
            return self._changed_mind(state, message, before)
        told = Told() if move in (Move.SKIP, Move.EXPLAIN) else self._words.read(message, state.audience, question)
        if question is Question.NEED and not told.needs and move is None:
            told = replace(told, weak=joined(told.weak, self._likely_needs(ranking or {})))
        if move is None and not state.missed and len(state.asked) < MOST_QUESTIONS and self._misses(state, question, told):
            told_beside = {**state.told, f"{BESIDE}{question.value}": told} if told != Told() else state.told
            again = replace(state, told=told_beside, missed=True)
            suggestions = self._chooser.suggest(again.situation)
            return Found(again, suggestions, question, changed=suggestions != before, missed=told == Told())
        answered = replace(state, told={**state.told, question.value: told}, explained=False)
        return self._next(answered, before)

    def tells(self, message: str, audience: Audience | None, state: State) -> bool:
        """Whether a message can be read as telling something, or as steering the finder."""
        question = None if state.done else state.question
        return self._move(message) is not None or self._words.read(message, audience, question) != Told()

    def changes(self, message: str, state: State) -> bool:
        """Whether a message, after the end, tells for whom, an age, a need or what must not be; words that are only likely do not count."""
        told = self._words.read(message, state.audience)
        return told.who is not None or bool(told.ages or told.own_child_ages or told.needs or told.barred or told.excluded)

    @staticmethod
    def _misses(state: State, question: Question, told: Told) -> bool:
        """Whether an answer leaves its question open: it tells nothing, or changes something that was told before."""
        if question is Question.NOT:
            before = state.situation.told
            changes = (told.who not in (None, before.who)) or (bool(told.ages) and told.ages != before.ages)
            return changes and not told.barred and not told.excluded
        return _is_open(question, state.situation.with_told(told)) and not (question is Question.NEED and told.weak)

    def _changed_mind(self, state: State, message: str, before: tuple[Suggestion, ...]) -> Found:
        """What a change of mind does at or after the end; with "toch liever" other needs take the place of the earlier ones."""
        told = self._words.read(message, state.audience, Question.NEED)
        kept = state.told
        if told.needs and self._words.rather(message):
            kept = {name: replace(one, needs=(), weak=()) for name, one in state.told.items()}
        changed = replace(state, told={**kept, AFTERWARDS: told}, done=False)
        return self._next(changed, before)

    def again(self, state: State, audience: Audience | None = None) -> Found:
        """The open question once more, after something in between."""
        state = replace(state, audience=audience or state.audience)
        return Found(state, self._chooser.suggest(state.situation), state.question, changed=False)

    def _move(self, message: str) -> Move | None:
        """What a message steers, in words of its own or those of the network interview."""
        own = self._words.move(message)
        if own:
            return Move(own)
        given = default_commands().command(message)
        return None if given is None or given.who else MOVES.get(given.command)

    def _back(self, state: State, before: tuple[Suggestion, ...]) -> Found:
        """The question before, its answer taken back; after the end, the last question."""
        if state.done:
            told = {name: one for name, one in state.told.items() if name not in (state.asked[-1].value, AFTERWARDS)}
            last = replace(state, told=told, done=False)
            suggestions = self._chooser.suggest(last.situation)
            return Found(last, suggestions, last.question, changed=suggestions != before)
        if len(state.asked) < 2:
            return Found(state, before, state.question, changed=False, nothing_before=True)
        taken_back = {question.value for question in state.asked[-2:]}
        told = {name: one for name, one in state.told.items() if name not in taken_back}
        earlier = State(state.audience, told, state.asked[:-1])
        suggestions = self._chooser.suggest(earlier.situation)
        return Found(earlier, suggestions, earlier.question, changed=suggestions != before)

    def _next(self, state: State, before: tuple[Suggestion, ...]) -> Found:
        suggestions = self._chooser.suggest(state.situation)
        may_ask = len(state.asked) + state.missed < MOST_QUESTIONS
        question = next((one for one in Question if may_ask and one not in state.asked and _is_open(one, state.situation)), None)
        if question:
            state = replace(state, asked=(*state.asked, question))
        else:
            state = replace(state, done=bool(state.asked))
            suggestions = suggestions or self._chooser.broad(state.situation)
        return Found(state, suggestions, question, changed=suggestions != before)

    def _likely_needs(self, ranking: Mapping[str, float]) -> tuple[str, ...]:
        likely = sorted((topic_id for topic_id, p in ranking.items() if p >= LIKELY_FROM), key=lambda topic_id: -ranking[topic_id])
        topics = (self._knowledge.topic(topic_id) for topic_id in likely[:MOST_LIKELY])
        return joined(*(topic.needs[:2] for topic in topics if topic))


def _is_open(question: Question, situation: Situation) -> bool:
    """Whether the messages leave a question open."""
    told, codes = situation.told, situation.codes
    if question is Question.WHO:
        return told.who is None and (not told.needs or bool(WHO_MATTERS & set(told.needs))) and not ({"zwanger"} & codes)
    if question is Question.AGE:
        return not told.ages and not (situation.is_parent and {"zwanger", "baby"} & codes)
    if question is Question.NEED:
        return not set(told.needs) - BROAD
    return not (told.barred or told.excluded)


def first_suggestions(message: str, audience: Audience | None, ranking: Mapping[str, float] | None = None) -> Found | None:
    """What could fit a situation without a best topic; None when its words tell no need, so that something else repairs it."""
    finder = default_finder()
    if not finder.open(message, audience).suggestions:
        return None
    return finder.open(message, audience, ranking)


@per_knowledge
def default_finder() -> SupportFinder:
    """The finder of this installation."""
    return SupportFinder(default_words(), default_chooser(), default_knowledge_base())
