"""Answers to what is asked in between: is this the same person, is that somebody, what should be different, are you sure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.language.tokens import words
from bot.network_map.interview import asking, steering
from bot.network_map.interview.choosing import has_sign
from bot.network_map.interview.commands import Command
from bot.network_map.interview.moving import note
from bot.network_map.interview.naming import Finder, add_people, one_person
from bot.network_map.interview.questions import Outcome, names, proceed, question
from bot.network_map.interview.reply import Heard, Line
from bot.network_map.interview.state import Interview, Waiting

YES = (Command.YES, Command.BEGIN)
NO = (Command.NO, Command.NOBODY, Command.DONE, Command.SKIP, Command.DONT_KNOW, Command.CONTINUE, Command.RATHER_NOT)


@dataclass(frozen=True)
class SomebodyNamed:
    """A person taken over from a short answer that nothing recognised."""

    label: str
    relation: str | None = None
    kind: str = "informeel"
    sector: str | None = None
    group: bool = False


def settle(interview: Interview, heard: Heard, find_people: Finder) -> Outcome | None:
    """The outcome of such an answer; None when the message is about something else."""
    assert interview.waiting is not None
    if interview.waiting in (Waiting.CHANGE, Waiting.ASK_WHOM):
        if _yes_or_no(heard) is False:
            return proceed(replace(interview, waiting=None, about=""))
        return (steering.change_at_hand if interview.waiting is Waiting.CHANGE else asking.ask_whom)(interview, heard, find_people)
    yes = _yes_or_no(heard)
    if heard.given is None and interview.waiting is Waiting.SOMEBODY and find_people(heard.text, interview.youth):
        return None
    if yes is None:
        return None
    if interview.waiting is Waiting.RESTART:
        return steering.restart(interview, heard) if yes else proceed(replace(interview, waiting=None))
    if interview.waiting is Waiting.SAME:
        return _same(interview, yes)
    calm = replace(interview, waiting=None, about="")
    return note(calm, add_people(calm.network, [SomebodyNamed(interview.about)]), heard) if yes else proceed(calm)


def _yes_or_no(heard: Heard) -> bool | None:
    first = words(heard.text)[:1]
    if heard.given is not None:
        return True if heard.given.command in YES else False if heard.given.command in NO else None
    return True if has_sign(first, "ja") else False if has_sign(first, "nee") else None


def _same(interview: Interview, same: bool) -> Outcome:
    (new, known), *others = interview.doubts
    label = names(interview.network, [known])
    if same:
        interview = interview.changed(one_person(interview.network, known, new))
        others = [pair for pair in others if new not in pair]
        label = names(interview.network, [known])
    line = Line("utter_kaart_samengevoegd" if same else "utter_kaart_apart", {"namen": label})
    left = replace(interview, doubts=tuple(others), waiting=Waiting.SAME if others else None)
    return (left, question(left, line)) if others else proceed(left, line)


def implied(text: str) -> Command | None:
    """Nobody or not knowing, said in other words: "ik zou niemand weten"."""
    said = words(text)
    if has_sign(said, "niemand"):
        return Command.NOBODY
    return Command.DONT_KNOW if has_sign(said, "weten") and has_sign(said, "niet") else None
