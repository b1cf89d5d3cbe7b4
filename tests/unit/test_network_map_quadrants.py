import pytest
from hypothesis import given, settings

from bot.knowledge.topics import Audience
from bot.network_map.drawing.lettering import SMALLEST, shown_label
from bot.network_map.drawing.palette import TEXT_ON
from bot.network_map.drawing.picture import Options
from bot.network_map.drawing.quadrants import draw_quadrants, quadrants_svg
from bot.network_map.export import Choice, Private
from bot.network_map.network import NetworkMap, add
from bot.network_map.people import Kind, Person, Support
from bot.network_map.places import quadrant_of

from .drawn import SVG, classes, crowds, groups, ink, overlapping, parsed, texts

PRIVATE = Options(private=True, choice=Choice(private=frozenset({Private.FREQUENCY})))


@pytest.mark.parametrize(
    ("attributes", "quadrant"),
    [
        ({"sector": "familie"}, 1),
        ({"sector": "vrienden"}, 1),
        ({"sector": "online"}, 1),
        ({"sector": "buurt", "ring": 1}, 2),
        ({"sector": "school"}, 2),
        ({"sector": "werk"}, 2),
        ({"sector": "vrije_tijd"}, 3),
        ({"sector": "geloof"}, 3),
        ({"sector": "hulp"}, 3),
        ({"sector": "school", "kind": "formeel"}, 3),
        ({"sector": "hulp", "kind": "formeel"}, 4),
        ({"kind": "formeel"}, 4),
        ({"ring": 1}, 1),
        ({}, 2),
        ({"sector": "familie", "quadrant": 4}, 4),
    ],
)
def test_a_quadrant_is_the_one_asked_or_where_the_source_puts_them(attributes, quadrant):
    assert quadrant_of(Person("p1", "Riet", **attributes)) == quadrant


def astray(svg):
    """What is drawn of people outside the quadrants."""
    areas = [ink(group)[0] for number in (1, 2, 3, 4) for group in groups(svg, f"kwadrant-{number}")]
    assert len(areas) == 4
    return [box for group in groups(svg, "persoon") for box in ink(group) if not any(area.holds(box) for area in areas)]


@given(crowds(most=45))
@settings(max_examples=30, deadline=None)
def test_everybody_stands_in_a_quadrant_and_nobody_touches_another(network):
    svg = quadrants_svg(network, PRIVATE)

    assert sorted(texts(svg, "naam")) == sorted(shown_label(person) for person in network.people)
    assert classes(svg, "circle", "informeel") == sum(person.kind is Kind.INFORMAL for person in network.people)
    assert classes(svg, "rect", "formeel") == sum(person.kind is Kind.FORMAL for person in network.people)
    assert overlapping(svg, "persoon") == []
    assert astray(svg) == []


@pytest.mark.parametrize("quadrant", [1, 2, 3, 4])
def test_forty_five_wide_labels_fit_in_one_quadrant(quadrant):
    network = NetworkMap()
    for _ in range(45):
        network = add(network, "W" * 20, quadrant=quadrant, support=list(Support), sometimes_difficult=True)

    svg = quadrants_svg(network, PRIVATE)

    assert texts(svg, "naam") == ["W" * 20] * 45
    assert overlapping(svg, "persoon") == []
    assert astray(svg) == []


def test_the_headings_are_in_the_words_of_the_audience():
    parent, professional = (texts(quadrants_svg(NetworkMap(), Options(audience=who))) for who in (Audience.PARENT, Audience.PROFESSIONAL))

    assert "Dichtbij, uit de eigen kring" in parent
    assert "Nabij en informeel" in professional
    assert parent.count("nog niemand genoemd") == 4


def test_a_volunteer_among_the_formal_ones_is_explained():
    trainer = add(NetworkMap(), "Mo", sector="vrije_tijd")

    assert "Trainers en vrijwilligers staan bij school en club." in texts(quadrants_svg(trainer, Options()))
    assert "Trainers en vrijwilligers staan bij school en club." not in texts(quadrants_svg(NetworkMap(), Options()))


def test_the_words_say_who_is_where():
    network = add(add(NetworkMap(), "Riet", sector="familie", sometimes_difficult=True), "Joke", sector="hulp", kind="formeel")

    picture = draw_quadrants(network)

    assert picture.alt == (
        "Op de kaart staan twee namen. Dichtbij, uit de eigen kring: Riet. Verder weg, voor hun werk: Joke. Doet dit als werk: Joke."
    )
    assert picture == draw_quadrants(network)


def test_no_text_is_small_and_every_text_has_a_known_colour():
    root = parsed(quadrants_svg(add(NetworkMap(), "Riet", sometimes_difficult=True), PRIVATE))

    drawn = list(root.iter(f"{SVG}text"))
    assert min(float(text.get("font-size")) for text in drawn) >= SMALLEST
    assert {text.get("fill", root.get("fill")) for text in drawn} <= {colour for colour, _ in TEXT_ON}
