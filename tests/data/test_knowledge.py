"""Every topic file on its own: papers, limits, form of address, links; and the whole knowledge base together."""

import re
from datetime import date, timedelta

import pytest
import yaml

from bot.knowledge.checks import alias_faults, contact_faults, old_reviews, response_faults, topic_faults
from bot.knowledge.contacts import default_contacts
from bot.knowledge.phrasing import load_phrasebook
from bot.knowledge.topics import KNOWLEDGE_DIR, load_knowledge_base
from bot.settings import ROOT

KNOWLEDGE = load_knowledge_base()
# The contract of the project: none of these may go.
EXPECTED = {"begrip": 15, "vorm": 26, "praktijk": 12, "dilemma": 5, "richtlijn": 15, "publicatie": 8}
FACTS = yaml.safe_load((ROOT / "tests" / "data" / "feiten.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("topic", KNOWLEDGE.topics.values(), ids=lambda topic: topic.id)
def test_topic_file_is_in_order(topic):
    assert list(topic_faults(topic, KNOWLEDGE)) == []


@pytest.mark.parametrize(("group", "number"), EXPECTED.items())
def test_group_has_all_its_topics(group, number):
    assert len([topic for topic in KNOWLEDGE.topics.values() if topic.group == group]) >= number


def test_no_name_points_to_two_topics():
    assert list(alias_faults(KNOWLEDGE)) == []


def test_contacts_are_in_order():
    assert list(contact_faults()) == []


def test_texts_of_the_assistant_are_in_order():
    assert list(response_faults(load_phrasebook())) == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_fact_of_the_source_stands_in_a_topic(fact):
    texts = {topic: (KNOWLEDGE_DIR / f"{topic}.md").read_text(encoding="utf-8").lower() for topic in fact["onderwerpen"]}
    wanted = [[option.lower() for option in str(word).split("|")] for word in fact["woorden"]]
    assert any(all(any(option in text for option in options) for options in wanted) for text in texts.values()), (
        f"{fact['feit']} is in none of {', '.join(texts)}; say it there, or widen `woorden` in tests/data/feiten.yml"
    )


def test_facts_cover_the_whole_source():
    lines = sorted(fact["regel"] for fact in FACTS)
    assert len({fact["id"] for fact in FACTS}) == len(FACTS)
    assert lines[0] < 20
    assert lines[-1] > 1260
    assert max(after - before for before, after in zip(lines, lines[1:])) <= 40, "a stretch of the source has no fact"


def test_contacts_that_nobody_checked_are_never_shown():
    unchecked = [contact for contact in default_contacts().values() if contact.verified_on is None]
    assert unchecked
    assert not any(contact.may_be_shown for contact in unchecked)
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "responses").glob("*.yml"))
    for contact in unchecked:
        assert "{nr_" + contact.id.replace("-", "_") + "}" not in shown


# The numbers as they were checked; a swapped digit or a swapped line must fail here.
@pytest.mark.parametrize(
    ("contact", "number"),
    [
        ("alarm", "112"),
        ("veilig-thuis", "0800-2000"),
        ("113", "113"),
        ("kindertelefoon", "0800-0432"),
        ("csg", "0800-0188"),
        ("mind-hulplijn", "0900-1450"),
    ],
)
def test_number_belongs_to_its_line(contact, number):
    assert default_contacts()[contact].number == number


def test_an_old_review_is_a_warning_that_names_the_topic():
    topic = next(iter(KNOWLEDGE.topics.values()))
    assert topic.id in old_reviews(KNOWLEDGE, topic.reviewed_on + timedelta(days=400))
    assert old_reviews(KNOWLEDGE, max(t.reviewed_on for t in KNOWLEDGE.topics.values())) == []


def test_no_review_lies_in_the_future():
    assert all(topic.reviewed_on <= date.today() for topic in KNOWLEDGE.topics.values())


def test_no_source_claims_a_year_that_its_note_does_not_give():
    known = {None, 2015, 2018, 2021}
    assert {source.year for source in KNOWLEDGE.sources.values()} <= known
    assert KNOWLEDGE.sources["handreiking"].year is None


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.md")) + sorted((ROOT / "data" / "responses").glob("*.yml")), ids=lambda p: p.stem)
def test_web_addresses_stand_in_the_sources_or_contacts(path):
    known = (KNOWLEDGE_DIR / "sources.yml").read_text(encoding="utf-8") + (KNOWLEDGE_DIR / "contacts.yml").read_text(encoding="utf-8")
    for address in re.findall(r"(?:https?://)?(?:www\.)?([\w-]+\.(?:nl|org|com|eu))\b", path.read_text(encoding="utf-8")):
        assert address in known, f"{path.name}: {address} is in neither sources.yml nor contacts.yml"
