"""Twenty invented families draw their map through the text interface."""

import json

import pytest
import requests

from .families import FAMILIES, Family, draw

STEPS = {"start", "namen", "bevestigen", "rondvraag", "kring", "steun", "vragen", "kaart", "gepauzeerd", "gewist"}
FIELDS = {"id", "label", "relation", "kind", "sector", "ring", "quadrant", "support", "direction", "group"}
WHOLE = 6  # a long label is broken in the picture
BY_NAME = {family.name: family for family in FAMILIES}


def said_anywhere(family: Family) -> set[str]:
    return {label for label in family.people if label[0].isupper() and len(label) > 3}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_gets_a_map_with_everybody_on_it(assistant, family):
    person = assistant.person(family.audience)
    interview = draw(person, family)
    for reply in interview.replies:
        assert reply.custom["type"] == "network_map"
        assert reply.custom["step"] in STEPS
        assert all(set(someone) == FIELDS for someone in reply.custom["people"])
    assert sorted(interview.labels) == sorted(family.people)
    assert not set(family.absent) & set(interview.labels)
    shown = interview.last
    assert shown["image"]["alt"]
    assert all(place["text"] for place in shown["open_places"])
    assert all(offer["topic"] and offer["title"] and offer["why"] for offer in shown["suggestions"])
    svg = requests.get(shown["image"]["svg"], timeout=30)
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert requests.get(shown["image"]["png"], timeout=30).content[:8] == b"\x89PNG\r\n\x1a\n"
    if len(family.people) <= 25:  # above that the alternative text gives the ring, the picture counts and lists
        assert all(label in shown["image"]["alt"] for label in family.people)
    assert all(label[:WHOLE] in svg.text for label in family.people)
    stored, logged = assistant.stored(), assistant.logged()
    for name in said_anywhere(family):
        assert name not in stored
        assert name not in logged


def test_eight_people_take_at_most_twenty_five_turns(assistant):
    interview = draw(assistant.person("ouder"), BY_NAME["acht mensen"])
    assert len(interview.replies) <= 25


def test_answers_arrive_at_the_people_they_are_about(assistant):
    people = {p["label"]: p for p in draw(assistant.person("ouder"), BY_NAME["acht mensen"]).last["people"]}
    assert people["Riet"]["relation"] == "oma"
    assert people["Riet"]["ring"] == 1
    assert people["Ellen"]["ring"] == 3
    assert people["Bas"]["ring"] == 2
    assert people["Ellen"]["kind"] == "formeel"
    assert "praktisch" in people["Fatima"]["support"]
    assert "plezier" in people["Bas"]["support"]
    assert people["Fatima"]["direction"] == "allebei"


def test_private_answers_are_in_no_payload_and_no_shared_file(assistant):
    person = assistant.person("ouder")
    interview = draw(person, BY_NAME["ruzie in de familie"])
    assert "sometimes_difficult" not in json.dumps(interview.last)
    address = interview.last["image"]["svg"].replace("kaart.svg", "kaart.json")
    assert not any(someone.get("sometimes_difficult") for someone in requests.get(address, timeout=30).json()["people"])
    private = requests.get(address + "&prive=sometimes_difficult", timeout=30).json()["people"]
    assert [someone["label"] for someone in private if someone["sometimes_difficult"]] == ["Carla"]


@pytest.mark.parametrize("name", ["kaart.pdf", "kaart.csv", "kaart.graphml", "kaart.json", "kaart.zip", "kwadranten.svg", "kwadranten.png"])
def test_map_can_be_taken_along_as_a_file(assistant, name):
    interview = draw(assistant.person("ouder"), BY_NAME["vier mensen"])
    answer = requests.get(interview.last["image"]["svg"].replace("kaart.svg", name), timeout=30)
    assert answer.status_code == 200
    assert len(answer.content) > 300
    assert answer.headers["cache-control"] == "no-store"


def test_map_of_somebody_else_is_not_given(assistant):
    interview = draw(assistant.person("ouder"), BY_NAME["een oma"])
    address = interview.last["image"]["svg"]
    assert requests.get(address.split("?")[0] + "?sender=iemand-anders", timeout=30).status_code == 404
    assert requests.get(address.split("?")[0], timeout=30).status_code == 404


