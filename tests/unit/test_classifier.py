import json

import numpy as np
import pytest

from bot.understanding.classifier import TopicClassifier

EXAMPLES = {
    "vorm/oppas": [
        "wie past er op mijn kind",
        "ik zoek een oppas",
        "oppas voor de kinderen",
        "kan iemand oppassen vanavond",
        "een oppas aan huis",
        "past een oppas ook overdag op",
    ],
    "begrip/buurt": [
        "wat doet de buurt voor een gezin",
        "de buren helpen elkaar",
        "steun in de buurt",
        "mijn buurvrouw helpt ons",
        "hoe leer ik de buren kennen",
        "wat is een sterke buurt",
    ],
    "groet": ["hallo", "hoi", "goedemorgen", "hallo daar", "hoi hoi", "goedemiddag"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
AUTHORS = ["een", "twee", "drie"] * (len(TEXTS) // 3)
UNSEEN = ["is er een oppas voor zaterdag", "helpen buren ook", "goedemorgen allemaal", "", "🙂", "iets heel anders"]


@pytest.fixture(scope="module")
def classifier():
    return TopicClassifier.train(TEXTS, LABELS, AUTHORS)


def test_the_labels_are_sorted_whatever_the_order_of_the_examples(classifier):
    assert classifier.labels == ["begrip/buurt", "groet", "vorm/oppas"]
    assert TopicClassifier.train(TEXTS[::-1], LABELS[::-1], AUTHORS[::-1]).labels == classifier.labels


def test_every_text_gets_a_probability_for_each_label(classifier):
    probabilities = classifier.probabilities(UNSEEN)

    assert probabilities.shape == (len(UNSEEN), 3)
    assert np.all((probabilities >= 0) & (probabilities <= 1))
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(UNSEEN)), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "label"), [("is er een oppas voor zaterdag", "vorm/oppas"), ("helpen de buren ook", "begrip/buurt"), ("Goedemorgen!", "groet")]
)
def test_a_sentence_like_the_examples_gets_their_label(classifier, text, label):
    assert classifier.ranking(text)[0][0] == label


def test_a_ranking_goes_from_likely_to_unlikely(classifier):
    ranking = classifier.ranking("een oppas uit de buurt")

    assert sorted(ranking, key=lambda entry: -entry[1]) == ranking
    assert {label for label, _ in ranking} == set(EXAMPLES)
    assert classifier.ranking("een oppas uit de buurt", length=2) == ranking[:2]


def test_case_accents_and_punctuation_do_not_change_the_probabilities(classifier):
    plain, careless = classifier.probabilities(["wie past er op mijn kind", "Wie past er óp mijn KIND??"])

    assert np.array_equal(plain, careless)


def test_training_twice_gives_the_same_model(classifier):
    again = TopicClassifier.train(TEXTS, LABELS, AUTHORS)

    assert np.array_equal(again.probabilities(TEXTS + UNSEEN), classifier.probabilities(TEXTS + UNSEEN))


def test_examples_of_one_author_are_enough():
    classifier = TopicClassifier.train(TEXTS, LABELS, ["een"] * len(TEXTS))

    assert [classifier.ranking(text)[0][0] for text in TEXTS] == LABELS


def test_a_saved_model_gives_the_same_answers(classifier, tmp_path):
    classifier.save(tmp_path)

    loaded = TopicClassifier.load(tmp_path)

    assert loaded.labels == classifier.labels
    assert loaded.probabilities(TEXTS + UNSEEN) == pytest.approx(classifier.probabilities(TEXTS + UNSEEN), abs=0.005)
    assert [loaded.ranking(text)[0][0] for text in TEXTS] == [classifier.ranking(text)[0][0] for text in TEXTS]


def test_a_model_saved_again_is_the_same_to_the_last_number(classifier, tmp_path):
    first, second = tmp_path / "een", tmp_path / "twee"
    first.mkdir()
    second.mkdir()
    classifier.save(first)
    TopicClassifier.load(first).save(second)

    assert np.array_equal(TopicClassifier.load(first).probabilities(UNSEEN), TopicClassifier.load(second).probabilities(UNSEEN))


def test_a_saved_model_holds_numbers_and_lists_only(classifier, tmp_path):
    classifier.save(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"classifier.json", "weights.npz"}
    assert json.loads((tmp_path / "classifier.json").read_text(encoding="utf-8"))["labels"] == classifier.labels
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} == {"f"}
