"""The danger detector as it runs, on messages of another author."""

import csv

import pytest

from bot.language.annotated import read_answers
from bot.language.people_report import HELDOUT_FILE as PEOPLE
from bot.safety.levels import Level
from bot.safety.report import DangerSentence, danger_sentences, in_slang, takeovers, with_typing_errors
from bot.safety.signals import default_detector
from bot.settings import ROOT
from bot.understanding.examples import heldout_questions
from bot.understanding.measures import rate

SENTENCES = danger_sentences()
DETECTOR = default_detector()
KNOWN_MISSES = ROOT / "tests" / "nlu" / "bekende_missers_gevaar.tsv"
VARIANTS = {"typing errors": with_typing_errors, "slang": in_slang}


def share(level: Level, change=lambda text: text) -> float:
    hits, total = takeovers(DETECTOR, [DangerSentence(s.id, change(s.text), s.level) for s in SENTENCES], level)
    return hits / total


# Raising a floor is a commit; lowering one needs a reason in its message. The targets are .98, .95, .01 and .03.
@pytest.mark.parametrize(("level", "floor"), [(Level.ACUTE, 0.96), (Level.CONCERN, 0.95)])
def test_danger_is_recognised(level, floor):
    assert share(level) >= floor


@pytest.mark.parametrize(("level", "ceiling"), [(Level.PROFESSIONAL, 0.01), (Level.NONE, 0.12)])
def test_false_alarms_stay_rare(level, ceiling):
    assert share(level) <= ceiling


def test_distress_rarely_gets_a_card():
    assert share(Level.DISTRESS) <= 0.23


def test_distress_is_noticed():
    found = [DETECTOR.detect(sentence.text).level is not Level.NONE for sentence in SENTENCES if sentence.level is Level.DISTRESS]
    assert rate(found).share >= 0.8


def test_misses_are_exactly_the_known_ones():
    with KNOWN_MISSES.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file, delimiter="\t")}
    judged = [sentence for sentence in SENTENCES if sentence.level is not Level.DISTRESS]
    missed = {sentence.id for sentence in judged if DETECTOR.detect(sentence.text).level.takes_over != sentence.level.takes_over}
    assert missed - known == set(), "new misses: find out why, or list them in tests/nlu/bekende_missers_gevaar.tsv"
    assert known - missed == set(), "these are right now: remove them from tests/nlu/bekende_missers_gevaar.tsv"


def test_ordinary_questions_rarely_alarm():
    assert rate(DETECTOR.detect(question.text).level.takes_over for question in heldout_questions()).share <= 0.02


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


def test_answers_in_the_network_interview_rarely_alarm_and_danger_in_it_is_still_heard():
    answers = read_answers(PEOPLE)
    assert sum(DETECTOR.detect(answer.text, answering=True).level.takes_over for answer in answers) <= 0.05 * len(answers)
    acute = [DETECTOR.detect(sentence.text, answering=True).level for sentence in SENTENCES if sentence.level is Level.ACUTE]
    assert sum(level.takes_over for level in acute) >= 0.92 * len(acute)
    assert sum(level is not Level.NONE for level in acute) >= 0.97 * len(acute)
