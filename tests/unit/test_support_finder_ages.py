import pytest
import yaml

from bot.language.tokens import plain
from bot.support_finder.reading import WORDS_FILE, default_words

READER = default_words().ages


def years(text: str, asked: bool = False) -> list[float]:
    return [round(age.years, 2) for age in READER.read(plain(text), asked)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoon van 7", [7]),
        ("mijn dochter is net 12 geworden", [12]),
        ("een tweeling van 4 en een jongen van 9 jaar", [4, 9]),
        ("kinderen van 6 en 8", [6, 8]),
        ("baby van 8 maanden", [0.67]),
        ("ons zoontje is anderhalf jaar", [1.5]),
        ("meisje van twee en een half jaar", [2.5]),
        ("een 15-jarige jongen", [15]),
        ("zij is zestien jaar", [16]),
        ("een peuter en een puber", [3, 14.5]),
        ("hij zit in groep 3", [6.5]),
    ],
)
def test_ages_are_read_in_years(text, expected):
    assert years(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ik heb 3 kinderen",
        "al 4 jaar alleen",
        "sinds 2 jaar gescheiden",
        "3 jaar geleden",
        "moeder van 2",
        "20 weken zwanger",
        "twee middagen per week",
        "mijn oma is 78 jaar",
        "een oppas",
    ],
)
def test_a_number_of_something_else_is_no_age(text):
    assert years(text) == []


@pytest.mark.parametrize(("text", "expected"), [("7", [7]), ("6 en 9", [6, 9]), ("negen", [9]), ("2 tot 12 jaar", [7]), ("8 mnd", [0.67])])
def test_a_bare_number_is_an_age_when_it_is_asked_for(text, expected):
    assert years(text, asked=True) == expected


def test_an_own_age_is_told_from_that_of_a_brother():
    found = READER.read("ik ben 15 en mijn broertje is 6 jaar", False)

    assert [(age.years, age.own, age.others) for age in found] == [(15, True, False), (6, False, True)]


def test_the_words_of_the_file_are_patterns_with_years():
    words = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))["woorden"]

    assert all(0 < years_meant < 25 for years_meant in words.values())
