"""What the assistant does itself: greeting, who it is, a person to reach, other languages, outside the subject."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.gegevens import ConcernData, changes_data
from actions.turn import Turn
from bot.knowledge.buttons import ButtonBook, default_buttons
from bot.knowledge.organisation import contact_values
from bot.safety.card import calm_payload
from bot.settings import read_settings
from bot.understanding.foreign import line_for

PAYLOAD_TYPE = {
    "groet": "smalltalk",
    "bedanken": "smalltalk",
    "afscheid": "smalltalk",
    "bevestigen": "smalltalk",
    "ontkennen": "smalltalk",
    "opnieuw": "smalltalk",
    "kunnen": "about",
    "ben_je_een_mens": "about",
    "andere_taal": "language",
    "buiten_geld": "out_of_scope",
    "buiten_medisch": "out_of_scope",
    "buiten_juridisch": "out_of_scope",
    "buiten_lokaal": "out_of_scope",
    "buiten_overig": "out_of_scope",
}
WITH_CONTACTS = ("mens", "klacht", "veiligheid")
BUTTONS = {
    "groet": ("kunnen",),
    "kunnen": ("gegevens", "mens"),
    "ben_je_een_mens": ("kunnen", "mens"),
}


class Converse(Action):
    """Utter the text of a conversation ability with its payload."""

    def __init__(self, buttons: ButtonBook | None = None) -> None:
        self._buttons = buttons or default_buttons()

    def name(self) -> str:
        return "action_converse"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if changes_data(tracker):
            return await ConcernData().run(dispatcher, tracker, domain)
        turn = Turn(dispatcher, tracker)
        payload = calm_payload(turn.audience) if turn.intent in WITH_CONTACTS else {"type": PAYLOAD_TYPE[turn.intent]}
        buttons = [self._buttons.fixed(name) for name in BUTTONS.get(turn.intent, ())]
        values = {"contact": contact_text(turn)}
        line = line_for(turn.metadata.get("taal")) if turn.intent == "andere_taal" else None
        if turn.intent == "andere_taal" and line is None:
            turn.say("utter_andere_taal_alle", buttons, payload)
        else:
            turn.say(f"utter_{turn.intent}", buttons, payload, values | {"regel": line or ""})
        turn.remember(herstel=0)
        if turn.intent == "opnieuw":
            turn.remember(onderwerp=None, alternatieven=None, keuzehulp=None)
        return turn.close()


def contact_text(turn: Turn) -> str:
    """How to reach the organisation, or where else a person can be found."""
    values = contact_values(read_settings())
    if values is None:
        return turn.phrase("utter_contact_algemeen")
    return turn.phrase("utter_contact_organisatie", values)
