import pytest

from bot.understanding.decision import ANSWER_FROM, CLARIFY_FROM, LEAD, MOST_OPTIONS, OPTION_FROM, RELATED, RELATED_FROM, Outcome, decide
from bot.understanding.names import NameHit

OPPAS, MAATJE, MENTOR, BUURT, SCHOOL = "vorm/oppas", "vorm/maatje", "vorm/mentor", "begrip/buurt", "begrip/school"
BIT = 0.001  # less than any threshold
SURE = max(ANSWER_FROM, 0.5) + LEAD  # an answer, whatever the others get


def named(*topics: str) -> list[NameHit]:
    return [NameHit(topic, place, place + 1, exact=True) for place, topic in enumerate(topics)]


def topics(count: int) -> tuple[str, ...]:
    return tuple(f"vorm/{number}" for number in range(count))


def evenly(total: float, *labels: str) -> list[tuple[str, float]]:
    return [(label, total / len(labels)) for label in labels]


@pytest.mark.parametrize(
    ("ranking", "outcome", "labels"),
    [
        ([(OPPAS, 1.0)], Outcome.ANSWER, (OPPAS,)),
        ([(OPPAS, SURE), (MAATJE, 1 - SURE)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([("groet", SURE), (OPPAS, 1 - SURE)], Outcome.ANSWER, ("groet", OPPAS)),
        ([(OPPAS, SURE), *evenly(1 - SURE, "groet", MAATJE)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([(OPPAS, SURE), *evenly(1 - SURE, *topics(RELATED))], Outcome.ANSWER, (OPPAS, *topics(RELATED))),
        ([(OPPAS, SURE), *evenly(1 - SURE, *topics(RELATED + 1))], Outcome.ANSWER, (OPPAS, *topics(RELATED))),
        (evenly(1.0, OPPAS, MAATJE), Outcome.CLARIFY, (OPPAS, MAATJE)),
        (evenly(1.0, *topics(MOST_OPTIONS)), Outcome.CLARIFY, topics(MOST_OPTIONS)),
        (evenly(1.0, *topics(MOST_OPTIONS + 1)), Outcome.CLARIFY, topics(MOST_OPTIONS)),
        (evenly(1.0, "groet", OPPAS, MAATJE), Outcome.CLARIFY, (OPPAS, MAATJE)),
        (evenly(1.0, "groet", OPPAS), Outcome.ANSWER, ("groet",)),
        (evenly(CLARIFY_FROM / 2, OPPAS, MAATJE, "groet"), Outcome.UNCLEAR, (OPPAS, MAATJE)),
        (evenly(CLARIFY_FROM / 2, *topics(MOST_OPTIONS + 1)), Outcome.UNCLEAR, topics(MOST_OPTIONS)),
    ],
)
def test_the_probabilities_decide_what_happens(ranking, outcome, labels):
    decision = decide("wie past er op mijn kind", ranking, [])

    assert (decision.outcome, decision.labels) == (outcome, labels)
    assert decision.confidence == ranking[0][1]
    assert decision.ranking == tuple(ranking)


@pytest.mark.parametrize(
    ("ranking", "outcome", "labels"),
    [
        ([(OPPAS, ANSWER_FROM)], Outcome.ANSWER, (OPPAS,)),
        ([(OPPAS, ANSWER_FROM - BIT)], Outcome.UNCLEAR, (OPPAS,)),
        # Without two topics to choose from, a lead is not asked for.
        ([("groet", ANSWER_FROM), (OPPAS, ANSWER_FROM)], Outcome.ANSWER, ("groet",)),
        ([("groet", ANSWER_FROM - BIT), (OPPAS, ANSWER_FROM - BIT)], Outcome.UNCLEAR, (OPPAS,)),
        ([(OPPAS, 0.5 + LEAD / 2 + BIT), (MAATJE, 0.5 - LEAD / 2 - BIT)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([(OPPAS, 0.5 + LEAD / 2 - BIT), (MAATJE, 0.5 - LEAD / 2 + BIT)], Outcome.CLARIFY, (OPPAS, MAATJE)),
        ([*evenly(1 - OPTION_FROM, OPPAS, MAATJE), (MENTOR, OPTION_FROM)], Outcome.CLARIFY, (OPPAS, MAATJE, MENTOR)),
        ([*evenly(1 - OPTION_FROM, OPPAS, MAATJE), (MENTOR, OPTION_FROM - BIT)], Outcome.CLARIFY, (OPPAS, MAATJE)),
        ([*evenly(1 - OPTION_FROM, "groet", OPPAS), (MAATJE, OPTION_FROM)], Outcome.CLARIFY, (OPPAS, MAATJE)),
        ([*evenly(1 - OPTION_FROM, "groet", OPPAS), (MAATJE, OPTION_FROM - BIT)], Outcome.ANSWER, ("groet",)),
        ([(OPPAS, SURE), (MAATJE, RELATED_FROM)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([(OPPAS, SURE), (MAATJE, RELATED_FROM - BIT)], Outcome.ANSWER, (OPPAS,)),
        (evenly(CLARIFY_FROM + BIT, OPPAS, BUURT, SCHOOL), Outcome.CLARIFY, (OPPAS, BUURT, SCHOOL)),
        (evenly(CLARIFY_FROM - BIT, OPPAS, BUURT, SCHOOL), Outcome.UNCLEAR, (OPPAS, BUURT, SCHOOL)),
    ],
)
def test_each_threshold_counts_from_its_own_value(ranking, outcome, labels):
    decision = decide("wie past er op mijn kind", ranking, [])

    assert (decision.outcome, decision.labels) == (outcome, labels)


def test_the_thresholds_leave_each_other_room():
    assert BIT < RELATED_FROM <= OPTION_FROM < CLARIFY_FROM / 3 < ANSWER_FROM <= (1 - OPTION_FROM) / 2
    assert 2 * BIT < LEAD < 0.5


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀"])
def test_a_message_without_words_is_unclear_however_sure_the_classifier_is(text):
    decision = decide(text, [(OPPAS, 0.99)], [])

    assert (decision.outcome, decision.labels) == (Outcome.UNCLEAR, ())


def test_without_a_ranking_a_message_is_unclear():
    decision = decide("wie past er op mijn kind", [], [])

    assert (decision.outcome, decision.labels, decision.confidence) == (Outcome.UNCLEAR, (), 0.0)


@pytest.mark.parametrize(
    ("text", "names", "at_hand", "pair"),
    [
        ("wat is het verschil tussen een oppas en een maatje", (OPPAS, MAATJE), None, (OPPAS, MAATJE)),
        ("Maatje VERSUS oppas?", (MAATJE, OPPAS), None, (MAATJE, OPPAS)),
        ("wat is het verschil met een maatje", (MAATJE,), OPPAS, (OPPAS, MAATJE)),
        ("is een oppas beter dan een maatje", (OPPAS, MAATJE), MENTOR, (OPPAS, MAATJE)),
        ("verschil oppas maatje oppas", (OPPAS, MAATJE, OPPAS), None, (OPPAS, MAATJE)),
    ],
)
def test_a_comparison_of_two_named_topics_sets_them_side_by_side(text, names, at_hand, pair):
    decision = decide(text, [(MENTOR, 0.9)], named(*names), at_hand)

    assert (decision.outcome, decision.labels) == (Outcome.TWO, pair)
    assert [hit.topic for hit in decision.names] == list(names)


@pytest.mark.parametrize(
    ("text", "names", "at_hand"),
    [
        ("wat is een oppas en wat is een maatje", (OPPAS, MAATJE), None),
        ("wat is het verschil", (), OPPAS),
        ("wat is het verschil met een maatje", (MAATJE,), None),
        ("wat is het verschil met een maatje", (MAATJE,), MAATJE),
        ("verschil tussen oppas, maatje en mentor", (OPPAS, MAATJE, MENTOR), None),
    ],
)
def test_without_two_topics_to_compare_the_probabilities_decide(text, names, at_hand):
    assert decide(text, [(MENTOR, 0.9)], named(*names), at_hand).outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    ("text", "label", "chosen"),
    [
        ("ik ben moe", "doelgroep_jongere", False),
        ("maar hij is 12", "doelgroep_jongere", False),
        ("ik ben 15", "doelgroep_jongere", True),
        ("ik ben jeugdbeschermer", "doelgroep_professional", True),
        ("hou je bek", "aanspreekvorm_je", False),
        ("zeg maar je", "aanspreekvorm_je", True),
    ],
)
def test_audience_and_address_change_only_when_the_text_says_so(text, label, chosen):
    decision = decide(text, [(label, 0.9), ("vorm/maatje", 0.05), ("vorm/mentor", 0.04)], [])
    assert (decision.labels[:1] == (label,)) is chosen
