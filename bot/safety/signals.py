"""The danger signal of one message: rules for certainty, a classifier for the rest, two thresholds.

It reads the raw text in memory and keeps none of it. When the classifier is missing, the rules still work.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache

from bot.safety.classifier import MODEL_FILE, SafetyClassifier
from bot.safety.levels import NO_SIGNAL, Level, Signal, Theme
from bot.safety.normalise import clauses, normalised
from bot.safety.rules import BEREAVED, FAMILY, has_heavy_word, has_professional_frame, match

TAKEOVER_FROM = 0.43  # danger of a message; chosen on held-out totals, see docs/veiligheid-meting.md
PART_FROM = 0.65  # danger of a part of a long message, which says less than the whole
SOFT_FROM = 0.25
LONG_MESSAGE_WORDS = 25
CALL_FOR_HELP = "hulpwoord"
LEAST_KNOWN_WORDS = 2  # shorter cries are the rules' work
RELATION = re.compile(rf"\b({FAMILY[3:-1]})\b")

logger = logging.getLogger(__name__)


class DangerDetector:
    """Text to :class:`Signal`. Works without a classifier, with rules only."""

    def __init__(self, classifier: SafetyClassifier | None) -> None:
        self._classifier = classifier

    def certain(self, text: str) -> Signal:
        """What the rules alone say; for two messages read together, where a guess would alarm too often."""
        hit = match(text)
        if hit is None or hit.professional:
            return NO_SIGNAL
        return Signal(hit.rule.level, hit.rule.theme, hit.rule.name, _relations(text))

    def detect(self, text: str) -> Signal:
        """The most serious reading of a message, also when the alarming clause is one of many."""
        if not any(character.isalpha() for character in text) and "112" not in text:
            return NO_SIGNAL
        hit = match(text)
        if hit and hit.professional:
            return Signal(Level.PROFESSIONAL, hit.rule.theme, hit.rule.name)
        if hit and hit.rule.level.takes_over:
            theme = hit.rule.theme if hit.rule.name == CALL_FOR_HELP else self._theme(text, hit.rule.theme)
            return Signal(hit.rule.level, theme, hit.rule.name, _relations(text))
        if hit and hit.rule.name == BEREAVED:
            return Signal(hit.rule.level, hit.rule.theme, hit.rule.name)
        learned = self._learned(text)
        if hit and not learned.level.takes_over:
            return Signal(hit.rule.level, hit.rule.theme, hit.rule.name)
        if learned.level is Level.NONE and has_heavy_word(text):
            return Signal(Level.PROFESSIONAL if has_professional_frame(text) else Level.SOFT, by="zwaar-woord")
        return learned

    def _theme(self, text: str, from_rule: Theme) -> Theme:
        if from_rule is not Theme.UNKNOWN or self._classifier is None:
            return from_rule
        return _theme_named(self._classifier.read([text])[0].theme)

    def _learned(self, text: str) -> Signal:
        if self._classifier is None or self._classifier.known_words(text) < LEAST_KNOWN_WORDS or self._classifier.is_known_calm(text):
            return NO_SIGNAL
        parts = [text]
        if len(text.split()) >= LONG_MESSAGE_WORDS:
            parts += _windows(text)
        whole, *rest = self._classifier.read(parts)
        worst = max([whole, *rest], key=lambda reading: reading.danger)
        if whole.danger >= TAKEOVER_FROM or worst.danger >= PART_FROM:
            if has_professional_frame(text):
                return Signal(Level.PROFESSIONAL, Theme.UNKNOWN, "classifier")
            return Signal(worst.level_in_danger, _theme_named(worst.theme), "classifier", _relations(text))
        if whole.level is Level.DISTRESS:
            return Signal(Level.DISTRESS, by="classifier")
        if worst.danger >= SOFT_FROM:
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
    except (OSError, ValueError, KeyError):
        logger.error("The danger classifier cannot be read; rules only. Remedy: make train")
        return DangerDetector(None)
