"""The trained assistant on questions of other authors: the numbers to reach, and a strict list of known misses."""

import csv

import pytest

from bot.evaluation import trained_understanding
from bot.settings import ROOT
from bot.understanding.examples import HELDOUT_DIR, heldout_questions
from bot.understanding.measures import confident_about_nothing, judge, rate
from bot.understanding.report import LAY, audience_group, off_topic_texts, second_reader

KNOWN_MISSES = ROOT / "tests" / "nlu" / "bekende_missers.tsv"
TO_REACH = {"professionals": (0.95, 0.98), "ouders en jongeren": (0.90, 0.97)}


@pytest.fixture(scope="module")
def understanding():
    return trained_understanding()


@pytest.fixture(scope="module")
def judged(understanding):
    return judge(understanding, heldout_questions())


@pytest.mark.parametrize("group", TO_REACH)
def test_right_topic_comes_first_often_enough(judged, group):
    mine = [item for item in judged if audience_group(item.question) == group]
    assert rate(item.first for item in mine).share >= TO_REACH[group][0]


@pytest.mark.parametrize("group", TO_REACH)
def test_right_topic_is_offered_often_enough(judged, group):
    mine = [item for item in judged if audience_group(item.question) == group]
    assert rate(item.offered for item in mine).share >= TO_REACH[group][1]


def test_messages_outside_the_subject_rarely_get_a_topic(understanding):
    wrong = confident_about_nothing(understanding, [text for _, text in off_topic_texts()])
    assert rate(wrong).share <= 0.02


def test_held_out_sets_are_large_enough():
    questions = heldout_questions()
    assert sum(question.audience in LAY for question in questions) >= 400
    assert sum(question.audience not in LAY for question in questions) >= 400


def test_second_reader_read_every_question():
    assert set(second_reader()) == {question.id for question in heldout_questions()}


def test_misses_are_exactly_the_known_ones(judged):
    with KNOWN_MISSES.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file, delimiter="\t")}
    missed = {item.question.id for item in judged if not item.first}
    assert missed - known == set(), "new misses: find out why, or list them in tests/nlu/bekende_missers.tsv"
    assert known - missed == set(), "these are right now: remove them from tests/nlu/bekende_missers.tsv"


def test_held_out_files_are_one_per_group():
    groups = {question.topics[0].split("/")[0] for question in heldout_questions()}
    assert {path.stem for path in HELDOUT_DIR.glob("vragen_*.tsv")} == {f"vragen_{group}" for group in groups}
