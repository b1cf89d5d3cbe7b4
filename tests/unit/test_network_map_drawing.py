import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from bot.knowledge.topics import Audience
from bot.network_map.drawing.canvas import HEIGHT, WIDTH
from bot.network_map.drawing.layout import Box
from bot.network_map.drawing.lettering import SMALLEST, shown_label
from bot.network_map.drawing.palette import SHAPES_ON, TEXT_ON
from bot.network_map.drawing.picture import Options, to_draw
from bot.network_map.drawing.rings import MOST_DRAWN, arrangement_of, draw_rings, rings_svg
from bot.network_map.export import Choice, Naming, Private
from bot.network_map.network import NetworkMap, Viewpoint, add, tie
from bot.network_map.open_places import OpenPlace, Place
from bot.network_map.people import Direction, Kind, Sector, Support
from bot.network_map.places import Domain, domain_of, domains_of, ring_of

from .drawn import SVG, classes, crowds, groups, ink, outside, overlapping, parsed, texts

PAGE = Box(0, 0, WIDTH, HEIGHT)
ASLEEP = Choice(private=frozenset({Private.FREQUENCY}))
PRIVATE = Options(private=True, ties=True, choice=ASLEEP)
LETTERS = dict(zip(Support, "PEIVL"))


def family(*labels, **attributes):
    network = NetworkMap()
    for label in labels:
        network = add(network, label, **attributes)
    return network


def neighbourhood():
    """A small family with everything that a picture can show."""
    network = add(NetworkMap(), "Riet", sector="familie", ring=1, support=["praktisch", "plezier"], direction="allebei")
    network = add(network, "Sjoerd", sector="vrienden", ring=2, frequency="zelden", sometimes_difficult=True)
    network = add(network, "Ellen", kind="formeel", sector="school", support=["informatief"], direction="krijgen")
    return tie(network, "p1", "p2")


@given(crowds())
@settings(max_examples=30, deadline=None)
def test_nothing_of_one_person_touches_another_up_to_twenty_five_people(network):
    svg = rings_svg(network, PRIVATE)

    assert sorted(texts(svg, "naam")) == sorted(shown_label(person) for person in network.people)
    assert overlapping(svg, "persoon", "open-plek", "aantal") == []
    assert outside(svg, PAGE, "persoon", "open-plek", "aantal") == []


@given(crowds(most=12))
@settings(max_examples=20, deadline=None)
def test_the_boxes_of_an_arrangement_are_apart_and_hold_what_is_drawn(network):
    shown = to_draw(network, PRIVATE)
    arrangement = arrangement_of(shown, PRIVATE)

    assert arrangement is not None
    boxes = list(arrangement.boxes.values())
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])
    for person, group in zip(shown.people, groups(rings_svg(network, PRIVATE), "persoon")):
        room = arrangement.boxes[person.id]
        margin = Box(room.left - 3, room.top - 3, room.right + 3, room.bottom + 3)
        assert all(margin.holds(box) for box in ink(group))


@given(crowds(most=12))
@settings(max_examples=25, deadline=None)
def test_everybody_stands_in_the_own_ring_and_sector(network):
    arrangement = arrangement_of(network, Options())

    domains = domains_of(network.people)
    for badge, place in arrangement.badges:
        assert arrangement.disc.cell_of(*place) == (ring_of(badge.person), domains.index(domain_of(badge.person)))


@pytest.mark.parametrize("ring", [1, 2, 3])
@pytest.mark.parametrize("sector", ["familie", "hulp"])
def test_twenty_five_wide_labels_in_one_cell_all_find_a_place(ring, sector):
    everything = {"support": list(Support), "direction": "allebei", "sometimes_difficult": True, "frequency": "zelden"}
    svg = rings_svg(family(*["W" * 20] * 25, ring=ring, sector=sector, **everything), PRIVATE)

    assert texts(svg, "naam") == ["W" * 20] * 25
    assert overlapping(svg, "persoon", "open-plek") == []


def test_where_the_rings_cannot_hold_so_many_long_labels_they_are_counted_and_listed():
    network = NetworkMap()
    for number in range(24):
        network = add(network, "W" * 20, ring=1 + number % 3, sector=list(Sector)[number % 9], support=list(Support), direction="allebei")
    options = replace(PRIVATE, open_places=tuple(OpenPlace(place) for place in Place if place is not Place.NOBODY))

    svg = rings_svg(network, options)

    assert sum(int("".join(group)) for group in numbers(svg)) == 24
    assert texts(svg, "naam") == ["W" * 20] * 24
    assert overlapping(svg, "persoon", "aantal") == []


@given(crowds(fewest=MOST_DRAWN + 1, most=45))
@settings(max_examples=15, deadline=None)
def test_more_people_are_counted_per_cell_and_listed(network):
    svg = rings_svg(network, PRIVATE)

    assert sum(int("".join(group)) for group in numbers(svg)) == len(network.people)
    assert sorted(texts(svg, "naam")) == sorted(shown_label(person) for person in network.people)
    assert overlapping(svg, "persoon", "aantal") == []
    assert outside(svg, PAGE, "persoon", "aantal") == []


