import pytest

from bot.understanding.decision import Decision, Outcome
from bot.understanding.examples import Question
from bot.understanding.measures import Judged, confident_about_nothing, confusions, judge, rate, reliability

OPPAS, MAATJE, MENTOR, BUURT, SCHOOL = "vorm/oppas", "vorm/maatje", "vorm/mentor", "begrip/buurt", "begrip/school"


class FixedUnderstanding:
    """Has a decision ready for every text."""

    def __init__(self, **decisions: Decision) -> None:
        self._decisions = decisions

    def decide_all(self, texts):
        return [self._decisions[text] for text in texts]


def question(*topics: str, text: str = "vraag") -> Question:
    return Question("1", text, topics, "ouder", "gewoon", "stem", False)


def decision(outcome: Outcome, *labels: str, confidence: float = 0.5) -> Decision:
    return Decision(outcome, labels, confidence, tuple((label, confidence) for label in labels))


def judged(wanted: Question, given: Decision) -> Judged:
    (item,) = judge(FixedUnderstanding(**{wanted.text: given}), [wanted])
    return item


@pytest.mark.parametrize(
    ("given", "first", "offered"),
    [
        (decision(Outcome.ANSWER, OPPAS), True, True),
        (decision(Outcome.ANSWER, MAATJE, OPPAS), False, True),
        (decision(Outcome.ANSWER, MAATJE, MENTOR, OPPAS), False, True),
        (decision(Outcome.ANSWER, MAATJE, MENTOR, BUURT, OPPAS), False, False),
        (decision(Outcome.TWO, OPPAS, MAATJE), True, True),
        (decision(Outcome.TWO, MAATJE, OPPAS), False, True),
        (decision(Outcome.TWO, MAATJE, MENTOR), False, False),
        (decision(Outcome.CLARIFY, OPPAS, MAATJE), False, True),
        (decision(Outcome.CLARIFY, MAATJE, MENTOR, BUURT, OPPAS), False, True),
        (decision(Outcome.CLARIFY, MAATJE, MENTOR), False, False),
        (decision(Outcome.UNCLEAR, OPPAS), False, False),
        (decision(Outcome.UNCLEAR), False, False),
    ],
)
def test_a_topic_counts_where_the_reader_can_see_it(given, first, offered):
    item = judged(question(OPPAS), given)

    assert (item.first, item.offered) == (first, offered)


@pytest.mark.parametrize(
    ("topics", "label"),
    [
        ((OPPAS, MAATJE), MAATJE),
        (("gesprek/groet",), "bedanken"),
        (("gesprek/buiten-onderwerp",), "buiten_weer"),
    ],
)
def test_every_acceptable_topic_is_right_under_the_name_that_reports_use(topics, label):
    assert judged(question(*topics), decision(Outcome.ANSWER, label)).first


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (decision(Outcome.ANSWER, MAATJE, OPPAS), True),
        (decision(Outcome.ANSWER, OPPAS), False),
        (decision(Outcome.CLARIFY, MAATJE, MENTOR), False),
        (decision(Outcome.TWO, MAATJE, MENTOR), False),
        (decision(Outcome.UNCLEAR, MAATJE), False),
    ],
)
def test_only_an_outright_answer_can_be_wrong_and_confident(given, wrong):
    assert judged(question(OPPAS), given).wrong_and_confident is wrong


def test_every_question_keeps_its_own_decision():
    right, wrong = decision(Outcome.ANSWER, OPPAS), decision(Outcome.ANSWER, MAATJE)
    questions = [question(OPPAS, text="een"), question(OPPAS, text="twee")]

    items = judge(FixedUnderstanding(een=wrong, twee=right), questions)

    assert [(item.question, item.decision) for item in items] == list(zip(questions, (wrong, right)))


@pytest.mark.parametrize(
    ("flags", "share", "text"),
    [
        ([True, False, True, False], 0.5, "0.500 (2/4)"),
        ([True, True, False], pytest.approx(2 / 3), "0.667 (2/3)"),
        ([], 0, "0.000 (0/0)"),
    ],
)
def test_a_rate_shows_its_share_and_its_counts(flags, share, text):
    assert rate(flags).share == share
    assert str(rate(flag for flag in flags)) == text


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (decision(Outcome.ANSWER, OPPAS), True),
        (decision(Outcome.TWO, OPPAS, MAATJE), True),
        (decision(Outcome.ANSWER, "buiten_weer", OPPAS), False),
        (decision(Outcome.ANSWER, "groet"), False),
        (decision(Outcome.CLARIFY, OPPAS, MAATJE), False),
        (decision(Outcome.UNCLEAR), False),
    ],
)
def test_off_topic_only_an_answer_from_the_knowledge_base_is_wrong(given, wrong):
    assert confident_about_nothing(FixedUnderstanding(weer=given), ["weer"]) == [wrong]


def test_confusions_are_counted_from_the_most_frequent_down():
    items = [
        judged(question(BUURT), decision(Outcome.ANSWER, "buiten_weer")),
        judged(question(OPPAS, SCHOOL), decision(Outcome.ANSWER, MAATJE)),
        judged(question(OPPAS), decision(Outcome.ANSWER, MAATJE)),
        judged(question(OPPAS), decision(Outcome.ANSWER, OPPAS)),
        judged(question(OPPAS), decision(Outcome.CLARIFY, MAATJE, MENTOR)),
    ]

    assert confusions(items) == [(OPPAS, MAATJE, 2), (BUURT, "gesprek/buiten-onderwerp", 1)]


def test_reliability_sets_what_was_said_beside_what_was_right():
    items = [
        judged(question(OPPAS), decision(Outcome.UNCLEAR, MAATJE, confidence=0.125)),
        judged(question(OPPAS), decision(Outcome.CLARIFY, OPPAS, MAATJE, confidence=0.5)),
        judged(question(OPPAS), decision(Outcome.ANSWER, MAATJE, confidence=0.625)),
        judged(question(OPPAS), decision(Outcome.ANSWER, OPPAS, confidence=1.0)),
    ]

    # The bin from 0.25 is empty and left out; a boundary belongs to the bin above it, and 1 to the last.
    assert reliability(items, bins=4) == [(0.125, 0.0, 1), (0.5625, 0.5, 2), (1.0, 1.0, 1)]
