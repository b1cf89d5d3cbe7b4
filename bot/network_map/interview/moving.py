"""From one question to the next: where an answer leads, and what is said about the people in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.tokens import words
from bot.network_map.interview.answering import named_under, settled
from bot.network_map.interview.choosing import has_sign
from bot.network_map.interview.naming import Addition
from bot.network_map.interview.questions import Outcome, names, question, show
from bot.network_map.interview.reply import Heard, Line
from bot.network_map.interview.stages import ROUND_STAGES, Stage, after
from bot.network_map.interview.state import Interview, Waiting
from bot.network_map.network import SUGGEST_STOP_AT, NetworkMap

SKIP_AT = 4


def move(interview: Interview, network: NetworkMap, *lines: Line, to: Stage | None = None) -> Outcome:
    """Go to the next question, or to the map when there is none."""
    stage = to or after(interview.stage, network)
    if stage is Stage.MAP:
        return show(interview.moved(stage, settled(network)), *lines)
    moved = interview.moved(stage, network)
    return moved, question(moved, *lines)


def note(interview: Interview, addition: Addition, heard: Heard) -> Outcome:
    """Write down who was named, say so, and ask on."""
    if interview.stage in ROUND_STAGES and not addition.added and not addition.full:
        return _nobody_new(interview, addition)
    late = has_sign(words(heard.text), "later_erbij") and interview.stage is not Stage.ROUND
    network = addition.network if late else _given(interview, addition)
    lines = _noted(interview, addition, network)
    noted = replace(interview, noted=interview.noted or bool(addition.added))
    if late:
        return _doubt(replace(noted.changed(network), unclear=0), addition.doubts, lines)
    moved, reply = move(noted, network, *lines, to=_target(interview.stage, addition))
    return _doubt(moved, addition.doubts, lines) if addition.doubts else (moved, reply)


def _target(stage: Stage, addition: Addition) -> Stage | None:
    """The round comes back after every answer in it, until the map is full."""
    if addition.full:
        return after(Stage.ROUND, addition.network)
    return Stage.ROUND if stage is Stage.ROUND else None


def _given(interview: Interview, addition: Addition) -> NetworkMap:
    """What the open question says about those who were named; the round itself says nothing."""
    if interview.stage is Stage.ROUND:
        return addition.network
    context = interview.contexts[-1] if interview.stage is Stage.CONTEXT else None
    return named_under(addition.network, interview.stage, addition.named, context)


def _nobody_new(interview: Interview, addition: Addition) -> Outcome:
    """Only people of the list were named in the round; after some time the round is over."""
    line = Line("utter_kaart_al_op_lijst", {"namen": names(addition.network, addition.known)})
    counted = replace(interview.changed(_given(interview, addition)), stage=Stage.ROUND, unclear=interview.unclear + 1)
    if counted.unclear >= SKIP_AT:
        return move(counted, counted.network, line)
    return _doubt(counted, addition.doubts, [line])


def _noted(interview: Interview, addition: Addition, network: NetworkMap) -> list[Line]:
    lines = []
    if addition.added:
        name = "utter_kaart_genoteerd" if interview.noted else "utter_kaart_genoteerd_eerste"
        lines.append(Line(name, {"namen": names(network, addition.added)}))
    elif addition.known:
        lines.append(Line("utter_kaart_stond_al", {"namen": names(network, addition.known)}))
    if addition.full:
        lines.append(Line("utter_kaart_vol"))
    elif len(network.people) >= SUGGEST_STOP_AT > len(interview.network.people):
        lines.append(Line("utter_kaart_genoeg_namen"))
    return lines


def _doubt(interview: Interview, doubts: Sequence[tuple[str, str]], lines: Sequence[Line]) -> Outcome:
    asked = replace(interview, doubts=tuple(doubts), waiting=Waiting.SAME if doubts else None)
    return asked, question(asked, *lines)
