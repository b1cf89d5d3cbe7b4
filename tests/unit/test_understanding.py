import numpy as np
import pytest

from bot.understanding.decision import Outcome
from bot.understanding.examples import Example
from bot.understanding.understanding import OUT_OF_SCOPE_ODDS, RANKING_LENGTH, Understanding, ranked, train_classifier

from .building import make_knowledge, make_topic

KNOWLEDGE = make_knowledge(make_topic("vorm/oppas"), make_topic("praktijk/kaart", "Netwerkkaart"))


class FixedClassifier:
    """Gives every text the same probabilities."""

    def __init__(self, labels: tuple[str, ...], *probabilities: float) -> None:
        self.labels = labels
        self._row = np.array(probabilities)

    def probabilities(self, texts):
        return np.tile(self._row, (len(texts), 1))


def understanding(first: float, labels: tuple[str, ...] = ("praktijk/kaart", "vorm/oppas")) -> Understanding:
    return Understanding(FixedClassifier(labels, first, 1 - first), KNOWLEDGE)


def test_the_likeliest_topic_is_answered():
    decision = understanding(0.1).decide("hoe doe ik dat")

    assert (decision.outcome, decision.labels[0]) == (Outcome.ANSWER, "vorm/oppas")
    assert decision.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("odds", "first"),
    [(OUT_OF_SCOPE_ODDS - 0.1, "buiten_weer"), (OUT_OF_SCOPE_ODDS + 0.1, "vorm/oppas")],
)
def test_a_topic_must_be_so_many_times_likelier_than_a_message_outside_the_subject(odds, first):
    ranking = understanding(1 / (1 + odds), ("buiten_weer", "vorm/oppas")).decide("hoe doe ik dat").ranking

    assert ranking[0][0] == first
    assert sum(p for _, p in ranking) == pytest.approx(1)


def test_without_a_label_outside_the_subject_the_probabilities_stay_as_they_are():
    labels, probabilities = ["begrip/buurt", "groet", "vorm/oppas"], np.array([0.2, 0.5, 0.3])

    assert ranked(labels, probabilities) == [("groet", pytest.approx(0.5)), ("vorm/oppas", pytest.approx(0.3)), ("begrip/buurt", pytest.approx(0.2))]


@pytest.mark.parametrize("count", [1, RANKING_LENGTH, RANKING_LENGTH + 1])
def test_a_ranking_keeps_the_best_labels_only(count):
    labels = [f"vorm/{number}" for number in range(count)]
    probabilities = np.arange(1, count + 1) / np.arange(1, count + 1).sum()

    assert [label for label, _ in ranked(labels, probabilities)] == labels[::-1][:RANKING_LENGTH]


def test_a_comparison_with_the_topic_at_hand_sets_both_side_by_side():
    decision = understanding(0.9).decide("wat is het verschil met een netwerkkaart", at_hand="vorm/oppas")

    assert (decision.outcome, decision.labels) == (Outcome.TWO, ("vorm/oppas", "praktijk/kaart"))


def test_many_messages_at_once_get_the_decisions_they_get_one_by_one():
    texts = ["wat is een oppas", "?", "netwerkkaart of oppas, wat is het verschil"]

    assert understanding(0.6).decide_all(texts) == [understanding(0.6).decide(text) for text in texts]


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


def test_a_tag_that_the_masking_left_is_no_part_of_the_question():
    class Sensitive(FixedClassifier):
        def probabilities(self, texts):
            return np.array([[0.9, 0.1] if "telefoonnummer" in text else [0.1, 0.9] for text in texts])

    reader = Understanding(Sensitive(("praktijk/kaart", "vorm/oppas")), KNOWLEDGE)
    assert reader.decide("telefoonnummer").labels[0] == "praktijk/kaart"
    assert reader.decide("[telefoonnummer] wie past er op").labels[0] == "vorm/oppas"


def test_a_topic_that_was_not_learnt_yet_is_answered_by_its_name_and_others_are_related():
    decision = understanding(0.9).about(make_knowledge(*KNOWLEDGE.topics.values(), make_topic("vorm/voorleesbuur", "Voorleesbuur")), {})

    named, other = decision.decide("wat doet een voorleesbuur"), decision.decide("hoe doe ik dat")

    assert (named.outcome, named.labels[0]) == (Outcome.ANSWER, "vorm/voorleesbuur")
    assert "praktijk/kaart" in named.labels
    assert other.labels[0] == "praktijk/kaart"


def test_a_topic_that_was_learnt_gives_way_to_its_replacement_and_a_hidden_one_is_never_chosen():
    changed = make_knowledge(make_topic("praktijk/tekening", "Tekening"))
    decision = understanding(0.4).about(changed, {"praktijk/kaart": "praktijk/tekening"}).decide("hoe doe ik dat")

    assert decision.labels == ("praktijk/tekening",)
    assert [label for label, _ in decision.ranking] == ["praktijk/tekening"]
