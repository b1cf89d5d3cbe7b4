"""Before the first question, and after a message about danger: nothing begins or goes on without a yes."""

from __future__ import annotations

from dataclasses import replace

from bot.language.tokens import words
from bot.network_map.interview import steering
from bot.network_map.interview.choosing import has_sign
from bot.network_map.interview.commands import Command
from bot.network_map.interview.questions import BEGIN_BUTTONS, BEGUN_BUTTONS, Outcome, aside, names, question, show
from bot.network_map.interview.reply import Heard, Line, Reply
from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Interview, Mode
from bot.network_map.network import Viewpoint
from bot.network_map.payload import Step

MOST_INVITATIONS = 2


def invite(interview: Interview) -> Outcome:
    """The first reply: an invitation, or what was begun before."""
    if interview.mode is Mode.INTERRUPTED:
        return interview, question(interview)
    if interview.stage is Stage.START:
        return replace(interview, invited=True), Reply((Line("utter_kaart_uitnodiging"),), Stage.START.step, BEGIN_BUTTONS)
    people = interview.network.people
    line = Line("utter_kaart_al_begonnen", {"namen": names(interview.network)}) if people else Line("utter_kaart_al_begonnen_leeg")
    paused = replace(interview, mode=Mode.PAUSED, waiting=None, about="", doubts=())
    return paused, Reply((line,), Step.PAUSED, BEGUN_BUTTONS, ended=True)


def start(interview: Interview, heard: Heard) -> Outcome:
    """The answer to the invitation. Names without a yes are not taken; after two more tries the map is left."""
    command = heard.given.command if heard.given else None
    if command in (Command.BEGIN, Command.YES, Command.CONTINUE) or (command is None and has_sign(words(heard.text)[:1], "ja")):
        return begin(interview, heard.viewpoint)
    if heard.aside:
        return interview, aside(interview)
    if command in (Command.RATHER_NOT, Command.NO, Command.SKIP) or interview.unclear >= MOST_INVITATIONS:
        return interview, Reply((Line("utter_kaart_liever_niet"),), Stage.START.step, ended=True, erased=True)
    waiting = replace(interview, unclear=interview.unclear + 1)
    return waiting, question(waiting)


def begin(interview: Interview, viewpoint: Viewpoint | None) -> Outcome:
    """The first question about names; before it, for whom the map is, if that is not known."""
    if viewpoint is None:
        asked = replace(interview, stage=Stage.VIEWPOINT, unclear=0)
        return asked, question(asked)
    history = replace(interview.history, current=replace(interview.network, viewpoint=viewpoint))
    begun = replace(interview, history=history, stage=Stage.CORE, unclear=0)
    return begun, question(begun)


def after_danger(interview: Interview, heard: Heard) -> Outcome:
    """Go on, stop or erase; anything else offers these three again."""
    command = heard.given.command if heard.given else None
    calm = replace(interview, mode=Mode.BUSY)
    if command in (Command.CONTINUE, Command.YES, Command.BEGIN):
        if calm.stage is Stage.START:
            return invite(calm)
        if calm.is_complete and calm.waiting is None:
            return show(calm)
        return calm, question(calm, Line("utter_kaart_verder"))
    if command in (Command.STOP, Command.NO):
        return steering.stop(calm, heard)
    if command in (Command.ERASE, Command.PAUSE):
        return steering.steer(calm, heard, lambda text, youth: ()) or (interview, question(interview))
    return interview, aside(interview) if heard.aside else question(interview)
