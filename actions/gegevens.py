"""Seeing, taking along and erasing what is held of a conversation; works in the middle of a longer conversation too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.turn import Turn
from bot.privacy import rights
from bot.privacy.encryption import DecryptionError
from bot.privacy.insight import Words, erased_lines, held_lines, retention_lines
from bot.privacy.rights import Erased, Held
from bot.privacy.wishes import Wish, default_wishes
from bot.safety.card import calm_payload
from bot.settings import Settings, read_settings

PRIVACY = "privacy"
FILE = "gegevens/alles.json"
ERASED = "gewist"
ASKED = "wissen"  # the step of the payload in which erasing is asked back
FAULTS = (SQLAlchemyError, DecryptionError)
WISHES = {"gegevens": Wish.SEE, "gegevens_opvragen": Wish.TAKE, "gegevens_wissen": Wish.ERASE}


@dataclass(frozen=True)
class Rights:
    """What can be done with the data of a conversation."""

    held: Callable[[Settings, str], Held] = rights.held
    erase: Callable[[Settings, str], Erased] = rights.erase


def default_rights() -> Rights:
    """The rights over the database of this installation."""
    return Rights()


class ConcernData(Action):
    """Show, give or erase what is held."""

    def __init__(self, allowed: Rights | None = None) -> None:
        self._rights = allowed

    def name(self) -> str:
        return "action_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn(dispatcher, tracker)
        wish = wish_in(tracker) or WISHES[turn.intent]
        try:
            return DONE[wish](turn, tracker, self._rights or default_rights())
        except FAULTS:
            turn.say("utter_gegevens_storing", payload=calm_payload(turn.audience))
            return turn.close()


def changes_data(tracker: Tracker) -> bool:
    """Whether a message in a longer conversation asks to erase, or answers whether to; seeing and taking along are said in between."""
    return wish_in(tracker) in (Wish.ERASE, Wish.ERASE_NOW, Wish.KEEP)


def wish_in(tracker: Tracker) -> Wish | None:
    """What somebody said that concerns the data for certain: as a button or phrase, or as the answer to whether to erase."""
    said = (tracker.latest_message.get("metadata") or {}).get("recht")
    if said:
        return Wish(said)
    return default_wishes().answer(tracker.latest_message.get("text") or "") if erasing_was_asked(tracker) else None


def erasing_was_asked(tracker: Tracker) -> bool:
    """Whether the last reply asked whether to erase."""
    before = [event for event in tracker.events if event.get("event") in ("user", "bot")]
    while before and before[-1]["event"] == "user":
        before.pop()
    payloads = []
    while before and before[-1]["event"] == "bot":
        payloads.append((before.pop().get("data") or {}).get("custom") or {})
    return any(payload.get("type") == PRIVACY and payload.get("step") == ASKED for payload in payloads)


def say_held(turn: Turn, allowed: Rights, aside: bool = False) -> None:
    """What happens with data and what is held now; in between another conversation without the table, buttons and payload."""
    settings, words = read_settings(), Words(turn.phrase)
    held = allowed.held(settings, turn.sender)
    lines = held_lines(held, words)
    response, values = "utter_gegevens_bewaard" if lines else "utter_gegevens_niets", {"lijst": "\n".join(lines)}
    turn.say("utter_gegevens", values={"dagen": words.conversation_time(settings, turn.sender)})
    if aside:
        turn.say(response, values=values)
        return
    turn.say("utter_bewaartijden", values={"lijst": "\n".join(retention_lines(settings, words))})
    buttons = [turn.button(name) for name in ("gegevens-meenemen", "gegevens-wissen", "mens")]
    turn.say(response, buttons, {"type": PRIVACY, "step": Wish.SEE.value, "turns": held.turns, "maps": len(held.maps)}, values)


def say_data_aside(turn: Turn, allowed: Rights | None = None) -> None:
    """The short answer to a message about data in between another conversation."""
    wish = WISHES[turn.intent]
    try:
        if wish is Wish.SEE:
            say_held(turn, allowed or default_rights(), aside=True)
        else:
            turn.say("utter_gegevens_opvragen" if wish is Wish.TAKE else "utter_gegevens_wissen_hoe", values={"bestand": FILE})
    except FAULTS:
        turn.say("utter_gegevens_storing")


def _see(turn: Turn, tracker: Tracker, allowed: Rights) -> list[EventType]:
    say_held(turn, allowed)
    return turn.close()


def _take(turn: Turn, tracker: Tracker, allowed: Rights) -> list[EventType]:
    payload = {"type": PRIVACY, "step": Wish.TAKE.value, "file": FILE}
    turn.say("utter_gegevens_opvragen", [turn.button("gegevens-wissen")], payload, {"bestand": FILE})
    return turn.close()


def _ask(turn: Turn, tracker: Tracker, allowed: Rights) -> list[EventType]:
    turn.say("utter_gegevens_wissen", [turn.button(name) for name in ("gegevens-wis-alles", "gegevens-bewaren")], {"type": PRIVACY, "step": ASKED})
    return turn.close()


def _erase(turn: Turn, tracker: Tracker, allowed: Rights) -> list[EventType]:
    erased = allowed.erase(read_settings(), tracker.sender_id)
    lines = erased_lines(erased, Words(turn.phrase))
    turn.say("utter_gegevens_gewist", payload={"type": PRIVACY, "step": ERASED, "erased": asdict(erased)}, values={"lijst": "\n".join(lines)})
    # Rasa drops this turn with the conversation; the form must not ask on in it.
    return [SlotSet("requested_slot", None)]


def _keep(turn: Turn, tracker: Tracker, allowed: Rights) -> list[EventType]:
    under_way = bool((tracker.active_loop or {}).get("name"))
    turn.say("utter_gegevens_niet_gewist_onderweg" if under_way else "utter_gegevens_niet_gewist", payload={"type": PRIVACY, "step": Wish.KEEP.value})
    return turn.close()


DONE: dict[Wish, Callable[[Turn, Tracker, Rights], list[EventType]]] = {
    Wish.SEE: _see,
    Wish.TAKE: _take,
    Wish.ERASE: _ask,
    Wish.ERASE_NOW: _erase,
    Wish.KEEP: _keep,
}
