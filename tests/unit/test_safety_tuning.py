from collections import Counter

import numpy as np
import pytest

from bot.safety.classifier import LEVELS, LabelledSentence, Reading, SafetyClassifier
from bot.safety.levels import Level
from bot.safety.signals import Weighed
from bot.safety.tuning import (
    FOLDS,
    ORDINARY_BY_PARTS,
    ORDINARY_LINES,
    ORDINARY_TAKEOVERS,
    Measured,
    chosen,
    fitted,
    folds,
    report_lines,
    takeover_share,
    unseen,
)
from bot.safety.weighing import Thresholds

NONE_YET = Thresholds(1.1, 1.1, 1.1)


def reading(danger: float) -> Reading:
    return Reading(danger, Level.NONE, Level.ACUTE, "geweld")


def measured(danger: float, level: Level = Level.NONE, ordinary: bool = True, worst: float = 0.0) -> Measured:
    return Measured(level, "a", ordinary, Weighed(None, reading(danger), reading(max(danger, worst)), False, False, ()))


def test_every_author_stands_in_one_part_and_the_parts_are_about_as_large():
    sizes = {f"auteur {size}": size for size in range(1, 21)}

    where = folds(sizes)

    loads = Counter()
    for author, fold in where.items():
        loads[fold] += sizes[author]
    assert set(where) == set(sizes)
    assert set(loads) == set(range(FOLDS))
    assert max(loads.values()) - min(loads.values()) <= 4


def test_no_model_learns_from_an_author_whom_it_is_measured_on(monkeypatch):
    taught = []
    monkeypatch.setattr(SafetyClassifier, "train", lambda data, weighing: taught.append(data))
    labelled = [LabelledSentence(f"zin {i} van {author}", Level.ACUTE, "geweld", author) for author in "abcdefg" for i in range(3)]
    harmless = [LabelledSentence(f"vraag {i} van {author}", Level.NONE, "-", author) for author in ("x1", "x2", "x3", "x4", "x5") for i in range(2)]

    tested = [items for _, items in unseen(labelled, harmless, lambda text: None)]

    assert sorted(item.text for items in tested for item in items) == sorted(item.text for item in [*labelled, *harmless])
    for learned, items in zip(taught, tested, strict=True):
        assert {item.author for item in learned} == {item.author for item in [*labelled, *harmless]} - {item.author for item in items}


def test_the_weighing_gives_each_level_its_own_margin():
    levels = [level for level in LEVELS for _ in range(20)]
    dice = np.random.RandomState(1)
    margins = np.hstack([np.array([[float(level.takes_over)] for level in levels]), np.eye(5)[[LEVELS.index(level) for level in levels]]])

    weighing = fitted(margins + dice.normal(0, 0.05, margins.shape), levels, NONE_YET)

    likeliest = weighing.probabilities(margins).argmax(axis=1)
    assert [LEVELS[i] for i in likeliest] == levels


def test_thresholds_are_as_low_as_the_budget_of_false_alarms_allows():
    dangers = np.linspace(0, 1, 1000, endpoint=False)
    sentences = [measured(danger) for danger in dangers]

    thresholds = chosen(sentences)

    assert takeover_share(sentences, thresholds) <= ORDINARY_TAKEOVERS
    lower = Thresholds(thresholds.takeover - 0.005, thresholds.part, thresholds.soft)
    assert takeover_share(sentences, lower) > ORDINARY_TAKEOVERS
    lines = sum(thresholds.soft <= danger < thresholds.takeover for danger in dangers) / len(dangers)
    assert lines <= ORDINARY_LINES < lines + 0.005 + 1e-9


def test_parts_of_long_messages_have_a_small_budget_of_their_own():
    sentences = [measured(0.0, worst=danger) for danger in np.linspace(0, 1, 1000, endpoint=False)]

    thresholds = chosen(sentences)

    assert takeover_share(sentences, Thresholds(1.1, thresholds.part, 1.1)) <= ORDINARY_BY_PARTS


def test_sentences_about_danger_do_not_move_the_thresholds():
    ordinary = [measured(danger) for danger in np.linspace(0, 1, 500, endpoint=False)]
    danger = [measured(0.01, Level.ACUTE, ordinary=False)] * 100

    assert chosen(ordinary) == chosen([*ordinary, *danger])


@pytest.mark.parametrize(("value", "share"), [(0.2, 1.0), (0.5, 0.5), (0.9, 0.0)])
def test_takeovers_are_counted_at_a_threshold(value, share):
    assert takeover_share([measured(0.3), measured(0.6)], Thresholds(value, 1.1, 0.1)) == share


def test_nothing_measured_is_no_takeover():
    assert takeover_share([], NONE_YET) == 0


def test_the_page_names_sizes_the_choice_and_each_author():
    sentences = [measured(0.9, Level.ACUTE, ordinary=False), measured(0.2, Level.DISTRESS, ordinary=False), measured(0.1)]

    lines = report_lines(sentences, Thresholds(0.5, 0.7, 0.3))

    page = "\n".join(lines)
    assert "(acuut 1, zorg 0, nood 1, vakvraag 0, loos 0) van 1 auteurs en 1 gewone voorbeelden" in page
    assert "kaart vanaf 0.500, deel van een lang bericht vanaf 0.700, regel vanaf 0.300" in page
    assert "| 0.500 (gekozen) | 1.000 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 |" in lines
    assert "| a | 1.00 van 1 |  | 0.00 van 1 |  |  |" in lines
