"""Choosing by place and referring back, in long conversations."""

import pytest


def test_a_place_after_a_clarifying_question_opens_that_topic(assistant):
    person = assistant.person("ouder")
    asked = person.says("waar staat dat")
    assert asked.custom["type"] == "clarify"
    chosen = person.says("de tweede")
    assert chosen.custom["topic"] == asked.custom["options"][1]["topic"]


@pytest.mark.parametrize("said", ["de tweede", "optie 2", "die tweede graag", "2", "nee ik bedoel de tweede"])
def test_a_place_after_results_opens_that_result(assistant, said):
    worker = assistant.person("professional")
    found = worker.says("zoek naar moreel beraad")
    assert worker.says(said).custom["results"][0]["id"] == found.custom["results"][1]["id"]


def test_a_professional_reads_on_from_result_to_result(assistant):
    worker = assistant.person("professional")
    answer = worker.says("wat zegt crisisplaatsing over opa en oma")
    assert answer.custom["topic"] == "richtlijn/crisisplaatsing"
    assert "grootouders" in answer.text
    assert "grootouders" in worker.says("citeer").text
    alike = worker.says("meer zoals dit")
    assert alike.custom["results"][0]["topic"] != "richtlijn/crisisplaatsing"
    opened = worker.says("open 2")
    assert opened.custom["results"][0]["id"] == alike.custom["results"][1]["id"]
    assert opened.custom["results"][0]["topic"] == worker.says("waar staat dat").custom["topic"]
    assert worker.says("open 1").custom["results"][0]["id"] == alike.custom["results"][0]["id"]
    assert worker.says("open 9").custom["type"] != "safety"


def test_half_sentences_stay_with_the_guideline_at_hand(assistant):
    worker = assistant.person("professional")
    assert worker.says("richtlijn uithuisplaatsing").custom["topic"] == "richtlijn/uithuisplaatsing"
    within = worker.says("wat staat daar over het netwerk")
    assert {result["topic"] for result in within.custom["results"]} == {"richtlijn/uithuisplaatsing"}
    compared = worker.says("wat zeggen de richtlijnen over opa en oma")
    filtered = worker.says("alleen richtlijnen")
    assert [r["id"] for r in filtered.custom["results"]] == [r["id"] for r in compared.custom["results"]]


def test_the_last_of_a_list_is_no_danger(assistant):
    mother = assistant.person("ouder")
    answer = mother.says("wat is een steunouder?")
    assert mother.says("de laatste").custom["topic"] == answer.custom["related"][1]


def test_a_place_without_a_list_is_said(assistant):
    assert assistant.person("ouder").says("de derde").custom["type"] == "not_understood"
