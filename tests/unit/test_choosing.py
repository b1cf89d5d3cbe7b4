import pytest

from bot.network_map.interview.choosing import choose, circles, in_words_of_the_list, meant_by, one_of, rings, undecided
from bot.network_map.people import Person

PEOPLE = (
    Person("p1", "Riet", "oma"),
    Person("p2", "Fatima", "buurvrouw"),
    Person("p3", "juf van groep 4", "juf"),
    Person("p4", "Bram"),
    Person("p5", "opa", "opa"),
)
EVERYBODY = ("p1", "p2", "p3", "p4", "p5")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Riet", ("p1",)),
        ("RIET en de juf", ("p1", "p3")),
        ("mijn buurvrouw", ("p2",)),
        ("oma Riet", ("p1",)),
        ("fatma", ("p2",)),
        ("de juf van groep 4 en opa natuurlijk", ("p3", "p5")),
        ("bram bram bram", ("p4",)),
        ("allemaal", EVERYBODY),
        ("iedereen behalve opa", ("p1", "p2", "p3", "p4")),
        ("iedereen, behalve opa en Riet", ("p2", "p3", "p4")),
        ("allemaal, maar opa niet", ("p1", "p2", "p3", "p4")),
        ("niet Riet maar Bram", ("p4",)),
        ("Riet maar niet Bram", ("p1",)),
        ("Riet en niet Bram", ("p1",)),
        ("Bram niet en Riet wel", ("p1",)),
        ("geen idee", ()),
        ("", ()),
        ("Piet", ()),
    ],
)
def test_an_answer_means_these_people_of_the_list(text, people):
    assert choose(text, PEOPLE).people == people


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("opa niet", ("p5",)),
        ("Riet en opa niet", ("p1", "p5")),
        ("niet opa en Riet", ("p1", "p5")),
        ("Bram, opa niet", ("p5",)),
        ("Bram misschien niet", ("p4",)),
        ("Riet", ()),
    ],
)
def test_who_is_named_with_not_is_left_out(text, left_out):
    assert choose(text, PEOPLE).left_out == left_out


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("Riet, misschien Bram", ("p4",)),
        ("Riet en misschien Bram", ("p4",)),
        ("Riet en Bram misschien", ("p1", "p4")),
        ("Bram misschien, Riet wel", ("p4",)),
        ("misschien Bram en opa", ("p4", "p5")),
        ("Riet en Bram", ()),
    ],
)
def test_perhaps_counts_for_the_names_beside_it(text, perhaps):
    chosen = choose(text, PEOPLE)
    assert chosen.perhaps == perhaps
    assert set(perhaps) <= set(chosen.people)


def test_a_relation_that_two_people_have_means_neither_of_them():
    omas = (Person("p1", "Riet", "oma"), Person("p2", "Els", "oma"))
    assert choose("oma", omas).people == ()
    assert choose("oma Els", omas).people == ("p2",)


def test_a_name_spelled_right_goes_before_one_with_a_typing_error():
    people = (Person("p1", "Sane"), Person("p2", "Sanne"))
    assert choose("Sanne", people).people == ("p2",)
    assert choose("sane", people).people == ("p1",)


@pytest.mark.parametrize(("said", "label"), [("Ria", "Rita"), ("Jan", "Jana"), ("Mia", "Pia"), ("Anna", "Anne")])
def test_short_names_that_look_alike_are_not_mixed_up(said, label):
    assert choose(said, (Person("p1", label),)).people == ()


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("Riet", {"p1": 1}),
        ("Riet dichtbij, Fatima in het midden en de juf ver weg", {"p1": 1, "p2": 2, "p3": 3}),
        ("Riet en Bram dichtbij", {"p1": 1, "p4": 1}),
        ("Riet, Bram, dichtbij", {"p1": 1, "p4": 1}),
        ("dichtbij: Riet, Bram, ver weg: opa", {"p1": 1, "p4": 1, "p5": 3}),
        ("Riet dichtbij, de rest ver weg", {"p1": 1, "p2": 3, "p3": 3, "p4": 3, "p5": 3}),
        ("iedereen, behalve opa", {"p1": 1, "p2": 1, "p3": 1, "p4": 1}),
        ("iedereen dichtbij behalve opa", {"p1": 1, "p2": 1, "p3": 1, "p4": 1}),
        ("niemand", {}),
    ],
)
def test_rings_follow_the_words_for_them(text, placed):
    assert rings(text, PEOPLE, 1) == placed


def test_without_a_word_for_a_ring_the_usual_one_counts():
    assert rings("opa", PEOPLE, 3) == {"p5": 3}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Riet en Fatima, Bram en de juf", (("p1", "p2"), ("p3", "p4"))),
        ("Riet, Fatima en Bram", (("p1", "p2", "p4"),)),
        ("Riet en Bram kennen elkaar en de juf kent opa", (("p1", "p4"), ("p3", "p5"))),
        ("iedereen", (EVERYBODY,)),
        ("iedereen behalve opa", (EVERYBODY[:4],)),
        ("Riet", ()),
        ("niemand", ()),
    ],
)
def test_people_who_know_each_other_stand_together(text, groups):
    assert circles(text, PEOPLE) == groups


def test_namesakes_are_all_meant_until_the_words_tell_them_apart():
    jans = (Person("p1", "Jan", "broer"), Person("p2", "Jan", "buurman"), Person("p3", "Els"))
    assert [person.id for person in meant_by("Jan", jans)] == ["p1", "p2"]
    assert [person.id for person in meant_by("mijn broer Jan", jans)] == ["p1"]
    assert one_of("Jan", jans) is None
    assert one_of("Els", jans) is jans[2]
    assert one_of("Piet", jans) is None


def test_another_word_for_a_relation_of_the_list_becomes_that_of_the_list():
    def relation_of(word):
        return {"mam": "moeder", "pa": "vader"}.get(word.lower())

    people = (Person("p1", "moeder", "moeder"),)
    assert in_words_of_the_list("iedereen behalve mam en pa", people, relation_of) == "iedereen behalve moeder en pa"


@pytest.mark.parametrize(("text", "asked"), [("Jan", ("p1", "p2")), ("broer Jan", ()), ("Jan en Riet", ()), ("Riet", ()), ("Jan en Jan", ())])
def test_of_namesakes_it_is_undecided_who_is_meant_when_only_the_name_is_said(text, asked):
    people = (Person("p1", "Jan", "broer"), Person("p2", "Jan", "collega"), Person("p3", "Riet", "oma"))
    assert undecided(text, people) == asked
