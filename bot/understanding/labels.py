"""Labels that the classifier knows: topic ids, and plain intents for what the assistant does itself.

A plain intent belongs to a conversation topic of ``gesprek/``; reports and held-out questions name that topic.
"""

from __future__ import annotations

TOPIC_GROUPS = ("begrip", "vorm", "praktijk", "dilemma", "richtlijn", "publicatie")
FOLLOW_UP = "vervolg_"
OUT_OF_SCOPE = "buiten_"

_CONVERSATION_TOPIC = {
    "groet": "groet",
    "bedanken": "groet",
    "afscheid": "groet",
    "kunnen": "kunnen",
    "ben_je_een_mens": "kunnen",
    "mens": "mens",
    "klacht": "mens",
    "gegevens": "gegevens",
    "gegevens_wissen": "gegevens",
    "gegevens_opvragen": "gegevens",
    "andere_taal": "andere-taal",
    "netwerkkaart": "netwerkkaart",
    "keuzehulp": "keuzehulp",
    "veiligheid": "veiligheid",
}


def is_topic(label: str) -> bool:
    """Whether a label is a topic of the knowledge base."""
    return label.split("/")[0] in TOPIC_GROUPS


def reported_topic(label: str) -> str:
    """The topic that reports name for a label: itself, ``gesprek/...``, or the label when it has no topic."""
    if label.startswith(OUT_OF_SCOPE):
        return "gesprek/buiten-onderwerp"
    name = _CONVERSATION_TOPIC.get(label)
    return f"gesprek/{name}" if name else label


def intent_name(label: str) -> str:
    """The Rasa intent of a label: ``vorm`` for ``vorm/jim``, the label itself for a plain intent."""
    return label.split("/")[0]
