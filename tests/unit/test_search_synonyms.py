"""Words of people and words of the texts; misspelt words."""

import pytest
import yaml

from bot.search.analyser import SEARCH_DIR, default_analyser
from bot.search.spelling import SpellingCorrector
from bot.search.synonyms import Synonyms, read_lexicon

ANALYSER = default_analyser()
LEXICON = {"opa": ["grootouder"], "uit elkaar": ["scheiding"], "uit elkaar gaan": ["echtscheiding"], "jgz": ["jeugdgezondheidszorg"]}
SYNONYMS = Synonyms(LEXICON, ANALYSER)


def phrases_for(question):
    return {phrase for hit in SYNONYMS.find(ANALYSER.words(question)) for phrase in hit.phrases}


def test_a_word_is_found_in_any_form():
    assert phrases_for("mijn opa's") == {("grootouder",)}


def test_a_phrase_is_found_with_its_stop_words():
    assert phrases_for("mijn ouders zijn uit elkaar") == {("scheiding",)}


def test_the_longest_phrase_counts_alone():
    assert phrases_for("zij willen uit elkaar gaan") == {("echtscheiding",)}


def test_words_outside_the_lexicon_give_nothing():
    assert SYNONYMS.find(["fiets", "uit"]) == []


def test_a_hit_says_which_words_it_covers():
    (hit,) = SYNONYMS.find(["als", "uit", "elkaar"])

    assert (hit.start, hit.end) == (1, 3)


def test_words_of_one_row_find_each_other_and_a_professional_word_does_not_find_everyday_ones(tmp_path):
    path = tmp_path / "synoniemen.yml"
    path.write_text(yaml.safe_dump({"gelijk": [["opa", "pake"]], "vakwoord": {"verslaving": ["drinkt"]}, "afkortingen": {"gi": ["instelling"]}}))

    assert read_lexicon(path) == {"opa": ["pake"], "pake": ["opa"], "drinkt": ["verslaving"], "gi": ["instelling"], "instelling": ["gi"]}


@pytest.mark.parametrize("short", ["jgz", "gi", "ots"])
def test_abbreviations_of_the_field_are_known(short):
    assert read_lexicon()[short]


def test_no_synonym_means_itself():
    assert [phrase for phrase, others in read_lexicon().items() if phrase in others] == []


def test_no_word_is_a_stop_word_and_a_part_of_compounds():
    lists = default_analyser().lists

    assert lists.parts & lists.stop_words == set()
    assert {path.stem for path in SEARCH_DIR.glob("*.yml")} >= {"stopwoorden", "samenstellingen", "synoniemen", "filters"}


CORRECTOR = SpellingCorrector(["uithuisplaatsing", "pleegzorg", "depressie", "steunouder", "steunfiguur", "buurt"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("uithuisplatsing", "uithuisplaatsing"), ("pleegzrog", "pleegzorg"), ("depresie", "depressie"), ("steunoudder", "steunouder")],
)
def test_a_misspelt_word_is_corrected(typed, meant):
    assert CORRECTOR.correct(typed) == meant


@pytest.mark.parametrize("typed", ["buur", "fietsenstalling", "steun", "xyz", ""])
def test_a_word_that_is_short_or_unlike_any_other_stays(typed):
    assert CORRECTOR.correct(typed) is None
