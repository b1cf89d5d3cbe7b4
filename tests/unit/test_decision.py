import pytest

from bot.understanding.decision import ANSWER_FROM, CLARIFY_FROM, LEAD, OPTION_FROM, Outcome, decide
from bot.understanding.names import NameHit

OPPAS, MAATJE, MENTOR, BUURT, SCHOOL = "vorm/oppas", "vorm/maatje", "vorm/mentor", "begrip/buurt", "begrip/school"


def named(*topics: str) -> list[NameHit]:
    return [NameHit(topic, place, place + 1, exact=True) for place, topic in enumerate(topics)]


@pytest.mark.parametrize(
    ("ranking", "outcome", "labels"),
    [
        ([(OPPAS, 0.9), (MAATJE, 0.04)], Outcome.ANSWER, (OPPAS,)),
        ([(OPPAS, 0.6), (MAATJE, 0.3), (MENTOR, 0.04)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([(OPPAS, 0.6), (MAATJE, 0.1), (MENTOR, 0.09), (BUURT, 0.08), (SCHOOL, 0.07)], Outcome.ANSWER, (OPPAS, MAATJE, MENTOR, BUURT)),
        ([("groet", 0.9), (OPPAS, 0.1)], Outcome.ANSWER, ("groet", OPPAS)),
        ([(OPPAS, 0.6), ("groet", 0.3), (MAATJE, 0.1)], Outcome.ANSWER, (OPPAS, MAATJE)),
        ([(OPPAS, 1.0)], Outcome.ANSWER, (OPPAS,)),
        ([(OPPAS, 0.45), (MAATJE, 0.40), (MENTOR, 0.04)], Outcome.CLARIFY, (OPPAS, MAATJE)),
        ([(OPPAS, 0.3), (MAATJE, 0.2), (MENTOR, 0.1), (BUURT, 0.1), (SCHOOL, 0.1)], Outcome.CLARIFY, (OPPAS, MAATJE, MENTOR, BUURT)),
        ([("groet", 0.3), (OPPAS, 0.25), (MAATJE, 0.2)], Outcome.CLARIFY, (OPPAS, MAATJE)),
        ([("groet", 0.46), (OPPAS, 0.44)], Outcome.ANSWER, ("groet",)),
        ([(OPPAS, 0.1), (MAATJE, 0.1), ("groet", 0.1)], Outcome.UNCLEAR, (OPPAS, MAATJE)),
        ([(OPPAS, 0.35), ("groet", 0.3)], Outcome.UNCLEAR, (OPPAS,)),
    ],
)
def test_the_probabilities_decide_what_happens(ranking, outcome, labels):
    decision = decide("wie past er op mijn kind", ranking, [])

    assert (decision.outcome, decision.labels) == (outcome, labels)
    assert decision.confidence == ranking[0][1]
    assert decision.ranking == tuple(ranking)


@pytest.mark.parametrize(
    ("ranking", "outcome"),
    [
        ([(OPPAS, ANSWER_FROM), (MAATJE, ANSWER_FROM - LEAD - 0.01)], Outcome.ANSWER),
        ([(OPPAS, ANSWER_FROM), (MAATJE, ANSWER_FROM - LEAD + 0.01)], Outcome.CLARIFY),
        ([(OPPAS, ANSWER_FROM - 0.01), (MAATJE, OPTION_FROM)], Outcome.CLARIFY),
        ([(OPPAS, ANSWER_FROM - 0.01), (MAATJE, OPTION_FROM - 0.01)], Outcome.UNCLEAR),
        ([(OPPAS, CLARIFY_FROM / 2), (MAATJE, CLARIFY_FROM / 2)], Outcome.CLARIFY),
        ([(OPPAS, CLARIFY_FROM / 2), (MAATJE, CLARIFY_FROM / 2 - 0.01)], Outcome.UNCLEAR),
    ],
)
def test_each_threshold_counts_from_its_own_value(ranking, outcome):
    assert decide("wie past er op mijn kind", ranking, []).outcome is outcome


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
