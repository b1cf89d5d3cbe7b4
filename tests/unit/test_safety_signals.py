from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.classifier import Reading, SafetyClassifier
from bot.safety.levels import NO_SIGNAL, Level, Theme
from bot.safety.signals import ANSWER_TAKEOVER, LONG_MESSAGE_WORDS, DangerDetector, decide, default_detector
from bot.safety.weighing import Thresholds, stored_weighing

QUIET = Reading(0.0, Level.NONE, Level.CONCERN, "geweld")
ACUTE = Reading(1.0, Level.ACUTE, Level.ACUTE, "geweld")
THRESHOLDS = Thresholds(takeover=0.5, part=0.7, soft=0.3)
HARMLESS = "wat doet een maatje"
KNOWN_CALM = "snap ik niet"


class FakeClassifier:
    """Has one reading for a text that holds a word, and is quiet about everything else."""

    def __init__(self, word: str = "", reading: Reading = QUIET) -> None:
        self._word, self._reading = word, reading

    def known_words(self, text):
        return len(text.split())

    def is_known_calm(self, text):
        return text == KNOWN_CALM

    def read(self, texts):
        return [self._reading if self._word in text else QUIET for text in texts]


class OutvotedClassifier(FakeClassifier):
    """Sees an alarming word only in a short text, as a real one does when the rest of a message is calm."""

    def read(self, texts):
        return super().read([text if len(text.split()) < LONG_MESSAGE_WORDS else "" for text in texts])


def test_a_short_message_that_was_labelled_harmless_is_no_danger():
    assert DangerDetector(FakeClassifier(reading=ACUTE), THRESHOLDS).detect(KNOWN_CALM) == NO_SIGNAL


def test_noise_of_which_no_word_is_known_is_no_danger():
    class Ignorant(FakeClassifier):
        def known_words(self, text):
            return 1

    assert DangerDetector(Ignorant(reading=ACUTE), THRESHOLDS).detect("qwzx vlorp") == NO_SIGNAL
    assert DangerDetector(FakeClassifier(reading=ACUTE), THRESHOLDS).detect("qwzx vlorp").level is Level.ACUTE


def detect(text: str, reading: Reading, theme: str = "geweld"):
    return DangerDetector(FakeClassifier(reading=replace(reading, theme=theme)), THRESHOLDS).detect(text)


@pytest.mark.parametrize(
    ("reading", "level"),
    [
        (Reading(THRESHOLDS.takeover, Level.ACUTE, Level.ACUTE, "-"), Level.ACUTE),
        (Reading(THRESHOLDS.takeover, Level.CONCERN, Level.CONCERN, "-"), Level.CONCERN),
        # Danger decides; the level in danger names it, whatever is likeliest among all levels.
        (Reading(THRESHOLDS.takeover, Level.DISTRESS, Level.ACUTE, "-"), Level.ACUTE),
        (Reading(THRESHOLDS.takeover, Level.NONE, Level.CONCERN, "-"), Level.CONCERN),
        (Reading(THRESHOLDS.takeover - 0.01, Level.ACUTE, Level.ACUTE, "-"), Level.SOFT),
        (Reading(THRESHOLDS.takeover - 0.01, Level.DISTRESS, Level.ACUTE, "-"), Level.DISTRESS),
        (Reading(0.0, Level.DISTRESS, Level.CONCERN, "-"), Level.DISTRESS),
        (Reading(THRESHOLDS.soft, Level.NONE, Level.CONCERN, "-"), Level.SOFT),
        (Reading(THRESHOLDS.soft - 0.01, Level.CONCERN, Level.CONCERN, "-"), Level.NONE),
        (Reading(0.0, Level.PROFESSIONAL, Level.CONCERN, "-"), Level.NONE),
    ],
)
def test_danger_becomes_a_level_by_two_thresholds(reading, level):
    assert detect(HARMLESS, reading).level is level


def test_the_soft_line_starts_below_the_takeover():
    stored = stored_weighing().thresholds
    assert 0 < stored.soft <= stored.takeover <= stored.part < 1


def test_the_classifier_names_the_theme_of_a_takeover():
    assert detect(HARMLESS, ACUTE, theme="seksueel").theme is Theme.SEXUAL


