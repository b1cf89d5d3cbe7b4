import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network_map.network import (
    MOST_PEOPLE,
    History,
    MapFull,
    NetworkMap,
    Question,
    UnknownPerson,
    Viewpoint,
    add,
    answer,
    change,
    merge,
    remove,
    rename,
    tick,
    tie,
    untie,
)
from bot.network_map.people import CouldDoMore, Direction, Frequency, Kind, MapError, Person, Sector, Support, clean

LABELS = st.one_of(
    st.sampled_from(["Riet", "riet", "oma", "juf van groep 3", "Umm Khaled", "Müge", "=1+1", "@ease", 'a,b;"c"', "<b>&", "رِيَا", "रिया", "👩‍👧"]),
    st.text(max_size=20).filter(clean),
)
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "relation": st.one_of(st.none(), st.sampled_from(["oma", "buurvrouw", "moeder van Fenna"]), st.text(max_size=12)),
        "kind": st.sampled_from(Kind),
        "sector": st.one_of(st.none(), st.sampled_from(Sector)),
        "ring": st.one_of(st.none(), st.integers(1, 3)),
        "quadrant": st.one_of(st.none(), st.integers(1, 4)),
        "support": st.frozensets(st.sampled_from(Support)),
        "direction": st.one_of(st.none(), st.sampled_from(Direction)),
        "group": st.booleans(),
        "frequency": st.one_of(st.none(), st.sampled_from(Frequency)),
        "could_do_more": st.one_of(st.none(), st.sampled_from(CouldDoMore)),
        "steady": st.one_of(st.none(), st.booleans()),
        "sometimes_difficult": st.one_of(st.none(), st.booleans()),
        "childs_own": st.one_of(st.none(), st.booleans()),
    },
)
IDS = st.integers(1, 9).map(lambda number: f"p{number}")
COMMANDS = st.one_of(
    st.tuples(st.just("add"), LABELS, ATTRIBUTES),
    st.tuples(st.just("rename"), IDS, LABELS),
    st.tuples(st.just("change"), IDS, ATTRIBUTES),
    st.tuples(st.just("remove"), IDS),
    st.tuples(st.just("merge"), IDS, IDS),
    st.tuples(st.just("tie"), st.lists(IDS, max_size=4)),
    st.tuples(st.just("untie"), IDS, IDS),
    st.tuples(st.just("answer"), st.sampled_from(Question)),
    st.tuples(st.just("tick"), st.sampled_from(Support), st.lists(IDS, max_size=4)),
)


def obey(network: NetworkMap, command: tuple) -> NetworkMap:
    """The map after a command; a command about somebody who is not there changes nothing."""
    name, *given_values = command
    try:
        if name == "add":
            return add(network, given_values[0], **given_values[1])
        if name == "change":
            return change(network, given_values[0], **given_values[1])
        if name == "tie":
            return tie(network, *given_values[0])
        functions = {"rename": rename, "remove": remove, "merge": merge, "untie": untie, "answer": answer, "tick": tick}
        return functions[name](network, *given_values)
    except MapError:
        return network


@st.composite
def networks(draw, commands: int = 25) -> NetworkMap:
    network = NetworkMap(draw(st.sampled_from(Viewpoint)))
    for command in draw(st.lists(COMMANDS, max_size=commands)):
        network = obey(network, command)
    return network


def family(*labels: str, **attributes) -> NetworkMap:
    network = NetworkMap()
    for label in labels:
        network = add(network, label, **attributes)
    return network


def labels(network: NetworkMap) -> list[str]:
    return [person.label for person in network.people]


# Any order of commands.


@given(st.lists(COMMANDS, max_size=40))
def test_any_order_of_commands_keeps_the_map_consistent(commands):
    network = NetworkMap()
    for command in commands:
        before = network
        network = obey(network, command)
        ids = [person.id for person in network.people]
        assert len(set(ids)) == len(ids) <= MOST_PEOPLE
        assert all(first < second and {first, second} <= set(ids) for first, second in network.ties)
        assert network.next_number >= before.next_number > 0
        assert before.answered <= network.answered
        assert all(person.label for person in network.people)


@given(st.lists(COMMANDS, max_size=25))
def test_undo_returns_the_identical_map_at_every_step(commands):
    history, seen = History(), []
    for command in commands:
        changed = obey(history.current, command)
        if changed != history.current:
            seen.append(json.dumps(history.current.to_dict()))
        history = history.do(changed)
    while history.can_undo:
        history = history.undo()
        assert json.dumps(history.current.to_dict()) == seen.pop()
    assert seen == []
    assert history.current == NetworkMap()


