import pytest

from bot.network_map.interview.answering import SECTOR_OF_CONTEXT, already, answered, named_under, settled
from bot.network_map.interview.choosing import choose
from bot.network_map.interview.stages import CONTEXTS, MARK_STAGES, SUPPORT_STAGES, Stage
from bot.network_map.network import NetworkMap, Question, add, change, tick
from bot.network_map.people import CouldDoMore, Direction, Frequency, Kind, Sector, Support


def people(*labels: str) -> NetworkMap:
    network = NetworkMap()
    for label in labels:
        network = add(network, label)
    return network


def after(network: NetworkMap, stage: Stage, text: str) -> NetworkMap:
    return answered(network, stage, choose(text, network.people), text)


def values(network: NetworkMap, field: str) -> list:
    return [getattr(person, field) for person in network.people]


THREE = people("Riet", "Fatima", "Bram")


@pytest.mark.parametrize(
    ("stage", "support"),
    [
        (Stage.HELPING_OUT, {Support.PRACTICAL}),
        (Stage.STORY, {Support.EMOTIONAL}),
        (Stage.ADVICE, {Support.INFORMATIVE}),
        (Stage.AT_EASE, {Support.NORMATIVE}),
        (Stage.CORE, set()),
    ],
)
def test_who_is_named_under_a_question_gives_what_it_asks_for(stage, support):
    network = named_under(THREE, stage, ["p1"], None)
    assert network.people[0].support == support
    assert network.people[1] == THREE.people[1]


def test_for_whom_the_family_means_something_gets_it_and_gives_back_if_named_before():
    network = named_under(change(THREE, "p1", support={Support.FUN}), Stage.MEANING, ["p1", "p2"], None)
    assert values(network, "direction") == [Direction.BOTH, Direction.GIVING, None]


def test_a_group_of_the_round_fills_in_the_domain_that_is_not_known_yet():
    network = change(THREE, "p2", sector=Sector.FAMILY)
    network = named_under(network, Stage.CONTEXT, ["p1", "p2"], "buren")
    assert values(network, "sector") == [Sector.NEIGHBOURHOOD, Sector.FAMILY, None]


def test_who_is_named_as_a_professional_is_one():
    network = named_under(THREE, Stage.CONTEXT, ["p1"], "hulpverleners")
    assert (network.people[0].kind, network.people[0].sector) == (Kind.FORMAL, Sector.HELP)


def test_only_people_of_long_ago_have_no_domain():
    assert set(CONTEXTS) - set(SECTOR_OF_CONTEXT) == {"vroeger"}


@pytest.mark.parametrize("stage", SUPPORT_STAGES)
def test_an_answer_about_support_adds_to_who_was_named_before_and_can_take_away(stage):
    support = SUPPORT_STAGES[stage]
    before = tick(THREE, support, ["p1"])
    assert [support in person.support for person in after(before, stage, "Bram").people] == [True, False, True]
    assert [support in person.support for person in after(before, stage, "Bram, Riet niet").people] == [False, False, True]
    assert Question.about(support) in after(before, stage, "").answered
    assert already(before, stage) == ("p1",)


@pytest.mark.parametrize("stage", MARK_STAGES)
def test_an_answer_marks_everybody_with_yes_or_no(stage):
    field, question = MARK_STAGES[stage]
    network = after(THREE, stage, "Riet en Bram")
    assert values(network, field) == [True, False, True]
    assert question in network.answered


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("Riet", [1, None, None]),
        ("allemaal", [1, 1, 1]),
        ("iedereen behalve Bram", [1, 1, None]),
        ("Riet dichtbij, Bram ver weg", [1, 2, 3]),
        ("", [None, None, None]),
    ],
)
def test_the_nearest_are_in_the_inner_ring(text, placed):
    network = after(THREE, Stage.NEAR, text)
    assert values(network, "ring") == placed
    assert Question.RING in network.answered


@pytest.mark.parametrize(("text", "placed"), [("Bram", [1, 2, 3]), ("", [1, 2, 2]), ("Fatima, de rest ook", [1, 3, 3])])
def test_the_furthest_are_in_the_outer_ring_and_the_others_between(text, placed):
    assert values(after(after(THREE, Stage.NEAR, "Riet"), Stage.FAR, text), "ring") == placed


def test_at_the_end_nobody_is_without_a_ring_if_it_was_asked():
    assert values(settled(after(THREE, Stage.NEAR, "Riet")), "ring") == [1, 2, 2]
    assert values(settled(THREE), "ring") == [None, None, None]


def test_who_could_do_more_perhaps_or_should_not_be_asked_is_written_down():
    network = after(THREE, Stage.COULD_DO_MORE, "Riet, misschien Fatima, Bram niet")
    assert values(network, "could_do_more") == [CouldDoMore.YES, CouldDoMore.MAYBE, CouldDoMore.DO_NOT_ASK]


def test_who_is_seldom_seen_is_written_down():
    assert values(after(THREE, Stage.FREQUENCY, "Bram"), "frequency") == [None, None, Frequency.SELDOM]


def test_who_gives_support_and_gets_nothing_back_is_somebody_the_family_gets_from():
    network = after(tick(THREE, Support.FUN, ["p1", "p2"]), Stage.DIRECTION, "Fatima en Bram")
    assert values(network, "direction") == [Direction.GETTING, Direction.BOTH, Direction.GIVING]


def test_nothing_is_concluded_about_directions_that_were_never_asked():
    assert values(settled(tick(THREE, Support.FUN, ["p1"])), "direction") == [None, None, None]


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("Riet en Bram", {("p1", "p3")}),
        ("Riet, Fatima en Bram", {("p1", "p2"), ("p1", "p3"), ("p2", "p3")}),
        ("iedereen", {("p1", "p2"), ("p1", "p3"), ("p2", "p3")}),
        ("Riet", set()),
    ],
)
def test_who_know_each_other_are_tied(text, ties):
    network = after(THREE, Stage.TIES, text)
    assert network.ties == ties
    assert Question.TIES in network.answered
