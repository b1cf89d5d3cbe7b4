"""What happens to a message before Rasa reads it, the same for every door.

Order: danger on the raw text, in memory only; typed slash commands become text; personal data is masked; audience and
language are noticed. Text of an acute or concerning message goes no further than this module.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.buttons import ButtonBook, default_buttons
from bot.knowledge.topics import Audience
from bot.privacy.masking import mask
from bot.safety.levels import NO_SIGNAL, Level, Signal
from bot.safety.normalise import visible
from bot.safety.signals import DangerDetector, default_detector
from bot.understanding.audience import audience_cue
from bot.understanding.foreign import foreign_language
from bot.understanding.labels import intent_name

LEADING_SLASHES = re.compile(r"^[/\s]+")
MOST_SENDERS = 1000
MOST_READ = 10_000  # characters at the beginning and at the end that are read for danger
NOT_KEPT = "[niet bewaard]"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DANGER_INTENT = "gevaar"
FOREIGN_INTENT = "andere_taal"


@dataclass(frozen=True)
class Admitted:
    """What Rasa gets. ``parse_data`` is set when the language part is skipped; ``signal`` steers the static help."""

    text: str
    metadata: dict[str, Any]
    signal: Signal
    audience: Audience | None
    parse_data: dict[str, Any] | None = field(default=None)


class Intake:
    """Admits messages. Between them it keeps, in memory only, the last text of a sender, for danger said in two messages."""

    def __init__(self, max_characters: int, detector: DangerDetector | None = None, buttons: ButtonBook | None = None) -> None:
        self._max_characters = max_characters
        self._detector = detector or default_detector()
        self._buttons = buttons or default_buttons()
        self._last_texts: OrderedDict[str, str] = OrderedDict()

    def admit(self, message: object, audience: object, sender: str = "") -> Admitted:
        """Turn what a door received into what Rasa may see. Never raises for odd input."""
        # A lone surrogate is valid in JSON and in no text.
        raw = message.encode("utf-8", "ignore").decode() if isinstance(message, str) else ""
        if len(raw) > 2 * MOST_READ:
            raw = f"{raw[:MOST_READ]} {raw[-MOST_READ:]}"
        chosen = _audience(audience)
        metadata: dict[str, Any] = {"doelgroep": chosen.value} if chosen else {}
        pressed = self._buttons.pressed(raw)
        if pressed:
            label, title = pressed
            return Admitted(title, metadata, NO_SIGNAL, chosen, _parsed(title, label))
        signal = self._signal(raw, sender)
        cue = audience_cue(raw)
        metadata |= {name: value.value for name, value in (("zegt", cue.stated), ("wijst_op", cue.hinted)) if value}
        reader = cue.stated or chosen or cue.hinted
        if signal.level is not Level.NONE:
            metadata["signaal"] = signal.level.value
        if signal.level.takes_over:
            metadata |= {"thema": signal.theme.value, "onveilig": list(signal.unsafe_relations)}
            return Admitted(NOT_KEPT, metadata, signal, reader, _parsed(NOT_KEPT, DANGER_INTENT))
        return self._ordinary(raw, metadata, signal, reader)

    def _signal(self, raw: str, sender: str) -> Signal:
        signal = self._detector.detect(raw)
        before = self._last_texts.pop(sender, "")
        if signal.level.takes_over or not sender:
            return signal
        self._last_texts[sender] = raw[-self._max_characters :]
        if len(self._last_texts) > MOST_SENDERS:
            self._last_texts.popitem(last=False)
        together = self._detector.certain(f"{before} {raw}") if before else signal
        return together if together.level.takes_over else signal

    def _ordinary(self, raw: str, metadata: dict[str, Any], signal: Signal, reader: Audience | None) -> Admitted:
        text = CONTROL.sub(" ", visible(raw)).strip()
        if len(text) > self._max_characters:
            text = text[: self._max_characters]
            metadata["afgekapt"] = True
        masked = mask(LEADING_SLASHES.sub("", text))
        if masked.kinds:
            metadata["gemaskeerd"] = list(masked.kinds)
        language = foreign_language(masked.text)
        if language:
            metadata["taal"] = language
            return Admitted(masked.text, metadata, signal, reader, _parsed(masked.text, FOREIGN_INTENT))
        if not any(character.isalnum() for character in masked.text):
            return Admitted(masked.text, metadata, signal, reader, _parsed(masked.text, "onduidelijk"))
        return Admitted(masked.text, metadata, signal, reader)


def _audience(value: object) -> Audience | None:
    try:
        return Audience(value)
    except ValueError:
        return None


def _parsed(text: str, label: str) -> dict[str, Any]:
    """Rasa's parse data for a message whose meaning is certain."""
    return {
        "text": text,
        "intent": {"name": intent_name(label), "confidence": 1.0, "full_retrieval_intent_name": label},
        "entities": [],
        "intent_ranking": [],
        "besluit": {"uitkomst": "antwoord", "labels": [label]},
    }
