import pytest

from bot.understanding.aspects import asked_age, asked_aspects


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("wat kost een steunouder?", ["kosten"]),
        ("Is het GRATIS?", ["kosten"]),
        ("is er een wachtlijst", ["wachttijd"]),
        ("hoe vraag ik dat aan", ["aanvragen"]),
        ("waar kan ik er een vinden", ["waar"]),
        ("is er een maatje in onze buurt", ["waar"]),
        ("wat kost het en is er een wachttijd", ["kosten", "wachttijd"]),
        ("wat is een steunouder", []),
        ("het kostte mij veel moeite", []),
        ("", []),
    ],
)
def test_what_a_question_asks_beside_its_topic_is_named(text, aspects):
    assert asked_aspects(text) == aspects


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("en voor een kind van 4?", 4.0),
        ("hij is 14", 14.0),
        ("mijn zoon van 9 jr", 9.0),
        ("een 16-jarige", 16.0),
        ("een 16jarige", 16.0),
        ("een baby van 8 maanden", 8 / 12),
        ("een baby van 18 mnd", 18 / 12),
        ("een kind van zes jaar", 6.0),
        ("zij is twaalf.", 12.0),
    ],
)
def test_an_age_is_read_in_years(text, age):
    assert asked_age(text) == pytest.approx(age)


@pytest.mark.parametrize(
    "text",
    ["", "vanaf welke leeftijd", "in 2021", "bel 112", "we hebben drie kinderen", "is dat ook voor een puber?", "ik zit thuis met twee kinderen"],
)
def test_a_question_without_an_age_gives_none(text):
    assert asked_age(text) is None
