import pytest

from bot.network_map.interview.naming import add_people, described, one_person, possible_name
from bot.network_map.network import MOST_PEOPLE, NetworkMap, add, change, tie
from bot.network_map.people import Kind, Person, Sector, Support
from tests.unit.interviewing import Mention

RIET = Mention("Riet", "oma", sector="familie")
OMA = Mention("oma", "oma", sector="familie")


def having(*mentions: Mention) -> NetworkMap:
    return add_people(NetworkMap(), mentions).network


def labels(network: NetworkMap) -> list[str]:
    return [person.label for person in network.people]


def test_several_people_in_one_answer_all_come_onto_the_map():
    addition = add_people(NetworkMap(), [RIET, Mention("Fatima"), Mention("juf", "juf", "formeel", "school")])
    assert labels(addition.network) == ["Riet", "Fatima", "juf"]
    assert addition.added == addition.named == ("p1", "p2", "p3")
    assert addition.network.people[2].kind is Kind.FORMAL
    assert not addition.doubts


@pytest.mark.parametrize("again", [RIET, Mention("riet"), OMA, Mention("RIET", sector="familie")])
def test_somebody_who_is_named_again_is_known(again):
    addition = add_people(having(RIET), [again])
    assert (addition.known, addition.added, addition.doubts) == (("p1",), (), ())


def test_a_second_mention_tells_what_was_not_known_and_changes_nothing_else():
    addition = add_people(having(Mention("Riet", sector="buurt")), [Mention("Riet", "tante", sector=None)])
    assert addition.network.people[0] == Person("p1", "Riet", "tante", sector=Sector.NEIGHBOURHOOD)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (RIET, Mention("Riet", "buurvrouw", sector="buurt")),
        (Mention("Fatima", sector="buurt"), Mention("Fatima", sector="vrije_tijd")),
        (OMA, RIET),
        (Mention("Sanne"), Mention("Sane")),
    ],
    ids=["another relation", "another domain", "a name after a bare relation", "a typing error"],
)
def test_who_may_be_the_same_is_added_and_asked_about(first, second):
    addition = add_people(having(first), [second])
    assert addition.doubts == (("p2", "p1"),)
    assert len(addition.network.people) == 2


def test_the_same_name_twice_in_one_answer_is_asked_about():
    addition = add_people(NetworkMap(), [Mention("Jan", "broer"), Mention("Jan", "buurman")])
    assert addition.doubts == (("p2", "p1"),)


def test_two_people_with_one_relation_and_two_names_are_two_people():
    addition = add_people(NetworkMap(), [RIET, Mention("Els", "oma")])
    assert len(addition.network.people) == 2
    assert not addition.doubts


def test_a_bare_relation_that_two_people_have_is_asked_about():
    assert add_people(having(RIET, Mention("Els", "oma")), [OMA]).doubts == (("p3", "p2"),)


def test_of_namesakes_the_one_that_fits_best_is_meant_and_no_third_one_comes():
    network = having(Mention("Jan", "broer"), Mention("Jan", "buurman"))
    assert add_people(network, [Mention("Jan", "buurman")]).known == ("p2",)
    addition = add_people(network, [Mention("Jan")])
    assert len(addition.network.people) == 2
    assert len(addition.known) == 1


def test_a_name_that_gets_the_relation_of_somebody_nameless_is_asked_about():
    network = having(Mention("moeder", "moeder"), Mention("Sanne"))
    assert add_people(network, [Mention("Sanne", "moeder")]).doubts == (("p2", "p1"),)


def test_a_group_and_a_person_with_one_label_are_two():
    addition = add_people(having(Mention("buren", "buren", group=True)), [Mention("buren", "buren")])
    assert len(addition.network.people) == 2


def test_the_map_takes_forty_five_people_and_says_when_it_is_full():
    names = [Mention(f"Naam{chr(65 + number // 26)}{chr(65 + number % 26)}x{number}") for number in range(MOST_PEOPLE + 2)]
    addition = add_people(NetworkMap(), names)
    assert addition.full
    assert len(addition.network.people) == MOST_PEOPLE


def test_who_stands_on_a_full_map_is_still_known():
    full = NetworkMap()
    for number in range(MOST_PEOPLE):
        full = add(full, f"Q{number}")
    addition = add_people(full, [Mention("Q3")])
    assert (addition.known, addition.full) == (("p4",), False)


def test_two_entries_become_one_person_with_support_and_ties_of_both():
    network = having(OMA, RIET, Mention("Bram"))
    network = tie(network, "p2", "p3")
    network = add_support(network, "p1", Support.PRACTICAL)
    network = add_support(network, "p2", Support.FUN)
    merged = one_person(network, "p1", "p2")
    assert labels(merged) == ["Riet", "Bram"]
    assert merged.people[0].support == {Support.PRACTICAL, Support.FUN}
    assert merged.ties == {("p1", "p3")}


def add_support(network: NetworkMap, person_id: str, kind: Support) -> NetworkMap:
    return change(network, person_id, support=network.person(person_id).support | {kind})


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (Person("p1", "Riet", "oma"), "Riet (oma)"),
        (Person("p1", "oma", "oma"), "oma"),
        (Person("p1", "juf van groep 4", "juf"), "juf van groep 4"),
        (Person("p1", "Bram"), "Bram"),
    ],
)
def test_a_label_that_does_not_say_who_it_is_gets_the_relation_behind_it(person, text):
    assert described(person) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sproet", "Sproet"),
        ("Kees toch wel", "Kees"),
        ("alleen mijn Poekie", "Poekie"),
        ("tante knuffel", "Tante knuffel"),
        ("wie?", ""),
        ("weet ik veel", ""),
        ("ik heb er geen", ""),
        ("haha", ""),
        ("x", ""),
        ("12", ""),
        ("", ""),
        ("daar moet ik eens goed over nadenken", ""),
    ],
)
def test_only_a_short_answer_without_other_words_may_be_a_name(text, name):
    assert possible_name(text) == name