@given(networks())
def test_a_map_reads_back_the_same(network):
    written = json.dumps(network.to_dict())

    assert NetworkMap.from_dict(json.loads(written)) == network
    assert json.dumps(NetworkMap.from_dict(json.loads(written)).to_dict()) == written


@given(st.lists(COMMANDS, max_size=25))
def test_a_history_reads_back_the_same(commands):
    history = History()
    for command in commands:
        history = history.do(obey(history.current, command))

    assert History.from_dict(json.loads(json.dumps(history.to_dict()))) == history


@given(networks(), IDS, IDS)
def test_a_merge_loses_no_support_no_tie_and_nobody_else(network, kept_id, other_id):
    ids = [person.id for person in network.people]
    if kept_id == other_id or not {kept_id, other_id} <= set(ids):
        with pytest.raises(MapError):
            merge(network, kept_id, other_id)
        return
    kept, other, merged = network.person(kept_id), network.person(other_id), merge(network, kept_id, other_id)

    assert [person.id for person in merged.people] == [one for one in ids if one != other_id]
    assert merged.person(kept_id).support == kept.support | other.support
    known = {end for pair in network.ties if {kept_id, other_id} & set(pair) for end in pair} - {kept_id, other_id}
    assert {end for pair in merged.ties if kept_id in pair for end in pair} - {kept_id} == known
    for name in ("relation", "sector", "ring", "quadrant", "direction", "frequency", "could_do_more", "steady", "sometimes_difficult", "childs_own"):
        assert (getattr(merged.person(kept_id), name) is None) == (getattr(kept, name) is None and getattr(other, name) is None)


# Single commands.


def test_people_are_added_in_order_with_ids_that_never_come_back():
    network = add(remove(family("Riet", "Bram"), "p2"), "Fatima", relation="buurvrouw")

    assert [(person.id, person.label) for person in network.people] == [("p1", "Riet"), ("p3", "Fatima")]


def test_a_removed_person_takes_the_ties_along():
    network = remove(tie(family("Riet", "Bram", "Fatima"), "p1", "p2", "p3"), "p2")

    assert (labels(network), network.ties) == (["Riet", "Fatima"], {("p1", "p3")})


def test_rename_and_change_touch_one_person():
    network = change(rename(family("Riet", "Bram"), "p1", " Rietje "), "p1", relation="tante", ring=1)

    assert labels(network) == ["Rietje", "Bram"]
    assert (network.person("p1").relation, network.person("p1").ring, network.person("p2").ring) == ("tante", 1, None)


def test_a_merged_person_knows_what_either_entry_knew():
    network = change(family("Riet", "oma"), "p1", direction="geven", steady=False)
    network = change(network, "p2", relation="oma", direction="krijgen", ring=1, steady=True)

    one = merge(network, "p1", "p2").person("p1")

    assert (one.label, one.relation, one.ring, one.direction, one.steady) == ("Riet", "oma", 1, Direction.BOTH, True)


def test_what_is_known_of_the_kept_person_goes_first():
    network = change(change(family("Riet", "Riet"), "p1", ring=1, relation="tante"), "p2", ring=3, relation="oma")

    assert (merge(network, "p1", "p2").person("p1").ring, merge(network, "p1", "p2").person("p1").relation) == (1, "tante")


def test_people_who_know_each_other_are_joined_once_and_can_be_parted():
    network = tie(tie(family("Riet", "Bram", "Fatima"), "p3", "p1", "p2"), "p1", "p1", "p2")

    assert network.ties == {("p1", "p2"), ("p1", "p3"), ("p2", "p3")}
    assert untie(network, "p2", "p1").ties == {("p1", "p3"), ("p2", "p3")}


def test_a_support_question_is_answered_by_exactly_those_who_are_ticked():
    network = tick(family("Riet", "Bram", support=["praktisch", "plezier"]), Support.PRACTICAL, ["p2"])

    assert [person.support for person in network.people] == [{Support.FUN}, {Support.PRACTICAL, Support.FUN}]
    assert network.answered == {Question.PRACTICAL}


def test_an_answer_over_the_list_is_one_step_and_may_be_empty():
    start = History(family("Riet", "Bram"))

    history = start.do(answer(start.current, Question.RING, {"p1": {"ring": 1}, "p2": {"ring": 3}}))

    assert [person.ring for person in history.current.people] == [1, 3]
    assert history.undo() == start
    assert answer(start.current, Question.STEADY).answered == {Question.STEADY}


