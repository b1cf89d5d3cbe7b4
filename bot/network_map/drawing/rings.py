"""The picture of the rings: the child or family in the middle, people around it by ring and domain of life."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.network_map.drawing import crowd
from bot.network_map.drawing.alternative import summary, words_for_rings
from bot.network_map.drawing.backdrop import disc_between, draw_disc, narrowest, reserved, ring_names
from bot.network_map.drawing.canvas import HEIGHT, Canvas, png
from bot.network_map.drawing.captions import TITLES, said
from bot.network_map.drawing.layout import Box, Disc, Item, Places, boxes, fitted, packed, spread
from bot.network_map.drawing.legend import (
    HEADING_HEIGHT,
    Entry,
    draw_entries,
    draw_heading,
    draw_line,
    draw_open_places,
    height,
    legend_entries,
    no_ring_asked,
    open_entries,
    ring_entries,
    some_rings_asked,
)
from bot.network_map.drawing.lettering import lines, width
from bot.network_map.drawing.marks import ASCENT, Badge, Scale, badge, draw_open
from bot.network_map.drawing.palette import MUTED, OPEN, TIE
from bot.network_map.drawing.picture import Options, Picture, to_draw
from bot.network_map.network import NetworkMap
from bot.network_map.places import domain_of, domains_of, ring_of

MOST_DRAWN = 25  # above this number the picture counts and lists
OPEN_SIZE = 20
OPEN_REACH = 21
# From large to small: font size of labels with the width at which they break, and how people are placed.
STEPS: tuple[tuple[Scale, Callable[..., Places]], ...] = (
    *((Scale(size), spread) for size in (34, 31, 29, 27, 25, 23, 21, 19)),
    *((Scale(size, ems), place) for size, ems in ((18, 7.5), (17, 7.0), (16, 6.2), (15, 6.2), (14, 6.2), (14, 5.0)) for place in (spread, packed)),
)
FULLEST = 0.5  # the part of the disc that boxes can fill; fuller steps are not tried


@dataclass(frozen=True)
class Arrangement:
    """Where everybody stands: the disc, the badges with their places, and the open places of empty domains by index."""

    disc: Disc
    badges: tuple[tuple[Badge, tuple[float, float]], ...]
    empty: tuple[tuple[float, float], ...]
    boxes: Mapping[str, Box]


def draw_rings(network: NetworkMap, options: Options = Options()) -> Picture:  # noqa: B008
    """The picture of the rings, and the same in words.

    Above 25 people, and where the rings cannot hold so many long labels, it counts per ring and domain, with a list below.
    """
    svg = rings_svg(network, options)
    return Picture(svg, png(svg), words_for_rings(network, options))


def rings_svg(network: NetworkMap, options: Options) -> str:
    """The picture of the rings as SVG only."""
    network = to_draw(network, options)
    canvas = Canvas(said(TITLES[network.viewpoint], options), summary(network, options))
    draw_heading(canvas, said(TITLES[network.viewpoint], options))
    open_places = open_entries(options.open_places, options)
    arrangement = arrangement_of(network, options)
    if arrangement:
        draw_disc(canvas, arrangement.disc, network, options, ring_names(options))
        _draw_people(canvas, arrangement, network, options)
        _draw_foot(canvas, network, options, open_places)
    else:
        crowd.draw(canvas, network, options, open_places)
    return canvas.svg()


def _explained(network: NetworkMap, options: Options) -> list[Entry]:
    return [*legend_entries(network, options), *ring_entries(network, options)]


def _foot_height(network: NetworkMap, options: Options, open_places: Sequence[Entry]) -> float:
    note = 34 if no_ring_asked(network) else 0
    return height(open_places) + height(_explained(network, options)) + note + 46


def _draw_foot(canvas: Canvas, network: NetworkMap, options: Options, open_places: Sequence[Entry]) -> None:
    top = HEIGHT - _foot_height(network, options, open_places) + 10
    draw_open_places(canvas, top, open_places)
    top += height(open_places) + 8
    draw_line(canvas, top)
    entries = _explained(network, options)
    draw_entries(canvas, top + 8, entries)
    if no_ring_asked(network):
        canvas.text(36, top + 8 + height(entries) + 22, [said("utter_kaart_plekken_niet_gevraagd", options)], 20, fill=MUTED)


def arrangement_of(network: NetworkMap, options: Options) -> Arrangement | None:
    """Where everybody stands, in the largest marks for which there is a place.

    None above 25 people, and where many long labels leave no place for all.
    """
    if len(network.people) > MOST_DRAWN:
        return None
    domains = domains_of(network.people)
    disc = disc_between(HEADING_HEIGHT, HEIGHT - _foot_height(network, options, open_entries(options.open_places, options)), len(domains))
    empty = [domain for domain in domains if all(domain_of(person) is not domain for person in network.people)]
    open_items = [Item(domain.value, None, domains.index(domain), _open_box(options), OPEN_REACH) for domain in empty]
    least, names, some_unasked = narrowest(disc, domains, options), ring_names(options), some_rings_asked(network)

    def attempt(step: tuple[Scale, Callable[..., Places]]) -> Arrangement | None:
        scale, place = step
        badges = [badge(person, scale, options, some_unasked and person.ring is None) for person in network.people]
        people = [Item(b.person.id, ring_of(b.person), domains.index(domain_of(b.person)), b.box, scale.reach) for b in badges]
        if sum(item.box.area for item in people) > FULLEST * math.pi * disc.radius_x * disc.radius_y:
            return None
        items = [*people, *open_items]
        found = fitted(disc, items, least, lambda shape: place(shape, items, reserved(shape, names)))
        if found is None:
            return None
        drawn = tuple((one, found[1][one.person.id]) for one in badges)
        return Arrangement(found[0], drawn, tuple(found[1][item.key] for item in open_items), boxes(items, found[1]))

    return _first(STEPS, attempt)


Step = TypeVar("Step")
Found = TypeVar("Found")


def _first(steps: Sequence[Step], attempt: Callable[[Step], Found | None]) -> Found | None:
    """What the earliest step that works gives, found by halving: a step that works lets all later ones work, nearly always."""
    best, low, high = None, 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        found = attempt(steps[middle])
        best, low, high = (found, low, middle) if found else (best, middle + 1, high)
    return best


def _open_lines(options: Options) -> tuple[str, ...]:
    return lines(said("utter_kaart_plek_niemand", options), OPEN_SIZE, 150)


def _open_box(options: Options) -> Box:
    text = _open_lines(options)
    half = max(width(line.rstrip(), OPEN_SIZE) for line in text) / 2
    return Box(-half, -OPEN_REACH, half, OPEN_REACH + 4 + len(text) * OPEN_SIZE * 1.2)


def _draw_people(canvas: Canvas, arrangement: Arrangement, network: NetworkMap, options: Options) -> None:
    where = {one.person.id: place for one, place in arrangement.badges}
    canvas.group("kennen-elkaar")
    for first, second in sorted(network.ties):
        canvas.path([where[first], where[second]], stroke=TIE, stroke_width=2, class_="band")
    for x, y in arrangement.empty:
        canvas.group("open-plek")
        draw_open(canvas, x, y, OPEN_REACH)
        canvas.text(x, y + OPEN_REACH + 4 + ASCENT * OPEN_SIZE, _open_lines(options), OPEN_SIZE, text_anchor="middle", fill=OPEN)
    middle = (arrangement.disc.x, arrangement.disc.y)
    for one, (x, y) in arrangement.badges:
        canvas.group("persoon")
        one.draw(canvas, x, y, middle)
    canvas.group()
