"""What lies under the marks: rings, sectors, their names, and the centre."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.network_map.drawing.canvas import WIDTH, Canvas
from bot.network_map.drawing.captions import CENTRES, DOMAINS, RINGS, said
from bot.network_map.drawing.layout import CENTRE_SHARE, EVEN_EDGES, Box, Disc
from bot.network_map.drawing.lettering import SMALLEST, drawable, lines, width
from bot.network_map.drawing.palette import CENTRE, LIGHT, LINE, MUTED, RIM
from bot.network_map.drawing.palette import RINGS as RING_COLOURS
from bot.network_map.drawing.picture import Options
from bot.network_map.network import NetworkMap
from bot.network_map.places import Domain, domains_of

RIM_WIDTH = 36
RIM_SIZE = 22
RING_SIZE = 19
SIDE = 14  # between the disc and the edge of the page
MOST_RESERVED = 340  # degrees that sectors may ask for their names
TALLEST = 1.08  # height of the disc to its width


def disc_between(top: float, bottom: float, sectors: int) -> Disc:
    """The disc inside the rim, as large as it fits between two heights of the page, with even rings and sectors."""
    radius_x = min(WIDTH / 2 - SIDE, (bottom - top) / 2)
    radius_y = min((bottom - top) / 2, radius_x * TALLEST)
    spokes = tuple(360 * place / sectors for place in range(sectors + 1))
    return Disc(WIDTH / 2, (top + bottom) / 2, radius_x - RIM_WIDTH, radius_y - RIM_WIDTH, EVEN_EDGES, spokes)


def narrowest(disc: Disc, domains: Sequence[Domain], options: Options) -> list[float]:
    """The angle that each sector needs for its name and for an open place."""
    radius = disc.radius_x + RIM_WIDTH / 2
    wished = [max(34.0, math.degrees((width(said(DOMAINS[domain], options), RIM_SIZE) + 30) / radius)) for domain in domains]
    return [angle * min(1.0, MOST_RESERVED / sum(wished)) for angle in wished]


def ring_names(options: Options) -> tuple[str, ...]:
    """The names of the rings, inner to outer."""
    return tuple(said(name, options) for name in RINGS.values())


def reserved(disc: Disc, names: Sequence[str]) -> list[Box]:
    """Where no mark may stand: the centre and the names of the rings."""
    return [_centre_box(disc), *_name_boxes(disc, names)]


def _centre_box(disc: Disc) -> Box:
    across, down = CENTRE_SHARE * disc.radius_x, CENTRE_SHARE * disc.radius_y
    return Box(disc.x - across, disc.y - down, disc.x + across, disc.y + down)


def _name_boxes(disc: Disc, names: Sequence[str]) -> list[Box]:
    """Where the names of the rings stand: at the top, within the edge of each ring."""
    found = []
    for name, edge in zip(names, disc.edges[1:]):
        half = width(name, RING_SIZE) / 2 + 8
        depth = math.sqrt(max(0.0, 1 - (half / (edge * disc.radius_x)) ** 2))
        top = disc.y - edge * disc.radius_y * depth + 2
        found.append(Box(disc.x - half, top, disc.x + half, top + RING_SIZE * 1.35))
    return found


def draw_disc(canvas: Canvas, disc: Disc, network: NetworkMap, options: Options, names: Sequence[str]) -> None:
    """Rim, rings, spokes, names (those of the rings are given) and centre."""
    canvas.group("ringen")
    canvas.ellipse(disc.x, disc.y, disc.radius_x + RIM_WIDTH, disc.radius_y + RIM_WIDTH, fill=RIM)
    for edge, colour in reversed(list(zip(disc.edges[1:], RING_COLOURS))):
        canvas.ellipse(disc.x, disc.y, edge * disc.radius_x, edge * disc.radius_y, fill=colour, stroke=LINE, stroke_width=1.5)
    rim = 1 + RIM_WIDTH / disc.radius_x
    for spoke in disc.spokes[:-1]:
        canvas.path([disc.point(disc.edges[0], spoke), disc.point(rim, spoke)], stroke=LINE, stroke_width=1.5)
    _draw_domain_names(canvas, disc, network, options)
    for name, box, colour in zip(names, _name_boxes(disc, names), RING_COLOURS):
        canvas.rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top, rx=6, fill=colour)
        canvas.text(disc.x, box.top + RING_SIZE, [name], RING_SIZE, text_anchor="middle", fill=MUTED)
    canvas.ellipse(disc.x, disc.y, CENTRE_SHARE * disc.radius_x, CENTRE_SHARE * disc.radius_y, fill=CENTRE, stroke=LIGHT, stroke_width=3)
    _draw_centre(canvas, disc, drawable(options.centre or "") or said(CENTRES[network.viewpoint], options))
    canvas.group()


def _draw_domain_names(canvas: Canvas, disc: Disc, network: NetworkMap, options: Options) -> None:
    """Names along the rim, upright: clockwise above, the other way round below."""
    for domain, start, end in zip(domains_of(network.people), disc.spokes, disc.spokes[1:]):
        below = 90 < (start + end) / 2 < 270
        share = RIM_WIDTH / 2 + RIM_SIZE * (0.36 if below else -0.36)
        radius_x, radius_y = disc.radius_x + share, disc.radius_y + share
        rim = Disc(disc.x, disc.y, radius_x, radius_y, disc.edges, disc.spokes)
        first, last = (end, start) if below else (start, end)
        (x, y), (to_x, to_y) = rim.point(1, first), rim.point(1, last)
        sweep, large = int(not below), int(end - start > 180)
        arc = f"M{x:.1f} {y:.1f} A{radius_x:.1f} {radius_y:.1f} 0 {large} {sweep} {to_x:.1f} {to_y:.1f}"
        name = said(DOMAINS[domain], options)
        room = math.radians(end - start) * min(radius_x, radius_y) - 12
        size = max(SMALLEST, min(RIM_SIZE, room / width(name, 1, bold=True)))
        canvas.text_on_arc(domain.value, arc, name, size, font_weight="bold", class_="domein")


def _draw_centre(canvas: Canvas, disc: Disc, text: str) -> None:
    room = 1.75 * CENTRE_SHARE * disc.radius_x
    size = 28.0
    while size > 16 and len(lines(text, size, room, bold=True)) > 1:
        size -= 2
    broken = lines(text, size, room, bold=True)[:2]
    foot = disc.y + size * 0.36 - (len(broken) - 1) * size * 0.6
    canvas.text(disc.x, foot, broken, size, font_weight="bold", text_anchor="middle", class_="midden")
