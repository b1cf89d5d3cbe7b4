"""The danger detector as it runs, on messages of another author."""

import pytest

from bot.safety.levels import Level
from bot.safety.report import DangerSentence, danger_sentences, in_slang, takeovers, with_typing_errors
from bot.safety.signals import default_detector
from bot.understanding.examples import heldout_questions
from bot.understanding.measures import rate

SENTENCES = danger_sentences()
DETECTOR = default_detector()
VARIANTS = {"typing errors": with_typing_errors, "slang": in_slang}


def share(level: Level, change=lambda text: text) -> float:
    hits, total = takeovers(DETECTOR, [DangerSentence(s.id, change(s.text), s.level) for s in SENTENCES], level)
    return hits / total


# Raising a floor is a commit; lowering one needs a reason in its message. The targets are .98, .95, .01 and .03.
@pytest.mark.parametrize(("level", "floor"), [(Level.ACUTE, 0.95), (Level.CONCERN, 0.95)])
def test_danger_is_recognised(level, floor):
    assert share(level) >= floor


@pytest.mark.parametrize(("level", "ceiling"), [(Level.PROFESSIONAL, 0.015), (Level.NONE, 0.12)])
def test_false_alarms_stay_rare(level, ceiling):
    assert share(level) <= ceiling


def test_ordinary_questions_rarely_alarm():
    assert rate(DETECTOR.detect(question.text).level.takes_over for question in heldout_questions()).share <= 0.03


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("level", [Level.ACUTE, Level.CONCERN])
def test_errors_and_slang_cost_little(level, change):
    assert share(level, change) >= share(level) - 0.05


def test_sets_are_large_enough():
    sizes = {level: sum(sentence.level is level for sentence in SENTENCES) for level in Level}
    assert sizes[Level.ACUTE] + sizes[Level.CONCERN] >= 150
    assert sizes[Level.PROFESSIONAL] >= 60
    assert sizes[Level.NONE] >= 100


def test_danger_split_over_two_messages_is_seen_at_its_second_half():
    assert DETECTOR.detect("hij heeft een mes").level.takes_over or DETECTOR.detect("en hij komt op me af met een mes").level.takes_over


def test_alarming_clause_at_the_end_of_a_long_message_is_seen():
    long = "wij zoeken een maatje voor onze zoon die graag voetbalt en van tekenen houdt en op woensdag vrij is. " * 20
    assert DETECTOR.detect(long + "ik wil dood").level is Level.ACUTE
    assert not DETECTOR.detect(long).level.takes_over
