from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge.contacts import Contact
from bot.knowledge.phrasing import AS_GIVEN, Phrasebook, audience_of, fill, load_phrasebook
from bot.knowledge.topics import Audience


def variation(text: str, audience: str | None = None) -> dict:
    condition = {"condition": [{"type": "slot", "name": "doelgroep", "value": audience}]} if audience else {}
    return {"text": text, **condition}


BOOK = Phrasebook(
    {"utter_vraag": [variation("Kunt u komen, {titel}?"), variation("Kom u ook, {titel}?", "jongere")], "utter_een": [variation("Ja.")]}
)
CONTACT = Contact("hulp-lijn", "De lijn", "0800-1234", None, None, None, None, None, None, (), "", "", date(2026, 10, 1), ())


@pytest.mark.parametrize(
    ("audience", "text"),
    [
        (Audience.YOUTH, "Kom u ook, Noor?"),
        (Audience.PARENT, "Kunt u komen, Noor?"),
        (Audience.PROFESSIONAL, "Kunt u komen, Noor?"),
        (None, "Kunt u komen, Noor?"),
    ],
)
def test_the_variation_for_an_audience_goes_before_the_one_for_everybody(audience, text):
    assert BOOK.text("utter_vraag", audience, values={"titel": "Noor"}) == text


def test_the_order_of_variations_in_the_file_does_not_matter():
    turned = Phrasebook({"utter_vraag": list(reversed(BOOK.variations("utter_vraag")))})

    assert all(turned.text("utter_vraag", audience) == BOOK.text("utter_vraag", audience) for audience in (None, *Audience))


@pytest.mark.parametrize(
    ("audience", "text"),
    [(Audience.PARENT, "Kun je komen, je buur?"), (None, "Kun je komen, je buur?"), (Audience.PROFESSIONAL, "Kunt u komen, uw buur?")],
)
def test_only_the_parents_text_is_said_with_je_on_request(audience, text):
    assert BOOK.text("utter_vraag", audience, use_informal=True, values={"titel": "uw buur"}) == text


@pytest.mark.parametrize("name", sorted(AS_GIVEN))
def test_names_and_addresses_keep_their_words_when_a_text_is_said_with_je(name):
    book = Phrasebook({"utter_vraag": [variation("Kunt u komen, {" + name + "}?")]})
    assert book.text("utter_vraag", Audience.PARENT, use_informal=True, values={name: "uw buur"}) == "Kun je komen, uw buur?"


def test_an_unknown_response_is_an_error():
    assert "utter_onbekend" not in BOOK
    with pytest.raises(KeyError):
        BOOK.text("utter_onbekend", None)


def test_the_names_are_listed_in_order():
    assert BOOK.names() == ["utter_een", "utter_vraag"]
    assert "utter_een" in BOOK


@pytest.mark.parametrize(
    ("condition", "audience"),
    [({}, None), ({"condition": []}, None), ({"condition": [{"name": "kanaal", "value": "web"}]}, None), (variation("", "ouder"), "ouder")],
)
def test_the_audience_of_a_variation_is_read_from_its_condition(condition, audience):
    assert audience_of(condition) == audience


def test_values_are_filled_in_and_unknown_names_stay():
    assert fill("{titel} en {rest}", {"titel": "Oppas"}) == "Oppas en {rest}"


def test_the_number_of_a_verified_contact_is_filled_in():
    assert fill("Bel {nr_hulp_lijn}.", {}, {CONTACT.id: CONTACT}) == "Bel 0800-1234."


@pytest.mark.parametrize("contact", [replace(CONTACT, verified_on=None), replace(CONTACT, number=None)], ids=["not verified", "no number"])
def test_a_number_that_may_not_be_shown_is_never_filled_in(contact):
    assert fill("Bel {nr_hulp_lijn}.", {}, {contact.id: contact}) == "Bel {nr_hulp_lijn}."


def test_all_response_files_of_a_folder_are_read_and_other_yaml_is_passed_over(tmp_path):
    (tmp_path / "een.yml").write_text("responses:\n  utter_een:\n  - text: Een.\n", encoding="utf-8")
    (tmp_path / "twee.yml").write_text("responses:\n  utter_twee:\n  - text: Twee.\n", encoding="utf-8")
    (tmp_path / "knoppen.yml").write_text("knoppen:\n  meer: {titel: Meer}\n", encoding="utf-8")

    assert load_phrasebook(tmp_path).names() == ["utter_een", "utter_twee"]