def test_every_kind_of_support_has_its_question():
    assert [Question.about(kind).value for kind in Support] == [kind.value for kind in Support]


@pytest.mark.parametrize("label", ["Müge", "müge", "MUGE"])
def test_a_namesake_is_found_whatever_capitals_and_accents(label):
    assert [person.id for person in family("Bram", "Müge").namesakes(label)] == ["p2"]


def test_the_map_takes_45_people_and_no_more():
    network = family(*(f"Naam {number}" for number in range(MOST_PEOPLE)))

    assert network.is_full
    with pytest.raises(MapFull):
        add(network, "Nog iemand")
    assert not remove(network, "p7").is_full


@pytest.mark.parametrize(
    "command",
    [
        lambda network: rename(network, "p9", "Bram"),
        lambda network: remove(network, "p9"),
        lambda network: merge(network, "p1", "p9"),
        lambda network: tie(network, "p1", "p9"),
        lambda network: untie(network, "p9", "p1"),
        lambda network: tick(network, Support.FUN, ["p9"]),
        lambda network: answer(network, Question.RING, {"p9": {"ring": 1}}),
    ],
)
def test_a_command_about_somebody_unknown_is_refused(command):
    with pytest.raises(UnknownPerson):
        command(family("Riet"))


@pytest.mark.parametrize("attributes", [{"id": "p7"}, {"phone": "1"}, {"ring": 4}, {"label": "  "}])
def test_a_change_that_does_not_fit_is_refused(attributes):
    with pytest.raises(MapError):
        change(family("Riet"), "p1", **attributes)


# History.


def test_a_change_that_changes_nothing_is_no_step():
    history = History(family("Riet"))

    assert history.do(rename(history.current, "p1", "Riet")) is history
    assert history.undo() is history


def test_a_forgotten_history_holds_nobody_who_was_removed():
    history = History(family("Riet", "Bram"))
    history = history.do(remove(history.current, "p2")).forget()

    assert not history.can_undo
    assert "Bram" not in json.dumps(history.to_dict())


def test_a_history_holds_an_unchanged_person_once():
    history = History(family("Riet", "Bram"))
    history = history.do(change(history.current, "p1", ring=1))
    history = history.do(change(history.current, "p1", ring=2))

    assert json.dumps(history.to_dict()).count("Bram") == 1


# Files from elsewhere.

WHOLE = tie(family("Riet", "Bram"), "p1", "p2").to_dict()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {**WHOLE, "version": 2},
        {**WHOLE, "version": True},
        {**WHOLE, "viewpoint": "buurman"},
        {**WHOLE, "viewpoint": ["kind"]},
        {**WHOLE, "people": None},
        {**WHOLE, "people": ["Riet"]},
        {**WHOLE, "people": [*WHOLE["people"], WHOLE["people"][0]]},
        {**WHOLE, "people": [{"id": "p1"}]},
        {**WHOLE, "people": [{"id": "p1", "label": "Riet", "surname": "Jansen"}]},
        {**WHOLE, "ties": [["p1"]]},
        {**WHOLE, "ties": [["p1", "p9"]]},
        {**WHOLE, "ties": [["p2", "p1"]]},
        {**WHOLE, "ties": [["p1", "p1"]]},
        {**WHOLE, "ties": [[1, 2]]},
        {**WHOLE, "answered": ["score"]},
        {**WHOLE, "answered": [[]]},
        {**WHOLE, "next_number": 2},
        {**WHOLE, "next_number": "3"},
        {**WHOLE, "people": [{"id": f"p{n}", "label": "x"} for n in range(1, 47)], "next_number": 99},
    ],
)
def test_what_is_not_a_consistent_map_is_refused(data):
    with pytest.raises(MapError):
        NetworkMap.from_dict(data)


@pytest.mark.parametrize(
    "data",
    [
        {"version": 1, "people": [], "steps": []},
        {"version": 1, "people": [], "steps": ["x"]},
        {"version": 1, "people": [], "steps": [{"viewpoint": "kind", "people": [0], "ties": [], "answered": [], "next_number": 1}]},
        {"version": 1, "people": [], "steps": [{"viewpoint": "kind", "people": [-1], "ties": [], "answered": [], "next_number": 1}]},
    ],
)
def test_what_is_not_a_history_is_refused(data):
    with pytest.raises(MapError):
        History.from_dict(data)


def test_a_map_cannot_be_changed_in_place():
    network = family("Riet")
    with pytest.raises(AttributeError):
        network.people = ()
    assert replace(network) == network
    assert isinstance(hash(network), int)
    assert isinstance(network.people[0], Person)