def test_question_in_between_is_answered_and_the_step_stays(assistant):
    person = assistant.person("ouder")
    person.says("ik wil een netwerkkaart maken")
    person.says("beginnen")
    before = person.says("oma Riet en Fatima van de buren")
    aside = person.says("wat is een steunouder?")
    assert "vrijwilliger" in aside.text
    assert aside.custom["step"] == before.custom["step"]
    assert aside.custom["people"] == before.custom["people"]
    assert before.text.splitlines()[-1] in aside.text


def test_danger_interrupts_and_its_sentence_is_on_no_map(assistant):
    person = assistant.person("ouder")
    person.says("ik wil een netwerkkaart maken")
    person.says("beginnen")
    before = person.says("oma Riet en mijn zus Els")
    card = person.says("mijn ex Ronaldo slaat de kinderen en mij")
    assert card.custom["type"] == "safety"
    waiting = person.says("tante Sjaan")
    assert waiting.custom["step"] == "gepauzeerd"
    assert waiting.custom["people"] == before.custom["people"]
    going_on = person.says("verder")
    assert going_on.custom["step"] == before.custom["step"]
    assert "Ronaldo" not in assistant.stored() + assistant.logged()


def test_person_named_as_unsafe_is_never_proposed(assistant):
    person = assistant.person("ouder")
    person.says("ik wil een netwerkkaart maken")
    person.says("beginnen")
    person.says("mijn broer Karel en mijn zus Els")
    assert person.says("mijn broer slaat mij").custom["type"] == "safety"
    person.says("verder")
    person.says("rond af")
    asked = person.says("hulp vragen")
    assert "Karel" not in asked.text


def test_pause_and_a_code_bring_the_map_to_another_conversation(assistant):
    person = assistant.person("ouder")
    person.says("ik wil een netwerkkaart maken")
    person.says("beginnen")
    before = person.says("oma Riet en Fatima van de buren")
    paused = person.says("pauze")
    assert paused.custom["step"] == "gepauzeerd"
    code = next(word.strip(".,") for word in paused.text.split() if word.count("-") == 2 and word.strip(".,").upper() == word.strip(".,"))
    elsewhere = assistant.person("ouder")
    elsewhere.says("hallo")
    elsewhere.says(f"ik heb een code {code}")
    resumed = elsewhere.says("verder")
    assert resumed.custom["people"] == before.custom["people"]
    assert resumed.custom["step"] == before.custom["step"]
    assert code not in assistant.stored() + assistant.logged()


def test_erasing_works_in_the_middle_and_says_so(assistant):
    person = assistant.person("jongere")
    person.says("ik wil mijn kring tekenen")
    person.says("beginnen")
    person.says("tante Gloria")
    erased = person.says("wis alles")
    assert erased.custom["step"] == "gewist"
    assert erased.custom["people"] == []
    assert "gewist" in erased.text
    anew = person.says("ik wil een netwerkkaart maken")
    assert anew.custom["step"] == "start"
    assert anew.custom["people"] == []


def test_after_the_map_an_ordinary_question_gets_an_ordinary_answer(assistant):
    person = assistant.person("ouder")
    draw(person, BY_NAME["een oma"])
    assert person.says("wat is een maatje?").custom["topic"] == "vorm/maatje"
    assert person.says("laat de kaart zien").custom["step"] == "kaart"


def test_a_map_that_was_taken_along_can_be_read_back_in_elsewhere(assistant):
    interview = draw(assistant.person("ouder"), BY_NAME["vier mensen"])
    saved = requests.get(interview.last["image"]["svg"].replace("kaart.svg", "kaart.json"), timeout=30).content
    elsewhere = assistant.person("ouder")
    elsewhere.says("hallo")
    address = assistant.url.removesuffix("webhook") + "kaart"
    assert requests.post(address, params={"sender": elsewhere.sender}, data=saved, timeout=30).status_code == 201
    shown = elsewhere.says("laat de kaart zien").custom
    assert [someone["label"] for someone in shown["people"]] == interview.labels
    refused = requests.post(address, params={"sender": elsewhere.sender}, data=b"{}", timeout=30)
    assert refused.status_code == 400
    assert "not a network map" in refused.json()["error"]
