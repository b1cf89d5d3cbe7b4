import pytest

from bot.network_map.interview.asking import is_unsafe, may_be_proposed, proposed, wanted
from bot.network_map.network import NetworkMap, add, tick
from bot.network_map.people import Person, Support
from tests.unit.interviewing import at_map, at_questions


def people(**fields: dict) -> NetworkMap:
    network = NetworkMap()
    for label, values in fields.items():
        network = add(network, label, **values)
    return network


@pytest.mark.parametrize(
    ("person", "proposable"),
    [
        (Person("p1", "Riet"), True),
        (Person("p1", "Riet", "oma"), True),
        (Person("p1", "Kees", "opa"), False),
        (Person("p1", "opa", "opa"), False),
        (Person("p1", "Riet", sometimes_difficult=True), False),
        (Person("p1", "Riet", could_do_more="niet_vragen"), False),
        (Person("p1", "Riet", could_do_more="nee"), True),
    ],
)
def test_who_is_unsafe_or_difficult_or_should_not_be_asked_is_never_proposed(person, proposable):
    assert may_be_proposed(person, ("opa",)) is proposable


def test_first_come_those_who_could_do_more_then_who_was_silent_then_the_others():
    network = people(Riet={}, Bram={"frequency": "zelden"}, Els={"could_do_more": "ja"}, juf={"kind": "formeel"}, Kees={"relation": "opa"})
    assert [person.label for person in proposed(network, ("opa",))] == ["Els", "Bram", "Riet"]


def test_what_is_asked_for_first_is_what_is_still_open():
    network = tick(tick(people(Riet={}), Support.FUN, []), Support.EMOTIONAL, ["p1"])
    assert wanted(network, network.people[0]) == [Support.FUN, Support.EMOTIONAL]
    assert wanted(people(Riet={}), Person("p1", "Riet")) == [Support.PRACTICAL]


def test_with_several_people_it_is_asked_whom():
    talk = at_map("Riet", "Bram")
    reply = talk.say("iemand om hulp vragen")
    assert (talk.said, reply.ended) == (["utter_vraag_wie"], False)
    talk.say("Bram")
    assert talk.said[0] == "utter_vraag_kop"
    assert talk.reply.lines[0].values == {"naam": "Bram"}
    assert talk.reply.ended
    assert not talk.interview.is_open


def test_with_one_person_the_lines_come_at_once():
    talk = at_map("Riet")
    talk.say("kaart-hulp-vragen")
    assert talk.said[0] == "utter_vraag_kop"


def test_a_few_lines_come_with_something_back_and_how_to_ask():
    talk = at_map("Riet")
    talk.say("hoe vraag ik Riet")
    assert talk.said[-3:] == ["utter_vraag_regel_terug", "utter_vraag_klein", "utter_vraag_feit"]
    assert 1 <= sum(name.startswith("utter_vraag_regel_praktisch") for name in talk.said) <= 3
    assert "{" not in talk.text


def test_a_professional_is_asked_for_a_talk():
    talk = at_map("de juf")
    talk.say("hoe vraag ik de juf")
    assert talk.said == ["utter_vraag_kop", "utter_vraag_regel_formeel"]


def test_silence_gets_a_line_of_its_own():
    talk = at_questions("Riet", "Bram")
    while talk.asked != "utter_kaart_vraag_hoe_vaak":
        talk.say("sla over")
    talk.say("Riet", "naar de kaart", "hoe vraag ik Riet")
    assert "utter_vraag_regel_stilte" in talk.said


def test_who_was_named_as_unsafe_is_not_proposed_and_gets_no_lines():
    talk = at_map("opa Kees", "Riet", "Bram")
    talk.say("iemand om hulp vragen", unsafe=("opa",))
    assert talk.reply.lines[0].values == {"namen": "Riet en Bram"}
    talk.say("opa Kees", unsafe=("opa",))
    assert talk.said == ["utter_vraag_liever_een_ander"]


def test_unsafe_goes_before_difficult():
    person = Person("p1", "opa", "opa", sometimes_difficult=True)
    assert is_unsafe(person, ("opa",))
    talk = at_questions("opa", "Riet")
    while talk.asked != "utter_kaart_vraag_soms_lastig":
        talk.say("sla over")
    talk.say("opa", "naar de kaart")
    talk.say("hoe vraag ik opa", unsafe=("opa",))
    assert talk.said == ["utter_vraag_liever_een_ander"]


def test_with_nobody_who_may_be_asked_nobody_is_named():
    talk = at_map("opa Kees", "de juf")
    reply = talk.say("iemand om hulp vragen", unsafe=("opa",))
    assert talk.said == ["utter_vraag_nu_niemand"]
    assert reply.ended


def test_on_an_empty_map_nobody_can_be_asked():
    talk = at_map()
    assert "utter_vraag_wie" not in talk.say("iemand om hulp vragen").lines


def test_another_word_for_the_relation_is_understood():
    talk = at_map("moeder", "Riet")
    talk.say("iemand om hulp vragen", "mam")
    assert talk.reply.lines[0].values == {"naam": "moeder"}


def test_who_is_not_on_the_map_is_asked_for_once_more_and_then_the_map_comes_back():
    talk = at_map("Riet", "Bram")
    reply = talk.say("iemand om hulp vragen", "de burgemeester")
    assert (talk.said, reply.ended) == (["utter_kaart_wie_niet_gevonden", "utter_vraag_wie"], False)
    assert talk.say("de koning").ended


def test_asking_can_be_left():
    talk = at_map("Riet", "Bram")
    assert talk.say("iemand om hulp vragen", "nee").shown


def test_help_with_asking_during_the_questions_comes_back_to_the_question():
    talk = at_questions("Riet", "Bram")
    reply = talk.say("hoe vraag ik Riet")
    assert talk.said[0] == "utter_vraag_kop"
    assert talk.asked == "utter_kaart_vraag_dichtbij"
    assert not reply.ended
