"""The picture for more people than the rings can hold: a number in each ring and domain, and everybody in a list below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.network_map.drawing.backdrop import disc_between, draw_disc, narrowest, reserved
from bot.network_map.drawing.canvas import HEIGHT, LINE_HEIGHT, WIDTH, Canvas
from bot.network_map.drawing.captions import DOMAINS, letter, said
from bot.network_map.drawing.layout import Box, Disc, Item, Places, fitted, spread
from bot.network_map.drawing.legend import (
    HEADING_HEIGHT,
    MARGIN,
    SIGN,
    Entry,
    draw_entries,
    draw_line,
    draw_open_places,
    height,
    legend_entries,
    ring_entries,
)
from bot.network_map.drawing.lettering import lines, shown_label, width
from bot.network_map.drawing.marks import ASCENT, draw_difficult, draw_letters, draw_mark
from bot.network_map.drawing.palette import INK, LIGHT
from bot.network_map.drawing.picture import Options
from bot.network_map.network import NetworkMap
from bot.network_map.people import Person, Support
from bot.network_map.places import RINGS, Domain, domain_of, domains_of, ring_of

COLUMNS = 3
BETWEEN = 18
COLUMN = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * BETWEEN) / COLUMNS
SIZES = (20, 18, 17, 16, 15, 14)
COUNT_SIZES = (28.0, 24.0, 20.0, 17.0, 14.0)
LEAST_DISC = 500  # pixels that the rings keep
NUMBERS = tuple(str(ring) for ring in RINGS)


@dataclass(frozen=True)
class Line:
    """A line of the list: a domain as heading, or a person with a label in one or more lines."""

    domain: Domain | None
    person: Person | None
    text: tuple[str, ...]
    size: float
    letters: str = ""

    @property
    def height(self) -> float:
        """In pixels, with the space to the next."""
        return len(self.text) * self.size * LINE_HEIGHT + self.size * (0.3 if self.person else 0.6)


def draw(canvas: Canvas, network: NetworkMap, options: Options, open_places: Sequence[Entry]) -> None:
    """Rings with numbers, the list, the open places and the legend."""
    legend = [*legend_entries(network, options, with_arrows=False), *ring_entries(network, options)]
    legend.append(Entry(_example, said("utter_kaart_legenda_cijfer", options)))
    foot = HEIGHT - height(legend) - height(open_places) - 30
    columns = _columns(network, options, foot - HEADING_HEIGHT - LEAST_DISC)
    list_top = foot - max(sum(line.height for line in column) for column in columns)
    _draw_numbers(canvas, network, options, HEADING_HEIGHT, list_top - 20)
    for place, column in enumerate(columns):
        _draw_column(canvas, MARGIN + place * (COLUMN + BETWEEN), list_top, column)
    draw_open_places(canvas, foot + 6, open_places)
    draw_line(canvas, foot + 8 + height(open_places))
    draw_entries(canvas, foot + 14 + height(open_places), legend)


def _example(canvas: Canvas, x: float, y: float) -> None:
    canvas.text(x, y + 8, ["1"], 22, font_weight="bold", text_anchor="middle")


def _draw_numbers(canvas: Canvas, network: NetworkMap, options: Options, top: float, bottom: float) -> None:
    domains = domains_of(network.people)
    numbers = Counter((ring_of(person), domains.index(domain_of(person))) for person in network.people)
    cells = {f"{ring}-{sector}": (ring, sector) for ring, sector in sorted(numbers)}
    even = disc_between(top, bottom, len(domains))
    least = narrowest(even, domains, options)
    disc, places = even, {key: even.middle(*cell) for key, cell in cells.items()}
    for size in COUNT_SIZES:
        found = _placed(even, cells, size, least)
        if found:
            disc, places = found
            break
    box = _count_box(size)
    draw_disc(canvas, disc, network, options, NUMBERS)
    for key, cell in cells.items():
        x, y = places[key]
        canvas.group("aantal")
        canvas.rectangle(x - box.right, y - box.bottom, 2 * box.right, 2 * box.bottom, rx=box.bottom, fill=LIGHT, stroke=INK, stroke_width=2)
        canvas.text(x, y + size * 0.36, [str(numbers[cell])], size, font_weight="bold", text_anchor="middle")
    canvas.group()


def _count_box(size: float) -> Box:
    return Box(-size, -0.78 * size, size, 0.78 * size)


def _placed(disc: Disc, cells: Mapping[str, tuple[int, int]], size: float, least: Sequence[float]) -> tuple[Disc, Places] | None:
    """Places for the numbers in letters of a size."""
    items = [Item(key, ring, sector, _count_box(size), 0.7 * size) for key, (ring, sector) in cells.items()]
    return fitted(disc, items, least, lambda shape: spread(shape, items, reserved(shape, NUMBERS)))


def _columns(network: NetworkMap, options: Options, room: float) -> list[list[Line]]:
    """The list in columns, in the largest letters for which it fits in the room."""
    for size in SIZES:
        columns = _filled(_list(network, options, size))
        if max(sum(line.height for line in column) for column in columns) <= room:
            break
    return columns


def _list(network: NetworkMap, options: Options, size: float) -> list[Line]:
    result = []
    for domain in domains_of(network.people):
        people = sorted((p for p in network.people if domain_of(p) is domain), key=ring_of)
        if people:
            result.append(Line(domain, None, (said(DOMAINS[domain], options),), size))
        for person in people:
            letters = "".join(letter(kind, options) for kind in Support if kind in person.support)
            room = COLUMN - SIGN - 8 - (width(letters, size, bold=True) + 10 if letters else 0) - (26 if person.sometimes_difficult else 0)
            result.append(Line(domain, person, lines(shown_label(person), size, room), size, letters))
    return result


def _filled(entries: Sequence[Line]) -> list[list[Line]]:
    """Lines over the columns, about equally high; a heading stays with its first person."""
    target = sum(line.height for line in entries) / COLUMNS
    columns: list[list[Line]] = [[]]
    for line in entries:
        tall = sum(one.height for one in columns[-1]) + line.height / 2
        after_heading = columns[-1] and columns[-1][-1].person is None
        if len(columns) < COLUMNS and tall > target and not after_heading:
            columns.append([])
        columns[-1].append(line)
    return columns


def _draw_column(canvas: Canvas, x: float, top: float, column: Sequence[Line]) -> None:
    for line in column:
        foot = top + ASCENT * line.size
        if line.person is None:
            canvas.text(x, foot + line.size * 0.2, line.text, line.size, font_weight="bold")
        else:
            _draw_person(canvas, x, foot, line, line.person)
        top += line.height


def _draw_person(canvas: Canvas, x: float, foot: float, line: Line, person: Person) -> None:
    canvas.group("persoon")
    draw_mark(canvas, x + SIGN / 2, foot - line.size * 0.36, 0.68 * line.size, person, str(ring_of(person)))
    start = x + SIGN + 8
    canvas.text(start, foot, line.text, line.size, class_="naam")
    end = start + width(line.text[0].rstrip(), line.size) + 10
    if line.letters:
        draw_letters(canvas, end, foot, line.letters, line.size)
        end += width(line.letters, line.size, bold=True) + 8
    if person.sometimes_difficult:
        draw_difficult(canvas, end + 10, foot - line.size * 0.36, 10)
    canvas.group()
