"""The Dutch analyser: terms, parts of compounds, positions, and the pinned stemmer."""

import pytest
import Stemmer

from bot.search.analyser import Analyser, AnalyserOptions, WordLists, default_analyser
from bot.search.compounds import CompoundSplitter

ANALYSER = default_analyser()


def test_the_stemmer_is_the_pinned_version():
    assert Stemmer.version() == "3.1.0", "stems differ between versions: measure again before pinning another"


def test_the_stemmer_of_the_index_keeps_prefixes():
    assert ANALYSER.term("begeleiding") != ANALYSER.term("beleid")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("netwerken", "netwerk"),
        ("opa's", "opa"),
        ("geholpen", "helpt"),
        ("richtlijnen", "richtlijn"),
        ("vriendinnen", "vriendin"),
        ("cliënten", "client"),
        ("Gescheiden", "scheiden"),
        ("STEUNOUDERS", "steunouder"),
    ],
)
def test_forms_of_one_word_give_the_same_term(one, other):
    assert ANALYSER.terms(one)[0] == ANALYSER.terms(other)[0]


def test_stop_words_do_not_count():
    assert ANALYSER.terms("het is van de en in") == []


def test_without_options_words_stay_as_they_are():
    bare = Analyser(WordLists(), AnalyserOptions(stop_words=False, lemmas=False, stemmer=None, compounds=False))

    assert bare.terms("De Richtlijnen, en zo!") == ["de", "richtlijnen", "en", "zo"]


def test_a_compound_gives_itself_and_its_parts():
    whole, *parts = ANALYSER.word_terms("pleegzorgbegeleider")

    assert whole == ANALYSER.term("pleegzorgbegeleider")
    assert ANALYSER.term("pleegzorg") in parts
    assert ANALYSER.term("begeleider") in parts


@pytest.mark.parametrize("word", ["uithuisplaatsing", "familiegroepsplan", "netwerkpleeggezin", "meeleefgezin", "kindermishandeling"])
def test_compounds_of_the_domain_are_split(word):
    assert len(ANALYSER.word_terms(word)) > 2


@pytest.mark.parametrize("word", ["onderwijs", "grootouders", "voorzorg", "handreiking", "netwerken", "zondag", "straat"])
def test_words_that_only_look_like_compounds_stay_whole(word):
    assert len(ANALYSER.word_terms(word)) == 1


def test_a_token_knows_where_it_stands():
    text = "Cliënten én opa’s: het JGZ-team."

    found = {token.word: text[token.start : token.end] for token in ANALYSER.tokens(text)}

    assert found["clienten"] == "Cliënten"
    assert found["opa"] == "opa"
    assert found["jgz"] == "JGZ"
    assert found["team"] == "team"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("zorgplan", ("zorg", "plan")),
        ("gezinsplan", ("gezin", "plan")),
        ("gezinszorgplan", ("gezin", "zorg", "plan")),
        ("zorgpakket", ()),
        ("zorg", ()),
        ("thuiszorg", ("thuis", "zorg")),
        ("huisraad", ()),
    ],
)
def test_the_splitter_needs_every_part_to_be_known(word, parts):
    splitter = CompoundSplitter({"zorg", "plan", "gezin"}, {"thuiszorg": ("thuis", "zorg"), "huisraad": ()}, lambda form: form)

    assert splitter.split(word) == parts


def test_the_splitter_takes_the_last_part_in_any_form():
    splitter = CompoundSplitter({"steun", "ouder"}, {}, lambda form: form.removesuffix("s"))

    assert splitter.split("steunouders") == ("steun", "ouder")


def test_the_splitter_prefers_the_fewest_parts():
    splitter = CompoundSplitter({"pleeg", "zorg", "pleegzorg", "team"}, {}, lambda form: form)

    assert splitter.split("pleegzorgteam") == ("pleegzorg", "team")
