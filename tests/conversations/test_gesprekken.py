"""Whole conversations through the text interface, named after what the person does."""

import re

import pytest
import requests

from bot.knowledge.buttons import PREFIX


def test_parent_asks_by_situation_and_asks_on(assistant):
    mother = assistant.person("ouder")
    first = mother.says("wie kan er een middag in de week op mijn zoontje passen, ik moet echt even bijkomen")
    assert first.custom["type"] == "answer"
    assert first.custom["topic"] == "vorm/steunouder"
    assert first.custom["audience"] == "ouder"
    assert first.custom["sources"][0]["id"] == "handreiking"
    assert "Handreiking informele steun" in first.text
    more = mother.says("vertel meer")
    assert more.custom["topic"] == "vorm/steunouder"
    assert more.text != first.text
    assert mother.says("wat kost dat?").custom["topic"] == "vorm/steunouder"
    assert mother.says("en voor een kind van 4?").custom["topic"] == "vorm/steunouder"
    compared = mother.says("wat is het verschil met een meeleefgezin?")
    assert compared.custom["topic"] == "vorm/steunouder"
    assert compared.custom["related"][0] == "vorm/meeleefgezin"


def test_unknown_audience_is_answered_at_once_and_asked_once(assistant):
    visitor = assistant.person()
    first = visitor.says("wat is een maatje")
    assert first.custom["topic"] == "vorm/maatje"
    titles = [button["title"] for button in first.buttons]
    assert "Ik ben jongere" in titles
    chosen = visitor.says("Ik ben jongere")
    assert chosen.custom["topic"] == "vorm/maatje"
    assert chosen.custom["audience"] == "jongere"
    assert "Ik ben jongere" not in [button["title"] for button in visitor.says("wat is een mentor").buttons]


def test_professional_says_so_in_passing(assistant):
    worker = assistant.person()
    answer = worker.says("ik ben jeugdbeschermer, wat zegt de richtlijn crisisplaatsing over familie")
    assert answer.custom["topic"] == "richtlijn/crisisplaatsing"
    assert answer.custom["audience"] == "professional"
    assert worker.says("waar staat dat?").custom["topic"] == "richtlijn/crisisplaatsing"


def test_parent_asks_for_je(assistant):
    father = assistant.person("ouder")
    assert re.search(r"\bu\b", father.says("wat is een steunouder").text)
    father.says("zeg maar je hoor")
    answer = father.says("wat is een meeleefgezin")
    assert answer.custom["audience"] == "ouder"
    assert not re.search(r"\b(u|uw)\b", answer.text, re.IGNORECASE)


def test_two_topics_are_set_side_by_side(assistant):
    compared = assistant.person("professional").says("wat is het verschil tussen een maatje en een mentor")
    assert compared.custom["topic"] == "vorm/maatje"
    assert compared.custom["related"][0] == "vorm/mentor"


def test_button_payload_and_typed_title_do_the_same(assistant):
    by_payload, by_title = assistant.person("ouder"), assistant.person("ouder")
    for person in (by_payload, by_title):
        first = person.says("wat is een steunouder")
    button = first.buttons[1]
    assert button["payload"].startswith(PREFIX)
    pressed, typed = by_payload.says(button["payload"]), by_title.says(button["title"])
    assert pressed.custom == typed.custom
    assert pressed.custom["topic"] == button["payload"].removeprefix(PREFIX)


def test_misunderstood_person_gets_another_offer_each_time(assistant):
    person = assistant.person("ouder")
    replies = [person.says(text) for text in ("...", "?!", ";;;", "~~")]
    assert all(reply.custom["type"] in {"not_understood", "clarify", "contact"} for reply in replies)
    assert all(before.text != after.text for before, after in zip(replies, replies[1:]))
    assert any(reply.custom["type"] == "contact" for reply in replies)


