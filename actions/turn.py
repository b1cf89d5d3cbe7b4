"""One reply: what every action has in common. Opening line, form of address, safety line, audience question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.knowledge.buttons import Button, ButtonBook, default_buttons
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.privacy.insight import Words
from bot.safety.levels import Theme
from bot.settings import read_settings

AUDIENCE_SLOT = "doelgroep"
ADDRESS_SLOT = "aanspreekvorm"
TOPIC_SLOT = "onderwerp"
ALTERNATIVES_SLOT = "alternatieven"
REPAIR_SLOT = "herstel"
TOLD_SLOT = "verteld"
OPENED_SLOT = "geopend"
UNSAFE_SLOT = "onveilig"
ALARM_SLOT = "alarm"
SUICIDE_THEMES = (Theme.SUICIDE.value, Theme.SELF_HARM.value)
LINE_LEVELS = ("distress", "soft", "professional")


class Turn:
    """Collects one reply and the slots that it sets."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, buttons: ButtonBook | None = None) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._buttons = buttons or default_buttons()
        self._slots: dict[str, Any] = {}
        self.metadata: dict[str, Any] = tracker.latest_message.get("metadata") or {}
        self.text: str = tracker.latest_message.get("text") or ""
        self.decision: dict[str, Any] = tracker.latest_message.get("besluit") or {}
        self.sender: str = tracker.sender_id
        self.intent: str = (tracker.latest_message.get("intent") or {}).get("name") or ""
        self.audience = self._audience()
        if not tracker.get_slot(OPENED_SLOT):
            self._open()

    def _audience(self) -> Audience | None:
        stated = self.metadata.get("zegt")
        if stated:
            self._slots[AUDIENCE_SLOT] = stated
            return Audience(stated)
        chosen = self._tracker.get_slot(AUDIENCE_SLOT) or self.metadata.get("doelgroep")
        if not chosen and self.metadata.get("wijst_op"):
            chosen = self._slots[AUDIENCE_SLOT] = self.metadata["wijst_op"]
        return Audience(chosen) if chosen in {audience.value for audience in Audience} else None

    def _open(self) -> None:
        self.say("utter_opening", values={"dagen": Words(self.phrase).conversation_time(read_settings(), self.sender)})
        self._slots[OPENED_SLOT] = True

    @property
    def informal(self) -> bool:
        """Whether a parent asked to be addressed with je."""
        return self._slots.get(ADDRESS_SLOT, self._tracker.get_slot(ADDRESS_SLOT)) == "je"

    def choose(self, audience: Audience | None = None, address: str | None = None) -> None:
        """Set the audience or form of address from now on."""
        if audience is not None:
            self.audience = audience
            self._slots[AUDIENCE_SLOT] = audience.value
        if address is not None:
            self._slots[ADDRESS_SLOT] = address

    def slot(self, name: str) -> Any:
        """A slot's value at the start of this turn."""
        return self._tracker.get_slot(name)

    def remember(self, **slots: Any) -> None:
        """Set slots at the end of this turn."""
        self._slots.update(slots)

    def button(self, name: str) -> Button:
        """A fixed button by name."""
        return self._buttons.fixed(name)

    def topic_button(self, topic_id: str) -> Button:
        """The button that opens a topic."""
        return self._buttons.topic_of(topic_id)

    def say(
        self, response: str, buttons: Sequence[Button] = (), payload: Mapping[str, object] | None = None, values: Mapping[str, str] | None = None
    ) -> None:
        """Utter a response by name in the audience's words."""
        self._dispatcher.utter_message(
            response=response,
            buttons=[button.as_dict() for button in buttons],
            json_message=dict(payload) if payload else None,
            doelgroep=self.audience.value if self.audience else None,
            aanspreekvorm="je" if self.informal else None,
            **(values or {}),
        )

    def phrase(self, response: str, values: Mapping[str, str] | None = None) -> str:
        """A text by name, to be put into another one."""
        return default_phrasebook().text(response, self.audience, self.informal, values)

    def close(self) -> list[EventType]:
        """Add the lines that come with an answer, and return the events of the turn."""
        level = self.metadata.get("signaal")
        if level in LINE_LEVELS:
            unknown = "_onbekend" if level == "distress" and self.audience is None else ""
            self.say(f"utter_veiligheid_{level}{unknown}")
        turns_left, theme = self._tracker.get_slot(ALARM_SLOT) or (0, "")
        if turns_left:
            self.say("utter_veiligheid_rij_zelfdoding" if theme in SUICIDE_THEMES else "utter_veiligheid_rij")
            self._slots[ALARM_SLOT] = [turns_left - 1, theme]
        if self.metadata.get("gemaskeerd"):
            self.say("utter_gemaskeerd", values={"soorten": ", ".join(self.metadata["gemaskeerd"])})
        if self.metadata.get("afgekapt"):
            self.say("utter_afgekapt")
        if self.audience is None and not self._tracker.get_slot(OPENED_SLOT):
            self.say("utter_vraag_doelgroep", [self._buttons.fixed(name) for name in ("ouder", "jongere", "professional")])
        return [SlotSet(name, value) for name, value in self._slots.items()]
