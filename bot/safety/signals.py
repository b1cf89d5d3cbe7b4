"""The danger signal of one message: rules for certainty, a classifier for the rest, thresholds chosen by ``kringwijzer tune-danger``.

It reads the raw text in memory and keeps none of it. When the classifier is missing, the rules still work.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.safety.classifier import MODEL_FILE, Reading, SafetyClassifier
from bot.safety.levels import NO_SIGNAL, Level, Signal, Theme
from bot.safety.normalise import clauses, normalised
from bot.safety.rules import BEREAVED, FAMILY, RuleHit, has_heavy_word, has_professional_frame, match
from bot.safety.weighing import Thresholds, stored_weighing

LONG_MESSAGE_WORDS = 25
ANSWER_TAKEOVER = 0.7
ANSWER_PART = 0.9
CALL_FOR_HELP = "hulpwoord"
LEAST_KNOWN_WORDS = 2  # shorter cries are the rules' work
RELATION = re.compile(rf"\b({FAMILY[3:-1]})\b")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Weighed:
    """What rules and classifier make of one message before a threshold decides. It holds no text of the message."""

    hit: RuleHit | None
    whole: Reading | None  # None when the classifier is missing or knows too little of the words
    worst: Reading | None  # of the whole and its parts
    professional: bool
    heavy: bool
    relations: tuple[str, ...]


class DangerDetector:
    """Text to :class:`Signal`. Works without a classifier, with rules only."""

    def __init__(self, classifier: SafetyClassifier | None, thresholds: Thresholds | None = None) -> None:
        self._classifier = classifier
        self._thresholds = thresholds or (stored_weighing().thresholds if classifier else None)

    def certain(self, text: str) -> Signal:
        """What the rules alone say; for two messages read together, where a guess would alarm too often."""
        hit = match(text)
        if hit is None or hit.professional:
            return NO_SIGNAL
        return Signal(hit.rule.level, hit.rule.theme, hit.rule.name, _relations(text))

    def detect(self, text: str, answering: bool = False) -> Signal:
        """The most serious reading of a message, also when the alarming clause is one of many.

        ``answering``: the message answers a question of the network interview. There lists of people, the dead and those out of
        contact are ordinary, so the classifier must be surer to take over; below that a line with help comes along.
        """
        thresholds = self._thresholds
        if answering and thresholds:
            thresholds = replace(thresholds, takeover=max(thresholds.takeover, ANSWER_TAKEOVER), part=max(thresholds.part, ANSWER_PART))
        return decide(self.weigh(text), thresholds)

    def weigh(self, text: str) -> Weighed:
        """All that a decision needs, also for measuring many thresholds on one reading."""
        if not any(character.isalpha() for character in text) and "112" not in text:
            return Weighed(None, None, None, False, False, ())
        whole, worst = self._readings(text)
        return Weighed(match(text), whole, worst, has_professional_frame(text), has_heavy_word(text), _relations(text))

    def _readings(self, text: str) -> tuple[Reading | None, Reading | None]:
        if self._classifier is None or self._classifier.known_words(text) < LEAST_KNOWN_WORDS or self._classifier.is_known_calm(text):
            return None, None
        parts = [text]
        if len(text.split()) >= LONG_MESSAGE_WORDS:
            parts += _windows(text)
        readings = self._classifier.read(parts)
        return readings[0], max(readings, key=lambda reading: reading.danger)


def decide(weighed: Weighed, thresholds: Thresholds | None) -> Signal:
    """The signal of a weighed message. Without thresholds only the rules speak."""
    hit = weighed.hit
    if hit and hit.professional:
        return Signal(Level.PROFESSIONAL, hit.rule.theme, hit.rule.name)
    if hit and hit.rule.level.takes_over:
        return Signal(hit.rule.level, _theme_of(hit, weighed.whole), hit.rule.name, weighed.relations)
    if hit and hit.rule.name == BEREAVED:
        return Signal(hit.rule.level, hit.rule.theme, hit.rule.name)
    learned = _learned(weighed, thresholds) if thresholds else NO_SIGNAL
    if hit and not learned.level.takes_over:
        return Signal(hit.rule.level, hit.rule.theme, hit.rule.name)
    if learned.level is Level.NONE and weighed.heavy:
        return Signal(Level.PROFESSIONAL if weighed.professional else Level.SOFT, by="zwaar-woord")
    return learned


def _theme_of(hit: RuleHit, reading: Reading | None) -> Theme:
    if hit.rule.name == CALL_FOR_HELP or hit.rule.theme is not Theme.UNKNOWN or reading is None:
        return hit.rule.theme
    return _theme_named(reading.theme)


def _learned(weighed: Weighed, thresholds: Thresholds) -> Signal:
    whole, worst = weighed.whole, weighed.worst
    if whole is None or worst is None:
        return NO_SIGNAL
    if whole.danger >= thresholds.takeover or worst.danger >= thresholds.part:
        if weighed.professional:
            return Signal(Level.PROFESSIONAL, Theme.UNKNOWN, "classifier")
        return Signal(worst.level_in_danger, _theme_named(worst.theme), "classifier", weighed.relations)
    if whole.level is Level.DISTRESS:
        return Signal(Level.DISTRESS, by="classifier")
    if worst.danger >= thresholds.soft:
        return Signal(Level.SOFT, by="classifier")
    return NO_SIGNAL


def _windows(text: str) -> list[str]:
    """Neighbouring clauses of a long message, so that one alarming clause is not outvoted by the rest."""
    parts = [part for part in clauses(text) if part]
    return [" ".join(parts[i : i + 2]) for i in range(len(parts)) if len(" ".join(parts[i : i + 2]).split()) >= 4]


def _theme_named(name: str) -> Theme:
    try:
        return Theme(name)
    except ValueError:
        return Theme.UNKNOWN


def _relations(text: str) -> tuple[str, ...]:
    """Relations named in a dangerous message, so that they are not proposed as support later in the session."""
    return tuple(dict.fromkeys(RELATION.findall(normalised(text))))


@lru_cache(maxsize=1)
def default_detector() -> DangerDetector:
    """The detector of this installation; falls back to rules when its model cannot be read."""
    try:
        return DangerDetector(SafetyClassifier.load(MODEL_FILE))
    except (OSError, ValueError, KeyError, TypeError):
        logger.error("The danger classifier cannot be read; rules only. Remedy: make train")
        return DangerDetector(None)
