"""The answer when nothing else answers: no Rasa, no action server, no model needed."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.safety.card import calm_payload, safety_card
from bot.safety.levels import Signal


def static_help(signal: Signal, audience: Audience | None) -> list[dict[str, object]]:
    """Messages in Rasa's form: the safety card where danger was recognised, else an apology with contacts."""
    if signal.level.takes_over:
        card = safety_card(signal, audience)
        return [{"text": card.text}, {"custom": card.payload}]
    text = default_phrasebook().text("utter_storing", audience)
    return [{"text": text}, {"custom": calm_payload(audience, datetime.now(timezone.utc))}]
