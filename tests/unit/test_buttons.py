import pytest

from .building import make_buttons, make_knowledge, make_topic

OPPAS = make_topic("vorm/oppas", "Oppas aan huis")
BOOK = make_buttons(make_knowledge(OPPAS))


def test_a_button_sends_a_label_and_draws_a_title():
    assert BOOK.fixed("meer").as_dict() == {"title": "Vertel meer", "payload": "knop:meer"}
    assert BOOK.topic(OPPAS).as_dict() == {"title": "Oppas aan huis", "payload": "knop:vorm/oppas"}


@pytest.mark.parametrize(
    ("button", "label"), [(BOOK.fixed("meer"), "vervolg_meer"), (BOOK.fixed("aanvragen"), "vervolg_aanvragen"), (BOOK.topic(OPPAS), "vorm/oppas")]
)
def test_a_press_and_its_typed_title_do_the_same(button, label):
    assert BOOK.pressed(button.payload) == (label, button.title)
    assert BOOK.pressed(button.title) == (label, button.title)


@pytest.mark.parametrize("typed", ["vertel meer", "VERTEL MEER!", "  Vertel  meer. "])
def test_a_title_may_be_typed_carelessly(typed):
    assert BOOK.pressed(typed)[0] == "vervolg_meer"


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "vertel", "vertel meer over een oppas aan huis", "meer", "vorm/oppas", "knop:", "knop:vorm/verdwenen", "knop:/restart"]
)
def test_anything_else_is_no_button(text):
    assert BOOK.pressed(text) is None


def test_an_unknown_fixed_button_is_an_error():
    with pytest.raises(KeyError):
        BOOK.fixed("verdwenen")
