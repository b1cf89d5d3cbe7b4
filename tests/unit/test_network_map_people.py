import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network_map.people import CouldDoMore, Direction, Frequency, Kind, MapError, Person, Sector, Support, clean


def test_plain_words_become_typed_values():
    person = Person(
        "p1",
        " oma  Riet ",
        " oma ",
        "informeel",
        "familie",
        1,
        1,
        ["plezier", "praktisch"],
        "allebei",
        False,
        "zelden",
        "misschien",
        True,
        False,
        None,
    )

    assert (person.label, person.relation, person.kind, person.sector) == ("oma Riet", "oma", Kind.INFORMAL, Sector.FAMILY)
    assert (person.support, person.direction) == ({Support.PRACTICAL, Support.FUN}, Direction.BOTH)
    assert (person.frequency, person.could_do_more) == (Frequency.SELDOM, CouldDoMore.MAYBE)
    assert person.number == 1


def test_a_person_is_written_in_plain_words_in_a_fixed_order():
    person = Person("p2", "Riet", support=frozenset({Support.FUN, Support.PRACTICAL}), sector=Sector.LEISURE)

    assert person.to_dict() == {
        "id": "p2",
        "label": "Riet",
        "relation": None,
        "kind": "informeel",
        "sector": "vrije_tijd",
        "ring": None,
        "quadrant": None,
        "support": ["praktisch", "plezier"],
        "direction": None,
        "group": False,
        "frequency": None,
        "could_do_more": None,
        "steady": None,
        "sometimes_difficult": None,
        "childs_own": None,
    }
    assert Person.from_dict(person.to_dict()) == person


def test_what_is_absent_is_not_known():
    assert Person.from_dict({"id": "p1", "label": "Riet"}) == Person("p1", "Riet")


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "Riet"},
        {"id": "p0"},
        {"id": "p1\n"},
        {"id": 1},
        {"label": ""},
        {"label": "\u200b \n"},
        {"label": None},
        {"relation": 3},
        {"kind": "vrijwilliger"},
        {"kind": None},
        {"kind": []},
        {"sector": "sport"},
        {"ring": 0},
        {"ring": 4},
        {"ring": True},
        {"ring": 1.0},
        {"quadrant": 5},
        {"support": "praktisch"},
        {"support": ["geld"]},
        {"support": 5},
        {"support": {"praktisch": 1}},
        {"support": [["praktisch"]]},
        {"direction": "beide"},
        {"group": None},
        {"group": 1},
        {"frequency": "soms"},
        {"could_do_more": True},
        {"steady": 1},
        {"sometimes_difficult": "nee"},
        {"childs_own": 0.0},
    ],
)
def test_a_value_that_does_not_fit_is_refused(fields):
    with pytest.raises(MapError):
        Person(**({"id": "p1", "label": "Riet"} | fields))


@given(st.text())
def test_a_clean_label_is_one_short_line_that_stays_as_it_is(text):
    cleaned = clean(text)

    assert len(cleaned) <= 80
    assert cleaned == clean(cleaned) == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    cleaned.encode("utf-8")


def test_a_name_in_another_script_keeps_its_joiners():
    assert clean("می\u200cنا\x00\u202e") == "می\u200cنا"


def test_an_empty_relation_is_no_relation():
    assert Person("p1", "Riet", relation=" ").relation is None
