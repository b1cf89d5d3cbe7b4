from dataclasses import replace

import pytest

from bot.knowledge.follow_up import FollowUps, age_range
from bot.knowledge.sources import Citation
from bot.knowledge.topics import Audience

from .building import TEXTS, make_answers, make_knowledge, make_source, make_topic

OPPAS = make_topic("vorm/oppas", related=("vorm/maatje",))
MAATJE = make_topic("vorm/maatje", related=("vorm/oppas",))


def follow_up(intent: str, topic=OPPAS, **given):
    topics = (topic, MAATJE)
    return FollowUps(make_knowledge(*topics), make_answers(*topics)).about(intent, topic.id, given.pop("audience", None), **given)


def responses(result) -> list[str]:
    return [line.response for line in result.lines]


@pytest.mark.parametrize("aspect", ["kosten", "wachttijd", "aanvragen", "waar"])
def test_what_the_source_does_not_say_is_one_line_about_the_topic(aspect):
    result = follow_up(f"vervolg_{aspect}")

    assert responses(result) == [f"utter_vervolg_{aspect}"]
    assert result.lines[0].values == {"titel": "Oppas"}
    assert (result.answer, result.topic) == (None, "vorm/oppas")


@pytest.mark.parametrize("audience", list(Audience))
def test_more_is_the_rest_of_the_topic(audience):
    result = follow_up("vervolg_meer", audience=audience)

    assert result.lines == ()
    assert (result.answer.response, result.answer.values["tekst"]) == ("utter_meer", TEXTS[audience].more)


def test_an_example_is_admitted_to_be_missing_and_followed_by_the_rest():
    result = follow_up("vervolg_voorbeeld")

    assert responses(result) == ["utter_vervolg_geen_voorbeeld"]
    assert result.answer.response == "utter_meer"


def test_saying_it_otherwise_uses_the_next_paragraph():
    result = follow_up("vervolg_uitleg", audience=Audience.YOUTH)

    assert (result.answer.response, result.answer.values["tekst"]) == ("utter_vervolg_uitleg", "Jij mag meedenken.")
    assert result.answer.payload["topic"] == "vorm/oppas"


def test_a_difference_sets_two_topics_side_by_side():
    result = follow_up("vervolg_verschil", other="vorm/maatje")

    assert result.answer.response == "utter_naast_elkaar"
    assert (result.answer.payload["topic"], result.answer.payload["related"][0]) == ("vorm/oppas", "vorm/maatje")


@pytest.mark.parametrize("other", [None, "vorm/oppas"])
def test_a_difference_without_a_second_topic_asks_with_what(other):
    result = follow_up("vervolg_verschil", other=other)

    assert responses(result) == ["utter_vervolg_verschil_met_wat"]
    assert result.answer is None


def test_the_source_is_said_and_an_estimated_year_is_called_estimated():
    estimated = replace(OPPAS, citations=(Citation(make_source("folder", "De folder", about_year=2021), None),))

    stated_line, estimated_line = follow_up("vervolg_bron").lines[0], follow_up("vervolg_bron", estimated).lines[0]

    assert stated_line.response == "utter_vervolg_bron"
    assert "Het boek" in stated_line.values["bron"]
    assert (estimated_line.response, estimated_line.values["jaar"]) == ("utter_vervolg_bron_omstreeks", "2021")


@pytest.mark.parametrize(
    ("ages", "asked", "response"),
    [
        (None, None, "utter_vervolg_leeftijd_onbekend"),
        (None, 4.0, "utter_vervolg_leeftijd_onbekend"),
        ((4, 12), None, "utter_vervolg_leeftijd"),
        ((4, 12), 8.0, "utter_vervolg_leeftijd_past"),
        ((4, 12), 4.0, "utter_vervolg_leeftijd_past"),
        ((4, 12), 12.0, "utter_vervolg_leeftijd_past"),
        ((4, 12), 3.0, "utter_vervolg_leeftijd_past_niet"),
        ((4, 12), 13.0, "utter_vervolg_leeftijd_past_niet"),
        ((0, 1.5), 18 / 12, "utter_vervolg_leeftijd_past"),
        ((0, 1.5), 0.0, "utter_vervolg_leeftijd_past"),
    ],
)
def test_an_age_is_held_against_the_ages_that_the_source_names(ages, asked, response):
    assert responses(follow_up("vervolg_leeftijd", replace(OPPAS, ages=ages), age=asked)) == [response]


def test_the_answer_on_an_age_says_both_ages():
    values = follow_up("vervolg_leeftijd", replace(OPPAS, ages=(4, 12)), age=8.0).lines[0].values

    assert "8" in values["gevraagd"]
    assert all(part in values["leeftijd"] for part in ("4", "12"))


@pytest.mark.parametrize("months", [8, 11, 18, 20])
def test_an_age_asked_in_months_is_said_back_in_whole_months(months):
    values = follow_up("vervolg_leeftijd", replace(OPPAS, ages=(4, 12)), age=months / 12).lines[0].values

    assert str(months) in values["gevraagd"]
    assert "." not in values["gevraagd"]


@pytest.mark.parametrize(("ages", "numbers"), [((4, 12), ("4", "12")), ((0, 2), ("0", "2")), ((0, 1.5), ("0", "18")), ((0.5, 1), ("6", "12"))])
def test_ages_below_two_years_are_said_in_months(ages, numbers):
    assert tuple(part for part in age_range(ages).split() if part.isdigit()) == numbers


@pytest.mark.parametrize(
    ("for_whom", "ages", "response"),
    [
        ((), None, "utter_vervolg_voor_wie_onbekend"),
        (("gezin",), None, "utter_vervolg_voor_wie"),
        (("kind",), (4, 12), "utter_vervolg_voor_wie_en_leeftijd"),
    ],
)
def test_for_whom_a_topic_is_comes_from_its_papers(for_whom, ages, response):
    assert responses(follow_up("vervolg_voor_wie", replace(OPPAS, for_whom=for_whom, ages=ages))) == [response]


def test_several_groups_are_all_named_in_words():
    groups = follow_up("vervolg_voor_wie", replace(OPPAS, for_whom=("kind", "jongere", "aanstaande-ouder"))).lines[0].values["groepen"]

    assert all(word in groups for word in ("kinderen", "jongeren", "zwanger"))
    assert "aanstaande-ouder" not in groups


def test_the_bare_payload_is_that_of_the_short_answer():
    follow_ups = FollowUps(make_knowledge(OPPAS, MAATJE), make_answers(OPPAS, MAATJE))

    assert follow_ups.bare_payload("vorm/oppas", Audience.YOUTH) == make_answers(OPPAS, MAATJE).short("vorm/oppas", Audience.YOUTH).payload
