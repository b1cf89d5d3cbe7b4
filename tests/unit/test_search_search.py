"""Searching the real topic texts: verdicts, filters, comparing, more like this, snippets and the payload."""

import pytest

from bot.knowledge.topics import Audience, load_knowledge_base
from bot.search.analyser import default_analyser
from bot.search.filters import Filters, read_request
from bot.search.live import LiveIndex
from bot.search.passages import Collection, Passage, TopicPassages
from bot.search.payload import search_payload
from bot.search.report_speed import FixedCollection
from bot.search.results import Found, Nothing, Unsure
from bot.search.search import Search
from bot.search.snippets import sentences, snippet_of
from bot.search.synonyms import default_synonyms

PROFESSIONAL = Filters(audience=Audience.PROFESSIONAL)
DOCUMENT = Passage(
    id="protocol#3",
    text="De voorleesbuur komt elke dinsdag. Meld zorgen bij de coördinator van het buurthuis.",
    title="Protocol voorleesbuur",
    kind="protocol",
    document="protocol",
    section="Afspraken",
    page=3,
    year=2024,
)
KNOWLEDGE = load_knowledge_base()
SEARCH = Search(LiveIndex([TopicPassages(KNOWLEDGE, ()), FixedCollection(Collection((DOCUMENT,)))], default_analyser()), default_synonyms())
ANALYSER = default_analyser()


def topics(result):
    return [hit.passage.topic for hit in result.hits]


def test_a_clear_question_is_found_in_the_text_of_its_audience():
    result = SEARCH.search("neutraliteit bij een crisisplaatsing", PROFESSIONAL)

    assert isinstance(result, Found)
    assert result.hits[0].passage.topic == "richtlijn/crisisplaatsing"
    assert {hit.passage.audience for hit in result.hits} <= {Audience.PROFESSIONAL, None}


def test_a_vague_question_is_unsure():
    assert isinstance(SEARCH.search("een kind met zorg in de klas op dinsdag", PROFESSIONAL), Unsure)


@pytest.mark.parametrize("question", ["hoe laat gaat de trein naar Zwolle", "xqz vwxz", "", "???", "recept voor appeltaart met rozijnen"])
def test_nothing_is_found_outside_the_subject_and_what_was_searched_is_said(question):
    result = SEARCH.search(question, PROFESSIONAL)

    assert isinstance(result, Nothing)
    assert (result.scope.topics, result.scope.documents) == (len(KNOWLEDGE.topics), 1)
    assert result.hits == ()


def test_a_topic_gives_one_hit():
    result = SEARCH.search("netwerkpleeggezin veiligheid")

    assert len(set(topics(result))) == len(topics(result))


def test_one_topic_alone_may_fill_the_list_and_among_others_it_may_not():
    alone = SEARCH.search("pleegzorg", Filters(works=frozenset({"richtlijn/pleegzorg"}), audience=Audience.PROFESSIONAL))

    assert len(alone.hits) > 1
    assert topics(SEARCH.search("pleegzorg", PROFESSIONAL)).count("richtlijn/pleegzorg") == 1


def test_an_imported_document_is_found_for_every_audience():
    for audience in Audience:
        assert SEARCH.search("voorleesbuur dinsdag", Filters(audience=audience)).hits[0].passage is DOCUMENT


def test_filters_limit_what_is_found():
    assert {hit.passage.kind for hit in SEARCH.search("jim", Filters(kinds=frozenset({"richtlijn"}))).hits} == {"richtlijn"}
    assert set(topics(SEARCH.search("veiligheid", Filters(works=frozenset({"richtlijn/pleegzorg"}))))) == {"richtlijn/pleegzorg"}
    assert [hit.passage.id for hit in SEARCH.search("dinsdag", Filters(kinds=frozenset({"document"}))).hits] == ["protocol#3"]
    assert isinstance(SEARCH.search("jim", Filters(works=frozenset({"bestaat/niet"}))), Nothing)


def test_comparing_gathers_several_guidelines_and_each_passage_mentions_the_thing():
    comparison = SEARCH.compare("wat zeggen de richtlijnen over opa en oma", PROFESSIONAL)

    assert {group.work for group in comparison.groups} == {"richtlijn/scheiding", "richtlijn/crisisplaatsing"}
    assert all("grootouders" in hit.snippet.text for group in comparison.groups for hit in group.hits)


def test_comparing_what_no_guideline_mentions_gives_no_group():
    assert SEARCH.compare("wat zeggen de richtlijnen over ruimtevaart", PROFESSIONAL).groups == ()


def test_more_like_this_gives_other_topics_for_the_same_audience():
    hits = SEARCH.more_like("richtlijn/pleegzorg#professional-1")

    assert hits[0].passage.topic == "vorm/netwerkpleeggezin"
    assert all(hit.passage.topic != "richtlijn/pleegzorg" for hit in hits)
    assert {hit.passage.audience for hit in hits} <= {Audience.PROFESSIONAL, None}


def test_more_like_a_passage_that_is_gone_is_an_error_of_the_caller():
    assert SEARCH.passage("weg#1") is None
    with pytest.raises(KeyError):
        SEARCH.more_like("weg#1")


