import pytest

from bot.understanding.labels import intent_name, is_topic, reported_topic


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("begrip/buurt", True),
        ("vorm/oppas", True),
        ("praktijk/kaart", True),
        ("dilemma/privacy", True),
        ("richtlijn/scheiding", True),
        ("publicatie/gids", True),
        ("groet", False),
        ("vervolg_kosten", False),
        ("vormgeving", False),
        ("gesprek/groet", False),
        ("", False),
    ],
)
def test_a_topic_is_told_from_a_plain_intent(label, topic):
    assert is_topic(label) is topic


@pytest.mark.parametrize(
    ("label", "reported"),
    [
        ("vorm/oppas", "vorm/oppas"),
        ("afscheid", "gesprek/groet"),
        ("klacht", "gesprek/mens"),
        ("andere_taal", "gesprek/andere-taal"),
        ("gegevens_wissen", "gesprek/gegevens"),
        ("buiten_geld", "gesprek/buiten-onderwerp"),
        ("buiten_overig", "gesprek/buiten-onderwerp"),
        ("vervolg_kosten", "vervolg_kosten"),
        ("onduidelijk", "onduidelijk"),
    ],
)
def test_reports_name_the_topic_that_a_label_belongs_to(label, reported):
    assert reported_topic(label) == reported


@pytest.mark.parametrize(("label", "intent"), [("vorm/oppas", "vorm"), ("groet", "groet"), ("vervolg_kosten", "vervolg_kosten")])
def test_the_intent_of_a_topic_is_its_group(label, intent):
    assert intent_name(label) == intent
