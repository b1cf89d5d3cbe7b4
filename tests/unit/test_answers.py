import pytest

from bot.knowledge.answers import source_line
from bot.knowledge.sources import Citation
from bot.knowledge.topics import Audience

from .building import BOOK, TEXTS, make_answers, make_source, make_topic

LEAFLET = make_source("folder", "De folder")
NAMED = make_source("genoemd", "Het genoemde rapport", year=2015, url="https://rapport.example", via="boek")
OPPAS = make_topic("vorm/oppas", related=("vorm/maatje", "begrip/buurt", "vorm/mentor"))
MAATJE = make_topic("vorm/maatje", related=("vorm/oppas",), citations=(Citation(LEAFLET, None), Citation(BOOK, "Hoofdstuk 2")))
BUURT = make_topic("begrip/buurt", related=("vorm/oppas",))
MENTOR = make_topic("vorm/mentor")
ANSWERS = make_answers(OPPAS, MAATJE, BUURT, MENTOR)


def payloads(buttons) -> list[str]:
    return [button.payload for button in buttons]


@pytest.mark.parametrize("audience", list(Audience))
def test_a_short_answer_carries_the_audiences_text_and_its_payload(audience):
    answer = ANSWERS.short("vorm/oppas", audience)

    assert answer.response == "utter_antwoord"
    assert answer.topic == "vorm/oppas"
    assert (answer.values["tekst"], answer.values["titel"]) == (TEXTS[audience].short, "Oppas")
    assert answer.payload == {
        "type": "answer",
        "topic": "vorm/oppas",
        "title": "Oppas",
        "audience": audience.value,
        "sources": [{"id": "boek", "title": "Het boek", "section": "Hoofdstuk 1", "year": 2019, "url": "https://boek.example"}],
        "related": ["vorm/maatje", "begrip/buurt", "vorm/mentor"],
    }


def test_an_unknown_audience_gets_the_parents_answer():
    assert ANSWERS.short("vorm/oppas", None) == ANSWERS.short("vorm/oppas", Audience.PARENT)


def test_a_short_answer_offers_more_and_two_neighbours():
    assert payloads(ANSWERS.short("vorm/oppas", None).buttons) == ["knop:meer", "knop:vorm/maatje", "knop:begrip/buurt"]


@pytest.mark.parametrize(
    ("second_best", "related"),
    [
        (["vorm/mentor"], ["vorm/mentor", "vorm/maatje", "begrip/buurt"]),
        (["begrip/buurt", "vorm/mentor"], ["begrip/buurt", "vorm/mentor", "vorm/maatje"]),
        (["vorm/oppas"], ["vorm/maatje", "begrip/buurt", "vorm/mentor"]),
    ],
)
def test_a_second_good_topic_goes_first_among_the_related_and_once(second_best, related):
    answer = ANSWERS.short("vorm/oppas", None, second_best)

    assert answer.payload["related"] == related
    assert payloads(answer.buttons)[1:] == [f"knop:{topic}" for topic in related[:2]]


@pytest.mark.parametrize(("topic", "button"), [("vorm/oppas", "knop:aanvragen"), ("begrip/buurt", "knop:bron")])
def test_the_rest_of_a_topic_offers_what_fits_its_kind(topic, button):
    answer = ANSWERS.more(topic, Audience.YOUTH)

    assert answer.response == "utter_meer"
    assert answer.values["tekst"] == TEXTS[Audience.YOUTH].more
    assert payloads(answer.buttons)[0] == button
    assert answer.payload == ANSWERS.short(topic, Audience.YOUTH).payload


def test_two_topics_side_by_side_name_the_first_and_lead_to_the_second():
    answer = ANSWERS.side_by_side("vorm/oppas", "vorm/mentor", Audience.YOUTH)

    assert (answer.response, answer.topic) == ("utter_naast_elkaar", "vorm/oppas")
    assert (answer.values["titel"], answer.values["titel_tweede"]) == ("Oppas", "Mentor")
    assert answer.payload["topic"] == "vorm/oppas"
    assert answer.payload["related"][0] == "vorm/mentor"
    assert answer.payload["related"].count("vorm/mentor") == 1
    assert payloads(answer.buttons) == ["knop:vorm/oppas", "knop:vorm/mentor"]


def test_two_topics_side_by_side_send_the_sources_of_both_once():
    answer = ANSWERS.side_by_side("vorm/oppas", "vorm/maatje", None)

    assert [(source["id"], source["section"]) for source in answer.payload["sources"]] == [
        ("boek", "Hoofdstuk 1"),
        ("folder", None),
        ("boek", "Hoofdstuk 2"),
    ]
    assert len(ANSWERS.side_by_side("vorm/oppas", "begrip/buurt", None).payload["sources"]) == 1


def test_a_clarifying_question_names_its_options_and_passes_over_unknown_ones():
    buttons, payload = ANSWERS.options(["vorm/mentor", "vorm/verdwenen", "vorm/oppas"])

    assert payload == {"type": "clarify", "options": [{"topic": "vorm/mentor", "title": "Mentor"}, {"topic": "vorm/oppas", "title": "Oppas"}]}
    assert payloads(buttons) == ["knop:vorm/mentor", "knop:vorm/oppas"]


def test_a_publication_known_through_another_source_is_named_and_not_sent_as_read():
    topic = make_topic("vorm/oppas", citations=(Citation(BOOK, "Hoofdstuk 1"), Citation(NAMED, None)))

    answer = make_answers(topic).short("vorm/oppas", None)

    assert [source["id"] for source in answer.payload["sources"]] == ["boek"]
    assert {"Het genoemde rapport", "2015", "https://rapport.example"} == {
        part for part in ("Het genoemde rapport", "2015", "https://rapport.example") if part in answer.values["bron"]
    }


def test_the_source_line_holds_what_a_source_states():
    line = source_line([Citation(BOOK, "Hoofdstuk 1")])

    assert all(part in line for part in ("Het boek", "Hoofdstuk 1", "2019"))


def test_the_source_line_is_silent_about_a_year_or_section_that_is_not_known():
    assert source_line([Citation(LEAFLET, None)]) == "De folder."


def test_the_source_line_names_the_main_section_of_the_first_source_only():
    line = source_line([Citation(BOOK, "Hoofdstuk 1"), Citation(BOOK, "Bijlage"), Citation(LEAFLET, None)])

    assert "Hoofdstuk 1" in line
    assert "Bijlage" not in line
    assert "De folder" in line


def test_a_publication_that_is_also_read_is_said_once():
    line = source_line([Citation(BOOK, None), Citation(make_source("zelfde", BOOK.title, via="folder"), None)])

    assert line.count(BOOK.title) == 1
