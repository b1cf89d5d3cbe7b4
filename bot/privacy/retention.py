"""What is kept and how long: one table, out of the settings, for the chat, the documents and the daily job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.settings import Settings

TEAMS_SENDER = "teams:"


class Kept(str, Enum):
    """What is kept, by the name that its line in ``data/responses/gegevens.yml`` has."""

    CONVERSATIONS = "gesprekken"
    TEAMS_CONVERSATIONS = "gesprekken_teams"
    MAPS = "kaarten"
    PROFESSIONAL_MAPS = "kaarten_professional"
    FEEDBACK = "beoordelingen"
    QUESTIONS = "vragen"
    COUNTS = "tellingen"
    LOGS = "logboeken"


class Unit(str, Enum):
    """In what a period is counted."""

    DAYS = "dagen"
    MONTHS = "maanden"


@dataclass(frozen=True)
class Period:
    """How long something is kept, and which setting says so."""

    kept: Kept
    number: int
    unit: Unit
    setting: str


SETTINGS = {
    Kept.CONVERSATIONS: ("keep_conversation_days", Unit.DAYS),
    Kept.TEAMS_CONVERSATIONS: ("keep_conversation_days_teams", Unit.DAYS),
    Kept.MAPS: ("keep_map_days", Unit.DAYS),
    Kept.PROFESSIONAL_MAPS: ("keep_map_days_professional", Unit.DAYS),
    Kept.FEEDBACK: ("keep_feedback_days", Unit.DAYS),
    Kept.QUESTIONS: ("keep_question_days", Unit.DAYS),
    Kept.COUNTS: ("keep_count_months", Unit.MONTHS),
    Kept.LOGS: ("keep_log_days", Unit.DAYS),
}


def retention(settings: Settings) -> tuple[Period, ...]:
    """The whole table, one line for each kind of data."""
    return tuple(Period(kept, getattr(settings, name), unit, name) for kept, (name, unit) in SETTINGS.items())


def conversation_days(settings: Settings, sender: str) -> int:
    """How many days after its last message the conversation of a sender stays."""
    return settings.keep_conversation_days_teams if sender.startswith(TEAMS_SENDER) else settings.keep_conversation_days
