import pytest

from bot.understanding.names import NameHit, TopicNames

from .building import make_topic

NAMES = TopicNames(
    [
        make_topic("vorm/buurtgezinnen", "Buurtgezinnen", aliases=("steungezin",)),
        make_topic("vorm/home-start", "Home-Start"),
        make_topic("vorm/jim", "JIM"),
        make_topic("vorm/ease", "EASE"),
        make_topic("vorm/steunouder", "Steunouder"),
        make_topic("vorm/steunfiguur", "Steunfiguur"),
        make_topic("richtlijn/samen", "Samen beslissen over hulp", aliases=("samen beslissen",)),
        make_topic("begrip/beslissen", "Beslissen"),
        make_topic("vorm/eigen-kracht-conferentie", "Eigen Kracht-conferentie"),
    ]
)


def found(text: str) -> list[tuple[str, bool]]:
    return [(hit.topic, hit.exact) for hit in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("wat is een steunouder?", "vorm/steunouder"),
        ("BUURTGEZINNEN!", "vorm/buurtgezinnen"),
        ("is er een steungezin voor ons", "vorm/buurtgezinnen"),
        ("kost home-start geld", "vorm/home-start"),
        ("kost home start geld", "vorm/home-start"),
        ("kost homestart geld", "vorm/home-start"),
        ("wie kiest de jim", "vorm/jim"),
        ("jim-traject", "vorm/jim"),
    ],
)
def test_a_topic_is_found_by_title_or_alias_however_it_is_written(text, topic):
    assert found(text) == [(topic, True)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [("wat zijn buurt gezinen", "vorm/buurtgezinnen"), ("een steunouderr graag", "vorm/steunouder"), ("home startt", "vorm/home-start")],
)
def test_a_misspelt_name_is_found_and_marked(text, topic):
    assert found(text) == [(topic, False)]


@pytest.mark.parametrize(
    "text", ["", "?", "mijn buurman helpt ons", "hij heet tim", "we rijden een lease auto", "de jimmy van hiernaast", "ik zoek steun"]
)
def test_ordinary_words_are_no_names(text):
    assert found(text) == []


@pytest.mark.parametrize(("word", "topic"), [("steunouder", "vorm/steunouder"), ("steunfiguur", "vorm/steunfiguur")])
def test_names_that_look_alike_are_kept_apart(word, topic):
    assert found(word) == [(topic, True)]


def test_names_are_given_in_the_order_of_the_text_with_their_places():
    assert NAMES.find("is een steunouder iets anders dan een jim") == [
        NameHit("vorm/steunouder", 2, 3, exact=True),
        NameHit("vorm/jim", 7, 8, exact=True),
    ]


def test_the_longest_name_wins_where_names_overlap():
    assert NAMES.find("samen beslissen over hulp, hoe dan") == [NameHit("richtlijn/samen", 0, 4, exact=True)]
    assert found("samen beslissen") == [("richtlijn/samen", True)]
    assert found("wie mag beslissen") == [("begrip/beslissen", True)]


@pytest.mark.parametrize(
    "text", ["een eigen kracht-conferentie", "wat is de eigen kracht conferentie", "verschil tussen jim en eigen kracht conferentie"]
)
def test_a_small_word_before_a_long_name_does_not_make_it_a_misspelling(text):
    assert found(text)[-1] == ("vorm/eigen-kracht-conferentie", True)


def test_an_alias_of_two_topics_stays_with_the_first():
    names = TopicNames([make_topic("vorm/een", aliases=("samen op pad",)), make_topic("vorm/twee", aliases=("samen op pad",))])

    assert [hit.topic for hit in names.find("samen op pad")] == ["vorm/een"]