def test_that_is_not_what_i_meant_offers_the_next_best(assistant):
    person = assistant.person("ouder")
    person.says("wat is een steunouder")
    other = person.says("dat bedoel ik niet")
    assert other.custom["type"] == "clarify"
    assert 2 <= len(other.custom["options"]) <= 4
    assert "vorm/steunouder" not in [option["topic"] for option in other.custom["options"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hallo", "smalltalk"),
        ("ben je een mens?", "about"),
        ("wat kun je allemaal", "about"),
        ("ik wil iemand spreken", "contact"),
        ("wat bewaren jullie van mij", "privacy"),
        ("do you speak english please my child needs help", "language"),
        ("hoeveel kinderbijslag krijg ik per kwartaal", "out_of_scope"),
        ("is er ook een noodnummer", "contact"),
    ],
)
def test_conversation_abilities(assistant, text, kind):
    assert assistant.person("ouder").says(text).custom["type"] == kind


@pytest.mark.parametrize(
    "language", ["Türkçe biliyor musun, çocuğum için yardım var mı", "هل تتكلم العربية", "Чи ви розмовляєте українською", "ትግርኛ ትዛረብ ዶ"]
)
def test_other_languages_get_a_kind_line(assistant, language):
    reply = assistant.person().says(language)
    assert reply.custom["type"] == "language"
    assert "112" in reply.text


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "   ",
        "🙂🙂",
        "?!...",
        "a" * 10000,
        "woord " * 2000,
        "/begrip{}",
        "/restart",
        "\x00\x1b[31mhoi\x07",
        None,
        12,
        ["x"],
        {"a": 1},
        "<script>alert(1)</script>",
    ],
)
def test_odd_input_gets_a_normal_answer(assistant, odd):
    person = assistant.person("ouder")
    reply = person.says(odd)
    assert reply.text.strip()
    assert reply.custom["type"]
    assert person.says("wat is een steunouder").custom["topic"] == "vorm/steunouder"


def test_body_that_is_no_json_gets_an_answer(assistant):
    answer = requests.post(assistant.url, data="geen json", timeout=30)
    assert answer.status_code == 200
    assert any(message.get("text") for message in answer.json())


def test_senders_do_not_see_each_other(assistant):
    one, other = assistant.person("ouder"), assistant.person("ouder")
    one.says("wat is een steunouder")
    assert other.says("vertel meer").custom["type"] != "answer"


def test_no_sender_is_a_new_conversation(assistant):
    body = {"message": "vertel meer", "metadata": {"doelgroep": "ouder"}}
    requests.post(assistant.url, json={"message": "wat is een steunouder", "metadata": {"doelgroep": "ouder"}}, timeout=30)
    customs = [m["custom"] for m in requests.post(assistant.url, json=body, timeout=30).json() if m.get("custom")]
    assert customs[0]["type"] != "answer"


def test_personal_data_is_not_stored(assistant):
    person = assistant.person("ouder")
    reply = person.says("mijn nummer is 06 83 11 42 97 en mijn mail kanarie@voorbeeld.nl, wat is een steunouder")
    assert reply.custom["topic"] == "vorm/steunouder"
    everything = assistant.stored() + assistant.logged()
    assert "83 11 42 97" not in everything
    assert "kanarie@voorbeeld.nl" not in everything


def test_long_conversation_with_changes_of_mind(assistant):
    person = assistant.person()
    turns = [
        ("hoi", "smalltalk", None),
        ("mn zoontje van 7 is altijd druk en ik kom nooit toe aan rust wie kan er een dagdeel op m passen", "answer", "vorm/steunouder"),
        ("ok vertel meer", "answer", "vorm/steunouder"),
        ("nee ik bedoel eigenlijk een gezin bij ons in de buurt waar hij af en toe mag zijn", "answer", "vorm/buurtgezinnen"),
        ("is dat gratis?", "answer", "vorm/buurtgezinnen"),
        ("en wat is een burgervoogd dan", "answer", "vorm/burgervoogd"),
        ("snap ik niet", "answer", "vorm/burgervoogd"),
        ("ben jij een robot?", "about", None),
        ("vertel meer", "answer", "vorm/burgervoogd"),
        ("dankje", "smalltalk", None),
    ]
    for text, kind, topic in turns:
        reply = person.says(text)
        assert (reply.custom["type"], reply.custom.get("topic")) == (kind, topic), text
