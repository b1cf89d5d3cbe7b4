import numpy as np
import pytest

from bot.knowledge.topics import Audience
from bot.understanding.prior import LENGTH, for_audience

LABELS = ["vorm/oppas", "praktijk/kaart", "begrip/buurt", "groet"]
EVEN = np.array([0.25, 0.25, 0.25, 0.25])


def test_an_unknown_audience_changes_nothing_but_the_order():
    assert for_audience(LABELS, np.array([0.1, 0.2, 0.3, 0.4]), None) == [
        ("groet", pytest.approx(0.4)),
        ("begrip/buurt", pytest.approx(0.3)),
        ("praktijk/kaart", pytest.approx(0.2)),
        ("vorm/oppas", pytest.approx(0.1)),
    ]


@pytest.mark.parametrize(
    ("audience", "first"), [(Audience.PARENT, "vorm/oppas"), (Audience.YOUTH, "vorm/oppas"), (Audience.PROFESSIONAL, "praktijk/kaart")]
)
def test_each_audience_leans_to_what_it_asks_about(audience, first):
    ranking = for_audience(LABELS, EVEN, audience)

    assert ranking[0][0] == first
    assert [probability for _, probability in ranking[1:]] == [pytest.approx(ranking[1][1])] * 3


@pytest.mark.parametrize("audience", [None, *Audience])
def test_the_probabilities_still_add_up(audience):
    assert sum(probability for _, probability in for_audience(LABELS, EVEN, audience)) == pytest.approx(1)


def test_a_clear_case_stays_clear_for_every_audience():
    sure = np.array([0.05, 0.05, 0.85, 0.05])

    assert {for_audience(LABELS, sure, audience)[0][0] for audience in (None, *Audience)} == {"begrip/buurt"}


def test_only_the_best_labels_are_given():
    labels = [f"begrip/{number}" for number in range(LENGTH + 5)]
    probabilities = np.arange(1, LENGTH + 6) / sum(range(1, LENGTH + 6))

    assert [label for label, _ in for_audience(labels, probabilities, None)] == labels[::-1][:LENGTH]
