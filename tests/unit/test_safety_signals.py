import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.classifier import LEVELS
from bot.safety.levels import NO_SIGNAL, Level, Theme
from bot.safety.signals import DISTRESS_FROM, LONG_MESSAGE_WORDS, SOFT_FROM, TAKEOVER_FROM, DangerDetector

QUIET = {Level.NONE: 1.0}
HARMLESS = "wat doet een maatje"


class FakeClassifier:
    """Knows fixed probabilities for a text that holds a word, and is quiet about everything else."""

    def __init__(self, word: str = "", row: dict[Level, float] = QUIET, theme: str = "geweld") -> None:
        self._word, self._row, self._theme = word, row, theme

    def probabilities(self, texts):
        rows = [self._row if self._word in text else QUIET for text in texts]
        return np.array([[row.get(level, 0.0) for level in LEVELS] for row in rows])

    def theme(self, text):
        return self._theme


class OutvotedClassifier(FakeClassifier):
    """Sees an alarming word only in a short text, as a real one does when the rest of a message is calm."""

    def probabilities(self, texts):
        return super().probabilities([text if len(text.split()) < LONG_MESSAGE_WORDS else "" for text in texts])


def detect(text: str, row: dict[Level, float], theme: str = "geweld"):
    return DangerDetector(FakeClassifier(row=row, theme=theme)).detect(text)


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({Level.ACUTE: TAKEOVER_FROM + 0.1}, Level.ACUTE),
        ({Level.CONCERN: TAKEOVER_FROM + 0.1}, Level.CONCERN),
        # Together they are certain enough, apart they are not; the likelier of the two names the level.
        ({Level.ACUTE: TAKEOVER_FROM * 0.6, Level.CONCERN: TAKEOVER_FROM * 0.5}, Level.ACUTE),
        ({Level.ACUTE: TAKEOVER_FROM * 0.5, Level.CONCERN: TAKEOVER_FROM * 0.6}, Level.CONCERN),
        ({Level.DISTRESS: DISTRESS_FROM + 0.01}, Level.DISTRESS),
        ({Level.DISTRESS: DISTRESS_FROM + 0.01, Level.CONCERN: SOFT_FROM + 0.01}, Level.DISTRESS),
        ({Level.CONCERN: SOFT_FROM + 0.01}, Level.SOFT),
        ({Level.CONCERN: SOFT_FROM - 0.01}, Level.NONE),
        ({Level.DISTRESS: DISTRESS_FROM - 0.01}, Level.NONE),
        ({Level.PROFESSIONAL: 1.0}, Level.NONE),
    ],
)
def test_probabilities_become_a_level_by_two_thresholds(row, level):
    assert detect(HARMLESS, row).level is level


def test_the_soft_line_starts_below_the_takeover():
    assert 0 < SOFT_FROM < TAKEOVER_FROM < 1


def test_the_classifier_names_the_theme_of_a_takeover():
    assert detect(HARMLESS, {Level.ACUTE: 1.0}, theme="seksueel").theme is Theme.SEXUAL


def test_a_theme_that_nobody_knows_becomes_the_general_one():
    assert detect(HARMLESS, {Level.ACUTE: 1.0}, theme="iets-nieuws").theme is Theme.UNKNOWN


def test_a_rule_is_not_outvoted_by_a_quiet_classifier():
    signal = detect("ik wil dood", QUIET)
    assert (signal.level, signal.theme) == (Level.ACUTE, Theme.SUICIDE)


def test_a_rule_without_theme_takes_the_theme_of_the_classifier():
    assert detect("hulp", QUIET, theme="zelfdoding").theme is Theme.SUICIDE


def test_a_rule_keeps_its_own_theme():
    assert detect("ik wil dood", QUIET, theme="seksueel").theme is Theme.SUICIDE


def test_a_bare_cry_for_help_is_distress_until_the_classifier_hears_danger():
    assert detect("help", QUIET).level is Level.DISTRESS
    assert detect("help", {Level.ACUTE: 1.0}).level is Level.ACUTE


def test_a_professional_frame_turns_a_learned_takeover_into_a_line():
    assert detect("wat zegt de richtlijn hierover", {Level.ACUTE: 1.0}).level is Level.PROFESSIONAL


def test_an_own_voice_is_taken_over_also_between_professional_words():
    assert detect("mijn vader staat in het dossier", {Level.ACUTE: 1.0}).level is Level.ACUTE


def test_one_alarming_clause_of_a_long_message_is_heard():
    calm = "we gaan morgen samen naar de markt om fruit te kopen. " * 6
    detector = DangerDetector(OutvotedClassifier("kelder", {Level.CONCERN: 1.0}))
    assert detector.detect(f"{calm} hij laat ons in de kelder slapen. {calm}").level is Level.CONCERN
    assert detector.detect(calm * 2) == NO_SIGNAL


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "12", "\u200b"])
def test_a_message_without_words_is_no_signal(text):
    assert detect(text, {Level.ACUTE: 1.0}) == NO_SIGNAL


@pytest.mark.parametrize("text", ["112", " 112! "])
def test_the_emergency_number_alone_is_a_call_for_help(text):
    assert DangerDetector(None).detect(text).level is Level.ACUTE


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("opa zit aan me", ("opa",)),
        ("mijn opa zit aan me", ("opa",)),
        ("me vader slaat me", ("vader",)),
        ("papa slaat mama en mij", ("vader", "moeder")),
        ("mijn vriendin wordt geslagen door haar vriend", ("vriendin", "vriend")),
        ("ik wil dood", ()),
    ],
)
def test_a_relation_named_in_danger_is_remembered_as_unsafe(text, relations):
    assert set(DangerDetector(None).detect(text).unsafe_relations) == set(relations)


def test_a_relation_in_a_harmless_message_is_not_called_unsafe():
    assert DangerDetector(None).detect("mijn opa past op mijn kind").unsafe_relations == ()


def test_a_signal_holds_no_text_of_the_message():
    signal = DangerDetector(None).detect("hij slaat mij in zandkasteel")
    assert signal.level is Level.CONCERN
    assert "zandkasteel" not in repr(signal)
    assert "slaat mij" not in repr(signal)


@given(st.text())
def test_any_text_gets_a_signal(text):
    assert DangerDetector(None).detect(text).level in Level
