"""The second view: close or at a distance, informal or formal, as the source document orders co-educators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.network_map.drawing.alternative import summary, words_for_quadrants
from bot.network_map.drawing.canvas import HEIGHT, LINE_HEIGHT, WIDTH, Canvas, png
from bot.network_map.drawing.captions import QUADRANTS, letter, said
from bot.network_map.drawing.layout import Box
from bot.network_map.drawing.legend import HEADING_HEIGHT, MARGIN, draw_entries, draw_heading, draw_line, height, legend_entries
from bot.network_map.drawing.lettering import initials, lines, shown_label, width
from bot.network_map.drawing.marks import ASCENT, draw_difficult, draw_letters, draw_mark, draw_open
from bot.network_map.drawing.palette import CARD, LINE, MUTED, OPEN
from bot.network_map.drawing.picture import Options, Picture, to_draw
from bot.network_map.network import NetworkMap
from bot.network_map.people import Kind, Person, Support
from bot.network_map.places import quadrant_of

BETWEEN = 16
PAD = 18
HEADING = 24
HEADING_ROOM = 52
SIZES = (36, 33, 30, 28, 26, 24, 22, 20, 18, 17, 16, 15, 14)
OPEN_SIZE = 20
OPEN_REACH = 21
LEAST_SHARE = 0.12  # of the height, for a row with few people
WIDER = (0.5, 0.6, 0.7)  # the part of the width that the column with most people can take
FEW = 4  # people stand below each other up to this number
NARROWEST_LABEL = 5  # in font sizes
MOST_COLUMNS = 3  # of people in one quadrant
# By row: close, at a distance; by column: informal, formal.
PLACES = {1: (0, 0), 3: (0, 1), 2: (1, 0), 4: (1, 1)}


@dataclass(frozen=True)
class Chip:
    """A person in a quadrant: mark at the left, label beside it, letters behind; as wide as it needs."""

    person: Person
    size: float
    label: tuple[str, ...]
    letters: str

    @property
    def reach(self) -> float:
        """Half the size of the mark."""
        return 0.9 * self.size + 2

    @property
    def width(self) -> float:
        """In pixels, with the letters and the sign of difficulty."""
        signs = (10 + width(self.letters, self.size, bold=True) if self.letters else 0) + (self.size + 8 if self.person.sometimes_difficult else 0)
        return 2 * self.reach + 8 + max(width(line.rstrip(), self.size) for line in self.label) + signs

    @property
    def height(self) -> float:
        """In pixels, with the space to the next."""
        return max(2 * self.reach, len(self.label) * self.size * LINE_HEIGHT) + 0.3 * self.size


Rows = list[list[Chip]]


def draw_quadrants(network: NetworkMap, options: Options = Options()) -> Picture:  # noqa: B008
    """The picture of the quadrants, and the same in words."""
    svg = quadrants_svg(network, options)
    return Picture(svg, png(svg), words_for_quadrants(network, options))


def quadrants_svg(network: NetworkMap, options: Options) -> str:
    """The picture of the quadrants as SVG only."""
    network = to_draw(network, options)
    title = said("utter_kaart_titel_kwadranten", options)
    canvas = Canvas(title, summary(network, options))
    draw_heading(canvas, title)
    legend = legend_entries(network, options, with_arrows=False)
    note = _note(network, options)
    bottom = HEIGHT - height(legend) - 40 - (34 if note else 0)
    people = {number: [p for p in network.people if quadrant_of(p) == number] for number in QUADRANTS}
    areas, rows = _fitting(people, Box(MARGIN, HEADING_HEIGHT, WIDTH - MARGIN, bottom), options)
    for number, area in areas.items():
        _draw_quadrant(canvas, area, number, rows[number], options)
    if note:
        canvas.text(MARGIN, bottom + 32, [note], 20, fill=MUTED)
    draw_line(canvas, HEIGHT - height(legend) - 20)
    draw_entries(canvas, HEIGHT - height(legend) - 12, legend)
    return canvas.svg()


def _note(network: NetworkMap, options: Options) -> str:
    """Why an informal mark stands with the formal ones, if one does."""
    misplaced = any(p.kind is Kind.INFORMAL and quadrant_of(p) in (3, 4) for p in network.people)
    return said("utter_kaart_kwadrant_vrijwilligers", options) if misplaced else ""


def _fitting(people: dict[int, list[Person]], page: Box, options: Options) -> tuple[dict[int, Box], dict[int, Rows]]:
    """The quadrants on the page and their people in rows, in the largest letters for which all find room."""
    room_x, room_y = page.right - page.left - BETWEEN, page.bottom - page.top - BETWEEN
    busiest = max((0, 1), key=lambda column: sum(len(people[number]) for number, place in PLACES.items() if place[1] == column))
    for size, share in ((size, share) for size in SIZES for share in WIDER):
        widths = [room_x * (share if column == busiest else 1 - share) for column in (0, 1)]
        rows = {number: _rows(people[number], size, widths[column], options) for number, (_, column) in PLACES.items()}
        if any(people[number] and not rows[number] for number in PLACES):
            continue
        needs = [LEAST_SHARE * room_y] * 2
        for number, (row, _) in PLACES.items():
            needs[row] = max(needs[row], HEADING_ROOM + 2 * PAD + _height(rows[number]))
        if sum(needs) <= room_y:
            break
    upper = min(max(room_y / 2, needs[0]), room_y - needs[1])
    lefts, tops = (page.left, page.left + widths[0] + BETWEEN), (page.top, page.top + upper + BETWEEN)
    heights = (upper, room_y - upper)
    areas = {
        number: Box(lefts[column], tops[row], lefts[column] + widths[column], tops[row] + heights[row]) for number, (row, column) in PLACES.items()
    }
    return areas, rows


def _rows(people: Sequence[Person], size: float, room: float, options: Options) -> Rows:
    """People in one column if they are few, else in as many columns as make it shortest; nothing when there is no room at all."""
    best = _in_columns(people, size, room, 1, options)
    for columns in range(2, MOST_COLUMNS + 1 if len(people) > FEW else 0):
        rows = _in_columns(people, size, room, columns, options)
        if rows and _height(rows) < _height(best):
            best = rows
    return best


def _in_columns(people: Sequence[Person], size: float, room: float, columns: int, options: Options) -> Rows:
    """People from left to right in rows; nothing when a column is too narrow."""
    column = (room - 2 * PAD - (columns - 1) * BETWEEN) / columns
    chips = []
    for person in people:
        letters = "".join(letter(kind, options) for kind in Support if kind in person.support)
        left_for_label = column - Chip(person, size, ("",), letters).width
        if left_for_label < NARROWEST_LABEL * size:
            return []
        chips.append(Chip(person, size, lines(shown_label(person), size, left_for_label), letters))
    return [chips[start : start + columns] for start in range(0, len(chips), columns)]


def _height(rows: Rows) -> float:
    return sum(max(chip.height for chip in row) for row in rows)


def _draw_quadrant(canvas: Canvas, area: Box, number: int, rows: Rows, options: Options) -> None:
    canvas.group(f"kwadrant-{number}")
    room = area.right - area.left
    canvas.rectangle(area.left, area.top, room, area.bottom - area.top, rx=14, fill=CARD, stroke=LINE, stroke_width=1.5)
    heading = said(QUADRANTS[number], options)
    size = min(HEADING, HEADING * (room - 2 * PAD) / width(heading, HEADING, bold=True))
    canvas.text(area.left + PAD, area.top + PAD + HEADING * ASCENT, [heading], size, font_weight="bold")
    top = area.top + PAD + HEADING_ROOM
    if not rows:
        _draw_empty(canvas, area.left + PAD, top, room - 2 * PAD, options)
    columns = max((len(row) for row in rows), default=1)
    for row in rows:
        tall = max(chip.height for chip in row)
        for place, chip in enumerate(row):
            canvas.group("persoon")
            _draw_chip(canvas, area.left + PAD + place * (room - 2 * PAD + BETWEEN) / columns, top + tall / 2, chip)
        top += tall
    canvas.group()


def _draw_empty(canvas: Canvas, x: float, top: float, room: float, options: Options) -> None:
    """An open place with its words beside it."""
    draw_open(canvas, x + OPEN_REACH, top + 10, OPEN_REACH)
    start = 2 * OPEN_REACH + 12
    canvas.text(x + start, top + 17, lines(said("utter_kaart_plek_niemand", options), OPEN_SIZE, room - start), OPEN_SIZE, fill=OPEN)


def _draw_chip(canvas: Canvas, x: float, middle: float, chip: Chip) -> None:
    """A chip from its left, around its middle height."""
    draw_mark(canvas, x + chip.reach, middle, chip.reach, chip.person, initials(shown_label(chip.person)))
    start = x + 2 * chip.reach + 8
    foot = middle - len(chip.label) * chip.size * LINE_HEIGHT / 2 + ASCENT * chip.size
    canvas.text(start, foot, chip.label, chip.size, class_="naam")
    end = start + max(width(line.rstrip(), chip.size) for line in chip.label) + 10
    if chip.letters:
        draw_letters(canvas, end, middle + chip.size * 0.36, chip.letters, chip.size)
        end += width(chip.letters, chip.size, bold=True) + 8
    if chip.person.sometimes_difficult:
        draw_difficult(canvas, end + chip.size / 2, middle, chip.size / 2)
