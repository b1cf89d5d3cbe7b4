import csv
import io
import json
from itertools import chain, combinations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network_map.export import EVERYTHING, Choice, Naming, Private, prepared, read_json, to_csv, to_graphml, to_json
from bot.network_map.network import NetworkMap, Question, add, answer, change, tie
from bot.network_map.open_places import open_places
from bot.network_map.people import MapError, Support

from .test_network_map_network import family, networks

ALL = Choice(private=EVERYTHING)
CHOICES = st.builds(Choice, st.sampled_from(Naming), st.frozensets(st.sampled_from(Private)))


def relatives() -> NetworkMap:
    network = add(NetworkMap(), "Riet", relation="oma", sector="familie", ring=1, support=["praktisch"], direction="krijgen")
    network = add(network, "moeder van Fenna", relation="moeder van Fenna", sector="school", ring=2)
    network = add(network, "Umm Khaled", sector="buurt")
    return add(network, "Robin", relation="oma")


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def graph(text: str) -> networkx.Graph:
    return networkx.parse_graphml(text)


# JSON.


@given(networks())
def test_json_with_everything_reads_back_identical(network):
    assert read_json(to_json(network, ALL)) == network


@given(networks(), CHOICES)
def test_json_reads_back_what_was_chosen(network, choice):
    assert read_json(to_json(network, choice)) == prepared(network, choice)


@given(networks())
def test_by_default_nothing_private_goes_along(network):
    read = read_json(to_json(network))

    assert read.ties == frozenset()
    for person in read.people:
        assert {person.frequency, person.could_do_more, person.steady, person.sometimes_difficult, person.childs_own} == {None}


def test_a_private_question_that_stayed_behind_is_no_open_place_after_reading_back():
    network = answer(change(family("Riet", sector="buurt"), "p1", steady=True), Question.STEADY)

    assert open_places(read_json(to_json(network))) == ()


@pytest.mark.parametrize(
    "text", ["", "nee", "[]", "{}", "[" * 100_000, '{"format": "anders", "version": 1}', '{"format": "kringwijzer-netwerkkaart"}']
)
def test_another_file_is_refused(text):
    with pytest.raises(MapError):
        read_json(text)


def test_a_file_with_a_script_for_an_id_is_refused():
    content = json.loads(to_json(family("Riet")))
    content["people"][0]["id"] = "<script>"

    with pytest.raises(MapError):
        read_json(json.dumps(content))


# CSV.


def test_the_tables_have_the_columns_of_egor_and_gephi():
    tables = {name: table.splitlines()[0] for name, table in to_csv(relatives()).items()}

    assert tables == {
        "ego.csv": "egoID,viewpoint",
        "alters.csv": "Id,Label,egoID,alterID,relation,kind,sector,ring,quadrant,direction,group,"
        "support_praktisch,support_emotioneel,support_informatief,support_normatief,support_plezier",
        "edges.csv": "egoID,Source,Target,Type",
    }


def test_a_row_tells_what_is_known_of_a_person():
    row = rows(to_csv(relatives(), ego_id="gezin")["alters.csv"])[0]

    assert row == {
        "Id": "p1", "Label": "Riet", "egoID": "gezin", "alterID": "p1", "relation": "oma", "kind": "informeel", "sector": "familie", "ring": "1",
        "quadrant": "", "direction": "krijgen", "group": "0", "support_praktisch": "1", "support_emotioneel": "0", "support_informatief": "0",
        "support_normatief": "0", "support_plezier": "0",
    }  # fmt: skip


@pytest.mark.parametrize("label", ["=1+1", "+31", "-x", "@ease", "'s"])
def test_a_label_is_never_a_formula(label):
    assert rows(to_csv(family(label))["alters.csv"])[0]["Label"] == f"'{label}"


@given(networks())
def test_the_tables_hold_everybody_and_everything_that_was_chosen(network):
    tables = to_csv(network, ALL)
    alters = rows(tables["alters.csv"])

    assert [row["alterID"] for row in alters] == [person.id for person in network.people]
    for row, person in zip(alters, network.people):
        written = row["Label"][1:] if row["Label"].startswith("'") else row["Label"]
        assert written == person.label
        assert {kind for kind in Support if row[f"support_{kind.value}"] == "1"} == person.support
        for name in ("steady", "sometimes_difficult", "childs_own"):
            assert row[name] == {None: "", True: "1", False: "0"}[getattr(person, name)]
        for name in ("kind", "sector", "ring", "quadrant", "direction", "frequency", "could_do_more"):
            value = person.to_dict()[name]
            assert row[name] == ("" if value is None else str(value))
    assert {(row["Source"], row["Target"]) for row in rows(tables["edges.csv"])} == network.ties