def numbers(svg):
    return [
        ["".join(text.itertext()) for text in group.iter(f"{SVG}text")] for group in parsed(svg).iter(f"{SVG}g") if group.get("class") == "aantal"
    ]


@given(crowds())
@settings(max_examples=20, deadline=None)
def test_the_picture_shows_what_the_map_says(network):
    svg = rings_svg(network, Options())
    people = network.people

    assert sorted(texts(svg, "naam")) == sorted(shown_label(person) for person in people)
    assert classes(svg, "circle", "informeel") == sum(person.kind is Kind.INFORMAL for person in people)
    assert classes(svg, "rect", "formeel") == sum(person.kind is Kind.FORMAL for person in people)
    drawn = "".join(texts(svg, "steun"))
    legend = {letter for kind, letter in LETTERS.items() if any(kind in person.support for person in people)}
    for kind, letter in LETTERS.items():
        assert drawn.count(letter) == sum(kind in person.support for person in people) + (letter in legend)
    for direction in Direction:
        expected = sum(person.direction is direction for person in people)
        assert classes(svg, "path", f"pijl-{direction.value}") == expected
    assert texts(svg, "domein") == [DOMAIN_NAMES[domain] for domain in domains_of(people)]


DOMAIN_NAMES = {
    Domain.FAMILY: "familie",
    Domain.FRIENDS: "vrienden",
    Domain.NEIGHBOURHOOD: "buurt",
    Domain.SCHOOL: "school & opvang",
    Domain.LEISURE: "vrije tijd & geloof",
    Domain.WORK: "werk",
    Domain.HELP: "hulp",
    Domain.OTHER: "overig",
}


def test_every_label_stands_once_in_the_file():
    svg = rings_svg(neighbourhood(), PRIVATE)

    assert [svg.count(label) for label in ("Riet", "Sjoerd", "Ellen")] == [1, 1, 1]


def test_the_same_map_gives_the_same_bytes():
    first, second = draw_rings(neighbourhood(), PRIVATE), draw_rings(neighbourhood(), PRIVATE)

    assert first == second
    assert first.svg != draw_rings(family("Riet")).svg


def test_the_png_is_as_large_as_a_phone_shows_it():
    picture = draw_rings(neighbourhood())

    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture.png[16:24]) == (1080, 1350)


def test_the_shared_version_hides_what_is_private():
    shared, private = draw_rings(neighbourhood()), draw_rings(neighbourhood(), PRIVATE)

    for picture, shown in ((shared, False), (private, True)):
        assert ('class="lastig"' in picture.svg) is shown
        assert any(circle.get("stroke-dasharray") for group in groups(picture.svg, "persoon") for circle in group) is shown
        assert ('class="band"' in picture.svg) is shown
        assert ("lastig" in picture.alt) is shown
        assert ("Lang niet gesproken" in picture.alt) is shown


def test_who_is_difficult_is_drawn_in_the_private_version_only_whatever_was_chosen():
    chosen = Options(choice=Choice(private=frozenset(Private)))

    assert "lastig" not in "".join(draw_rings(neighbourhood(), chosen).svg)


def test_the_private_version_shows_no_more_than_was_chosen():
    assert "lang niet gesproken" not in texts(rings_svg(neighbourhood(), Options(private=True, ties=True)))


def test_sleeping_contact_is_dashed_when_that_was_chosen():
    picture = draw_rings(neighbourhood(), Options(choice=ASLEEP))

    assert "lang niet gesproken" in texts(picture.svg)
    assert 'class="lastig"' not in picture.svg


@pytest.mark.parametrize(("naming", "labels"), [(Naming.INITIALS, ["R."]), (Naming.ROLES, ["oma"])])
def test_people_are_called_as_chosen(naming, labels):
    picture = draw_rings(family("Riet", relation="oma", sector="familie"), Options(choice=Choice(naming)))

    assert texts(picture.svg, "naam") == labels
    assert "Riet" not in picture.svg + picture.alt


@pytest.mark.parametrize(
    ("viewpoint", "audience", "word"),
    [
        (Viewpoint.CHILD, Audience.PARENT, "kind"),
        (Viewpoint.SELF, Audience.YOUTH, "ik"),
        (Viewpoint.SELF, Audience.PROFESSIONAL, "jongere"),
        (Viewpoint.TOGETHER, Audience.PROFESSIONAL, "gezin"),
    ],
)
def test_the_middle_says_whose_map_it_is(viewpoint, audience, word):
    assert texts(rings_svg(NetworkMap(viewpoint), Options(audience=audience)), "midden") == [word]


def test_the_middle_can_have_a_word_of_its_own():
    assert texts(rings_svg(NetworkMap(), Options(centre="Noor & <b>")), "midden") == ["Noor & <b>"]


