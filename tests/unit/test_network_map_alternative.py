import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from bot.knowledge.phrasing import RESPONSES_DIR, audience_of
from bot.knowledge.readability import mean_sentence_length, sentences
from bot.knowledge.topics import Audience
from bot.network_map.drawing.alternative import summary, table, words_for_rings
from bot.network_map.drawing.picture import Options
from bot.network_map.export import Choice, Private
from bot.network_map.network import NetworkMap, add, tie
from bot.network_map.open_places import OpenPlace, Place

from .drawn import crowds

FILE = Path(RESPONSES_DIR) / "netwerkkaart_plaatje.yml"
RESPONSES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["responses"]

PRIVATE = Options(private=True, ties=True, choice=Choice(private=frozenset({Private.FREQUENCY})))


def family():
    network = add(NetworkMap(), "Riet", relation="oma", sector="familie", ring=1, support=["praktisch", "emotioneel"], direction="allebei")
    network = add(network, "Bram", sector="familie", ring=1, frequency="zelden")
    network = add(network, "Fatima", sector="buurt", ring=1, sometimes_difficult=True)
    network = add(network, "Ellen", kind="formeel", sector="school", support=["informatief"], direction="krijgen")
    return tie(network, "p1", "p2")


def test_the_words_name_everybody_by_ring_and_domain():
    assert words_for_rings(family(), Options()) == (
        "Op de kaart staan vier namen. "
        "In de binnenste ring staan drie namen. Familie: Riet en Bram. Buurt: Fatima. "
        "In de middelste ring staat nog niemand. "
        "In de buitenste ring staat één naam. School & opvang: Ellen. "
        "Nog niemand genoemd bij vrienden. "
        "Doet dit als werk: Ellen. "
        "Praktische hulp: Riet. Luisteren (emotioneel): Riet. Raad en uitleg (informatie): Ellen. "
        "Geeft steun: Ellen. Over en weer: Riet."
    )


def test_private_things_are_said_in_the_private_version_only():
    words = words_for_rings(family(), PRIVATE)

    assert "Lang niet gesproken: Bram." in words
    assert "Soms lastig: Fatima." in words
    assert "Dunne lijnen laten zien wie elkaar kent." in words
    everything = Options(choice=Choice(private=frozenset(Private)))
    assert "lastig" not in words_for_rings(family(), everything)


@given(crowds(most=45))
@settings(max_examples=30)
def test_the_words_and_the_table_name_everybody(network):
    words, rows = words_for_rings(network, Options()), table(network).rows

    for person in network.people:
        assert person.label in words
    assert [row[0] for row in rows] == [person.label for person in network.people]


@pytest.mark.parametrize("label", ["👩‍👧", "रिया", "Ş" * 80, "<script>"])
def test_labels_are_complete_in_words_and_table_also_where_they_cannot_be_drawn(label):
    network = add(NetworkMap(), label)

    assert label in words_for_rings(network, Options())
    assert table(network).rows[0][0] == label


@pytest.mark.parametrize(
    ("audience", "kind", "support"),
    [
        (Audience.PARENT, "doet dit als werk", "raad en uitleg (informatie)"),
        (Audience.YOUTH, "doet dit als werk", "raad en uitleg (informatie)"),
        (Audience.PROFESSIONAL, "formeel", "informatief"),
    ],
)
def test_each_audience_has_its_own_words(audience, kind, support):
    options = Options(audience=audience)
    row = table(family(), options).rows[3]

    assert row == ("Ellen", "school & opvang", "nog niet gevraagd", kind, support, "geeft steun")
    assert f"{kind[0].upper()}{kind[1:]}: Ellen." in words_for_rings(family(), options)


def test_the_table_says_who_does_what():
    rows = table(family(), PRIVATE)

    assert rows.headings == ("Wie", "Hoort bij", "Ring", "Soort", "Wat", "Steun", "Ook")
    assert rows.rows[0] == (
        "Riet (oma)",
        "familie",
        "binnenste ring",
        "eigen kring",
        "praktische hulp, luisteren (emotioneel)",
        "over en weer",
        "kent Bram",
    )
    assert rows.rows[1][-1] == "lang niet gesproken, kent Riet"
    assert rows.rows[2][-1] == "soms lastig"


def test_columns_without_text_are_left_out():
    assert table(add(NetworkMap(), "Riet")).headings == ("Wie", "Hoort bij", "Ring", "Soort")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "staat nog niemand."), (1, "staat één naam."), (2, "staan twee namen."), (12, "staan twaalf namen."), (13, "staan 13 namen.")],
)
def test_numbers_are_said_in_words_up_to_twelve(number, said):
    network = NetworkMap()
    for _ in range(number):
        network = add(network, "Riet")

    assert summary(network, Options()).startswith(f"Op de kaart {said}")
    assert "Riet" not in summary(network, Options())


def test_open_places_are_said_each_once():
    places = (OpenPlace(Place.FUN), OpenPlace(Place.CLOSE), OpenPlace(Place.FUN))

    words = words_for_rings(NetworkMap(), Options(open_places=places))

    assert words.endswith("Open plekken: leuk samen: nog niemand, dichtbij: nog niemand.")


def test_a_name_is_never_taken_for_a_part_of_a_text():
    words = words_for_rings(add(add(NetworkMap(), "{wat}"), "{laatste}"), Options())

    assert "{wat} en {laatste}" in words


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_texts_are_short_and_address_parents_with_u_and_youths_with_je(name):
    for variation in RESPONSES[name]:
        text, audience = re.sub(r"\{\w+\}", "Riet", variation["text"]), audience_of(variation)
        if name != "utter_kaart_telwoorden":
            assert max((len(sentence.text.split()) for sentence in sentences(text)), default=0) <= 15
            assert mean_sentence_length(text) <= 10
        words = set(re.findall(r"\w+", text.lower()))
        if audience in (Audience.YOUTH.value, Audience.PROFESSIONAL.value):
            assert not words & {"u", "uw"}
        elif audience is None:
            assert not words & {"je", "jij", "jou", "jouw"}
            if words & {"u", "uw"}:
                assert {audience_of(other) for other in RESPONSES[name]} >= {Audience.YOUTH.value, Audience.PROFESSIONAL.value}


def test_no_text_judges():
    everything = FILE.read_text(encoding="utf-8").lower()

    assert not re.search(r"\b(score|punten|percentage|zwak|klein netwerk|te weinig|gemiddeld|diagnose)\b", everything)