# GraphML.


@given(networks())
def test_graphml_opens_with_everybody_and_everything_that_was_chosen(network):
    read = graph(to_graphml(network, ALL))

    assert set(read.nodes) == {"ego", *(person.id for person in network.people)}
    assert {tuple(sorted(pair)) for *pair, what in read.edges(data="tie") if what == "alter"} == network.ties
    for person in network.people:
        data = read.nodes[person.id]
        assert read.edges["ego", person.id]["tie"] == "ego"
        assert (data["label"], data["is_ego"]) == (person.label, False)
        assert {kind for kind in Support if data[f"support_{kind.value}"]} == person.support
        for name, value in person.to_dict().items():
            if name not in ("id", "label", "support"):
                assert data.get(name) == value


def test_graphml_has_typed_attributes_and_no_private_ones_unasked():
    network = tie(family("Riet", "<Bram> & co", ring=2, sometimes_difficult=True), "p1", "p2")

    text = to_graphml(network)

    assert 'attr.name="ring" attr.type="int"' in text
    assert "sometimes_difficult" not in text
    assert list(graph(text).edges(data="tie")) == [("ego", "p1", "ego"), ("ego", "p2", "ego")]
    assert graph(text).nodes["p2"]["label"] == "<Bram> & co"


# Names, initials, roles; private fields one by one.


@pytest.mark.parametrize(
    ("naming", "expected"),
    [
        (Naming.NAMES, ["Riet", "moeder van Fenna", "Umm Khaled", "Robin"]),
        (Naming.INITIALS, ["R. 1", "moeder van F.", "U. K.", "R. 2"]),
        (Naming.ROLES, ["oma 1", "moeder", "iemand uit de buurt", "oma 2"]),
    ],
)
def test_people_are_called_as_chosen(naming, expected):
    assert [person.label for person in prepared(relatives(), Choice(naming)).people] == expected


@pytest.mark.parametrize(
    ("label", "relation", "initials"),
    [
        ("oma", "oma", "oma"),
        ("Oma", "oma", "Oma"),
        ("riet", "tante", "R."),
        ("juf van groep 3", "juf", "juf van groep 3"),
        ("mevrouw Dijkstra", None, "mevrouw D."),
        ("Anne-Marie", "nicht", "A.-M."),
        ("रिया", None, "र."),
    ],
)
def test_what_may_be_a_name_becomes_an_initial(label, relation, initials):
    assert prepared(family(label, relation=relation), Choice(Naming.INITIALS)).people[0].label == initials


@pytest.mark.parametrize("naming", [Naming.INITIALS, Naming.ROLES])
def test_no_name_is_left_in_any_file(naming):
    choice = Choice(naming, EVERYTHING)
    files = [to_json(relatives(), choice), to_graphml(relatives(), choice), *to_csv(relatives(), choice).values()]

    assert not [name for name in ("Riet", "Fenna", "Umm", "Khaled", "Robin") if any(name in text for text in files)]


@pytest.mark.parametrize("chosen", [frozenset(some) for some in chain(combinations(Private, 1), [(), tuple(Private)])])
def test_a_private_field_goes_along_only_when_it_is_chosen(chosen):
    network = family("Riet", "Bram", frequency="zelden", could_do_more="ja", steady=True, sometimes_difficult=True, childs_own=True)
    network = tie(network, "p1", "p2")
    choice = Choice(private=chosen)

    columns = rows(to_csv(network, choice)["alters.csv"])[0]

    assert {private for private in Private if private.value in columns} == chosen - {Private.TIES}
    assert bool(rows(to_csv(network, choice)["edges.csv"])) == (Private.TIES in chosen)
    assert ("sometimes_difficult" in to_graphml(network, choice)) == (Private.SOMETIMES_DIFFICULT in chosen)
    left = json.loads(to_json(network, choice))["people"][0]
    assert {private for private in Private if left.get(private.value) is not None} == chosen - {Private.TIES}
