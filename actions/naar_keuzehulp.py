"""Which messages go to the support finder although their intent does not say so."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn import AUDIENCE_SLOT
from bot.knowledge.topics import Audience
from bot.support_finder.finder import State, default_finder, first_suggestions
from bot.understanding.aspects import is_question
from bot.understanding.ordinals import goes_back

STATE_SLOT = "keuzehulp"
OUTSIDE = "buiten_overig"
SAYS_LITTLE = ("ontkennen", "bevestigen", OUTSIDE)


def goes_to_the_finder(tracker: Tracker) -> bool:
    """Whether a message that seems to say little, or to be about something else, changes the finder or tells a situation."""
    intent = (tracker.latest_message.get("intent") or {}).get("name")
    if "knop" in (tracker.latest_message.get("metadata") or {}) or intent not in SAYS_LITTLE:
        return False
    return changes_the_finder(tracker) or (intent == OUTSIDE and _tells_a_situation(tracker) and for_the_finder(tracker))


def _tells_a_situation(tracker: Tracker) -> bool:
    """Whether a message is no question and tells both an age and a need: then it is no small talk about something else."""
    text = tracker.latest_message.get("text") or ""
    noted = default_finder().note(text)
    return not is_question(text) and noted is not None and bool(noted.situation.told.ages)


def changes_the_finder(tracker: Tracker) -> bool:
    """Whether a message after the end of the finder changes an answer: "terug", "hij is 15", "toch liever iemand om te praten"."""
    state = State.from_codes(tracker.get_slot(STATE_SLOT))
    text = tracker.latest_message.get("text") or ""
    intent = (tracker.latest_message.get("intent") or {}).get("name")
    if state is None or not state.done or intent == STATE_SLOT:
        return False
    return goes_back(text) or default_finder().changes(text, state)


def for_the_finder(tracker: Tracker) -> bool:
    """Whether a message without a clear topic is a parent's or youth's situation that the finder can help with.

    Reads the tracker itself: a :class:`Turn` would say the opening line, and the form says it again.
    """
    metadata = tracker.latest_message.get("metadata") or {}
    chosen = metadata.get("zegt") or tracker.get_slot(AUDIENCE_SLOT) or metadata.get("doelgroep") or metadata.get("wijst_op")
    audience = Audience(chosen) if chosen in {one.value for one in Audience} else None
    if audience is Audience.PROFESSIONAL:
        return False
    return first_suggestions(tracker.latest_message.get("text") or "", audience, ranking_of(tracker)) is not None


def ranking_of(tracker: Tracker) -> dict[str, float]:
    """The classifier's probability per label."""
    return {entry["name"]: entry["confidence"] for entry in tracker.latest_message.get("intent_ranking") or []}
