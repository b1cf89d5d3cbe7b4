"""The network interview: one form with one free-text slot; the state machine in ``bot.network_map.interview`` decides."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.formulier import emptied, follows_a_card
from actions.gegevens import ConcernData, changes_data
from actions.terzijde import answer_aside, can_be_answered
from actions.turn import UNSAFE_SLOT, Turn
from bot.knowledge.topics import Audience
from bot.language.people import find_people
from bot.network_map.interview.commands import CONTEXT_PREFIX, Given, command_of_button, default_commands
from bot.network_map.interview.interviewer import Interviewer
from bot.network_map.interview.kept import KeptInterviews, MapTurn
from bot.network_map.interview.reply import Heard, Line
from bot.network_map.network import Viewpoint
from bot.network_map.payload import network_payload
from bot.network_map.people import MapError
from bot.network_map.result import Result, as_list, file_path, result_of
from bot.privacy.encryption import DecryptionError
from bot.privacy.insight import Words
from bot.privacy.retention import Unit
from bot.safety.card import calm_payload
from bot.settings import read_settings
from bot.storage.maps import MapStoreError, default_map_store
from bot.understanding.aspects import is_question

ANSWER_SLOT = "invoer"
TOPIC_BUTTONS = 2
LIST = "utter_kaart_lijst"
SENTENCES = "utter_vraag_regel_"
FILES = {"plaatje": "png", "pdf": "pdf", "tabel": "csv", "bestand": "json"}
VIEWPOINTS = {Audience.PARENT: Viewpoint.CHILD, Audience.YOUTH: Viewpoint.SELF, Audience.PROFESSIONAL: Viewpoint.TOGETHER}
STORE_ERRORS = (MapStoreError, MapError, DecryptionError, SQLAlchemyError)
AUDIENCE_INTENTS = {f"doelgroep_{audience.value}": audience for audience in Audience}

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def default_interviews() -> KeptInterviews:
    """The interviews of this installation; store and people finder are opened at first use."""
    return KeptInterviews(default_map_store(), Interviewer(find_people))


def interrupt(owner: str, interviews: KeptInterviews | None = None) -> None:
    """A message about danger came in between. The card never waits for the store: what fails is told to the log alone."""
    try:
        (interviews or default_interviews()).interrupt(owner)
    except STORE_ERRORS as error:
        logger.error("interrupt: %s", type(error).__name__)


class TakeAnswer(Action):
    """The answer is never kept in the slot, so that the form asks on until the interview ends it."""

    def name(self) -> str:
        return "validate_netwerkkaart_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return emptied(tracker, ANSWER_SLOT)


class AskOn(Action):
    """Take the message to the interview and say what it wants to say."""

    def __init__(self, interviews: KeptInterviews | None = None) -> None:
        self._interviews = interviews

    def name(self) -> str:
        return "action_ask_invoer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if follows_a_card(tracker):
            return []
        if changes_data(tracker):
            return await ConcernData().run(dispatcher, tracker, domain)
        turn = Turn(dispatcher, tracker)
        if turn.intent in AUDIENCE_INTENTS:
            turn.choose(audience=AUDIENCE_INTENTS[turn.intent])
        try:
            told = self._tell(tracker.sender_id, turn)
        except STORE_ERRORS:
            turn.say("utter_kaart_storing", payload=calm_payload(turn.audience))
            return [*turn.close(), SlotSet("requested_slot", None)]
        if told.reply.aside and turn.intent not in AUDIENCE_INTENTS:
            answer_aside(turn)
        say_map_turn(turn, told)
        events = turn.close()
        return [*events, SlotSet("requested_slot", None)] if told.reply.ended else events

    def _tell(self, owner: str, turn: Turn) -> MapTurn:
        interviews = self._interviews or default_interviews()
        heard = heard_in(turn)
        code = turn.metadata.get("kaartcode")
        if code:
            return interviews.resume(owner, code, heard)
        in_interview = "ruw" in turn.metadata or (turn.intent != "netwerkkaart" or "knop" in turn.metadata)
        return (interviews.hear if in_interview else interviews.open)(owner, heard)


def heard_in(turn: Turn) -> Heard:
    """The message as the interview hears it: unmasked, in memory only."""
    text = turn.metadata.get("ruw") or turn.text
    button = turn.metadata.get("knop", "")
    pressed = command_of_button(button)
    settings = read_settings()
    # At the door of professionals a map stays theirs, also while parents read along.
    professional = Audience.PROFESSIONAL.value in (turn.audience, turn.metadata.get("doelgroep"))
    chooses_audience = turn.intent in AUDIENCE_INTENTS
    return Heard(
        text=text,
        given=Given(pressed) if pressed else default_commands().command(text),
        context=_context(button, text),
        viewpoint=VIEWPOINTS.get(turn.audience) if turn.audience else None,
        aside=can_be_answered(turn) or chooses_audience,
        asks=is_question(turn.text) or chooses_audience or "recht" in turn.metadata,
        unsafe=tuple(turn.slot(UNSAFE_SLOT) or ()),
        keep_days=settings.keep_map_days_professional if professional else settings.keep_map_days,
    )


def _context(button: str, text: str) -> str | None:
    if button.startswith(CONTEXT_PREFIX):
        return button.removeprefix(CONTEXT_PREFIX)
    return default_commands().context(text)


def say_map_turn(turn: Turn, told: MapTurn) -> None:
    """Say the lines of a turn; buttons and payload come with the last one."""
    reply, network = told.reply, told.interview.network
    result = result_of(network, turn.audience, turn.informal, turn.slot(UNSAFE_SLOT) or ()) if reply.shown else None
    shown = result.shown(network, told.map_id, turn.audience, turn.informal) if result else None
    values = {"dagen": Words(turn.phrase).time(told.keep_days, Unit.DAYS), "code": told.code} | {
        name: file_path(told.map_id, kind) for name, kind in FILES.items()
    }
    lines = _together(turn, [*reply.lines, *(_result_lines(turn, result) if result and reply.ended else [])])
    buttons = [turn.button(name) for name in reply.buttons]
    if result and reply.ended:
        buttons = [*(turn.topic_button(offer.topic) for offer in result.suggestions[:TOPIC_BUTTONS]), *buttons]
    for line in lines[:-1]:
        turn.say(line.name, values=values | dict(line.values))
    turn.say(lines[-1].name, buttons, network_payload(told.map_id, reply.step, network, shown), values | dict(lines[-1].values))


def _result_lines(turn: Turn, result: Result) -> list[Line]:
    parts = [("utter_kaart_sterk_kop", result.strong), ("utter_kaart_open_kop", result.open), ("utter_kaart_past_kop", result.fitting)]
    lists = [as_list(heading, sentences, turn.audience, turn.informal) for heading, sentences in parts if sentences]
    nothing_open = [] if result.open else [Line("utter_kaart_geen_open")]
    where = [Line("utter_kaart_waar_navragen")] if result.fitting else []
    return [Line("utter_kaart_klaar"), *(Line(LIST, {"lijst": text}) for text in lists), *nothing_open, *where, Line("utter_kaart_wat_nu")]


def _together(turn: Turn, lines: list[Line]) -> list[Line]:
    """Sentences to copy come in one bubble, not in seven."""
    sentences = [line for line in lines if line.name.startswith(SENTENCES)]
    if not sentences:
        return lines
    first = lines.index(sentences[0])
    text = "\n".join(f"- {turn.phrase(line.name, dict(line.values))}" for line in sentences)
    return [*lines[:first], Line(LIST, {"lijst": text}), *(line for line in lines[first:] if line not in sentences)]
