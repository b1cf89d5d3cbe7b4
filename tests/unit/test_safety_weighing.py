import numpy as np
import pytest

from bot.safety.classifier import LEVELS
from bot.safety.weighing import Thresholds, Weighing, stored_weighing

THRESHOLDS = Thresholds(0.5, 0.7, 0.3)


def test_probabilities_of_a_text_add_up_to_one_and_follow_the_largest_margin():
    weighing = Weighing(np.eye(3), np.zeros(3), THRESHOLDS)

    chances = weighing.probabilities(np.array([[2.0, 0.0, -1.0], [0.0, 0.0, 0.0]]))

    assert chances.sum(axis=1) == pytest.approx([1, 1])
    assert chances[0].argmax() == 0
    assert chances[1] == pytest.approx([1 / 3] * 3)


def test_a_stored_weighing_is_read_back(tmp_path):
    path = tmp_path / "weging.json"
    weighing = Weighing(np.array([[1.5, -2.0]]), np.array([0.25, 0.0]), THRESHOLDS)

    weighing.save(path)
    read = stored_weighing(path)

    assert read.thresholds == THRESHOLDS
    assert read.weights.tolist() == [[1.5, -2.0]]
    assert read.bias.tolist() == [0.25, 0.0]


def test_a_broken_weighing_is_an_error_that_the_detector_knows(tmp_path):
    path = tmp_path / "weging.json"
    path.write_text("{}", encoding="utf-8")

    with pytest.raises(KeyError):
        stored_weighing(path)


def test_the_weighing_of_this_installation_fits_the_levels():
    weighing = stored_weighing()

    assert weighing.weights.shape == (1 + len(LEVELS), len(LEVELS))
    assert weighing.bias.shape == (len(LEVELS),)
