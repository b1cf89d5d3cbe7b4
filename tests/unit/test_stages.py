import pytest

from bot.network_map.interview.stages import ASKED_ONLY_WITH_PEOPLE, ORDER, Stage, after
from bot.network_map.network import NetworkMap, Question, add, answer, change
from bot.network_map.payload import Step
from bot.network_map.people import Direction, Kind


def people(number: int) -> NetworkMap:
    network = NetworkMap()
    for place in range(number):
        network = add(network, f"Q{place}")
    return network


def way(network: NetworkMap, stage: Stage = Stage.CORE) -> list[Stage]:
    """All questions from one on, when nothing changes on the map."""
    stages = [stage]
    while stages[-1] is not Stage.MAP:
        stages.append(after(stages[-1], network))
    return stages


def test_names_come_first_and_the_map_last():
    stages = way(people(3))
    names = [stage for stage in stages if stage.step is Step.NAMES]
    assert stages[: len(names)] == names
    assert len(names) == 6
    assert stages[-1] is Stage.MAP


def test_the_number_of_questions_does_not_grow_with_the_people():
    assert len(way(people(4))) == len(way(people(45)))


def test_without_people_nothing_is_asked_about_a_list():
    stages = way(NetworkMap())
    assert not ASKED_ONLY_WITH_PEOPLE & set(stages)
    assert stages[-3:] == [Stage.ROUND, Stage.EARLIER, Stage.MAP]


@pytest.mark.parametrize(("number", "asked"), [(1, False), (2, False), (3, True)])
def test_who_know_each_other_is_asked_from_three_people_on(number, asked):
    assert (Stage.TIES in way(people(number))) is asked


@pytest.mark.parametrize(
    ("changes", "answered", "asked"),
    [
        ({"kind": Kind.FORMAL}, True, True),
        ({"group": True}, True, True),
        ({"kind": Kind.FORMAL, "ring": 1}, True, False),
        ({"kind": Kind.FORMAL}, False, False),
        ({}, True, False),
    ],
)
def test_the_outer_ring_is_asked_when_somebody_may_be_in_it(changes, answered, asked):
    network = change(people(3), "p1", **changes)
    if answered:
        network = answer(network, Question.RING)
    assert (Stage.FAR in way(network)) is asked


@pytest.mark.parametrize(("direction", "asked"), [(None, True), (Direction.GETTING, True), (Direction.GIVING, False), (Direction.BOTH, False)])
def test_giving_is_asked_unless_it_was_answered_under_the_names(direction, asked):
    assert (Stage.DIRECTION in way(change(people(3), "p1", direction=direction))) is asked


def test_giving_to_nobody_is_an_answer_too():
    assert Stage.DIRECTION not in way(answer(people(3), Question.DIRECTION))


def test_a_group_leads_back_to_the_round():
    assert after(Stage.CONTEXT, people(2)) is Stage.ROUND
    assert after(Stage.CONTEXT, NetworkMap()) is Stage.ROUND


def test_who_was_there_before_leads_to_the_round_or_to_the_empty_map():
    assert after(Stage.EARLIER, people(1)) is Stage.ROUND
    assert after(Stage.EARLIER, NetworkMap()) is Stage.MAP


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_step(stage):
    assert isinstance(stage.step, Step)


@pytest.mark.parametrize("stage", ORDER[:-1])
@pytest.mark.parametrize("number", [0, 1, 3, 45])
def test_every_question_leads_on(stage, number):
    network = people(number)
    assert after(stage, network) not in (stage, Stage.START)
    assert way(network, stage)[-1] is Stage.MAP