@pytest.mark.parametrize(
    ("message", "question", "works", "kinds", "audience"),
    [
        ("alleen pleegzorg", "", {"richtlijn/pleegzorg"}, set(), Audience.PROFESSIONAL),
        ("screening, alleen pleegzorg", "screening", {"richtlijn/pleegzorg"}, set(), Audience.PROFESSIONAL),
        ("Alleen voor ouders", "", set(), set(), Audience.PARENT),
        ("alleen richtlijnen", "", set(), {"richtlijn"}, Audience.PROFESSIONAL),
        ("alleen onze eigen documenten.", "", set(), {"document"}, Audience.PROFESSIONAL),
        ("welke richtlijn gaat over verslaving", "welke richtlijn gaat over verslaving", set(), {"richtlijn"}, Audience.PROFESSIONAL),
        ("alleen protocol voorleesbuur", "", {"protocol"}, set(), Audience.PROFESSIONAL),
        ("ik sta er alleen voor", "ik sta er alleen voor", set(), set(), Audience.PROFESSIONAL),
        ("ik ben alleen met mijn kind", "ik ben alleen met mijn kind", set(), set(), Audience.PROFESSIONAL),
        ("alleen ruimtevaart", "alleen ruimtevaart", set(), set(), Audience.PROFESSIONAL),
    ],
)
def test_filters_are_read_out_of_words(message, question, works, kinds, audience):
    request = read_request(message, SEARCH.index, Audience.PROFESSIONAL)

    assert (request.question, request.filters) == (question, Filters(frozenset(works), frozenset(kinds), audience))
    assert not request.compare


@pytest.mark.parametrize(("message", "compare"), [("wat zeggen de richtlijnen over opa", True), ("wat zegt de richtlijn pleegzorg over opa", False)])
def test_a_question_about_the_guidelines_compares(message, compare):
    assert read_request(message, SEARCH.index).compare is compare


def test_a_snippet_is_the_sentence_with_the_words_and_marks_them():
    text = "Eerst iets anders. Daarna nog iets. Grootouders en buren helpen het gezin. Tot slot niets."

    snippet = snippet_of(text, {ANALYSER.term("grootouder"): 1.0, ANALYSER.term("gezin"): 0.5}, ANALYSER)

    assert snippet.matched == ("Grootouders", "gezin")
    assert len(sentences(snippet.text)) == 2
    assert all(snippet.text[start:end] in snippet.matched for start, end in snippet.marks)


def test_a_snippet_shows_what_the_title_does_not_say_yet():
    hit = SEARCH.search("citeer wat de richtlijn residentiële jeugdhulp zegt over nazorg", PROFESSIONAL).hits[0]

    assert hit.passage.topic == "richtlijn/residentiele-jeugdhulp"
    assert "nazorg" in hit.snippet.text


def test_a_snippet_without_a_match_is_the_beginning():
    assert snippet_of("Eerste zin. Tweede zin. Derde zin.", {}, ANALYSER).text == "Eerste zin. Tweede zin."


def test_items_of_a_list_are_sentences_without_bullets():
    assert sentences("Drie vragen:\n\n- wie helpt\n- wie niet\n\nKlaar.") == ["Drie vragen:", "wie helpt", "wie niet", "Klaar."]


def test_an_empty_text_has_an_empty_snippet():
    assert snippet_of("", {"x": 1.0}, ANALYSER).text == ""


def test_a_snippet_of_one_long_sentence_stays_whole():
    text = "woord " * 80 + "grootouder."

    assert snippet_of(text, {ANALYSER.term("grootouder"): 1.0}, ANALYSER).text == text


def test_the_payload_names_topic_or_document_with_source():
    payload = search_payload(SEARCH.search("voorleesbuur dinsdag"))

    first = payload["results"][0]
    assert (payload["type"], payload["query"], payload["outcome"]) == ("search_results", "voorleesbuur dinsdag", "found")
    assert first["document"] == "protocol"
    assert "topic" not in first
    assert first["passage"] == DOCUMENT.text
    assert first["snippet"].startswith("De voorleesbuur komt elke dinsdag.")
    assert first["matched"] == ["voorleesbuur", "dinsdag"]
    assert first["source"] == {"id": "protocol", "title": "Protocol voorleesbuur", "section": "Afspraken", "year": 2024, "url": None, "page": 3}


def test_the_payload_of_a_topic_names_the_source_that_was_read():
    first = search_payload(SEARCH.search("neutraliteit crisisplaatsing", PROFESSIONAL))["results"][0]

    assert first["topic"] == "richtlijn/crisisplaatsing"
    assert first["source"]["id"] == "handreiking"
    assert first["source"]["year"] is None
    assert first["section"] == "Bijlage, Richtlijn Crisisplaatsing"


def test_the_payload_of_nothing_and_of_a_comparison():
    assert search_payload(SEARCH.search("xqz"))["results"] == []
    assert search_payload(SEARCH.search("xqz"))["outcome"] == "nothing"
    assert {r["topic"] for r in search_payload(SEARCH.compare("opa en oma", PROFESSIONAL))["results"]} == {
        "richtlijn/scheiding",
        "richtlijn/crisisplaatsing",
    }