def test_a_theme_that_nobody_knows_becomes_the_general_one():
    assert detect(HARMLESS, ACUTE, theme="iets-nieuws").theme is Theme.UNKNOWN


def test_a_rule_is_not_outvoted_by_a_quiet_classifier():
    signal = detect("ik wil dood", QUIET)
    assert (signal.level, signal.theme) == (Level.ACUTE, Theme.SUICIDE)


def test_a_bare_call_for_help_shows_every_line():
    assert detect("hulp", QUIET, theme="zelfdoding").theme is Theme.UNKNOWN


def test_a_rule_keeps_its_own_theme():
    assert detect("ik wil dood", QUIET, theme="seksueel").theme is Theme.SUICIDE


def test_a_bare_cry_for_help_is_distress_until_the_classifier_hears_danger():
    assert detect("help me", QUIET).level is Level.DISTRESS
    assert detect("help me", ACUTE).level is Level.ACUTE


def test_a_professional_frame_turns_a_learned_takeover_into_a_line():
    assert detect("wat zegt de richtlijn hierover", ACUTE).level is Level.PROFESSIONAL


def test_an_own_voice_is_taken_over_also_between_professional_words():
    assert detect("mijn vader staat in het dossier", ACUTE).level is Level.ACUTE


def test_one_alarming_clause_of_a_long_message_is_heard():
    calm = "we gaan morgen samen naar de markt om fruit te kopen. " * 6
    detector = DangerDetector(OutvotedClassifier("kelder", Reading(1.0, Level.CONCERN, Level.CONCERN, "geweld")), THRESHOLDS)
    assert detector.detect(f"{calm} hij laat ons in de kelder slapen. {calm}").level is Level.CONCERN
    assert detector.detect(calm * 2) == NO_SIGNAL


@pytest.mark.parametrize(("danger", "takes_over"), [(THRESHOLDS.part, True), (THRESHOLDS.part - 0.01, False)])
def test_a_part_of_a_long_message_needs_more_than_a_whole_message(danger, takes_over):
    calm = "we gaan morgen samen naar de markt om fruit te kopen. " * 6
    detector = DangerDetector(OutvotedClassifier("kelder", Reading(danger, Level.CONCERN, Level.CONCERN, "geweld")), THRESHOLDS)
    assert detector.detect(f"{calm} hij laat ons in de kelder slapen.").level.takes_over is takes_over


def test_one_weighing_of_a_message_serves_many_thresholds():
    weighed = DangerDetector(FakeClassifier(reading=replace(ACUTE, danger=0.6)), THRESHOLDS).weigh(HARMLESS)
    assert decide(weighed, THRESHOLDS).level is Level.ACUTE
    assert decide(weighed, Thresholds(0.7, 0.9, 0.6)).level is Level.SOFT
    assert decide(weighed, Thresholds(0.7, 0.9, 0.65)) == NO_SIGNAL


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "12", "\u200b"])
def test_a_message_without_words_is_no_signal(text):
    assert detect(text, ACUTE) == NO_SIGNAL


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


def test_without_a_readable_model_the_rules_work_alone(monkeypatch, caplog):
    def broken(path):
        raise OSError

    monkeypatch.setattr(SafetyClassifier, "load", broken)

    detector = default_detector.__wrapped__()

    assert detector.detect("ik wil dood").level is Level.ACUTE
    assert "rules only" in caplog.text


@pytest.mark.parametrize(("danger", "level"), [(ANSWER_TAKEOVER - 0.01, Level.SOFT), (ANSWER_TAKEOVER, Level.ACUTE)])
def test_an_answer_in_the_interview_needs_more_certainty_and_keeps_the_line(danger, level):
    detector = DangerDetector(FakeClassifier(reading=Reading(danger, Level.ACUTE, Level.ACUTE, "geweld")), THRESHOLDS)
    assert detector.detect("mijn broer praat niet meer", answering=True).level is level
    assert detector.detect("mijn broer praat niet meer").level is Level.ACUTE


def test_what_the_rules_recognise_takes_over_in_the_interview_too():
    assert DangerDetector(FakeClassifier(), THRESHOLDS).detect("ik wil dood", answering=True).level is Level.ACUTE
