"""How the open question is said: the texts with their values, and the buttons below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from bot.network_map.interview.answering import already
from bot.network_map.interview.naming import described
from bot.network_map.interview.reply import Line, Reply
from bot.network_map.interview.stages import CONTEXTS, NAME_STAGES, SUPPORT_STAGES, Stage
from bot.network_map.interview.state import Interview, Mode, Waiting
from bot.network_map.network import NetworkMap, Viewpoint
from bot.network_map.payload import Step
from bot.network_map.people import Person
from bot.network_map.wording import listed, role_of

Outcome: TypeAlias = tuple[Interview, Reply]

BEGIN_BUTTONS = ("kaart-beginnen", "kaart-uitleg", "kaart-liever-niet")
AUDIENCE_BUTTONS = ("ouder", "jongere", "professional")
NAME_BUTTONS = ("kaart-niemand", "kaart-weet-niet", "kaart-klaar")
CHOICE_BUTTONS = ("kaart-allemaal", "kaart-niemand", "kaart-overslaan")
SURE_BUTTONS = ("kaart-ja", "kaart-nee")
AFTER_DANGER_BUTTONS = ("kaart-verder", "kaart-stoppen", "kaart-wissen")
BEGUN_BUTTONS = ("kaart-verder", "kaart-opnieuw", "kaart-wissen")
MAP_BUTTONS = ("kaart-hulp-vragen", "kaart-meenemen", "kaart-wissen")


def names(network: NetworkMap, ids: Iterable[str] | None = None) -> str:
    """Everybody, or the people with these ids, as a list in a sentence."""
    wanted = None if ids is None else set(ids)
    return listed([described(person) for person in network.people if wanted is None or person.id in wanted])


def told_apart(person: Person) -> str:
    """The label with the relation, or else with the domain that somebody belongs to."""
    return described(person) if person.relation or not person.sector else f"{person.label} ({role_of(person)})"


def question(interview: Interview, *before: Line) -> Reply:
    """The reply that asks what is open, after what has to be said first."""
    lines, buttons = _open(interview)
    return Reply((*before, *lines), step_of(interview), buttons)


def step_of(interview: Interview) -> Step:
    """The step that the payload names."""
    if interview.mode in (Mode.PAUSED, Mode.INTERRUPTED):
        return Step.PAUSED
    if interview.waiting in (Waiting.SAME, Waiting.SOMEBODY):
        return Step.CONFIRM
    return interview.stage.step


def _open(interview: Interview) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    network, stage = interview.network, interview.stage
    if interview.mode is Mode.INTERRUPTED:
        return (Line("utter_kaart_na_gevaar"),), AFTER_DANGER_BUTTONS
    if interview.waiting is not None:
        return _waiting(interview)
    if stage is Stage.START:
        return (Line("utter_kaart_beginnen_of_niet"),), BEGIN_BUTTONS
    if stage is Stage.VIEWPOINT:
        return (Line("utter_kaart_voor_wie"),), AUDIENCE_BUTTONS
    if stage is Stage.ROUND:
        return (_round(interview),), (*(f"kaart-kring-{context}" for context in CONTEXTS if context not in interview.contexts), "kaart-klaar")
    if stage is Stage.CONTEXT:
        return (Line(f"utter_kaart_groep_{interview.contexts[-1]}"),), NAME_BUTTONS
    if stage in NAME_STAGES:
        return (Line(f"utter_kaart_vraag_{stage.value}"),), NAME_BUTTONS
    if stage in SUPPORT_STAGES:
        return (_support(network, stage),), CHOICE_BUTTONS
    open_ones = [p.id for p in network.people if p.ring is None] if stage is Stage.FAR else None
    return (Line(f"utter_kaart_vraag_{stage.value}", {"namen": names(network, open_ones)}),), CHOICE_BUTTONS


def _round(interview: Interview) -> Line:
    if not interview.network.people:
        return Line("utter_kaart_rondvraag_leeg")
    if interview.been_round:
        return Line("utter_kaart_rondvraag_nog", {"aantal": str(len(interview.network.people))})
    return Line("utter_kaart_rondvraag", {"namen": names(interview.network)})


def _support(network: NetworkMap, stage: Stage) -> Line:
    ids = already(network, stage)
    return Line(f"utter_kaart_nog_{stage.value}", {"namen": names(network, ids)}) if ids else Line(f"utter_kaart_vraag_{stage.value}")


def _waiting(interview: Interview) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    network = interview.network
    if interview.waiting is Waiting.SAME:
        new, known = (told_apart(network.person(person_id)) for person_id in interview.doubts[0])
        if new == known:
            return (Line("utter_kaart_dezelfde_naam", {"naam": new}),), SURE_BUTTONS
        return (Line("utter_kaart_dezelfde", {"nieuw": new, "bekend": known}),), SURE_BUTTONS
    if interview.waiting is Waiting.SOMEBODY:
        return (Line("utter_kaart_is_dat_iemand", {"gezegd": interview.about}),), SURE_BUTTONS
    if interview.waiting is Waiting.CHANGE:
        return (Line("utter_kaart_wat_wijzigen", {"namen": network.person(interview.about).label}),), ("kaart-terug",)
    if interview.waiting is Waiting.ASK_WHOM:
        return (Line("utter_vraag_wie", {"namen": names(network)}),), ()
    return (Line("utter_kaart_opnieuw_zeker"),), SURE_BUTTONS


def explanation(interview: Interview) -> Line:
    """What is meant by the open question."""
    stage = interview.stage
    if stage in (Stage.START, Stage.VIEWPOINT):
        return Line("utter_kaart_vooraf")
    if stage in (Stage.CONTEXT, Stage.EARLIER):
        return Line("utter_kaart_uitleg_rondvraag")
    if stage in NAME_STAGES:
        return Line(f"utter_kaart_uitleg_{stage.value}")
    return Line(f"utter_kaart_uitleg_{stage.step.value}")


def example(interview: Interview) -> Line:
    """How an answer could look."""
    if interview.stage in NAME_STAGES or interview.stage is Stage.ROUND:
        return Line("utter_kaart_voorbeeld_namen")
    if interview.stage.step is Step.RING:
        return Line("utter_kaart_voorbeeld_kring")
    return Line("utter_kaart_voorbeeld_elkaar" if interview.stage is Stage.TIES else "utter_kaart_voorbeeld_kiezen")


def not_understood(interview: Interview) -> Line:
    """That an answer was not understood."""
    asks_names = interview.stage in NAME_STAGES or interview.stage is Stage.ROUND
    return Line("utter_kaart_niet_begrepen_namen" if asks_names else "utter_kaart_niet_begrepen_kiezen")


def aside(interview: Interview) -> Reply:
    """Something else is answered first; then the same question again."""
    return replace(question(interview, Line("utter_kaart_terug_bij")), aside=True)


def show(interview: Interview, *lines: Line) -> Outcome:
    """The map, at the end or after a change to it; no question stays open."""
    shown = replace(interview, mode=Mode.SHOWN, stage=Stage.MAP, waiting=None, about="", doubts=())
    return shown, Reply(lines, Step.MAP, _map_buttons(interview), shown=True, ended=True)


def say(interview: Interview, *lines: Line) -> Outcome:
    """Say something beside the map, which is not drawn again, or in front of the open question."""
    if not interview.is_complete:
        return proceed(interview, *lines)
    shown = replace(interview, mode=Mode.SHOWN, waiting=None, about="", doubts=())
    return shown, Reply(lines, Step.MAP, _map_buttons(interview), ended=True)


def _map_buttons(interview: Interview) -> tuple[str, ...]:
    """What can be done with a map; a professional can prepare a meeting as well."""
    together = interview.network.viewpoint is Viewpoint.TOGETHER
    return (*MAP_BUTTONS[:1], "kaart-bijeenkomst", *MAP_BUTTONS[1:]) if together else MAP_BUTTONS


def proceed(interview: Interview, *lines: Line) -> Outcome:
    """Go on where the interview is: the map with what changed, or the open question again."""
    if interview.is_complete and interview.waiting is None:
        return show(interview, *lines)
    going_on = replace(interview, mode=Mode.BUSY)
    return going_on, question(going_on, *lines)
