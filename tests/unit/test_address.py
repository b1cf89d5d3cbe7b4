import pytest

from bot.knowledge.address import informal


@pytest.mark.parametrize(
    ("formal", "expected"),
    [
        ("Kunt u morgen?", "Kun je morgen?"),
        ("Wat vindt u daarvan?", "Wat vind je daarvan?"),
        ("Wat heeft u nodig?", "Wat heb je nodig?"),
        ("Bent u moe?", "Ben je moe?"),
    ],
)
def test_a_verb_before_u_loses_its_ending(formal, expected):
    assert informal(formal) == expected


@pytest.mark.parametrize(
    ("formal", "expected"),
    [
        ("U heeft tijd.", "Je hebt tijd."),
        ("Als u heeft gekozen, bel dan.", "Als je hebt gekozen, bel dan."),
        ("U kunt altijd stoppen.", "Je kunt altijd stoppen."),
    ],
)
def test_a_verb_after_u_follows_je(formal, expected):
    assert informal(formal) == expected


@pytest.mark.parametrize(
    ("formal", "expected"),
    [
        ("Dat helpt u verder.", "Dat helpt je verder."),
        ("Iemand die naast u staat.", "Iemand die naast je staat."),
        ("Dit is voor u.", "Dit is voor je."),
        ("Uw kind en uw buurt.", "Je kind en je buurt."),
        ("Zorg ook voor uzelf.", "Zorg ook voor jezelf."),
    ],
)
def test_other_words_of_address_follow_too(formal, expected):
    assert informal(formal) == expected


@pytest.mark.parametrize(
    ("formal", "expected"),
    [
        ("Als u zich zorgen maakt.", "Als je je zorgen maakt."),
        ("Maakt u zich zorgen?", "Maak je je zorgen?"),
    ],
)
def test_zich_follows_the_form_of_address(formal, expected):
    assert informal(formal) == expected


@pytest.mark.parametrize("text", ["", "Het kind maakt zich zorgen.", "Een uur per week.", "De buren helpen.\n\n- Zij bellen.", "Je kunt komen."])
def test_a_text_without_u_stays_as_it_is(text):
    assert informal(text) == text


def test_a_text_on_several_lines_keeps_its_lines():
    assert informal("Kunt u komen?\n\n- Bel uw buur.") == "Kun je komen?\n\n- Bel je buur."
