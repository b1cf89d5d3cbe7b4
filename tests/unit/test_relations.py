"""What a word says about who somebody is: the list, and how Dutch builds words."""

import pytest

from bot.language.inflection import plural
from bot.language.places import default_places
from bot.language.relations import default_relations, load_relations
from bot.language.word_facts import word_knowledge

RELATIONS = default_relations()


@pytest.mark.parametrize(
    ("word", "relation", "sector"),
    [
        ("mama", "moeder", "familie"),
        ("opaatje", "opa", "familie"),
        ("beppe", "oma", "familie"),
        ("zussie", "zus", "familie"),
        ("neefje", "neef", "familie"),
        ("pleegma", "pleegmoeder", "familie"),
        ("schoonzusje", "schoonzus", "familie"),
        ("buuf", "buurvrouw", "buurt"),
        ("juffrouw", "juf", "school"),
        ("voetbaltrainer", "voetbaltrainer", "vrije_tijd"),
        ("pedagogisch medewerker", "pedagogisch medewerker", "school"),
        ("wijkteam", "wijkteam", "hulp"),
    ],
)
def test_a_word_gives_its_standard_relation(word, relation, sector):
    found = RELATIONS.find(word)

    assert found is not None
    assert (found.relation, found.sector) == (relation, sector)


@pytest.mark.parametrize("word", ["informatie", "traktatie", "fiets", "straks", "bladeren", "instantie", "ik"])
def test_ordinary_words_are_no_relation(word):
    assert RELATIONS.find(word) is None


@pytest.mark.parametrize(("word", "relation"), [("buurvruow", "buurvrouw"), ("schoonzsus", "schoonzus"), ("oppsa", "oppas")])
def test_a_misspelt_word_is_recognised(word, relation):
    found = RELATIONS.similar(word)

    assert found is not None
    assert found.relation == relation


def test_an_ordinary_word_is_no_misspelling():
    knowledge = word_knowledge(frozenset({"broek"}))

    assert knowledge.facts(["broek"])[0].relation is None


@pytest.mark.parametrize(
    ("word", "group"), [("zussen", True), ("oma's", True), ("buren", True), ("wijkteam", True), ("zus", False), ("zusje", False)]
)
def test_plurals_and_bodies_are_groups(word, group):
    found = RELATIONS.find(word)

    assert found is not None
    assert found.group is group


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("zus", "zussen"),
        ("neef", "neven"),
        ("oma", "oma's"),
        ("tante", "tantes"),
        ("buur", "buren"),
        ("broer", "broers"),
        ("juf", "juffen"),
        ("kind", "kinderen"),
    ],
)
def test_a_plural_is_written_as_in_dutch(one, more):
    assert plural(one) == more


@pytest.mark.parametrize(
    ("word", "sector"),
    [("schaakclub", "vrije_tijd"), ("koranles", "geloof"), ("discord", "online"), ("hiernaast", "buurt"), ("brugklas", "school"), ("banaan", None)],
)
def test_a_place_tells_the_sector(word, sector):
    assert default_places().sector_of(word) == sector


def test_a_place_of_more_words_covers_each_of_them():
    assert default_places().sectors(["van", "groep", "5", "ja"]) == [None, "school", "school", None]


def test_a_faulty_block_is_refused_with_its_number(tmp_path):
    file = tmp_path / "relaties.yml"
    file.write_text("- sector: familie\n  kleur: rood\n", encoding="utf-8")

    with pytest.raises(ValueError, match="blok 1"):
        load_relations(file)
