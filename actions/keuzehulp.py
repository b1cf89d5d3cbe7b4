"""The support finder: one form with one free-text slot; ``bot.support_finder`` decides what fits and what is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.formulier import emptied, follows_a_card
from actions.gegevens import ConcernData, changes_data
from actions.netwerkkaart import AUDIENCE_INTENTS, default_interviews
from actions.terzijde import answer_aside, can_be_answered
from actions.turn import AUDIENCE_SLOT, UNSAFE_SLOT, Turn
from bot.knowledge.answers import default_answers
from bot.knowledge.buttons import Button, default_buttons
from bot.knowledge.topics import Audience
from bot.network_map.network import NetworkMap
from bot.privacy.encryption import DecryptionError
from bot.storage.maps import MapStoreError
from bot.support_finder.finder import Found, State, SupportFinder, default_finder, first_suggestions
from bot.support_finder.open_places import needs_of
from bot.support_finder.reading import Question
from bot.support_finder.wording import finder_payload, title_of, why
from bot.understanding.labels import is_topic

ANSWER_SLOT = "keuze"
STATE_SLOT = "keuzehulp"
UNSAFE = "onveilig"
TOPIC_BUTTONS = 2
SKIP, BACK, STOP = "keuze-overslaan", "keuze-terug", "keuze-stoppen"
QUESTIONS = {
    Question.WHO: "utter_keuzehulp_vraag_voor_wie",
    Question.AGE: "utter_keuzehulp_vraag_leeftijd",
    Question.NEED: "utter_keuzehulp_vraag_behoefte",
    Question.NOT: "utter_keuzehulp_vraag_geprobeerd_of_niet",
}
CHOICES = {
    Question.WHO: ("keuze-zelf", "keuze-kind", "keuze-gezin"),
    Question.AGE: ("keuze-baby", "keuze-klein", "keuze-puber", "keuze-volwassen"),
    Question.NEED: ("keuze-rust", "keuze-praten", "keuze-opvoeden", "keuze-praktisch", "keuze-iemand", "keuze-plan"),
    Question.NOT: ("keuze-geen-groep", "keuze-niet-thuis", "keuze-niets"),
}
CHOICES_FOR = {
    (Question.WHO, Audience.YOUTH): ("keuze-zelf", "keuze-gezin"),
    (Question.AGE, Audience.YOUTH): (),
    (Question.NEED, Audience.YOUTH): ("keuze-praten", "keuze-tijd", "keuze-opkomen", "keuze-school", "keuze-plan"),
    (Question.WHO, Audience.PROFESSIONAL): ("keuze-een-kind", "keuze-een-ouder", "keuze-gezin"),
    (Question.NEED, Audience.PROFESSIONAL): ("keuze-rust", "keuze-praten", "keuze-praktisch", "keuze-plan", "keuze-netwerk"),
    (Question.NOT, Audience.YOUTH): ("keuze-geen-groep", "keuze-niets"),
}


class TakeChoice(Action):
    """The answer is never kept in the slot, so that the form asks on until the finder ends it."""

    def name(self) -> str:
        return "validate_keuzehulp_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return emptied(tracker, ANSWER_SLOT)


class AskChoice(Action):
    """Take the message to the finder, say what could fit now and ask what is still open."""

    def __init__(self, finder: SupportFinder | None = None, map_of: Callable[[str], NetworkMap | None] | None = None) -> None:
        self._finder = finder
        self._map_of = map_of or _map_of

    def name(self) -> str:
        return "action_ask_keuze"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if follows_a_card(tracker):
            return []
        if changes_data(tracker):
            return await ConcernData().run(dispatcher, tracker, domain)
        turn = Turn(dispatcher, tracker)
        kept = State.from_codes(turn.slot(STATE_SLOT))
        begun = kept is not None and kept.question is not None
        if turn.intent in AUDIENCE_INTENTS:
            turn.choose(audience=AUDIENCE_INTENTS[turn.intent])
        found, aside = self._found(turn, tracker, kept)
        if aside:
            _answer_between(turn)
        say_found(turn, found, first=not begun, aside=aside)
        turn.remember(keuzehulp=found.state.to_codes() if found.question else None, herstel=0)
        events = turn.close()
        return events if found.question else [*events, SlotSet("requested_slot", None)]

    def _found(self, turn: Turn, tracker: Tracker, kept: State | None) -> tuple[Found, bool]:
        finder = self._finder or default_finder()
        ranking = _ranking(tracker)
        unsafe = (UNSAFE,) if turn.slot(UNSAFE_SLOT) else ()
        if kept is None or kept.question is None:
            network = self._map_of(tracker.sender_id)
            return finder.open(turn.text, turn.audience, ranking, needs_of(network) if network else (), unsafe, kept), False
        if turn.intent in AUDIENCE_INTENTS or _is_between(turn, kept):
            return finder.again(kept, turn.audience), turn.intent not in AUDIENCE_INTENTS
        return finder.answer(kept, turn.text, turn.audience, ranking, unsafe), False


def for_the_finder(tracker: Tracker) -> bool:
    """Whether a message without a clear topic is a parent's or youth's situation that the finder can help with.

    Reads the tracker itself: a :class:`Turn` would say the opening line, and the form says it again.
    """
    metadata = tracker.latest_message.get("metadata") or {}
    chosen = metadata.get("zegt") or tracker.get_slot(AUDIENCE_SLOT) or metadata.get("doelgroep") or metadata.get("wijst_op")
    audience = Audience(chosen) if chosen in {one.value for one in Audience} else None
    if audience is Audience.PROFESSIONAL:
        return False
    return first_suggestions(tracker.latest_message.get("text") or "", audience, _ranking(tracker)) is not None


def _ranking(tracker: Tracker) -> dict[str, float]:
    return {entry["name"]: entry["confidence"] for entry in tracker.latest_message.get("intent_ranking") or []}


def note_situation(turn: Turn) -> bool:
    """Keep, as codes, what a message tells that is answered with a topic, so that the finder need not ask it again; whether it tells any."""
    noted = default_finder().note(turn.text, turn.audience)
    if noted:
        turn.remember(keuzehulp=noted.to_codes())
    return noted is not None


def _map_of(owner: str) -> NetworkMap | None:
    """The network map of somebody, when there is one that can be read."""
    try:
        interview = default_interviews().current(owner)
    except (MapStoreError, DecryptionError, SQLAlchemyError):
        return None
    return interview.network if interview else None


def _topic_opened(turn: Turn) -> str | None:
    """The topic whose button was pressed or whose title is all that was typed."""
    pressed = default_buttons().pressed(turn.text)
    return pressed[0] if pressed and is_topic(pressed[0]) else None


def _is_between(turn: Turn, state: State) -> bool:
    """Whether a message is a question in between. The title of a form answers what was tried, unless its button was pressed."""
    if _topic_opened(turn):
        return state.question is not Question.NOT or "knop" in turn.metadata
    return can_be_answered(turn)


def _answer_between(turn: Turn) -> None:
    topic = _topic_opened(turn)
    if topic is None:
        answer_aside(turn)
        return
    answer = default_answers().short(topic, turn.audience)
    turn.say(answer.response, values=answer.values)


def say_found(turn: Turn, found: Found, first: bool, aside: bool = False) -> None:
    """Say what fits and the next question, or the end; the last bubble carries payload and buttons."""
    payload = finder_payload(found, turn.audience, turn.informal)
    if found.stopped:
        turn.say("utter_keuzehulp_gestopt", _topic_buttons(turn, found), payload)
        return
    if first:
        turn.say("utter_keuzehulp")
    if UNSAFE in found.state.situation.codes and (first or found.changed or found.question is None):
        turn.say("utter_keuzehulp_onveilig")
    if not aside:
        _say_list(turn, found, first)
    if found.question is None:
        _say_end(turn, found, payload)
        return
    turn.say(QUESTIONS[found.question], [turn.button(name) for name in _choices(turn, found)], payload)


def _say_list(turn: Turn, found: Found, first: bool) -> None:
    if found.explains:
        turn.say("utter_keuzehulp_uitleg")
    elif found.nothing_before:
        turn.say("utter_keuzehulp_geen_terug")
    elif found.suggestions and (found.changed or found.question is None):
        turn.say("utter_keuzehulp_past" if first or not found.changed else "utter_keuzehulp_past_nu", values={"lijst": _list(turn, found)})
    elif found.suggestions:
        turn.say("utter_keuzehulp_blijft")


def _list(turn: Turn, found: Found) -> str:
    line = "utter_keuzehulp_regel"
    reasons = [{"titel": title_of(one.topic), "waarom": why(one, turn.audience, turn.informal)} for one in found.suggestions]
    return "\n".join(turn.phrase(line, values) for values in reasons)


def _say_end(turn: Turn, found: Found, payload: dict[str, object]) -> None:
    buttons = [*_topic_buttons(turn, found), turn.button("kaart-beginnen")]
    if found.suggestions:
        turn.say("utter_keuzehulp_klaar", buttons, payload)
    else:
        turn.say("utter_keuzehulp_niets", [*buttons, turn.button("mens")], payload)


def _topic_buttons(turn: Turn, found: Found) -> list[Button]:
    return [turn.topic_button(one.topic) for one in found.suggestions[:TOPIC_BUTTONS]]


def _choices(turn: Turn, found: Found) -> tuple[str, ...]:
    question = found.question
    if question is None:
        return ()
    choices = CHOICES_FOR.get((question, turn.audience), CHOICES[question]) if turn.audience else CHOICES[question]
    back = (BACK,) if len(found.state.asked) > 1 else ()
    return (*choices, SKIP, *back, STOP)
