import pytest

from bot.knowledge.sources import Citation, Source, load_sources

from .building import make_source, write_knowledge


def test_a_source_is_read_with_everything_it_states(tmp_path):
    sources = load_sources(write_knowledge(tmp_path) / "sources.yml")

    assert sources["boek"] == Source("boek", "Het boek", "De uitgever", 2019, None, "https://boek.example", None, {"een": "Hoofdstuk 1"})


@pytest.mark.parametrize("field", ["publisher", "year", "url", "via"])
def test_what_a_source_does_not_state_stays_none(tmp_path, field):
    assert getattr(load_sources(write_knowledge(tmp_path) / "sources.yml")["folder"], field) is None


def test_a_source_without_sections_has_none_to_cite(tmp_path):
    assert load_sources(write_knowledge(tmp_path) / "sources.yml")["folder"].sections == {}


def test_an_estimated_year_is_kept_apart_from_a_printed_one(tmp_path):
    folder = load_sources(write_knowledge(tmp_path) / "sources.yml")["folder"]

    assert (folder.year, folder.about_year) == (None, 2021)


def test_a_source_known_through_another_names_that_other(tmp_path):
    assert load_sources(write_knowledge(tmp_path) / "sources.yml")["genoemd"].via == "boek"


def test_a_citation_is_sent_with_the_fields_of_the_contract():
    citation = Citation(make_source("folder", "De folder", about_year=2021, publisher="De uitgever"), "Achterkant")

    assert citation.payload() == {"id": "folder", "title": "De folder", "section": "Achterkant", "year": None, "url": None}
