import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.network_map.drawing.layout import EVEN_EDGES, Box, Disc, Item, NoPlace, boxes, fitted, needs_of, packed, shaped, spread

DISC = Disc(540, 600, 480, 510, EVEN_EDGES, (0, 90, 180, 270, 360))
NARROWEST = [34.0] * 4
SMALL = Box(-30, -15, 30, 40)
SPOTS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(20, 60), st.integers(10, 50)), min_size=1, max_size=25)


def items_of(spots):
    return [Item(f"p{number}", ring, sector, Box(-half, -16, half, 16 + below), 16) for number, (ring, sector, half, below) in enumerate(spots)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Box(5, 5, 15, 15), True),
        (Box(10, 0, 20, 10), False),
        (Box(0, 10, 10, 20), False),
        (Box(2, 2, 3, 3), True),
        (Box(11, 0, 20, 10), False),
    ],
)
def test_boxes_overlap_when_they_share_more_than_an_edge(other, expected):
    assert Box(0, 0, 10, 10).overlaps(other) is expected
    assert other.overlaps(Box(0, 0, 10, 10)) is expected


@pytest.mark.parametrize(
    ("share", "angle", "cell"),
    [(0.05, 10, (0, 0)), (0.3, 45, (1, 0)), (0.6, 100, (2, 1)), (0.9, 181, (3, 2)), (0.9, 359, (3, 3)), (0.3, 271, (1, 3))],
)
def test_a_point_lies_in_the_ring_and_the_sector_that_it_was_made_for(share, angle, cell):
    assert DISC.cell_of(*DISC.point(share, angle)) == cell


def test_angles_run_clockwise_from_the_top():
    assert DISC.point(1, 0) == pytest.approx((540, 90))
    assert DISC.point(1, 90) == pytest.approx((1020, 600))


@given(SPOTS, st.sampled_from([spread, packed]))
@settings(max_examples=60, deadline=None)
def test_placed_items_never_touch_and_stand_in_their_cell(spots, place):
    items, taken = items_of(spots), [Box(500, 560, 580, 640), Box(440, 90, 640, 116)]

    found = fitted(DISC, items, NARROWEST, lambda disc: place(disc, items, taken), tries=8)

    if found is None:
        return
    disc, places = found
    placed = list(boxes(items, places).values())
    everything = [*placed, *taken]
    assert not any(one.overlaps(other) for number, one in enumerate(placed) for other in everything[number + 1 :])
    for item in items:
        assert disc.cell_of(*places[item.key]) == (item.ring, item.sector)
        box = item.box.moved(*places[item.key])
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        assert all(math.hypot((x - disc.x) / disc.radius_x, (y - disc.y) / disc.radius_y) <= 1 for x, y in corners)


def test_one_person_per_cell_always_finds_a_place():
    items = items_of([(ring, sector, 40, 30) for ring in (1, 2, 3) for sector in range(4)])

    found = fitted(DISC, items, NARROWEST, lambda disc: spread(disc, items, []))

    assert found is not None
    assert set(found[1]) == {item.key for item in items}


def test_twenty_five_in_one_cell_find_a_place_because_the_cell_grows():
    items = items_of([(1, 0, 45, 40)] * 25)

    with pytest.raises(NoPlace):
        spread(DISC, items, [])
    found = fitted(DISC, items, NARROWEST, lambda disc: spread(disc, items, []))

    assert found is not None
    assert found[0].spokes[1] > 200


def test_what_can_stand_nowhere_has_no_place():
    items = [Item("p1", 1, 0, Box(-500, -16, 500, 40), 16)]

    assert fitted(DISC, items, NARROWEST, lambda disc: spread(disc, items, [])) is None


def test_an_item_without_ring_stands_anywhere_in_its_sector():
    items = [Item("open", None, 2, SMALL, 15)]

    places = spread(DISC, items, [])

    assert DISC.cell_of(*places["open"])[1] == 2


@given(SPOTS)
def test_rings_and_sectors_keep_a_least_size_whatever_the_need(spots):
    disc = shaped(DISC, needs_of(items_of(spots), 4), NARROWEST)

    assert all(outer - inner >= 0.0699 for inner, outer in zip(disc.edges, disc.edges[1:]))
    assert all(end - start >= 33.999 for start, end in zip(disc.spokes, disc.spokes[1:]))
    assert disc.edges[-1] == pytest.approx(1)
    assert disc.spokes[-1] == 360


def test_a_sector_and_a_ring_with_more_need_are_larger():
    sectors = shaped(DISC, needs_of(items_of([(2, 1, 40, 40)] * 5 + [(2, 0, 40, 40)]), 4), NARROWEST)
    rings = shaped(DISC, needs_of(items_of([(2, 1, 40, 40)] * 5 + [(3, 1, 40, 40)]), 4), NARROWEST)

    assert sectors.spokes[2] - sectors.spokes[1] > sectors.spokes[1] - sectors.spokes[0]
    assert rings.edges[2] - rings.edges[1] > rings.edges[3] - rings.edges[2]
