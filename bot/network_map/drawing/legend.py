"""Below the picture: the open places, and what the signs mean, of the signs that the picture has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.network_map.drawing.canvas import WIDTH, Canvas
from bot.network_map.drawing.captions import DIRECTIONS, KINDS, LETTERS, OPEN_PLACES, SUPPORT, letter, said
from bot.network_map.drawing.lettering import width
from bot.network_map.drawing.marks import draw_arrow, draw_difficult, draw_letters, draw_mark, draw_open
from bot.network_map.drawing.palette import INK, LINE, MUTED, OPEN, TIE
from bot.network_map.drawing.picture import Options
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import OpenPlace
from bot.network_map.people import Direction, Frequency, Kind, Person, Support

SIZE = 22  # of the font, in pixels
ROW = 38
SIGN = 30  # the room of a sign
BETWEEN = 30
MARGIN = 36
HEADING_HEIGHT = 88

Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Entry:
    """A sign and what it means. ``draw`` gets the middle of the sign."""

    draw: Draw
    text: str

    @property
    def width(self) -> float:
        """With the sign, in pixels."""
        return SIGN + 10 + width(self.text, SIZE)


def in_rows(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries in rows that fit on the page."""
    rows: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        if not rows or left + entry.width > WIDTH - 2 * MARGIN:
            rows.append([])
            left = 0.0
        rows[-1].append(entry)
        left += entry.width + BETWEEN
    return rows


def height(entries: Sequence[Entry]) -> float:
    """The height that entries take, in pixels."""
    return ROW * len(in_rows(entries))


def draw_entries(canvas: Canvas, top: float, entries: Sequence[Entry], colour: str = MUTED) -> None:
    """Draw entries in rows from the left."""
    for place, row in enumerate(in_rows(entries)):
        x, middle = float(MARGIN), top + (place + 0.5) * ROW
        for entry in row:
            entry.draw(canvas, x + SIGN / 2, middle)
            canvas.text(x + SIGN + 10, middle + SIZE * 0.36, [entry.text], SIZE, fill=colour)
            x += entry.width + BETWEEN


def draw_line(canvas: Canvas, top: float) -> None:
    """A thin line across the page."""
    canvas.path([(MARGIN, top), (WIDTH - MARGIN, top)], stroke=LINE, stroke_width=1.5)


def open_entries(places: Sequence[OpenPlace], options: Options) -> list[Entry]:
    """Open places, each once, with the letter of the support where it is about support."""
    letters = {kind.value: letter(kind, options) for kind in Support}

    def drawing(text: str) -> Draw:
        return lambda canvas, x, y: draw_open(canvas, x, y, SIGN / 2 + 1, text)

    kinds = dict.fromkeys(place.what for place in places)
    return [Entry(drawing(letters.get(what.value, "")), said(OPEN_PLACES[what], options)) for what in kinds]


def draw_open_places(canvas: Canvas, top: float, entries: Sequence[Entry]) -> None:
    """The strip of open places."""
    draw_entries(canvas, top, entries, OPEN)


def _kind(kind: Kind, options: Options, frequency: Frequency | None = None) -> Draw:
    example = Person("p1", letter(Support.PRACTICAL, options), kind=kind, frequency=frequency)
    return lambda canvas, x, y: draw_mark(canvas, x, y, SIGN / 2 - 1, example, "")


def _letter(text: str) -> Draw:
    return lambda canvas, x, y: draw_letters(canvas, x - width(text, SIZE, bold=True) / 2, y + SIZE * 0.36, text, SIZE)


def _direction(direction: Direction) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.circle(x + SIGN / 2 - 2, y, 4, fill=INK)
        draw_arrow(canvas, x - 5, y, SIGN / 2 - 4, direction)

    return draw


def legend_entries(network: NetworkMap, options: Options, with_arrows: bool = True) -> list[Entry]:
    """What the signs mean, of those that stand in the picture."""
    people = network.people
    used = {kind for person in people for kind in person.support}
    entries = [Entry(_kind(kind, options), said(KINDS[kind], options)) for kind in Kind if any(p.kind is kind for p in people)]
    entries += [Entry(_letter(said(LETTERS[kind], options)), said(SUPPORT[kind], options)) for kind in Support if kind in used]
    if any(person.frequency is Frequency.SELDOM for person in people):
        entries.append(Entry(_kind(Kind.INFORMAL, options, Frequency.SELDOM), said("utter_kaart_legenda_slaapt", options)))
    if with_arrows:
        directions = {person.direction for person in people}
        entries += [Entry(_direction(one), said(name, options)) for one, name in DIRECTIONS.items() if one in directions]
    if any(person.sometimes_difficult for person in people):
        entries.append(Entry(lambda canvas, x, y: draw_difficult(canvas, x, y, SIGN / 2 - 3), said("utter_kaart_legenda_lastig", options)))
    if network.ties:
        entries.append(Entry(_tie, said("utter_kaart_legenda_kennen_elkaar", options)))
    return entries


def _tie(canvas: Canvas, x: float, y: float) -> None:
    canvas.path([(x - SIGN / 2, y), (x + SIGN / 2, y)], stroke=TIE, stroke_width=3)


def ring_entries(network: NetworkMap, options: Options) -> list[Entry]:
    """What it means that the ring of some was not asked; nothing when all or none were asked."""
    if not some_rings_asked(network):
        return []
    return [Entry(_letter(said("utter_kaart_letter_niet_gevraagd", options)), said("utter_kaart_legenda_plek_niet_gevraagd", options))]


def some_rings_asked(network: NetworkMap) -> bool:
    """Whether the ring of some, but not of all people was asked."""
    return 0 < sum(person.ring is None for person in network.people) < len(network.people)


def no_ring_asked(network: NetworkMap) -> bool:
    """Whether nobody's ring was asked."""
    return bool(network.people) and all(person.ring is None for person in network.people)


def draw_heading(canvas: Canvas, text: str) -> None:
    """The title above a picture."""
    size = min(38.0, (WIDTH - 2 * MARGIN) / width(text, 1, bold=True))
    canvas.text(MARGIN, 60, [text], size, font_weight="bold")
