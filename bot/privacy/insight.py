"""What is held of somebody, and how long things are kept, put into lines of text; the words stand in ``data/responses/gegevens.yml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.knowledge.contacts import AMSTERDAM
from bot.knowledge.topics import default_knowledge_base
from bot.network_map.interview.state import Interview
from bot.privacy.retention import Unit, conversation_days, retention
from bot.privacy.rights import Erased, Held
from bot.settings import Settings

NAMED_SLOTS = ("doelgroep", "aanspreekvorm", "onderwerp", "zoekvraag", "keuzehulp", "onveilig")
ONE = {Unit.DAYS: "utter_een_dag", Unit.MONTHS: "utter_een_maand"}
MANY = {Unit.DAYS: "utter_aantal_dagen", Unit.MONTHS: "utter_aantal_maanden"}
MOMENT = "%d-%m-%Y, %H:%M"


class Words:
    """Turns times and slots into words; ``phrase`` gives the text of a response with its values."""

    def __init__(self, phrase: Callable[[str, Mapping[str, str]], str]) -> None:
        self.phrase = phrase

    def time(self, number: int, unit: Unit) -> str:
        """A length of time."""
        return self.phrase(ONE[unit] if number == 1 else MANY[unit], {"aantal": str(number)})

    def conversation_time(self, settings: Settings, sender: str) -> str:
        """How long the conversation of a sender stays after its last message."""
        return self.time(conversation_days(settings, sender), Unit.DAYS)

    def slot(self, name: str, value: Any) -> str:
        """What a slot remembers."""
        if name == "onderwerp":
            topic = default_knowledge_base().topic(str(value))
            value = topic.title if topic else value
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return self.phrase(f"utter_gegevens_slot_{name}", {"waarde": shown})


def retention_lines(settings: Settings, words: Words) -> list[str]:
    """A line for each kind of data with how long it is kept."""
    return [words.phrase(f"utter_bewaartijd_{p.kept.value}", {"tijd": words.time(p.number, p.unit)}) for p in retention(settings)]


def held_lines(held: Held, words: Words) -> list[str]:
    """A line for each kind of data that is held; none when nothing is."""
    lines = []
    if held.turns and held.since and held.until:
        values = {"aantal": str(held.turns), "sinds": _moment(held.since), "tot": _moment(held.until)}
        lines.append(words.phrase("utter_gegevens_regel_berichten", values))
    if held.remembered:
        lines.append(words.phrase("utter_gegevens_regel_onthouden", {"namen": "; ".join(_remembered(held.remembered, words))}))
    for kept in held.maps:
        people = len(Interview.from_dict(kept["content"]).network.people)
        until = _moment(datetime.fromisoformat(kept["expires_at"]))
        lines.append(words.phrase("utter_gegevens_regel_kaart", {"aantal": str(people), "tot": until}))
    for name, rows in (("beoordelingen", held.ratings), ("vragen", held.questions)):
        if rows:
            lines.append(words.phrase(f"utter_gegevens_regel_{name}", {"aantal": str(len(rows))}))
    return lines


def erased_lines(erased: Erased, words: Words) -> list[str]:
    """A line for each kind of data that was erased, with how many; the messages always, as proof."""
    counts = {"berichten": erased.turns, "kaarten": erased.maps, "beoordelingen": erased.ratings, "vragen": erased.questions}
    shown = {name: number for name, number in counts.items() if number or name == "berichten"}
    return [words.phrase(f"utter_gegevens_gewist_{name}", {"aantal": str(number)}) for name, number in shown.items()]


def _remembered(slots: Mapping[str, Any], words: Words) -> list[str]:
    named = [words.slot(name, slots[name]) for name in NAMED_SLOTS if name in slots]
    other = [words.phrase("utter_gegevens_slot_overig", {})] if set(slots) - set(NAMED_SLOTS) else []
    return [*named, *other]


def _moment(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime(MOMENT)