def test_empty_domains_and_open_places_are_dotted_and_say_nog():
    places = (OpenPlace(Place.PRACTICAL), OpenPlace(Place.SHARED_LOAD, ("p1",)), OpenPlace(Place.PRACTICAL))
    svg = rings_svg(family("Riet", sector="familie"), Options(open_places=places))

    said = [text for text in texts(svg) if "nog" in text.split()]
    assert said.count("nog niemand genoemd") == 3
    assert said[3:5] == ["praktische hulp: nog niemand", "nog plek om te verdelen"]
    assert svg.count('class="open"') == 5


@pytest.mark.parametrize("place", list(Place))
def test_every_open_place_has_a_text_with_nog(place):
    svg = rings_svg(NetworkMap(), Options(open_places=(OpenPlace(place),)))

    assert any("nog" in text and text != "nog niemand genoemd" for text in texts(svg)) or place is Place.NOBODY


def test_a_ring_that_was_not_asked_is_no_claim():
    nobody_asked = family("Riet", "Bram", sector="familie")
    some_asked = add(nobody_asked, "Fatima", ring=2)

    assert "De plek in de ringen is nog niet gevraagd." in texts(rings_svg(nobody_asked, Options()))
    svg = rings_svg(some_asked, Options())
    assert "plek nog niet gevraagd" in texts(svg)
    assert sum("?" in text for text in texts(svg, "steun")) == 3  # two people and the legend
    assert not any("gevraagd" in text or "?" in text for text in texts(rings_svg(family("Riet", ring=1), Options())))


@pytest.mark.parametrize(
    ("attributes", "ring"),
    [
        ({"sector": "familie"}, 1),
        ({"sector": "vrienden"}, 2),
        ({}, 2),
        ({"sector": "familie", "group": True}, 3),
        ({"sector": "school", "kind": "formeel"}, 3),
        ({"sector": "hulp", "kind": "formeel", "ring": 1}, 1),
    ],
)
def test_a_ring_is_the_one_asked_or_the_default_of_the_sector(attributes, ring):
    assert ring_of(family("Riet", **attributes).people[0]) == ring


def test_sectors_that_belong_together_are_one_and_there_are_at_least_four():
    network = NetworkMap()
    for sector in (Sector.ONLINE, Sector.FAITH):
        network = add(network, sector.value, sector=sector)

    assert domains_of(network.people) == (Domain.FAMILY, Domain.FRIENDS, Domain.NEIGHBOURHOOD, Domain.LEISURE)


def test_all_nine_sectors_are_seven_domains():
    network = NetworkMap()
    for sector in Sector:
        network = add(network, sector.value, sector=sector)

    assert len(domains_of(network.people)) == 7


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "a&b\"c'", "👩‍👧", "رِيَا محمد", "रिया", "=1+1", "Ş" * 80, "]]>", "\u200d\u200d"])
def test_odd_names_make_a_sound_file(label):
    svg = rings_svg(family(label, sector="buurt"), Options())

    names = texts(svg, "naam")
    assert len(names) == 1
    assert 0 < len(names[0]) <= 20
    assert "<script" not in svg


def test_the_file_can_be_read_aloud():
    root = parsed(rings_svg(neighbourhood(), Options()))
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}

    assert root.get("role") == "img"
    assert root.get("lang") == "nl"
    title, description = (ids[name] for name in root.get("aria-labelledby").split())
    assert title.tag == f"{SVG}title"
    assert title.text == "De mensen om uw kind heen"
    assert description.tag == f"{SVG}desc"
    assert description.text.startswith("Op de kaart staan drie namen.")


@pytest.mark.parametrize("network", [neighbourhood(), family(*[f"Naam {n}" for n in range(45)], sector="buurt", support=["plezier"])])
def test_no_text_is_small_and_every_text_has_a_known_colour(network):
    root = parsed(rings_svg(network, PRIVATE))

    drawn = list(root.iter(f"{SVG}text"))
    assert min(float(text.get("font-size")) for text in drawn) >= SMALLEST
    known = {colour for colour, _ in TEXT_ON}
    assert {text.get("fill", root.get("fill")) for text in drawn} <= known


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("text", "background"), TEXT_ON)
def test_every_text_is_dark_or_light_enough(text, background):
    assert contrast(text, background) >= 4.5


@pytest.mark.parametrize(("shape", "background"), SHAPES_ON)
def test_every_shape_is_dark_enough(shape, background):
    assert contrast(shape, background) >= 3


def test_the_svg_names_no_address_beside_its_own_format():
    svg = rings_svg(neighbourhood(), PRIVATE)

    assert [part for part in svg.split('"') if "://" in part] == ["http://www.w3.org/2000/svg"]
    assert ElementTree.fromstring(svg) is not None


def test_a_map_for_nobody_is_drawn_too():
    picture = draw_rings(replace(NetworkMap(), viewpoint=Viewpoint.SELF), Options(audience=Audience.YOUTH))

    assert texts(picture.svg, "naam") == []
    assert picture.alt.startswith("Op de kaart staat nog niemand.")
