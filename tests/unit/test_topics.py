from datetime import date

import pytest

from bot.knowledge.sources import load_sources
from bot.knowledge.topics import Audience, Topic, TopicError, load_knowledge_base, parse_topic

from .building import BODY, TEXTS, make_knowledge, make_topic, topic_text, write_knowledge


def parse(folder, text: str) -> Topic:
    write_knowledge(folder, vorm__oppas=text)
    return parse_topic(folder / "vorm" / "oppas.md", load_sources(folder / "sources.yml"))


def test_a_topic_file_is_read_into_its_fields(tmp_path):
    text = topic_text(verwant=["vorm/maatje"], leeftijd=[4, 12], voor_wie=["gezin"], behoeften=["rust"])

    topic = parse(tmp_path, text)

    assert (topic.id, topic.title, topic.group) == ("vorm/oppas", "Oppas", "vorm")
    assert topic.aliases == ("kinderoppas",)
    assert [(citation.source.id, citation.section) for citation in topic.citations] == [("boek", "Hoofdstuk 1")]
    assert topic.related == ("vorm/maatje",)
    assert topic.reviewed_on == date(2026, 1, 31)
    assert (topic.ages, topic.for_whom, topic.needs) == ((4, 12), ("gezin",), ("rust",))
    assert topic.texts == TEXTS


def test_what_a_topic_does_not_state_stays_empty(tmp_path):
    topic = parse(tmp_path, topic_text(bronnen=[{"bron": "boek"}]))

    assert (topic.ages, topic.for_whom, topic.needs) == (None, (), ())
    assert topic.citations[0].section is None


def test_a_numeric_alias_is_read_as_text(tmp_path):
    assert parse(tmp_path, topic_text(aliassen=[113])).aliases == ("113",)


@pytest.mark.parametrize("field", ["id", "titel", "aliassen", "bronnen", "verwant", "nagekeken_op"])
def test_a_topic_without_a_required_field_is_refused_with_the_name_of_the_field(tmp_path, field):
    with pytest.raises(TopicError, match=rf"oppas\.md.*lacks {field}$"):
        parse(tmp_path, topic_text(**{field: None}))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (BODY, "start the file with front matter"),
        ("---\nid: [vorm/oppas\n---\n" + BODY, "not valid YAML"),
        ("---\n# nog in te vullen\n---\n" + BODY, "lacks"),
        ("---\nalleen een zin\n---\n" + BODY, "lacks"),
        (topic_text(bronnen=[{"bron": "onbekend"}]), "'onbekend' is not in sources.yml"),
        (topic_text(bronnen=[{"bron": "boek", "sectie": "twee"}]), "'twee' is not listed under boek"),
        (topic_text(bronnen=[{"bron": "folder", "sectie": "een"}]), "'een' is not listed under folder"),
        (topic_text(body=BODY.replace("## jongere", "## kind")), "'## kind' is no audience"),
        (topic_text(body=BODY.split("## professional")[0]), "under '## professional'"),
        (topic_text(body=BODY.replace("### meer", "#### meer", 1)), "under '## ouder'"),
        (topic_text(body=BODY.replace(TEXTS[Audience.YOUTH].short, "")), "under '## jongere'"),
        (topic_text(body=BODY.replace(TEXTS[Audience.PROFESSIONAL].more, "")), "under '## professional'"),
    ],
    ids=lambda value: value if len(value) < 60 else "",
)
def test_a_malformed_topic_is_refused_with_the_file_and_the_remedy(tmp_path, text, remedy):
    with pytest.raises(TopicError) as error:
        parse(tmp_path, text)

    assert "oppas.md" in str(error.value)
    assert remedy in str(error.value)


@pytest.mark.parametrize(
    "wrong",
    [{"aliassen": "kinderoppas"}, {"bronnen": [{"sectie": "een"}]}, {"bronnen": ["boek"]}, {"nagekeken_op": "vorige week"}, {"leeftijd": 4}],
    ids=["aliases as a word", "source without name", "source as a word", "date in words", "one age"],
)
def test_a_field_of_the_wrong_kind_is_refused_with_the_file(tmp_path, wrong):
    with pytest.raises(TopicError, match=r"oppas\.md"):
        parse(tmp_path, topic_text(**wrong))


@pytest.mark.parametrize("field", ["aliassen", "bronnen", "verwant"])
def test_a_list_that_was_left_empty_is_refused_with_the_file(tmp_path, field):
    text = topic_text(**{field: "LEEG"}).replace("LEEG", "")

    with pytest.raises(TopicError, match=r"oppas\.md"):
        parse(tmp_path, text)


def test_a_folder_is_read_into_topics_that_lead_to_each_other(tmp_path):
    write_knowledge(
        tmp_path,
        vorm__oppas=topic_text(verwant=["vorm/maatje", "begrip/buurt"]),
        vorm__maatje=topic_text(id="vorm/maatje", titel="Maatje"),
        begrip__buurt=topic_text(id="begrip/buurt", titel="Buurt"),
    )

    knowledge = load_knowledge_base(tmp_path)

    assert set(knowledge.topics) == {"vorm/oppas", "vorm/maatje", "begrip/buurt"}
    assert set(knowledge.sources) == {"boek", "folder", "genoemd"}
    assert [topic.id for topic in knowledge.related_to("vorm/oppas")] == ["vorm/maatje", "begrip/buurt"]


def test_an_id_that_differs_from_the_file_name_is_refused(tmp_path):
    write_knowledge(tmp_path, vorm__maatje=topic_text(id="vorm/oppas"))

    with pytest.raises(TopicError, match="the id must be vorm/maatje"):
        load_knowledge_base(tmp_path)


def test_a_related_topic_that_does_not_exist_is_refused(tmp_path):
    write_knowledge(tmp_path, vorm__oppas=topic_text(verwant=["vorm/verdwenen"]))

    with pytest.raises(TopicError, match="vorm/oppas: related topic vorm/verdwenen"):
        load_knowledge_base(tmp_path)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_gets_its_own_text(audience):
    assert make_topic().text(audience) is TEXTS[audience]


def test_an_unknown_audience_gets_the_parents_text():
    assert make_topic().text(None) is TEXTS[Audience.PARENT]


def test_an_unknown_topic_is_none():
    knowledge = make_knowledge(make_topic())

    assert knowledge.topic("vorm/oppas") == make_topic()
    assert knowledge.topic("vorm/verdwenen") is None
