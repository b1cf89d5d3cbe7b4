import numpy as np
import pytest

from bot.knowledge.topics import Audience
from bot.understanding.decision import Outcome
from bot.understanding.examples import Example
from bot.understanding.understanding import Understanding, train_classifier

from .building import make_knowledge, make_topic

KNOWLEDGE = make_knowledge(make_topic("vorm/oppas"), make_topic("praktijk/kaart", "Netwerkkaart"))


class FixedClassifier:
    """Gives every text the same probabilities."""

    labels = ("praktijk/kaart", "vorm/oppas")

    def __init__(self, *probabilities: float) -> None:
        self._row = np.array(probabilities)

    def probabilities(self, texts):
        return np.tile(self._row, (len(texts), 1))


@pytest.mark.parametrize(
    ("audience", "outcome", "first"),
    [
        (None, Outcome.CLARIFY, "praktijk/kaart"),
        (Audience.PARENT, Outcome.ANSWER, "vorm/oppas"),
        (Audience.PROFESSIONAL, Outcome.ANSWER, "praktijk/kaart"),
    ],
)
def test_the_audience_tips_the_balance_between_two_close_topics(audience, outcome, first):
    decision = Understanding(FixedClassifier(0.51, 0.49), KNOWLEDGE).decide("hoe doe ik dat", audience)

    assert (decision.outcome, decision.labels[0]) == (outcome, first)


def test_a_comparison_with_the_topic_at_hand_sets_both_side_by_side():
    understanding = Understanding(FixedClassifier(0.9, 0.1), KNOWLEDGE)

    decision = understanding.decide("wat is het verschil met een netwerkkaart", None, at_hand="vorm/oppas")

    assert (decision.outcome, decision.labels) == (Outcome.TWO, ("vorm/oppas", "praktijk/kaart"))


def test_many_messages_at_once_get_the_decisions_they_get_one_by_one():
    understanding = Understanding(FixedClassifier(0.6, 0.4), KNOWLEDGE)
    texts, audiences = ["wat is een oppas", "?", "netwerkkaart of oppas, wat is het verschil"], [None, Audience.PARENT, Audience.PROFESSIONAL]

    assert understanding.decide_all(texts, audiences) == [understanding.decide(text, audience) for text, audience in zip(texts, audiences)]


def test_the_names_of_topics_are_learnt_as_examples():
    buddy = make_topic("vorm/maatje", "Maatje", aliases=("zorgvriend",))
    examples = [
        Example("wie past er op mijn kind", "vorm/oppas", "een"),
        Example("teken een kaart van de familie", "praktijk/kaart", "een"),
        Example("iemand die meegaat", "vorm/maatje", "een"),
    ]

    classifier = train_classifier(examples, make_knowledge(*KNOWLEDGE.topics.values(), buddy))

    assert classifier.labels == ["praktijk/kaart", "vorm/maatje", "vorm/oppas"]
    assert classifier.ranking("ik zoek een zorgvriend")[0][0] == "vorm/maatje"
