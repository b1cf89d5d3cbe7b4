"""The safety card: number first, the contacts that fit age and hour, the same in every channel and when all else fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache

import yaml

from bot.knowledge.contacts import CHILD_UNTIL, Contact, default_contacts
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import KNOWLEDGE_DIR, Audience
from bot.safety.levels import Level, Signal, Theme


@dataclass(frozen=True)
class Card:
    """A text and the `safety` payload beside it."""

    text: str
    payload: dict[str, object]


@lru_cache(maxsize=1)
def _contacts_by_level() -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load((KNOWLEDGE_DIR / "veiligheid.yml").read_text(encoding="utf-8"))["contacts"]


def contacts_for(level: str, theme: Theme, audience: Audience | None, now: datetime) -> list[Contact]:
    """The contacts of a card in order. Who may be a child never sees a line for adults; a closed line goes after the open ones."""
    by_theme = _contacts_by_level().get(level, _contacts_by_level()["concern"])
    listed = [default_contacts()[name] for name in by_theme.get(theme.value, by_theme["onbekend"])]
    fitting = [c for c in listed if c.may_be_shown and _fits(c, audience)]
    return sorted(fitting, key=lambda contact: not contact.is_open(now))


def _fits(contact: Contact, audience: Audience | None) -> bool:
    if audience is None:  # it may be a child
        return not (contact.ages and contact.ages[0] >= CHILD_UNTIL)
    return audience.value in contact.audience


def response_name(level: Level, theme: Theme) -> str:
    """The name of the text for a level and theme; an unwritten theme gets the general text."""
    name = f"utter_veiligheid_{level.value}_{theme.value}"
    return name if name in default_phrasebook() else f"utter_veiligheid_{level.value}_{Theme.UNKNOWN.value}"


def safety_card(signal: Signal, audience: Audience | None, use_informal: bool = False, now: datetime | None = None) -> Card:
    """The card for a signal that takes over."""
    moment = now or datetime.now(timezone.utc)
    contacts = contacts_for(signal.level.value, signal.theme, audience, moment)
    text = default_phrasebook().text(response_name(signal.level, signal.theme), audience, use_informal)
    payload: dict[str, object] = {
        "type": "safety",
        "level": signal.level.value,
        "subtype": signal.theme.value,
        "contacts": [contact.payload() for contact in contacts],
    }
    return Card(text, payload)


def calm_payload(audience: Audience | None, now: datetime | None = None) -> dict[str, object]:
    """The `contact` payload for the calm question whom to call in danger."""
    contacts = contacts_for("calm", Theme.UNKNOWN, audience, now or datetime.now(timezone.utc))
    return {"type": "contact", "contacts": [contact.payload() for contact in contacts]}
