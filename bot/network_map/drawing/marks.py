"""The mark of one person: a shape with initials, an arrow, the letters of support, and the label below."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.network_map.drawing.canvas import LINE_HEIGHT, Canvas
from bot.network_map.drawing.captions import letter, said
from bot.network_map.drawing.layout import Box
from bot.network_map.drawing.lettering import SMALLEST, initials, lines, shown_label, width
from bot.network_map.drawing.palette import DIFFICULT, FORMAL, INFORMAL, INK, LIGHT, OPEN, PAPER
from bot.network_map.drawing.picture import Options
from bot.network_map.people import Direction, Frequency, Kind, Person, Support

LETTERS_PER_ROW = 3
COLOURS = {Kind.INFORMAL: INFORMAL, Kind.FORMAL: FORMAL}
ASCENT = 0.95  # from the top of a line to its foot, of the font size


@dataclass(frozen=True)
class Scale:
    """How large marks are drawn: the font size of labels in pixels, and the width at which labels break in that size."""

    size: float
    ems: float = 8.6

    @property
    def reach(self) -> float:
        """Half the size of a mark."""
        return 1.1 * self.size + 3

    @property
    def small(self) -> float:
        """The font size of the letters of support."""
        return max(SMALLEST, 0.74 * self.size)

    @property
    def gap(self) -> float:
        """Between the parts of a mark."""
        return max(3, 0.16 * self.size)


@dataclass(frozen=True)
class Badge:
    """All that is drawn for one person, with its box from the middle of the mark."""

    person: Person
    scale: Scale
    label: tuple[str, ...]
    letters: tuple[str, ...]

    @property
    def box(self) -> Box:
        """Everything that is drawn, and nothing else may be."""
        scale = self.scale
        half = max(width(line.rstrip(), scale.size) for line in self.label) / 2
        left = scale.reach + (scale.gap + self._sign if self._has_signs else 0)
        right = scale.reach + (scale.gap + self._letters_width if self.letters else 0)
        bottom = scale.reach + scale.gap + len(self.label) * scale.size * LINE_HEIGHT
        air = 0.15 * scale.size
        return Box(-max(left, half) - air, -scale.reach, max(right, half) + air, bottom)

    @property
    def _sign(self) -> float:
        return max(20.0, self.scale.size)

    @property
    def _has_signs(self) -> bool:
        return self.person.direction is not None or bool(self.person.sometimes_difficult)

    @property
    def _rows(self) -> list[str]:
        return ["".join(self.letters[start : start + LETTERS_PER_ROW]) for start in range(0, len(self.letters), LETTERS_PER_ROW)]

    @property
    def _letters_width(self) -> float:
        return max(width(row, self.scale.small, bold=True) for row in self._rows)

    def draw(self, canvas: Canvas, x: float, y: float, centre: tuple[float, float] | None = None) -> None:
        """Draw it with the middle of the mark at a point; arrows point to and from ``centre``."""
        scale = self.scale
        draw_mark(canvas, x, y, scale.reach, self.person, initials(shown_label(self.person)))
        sign_x, half = x - scale.reach - scale.gap - self._sign / 2, self._sign / 2
        if self.person.direction is not None:
            down = scale.reach / 2 if self.person.sometimes_difficult else 0
            draw_arrow(canvas, sign_x, y - down, half, self.person.direction, centre)
        if self.person.sometimes_difficult:
            draw_difficult(canvas, sign_x, y + (scale.reach / 2 if self.person.direction is not None else 0), half)
        top = y - len(self._rows) * scale.small * LINE_HEIGHT / 2
        for place, row in enumerate(self._rows):
            foot = top + place * scale.small * LINE_HEIGHT + ASCENT * scale.small
            draw_letters(canvas, x + scale.reach + scale.gap, foot, row, scale.small)
        foot = y + scale.reach + scale.gap + ASCENT * scale.size
        halo: dict[str, float | str] = {"stroke": PAPER, "stroke_width": scale.size / 6, "paint_order": "stroke", "stroke_linejoin": "round"}
        canvas.text(x, foot, self.label, scale.size, text_anchor="middle", class_="naam", **halo)


def badge(person: Person, scale: Scale, options: Options, ask_ring: bool = False) -> Badge:
    """The badge of a person. ``ask_ring`` adds the sign that the ring was not asked."""
    label = lines(shown_label(person), scale.size, scale.ems * scale.size)
    letters = [letter(kind, options) for kind in Support if kind in person.support]
    if ask_ring:
        letters.append(said("utter_kaart_letter_niet_gevraagd", options))
    return Badge(person, scale, label, tuple(letters))


def draw_mark(canvas: Canvas, x: float, y: float, reach: float, person: Person, text: str) -> None:
    """A circle for an informal person, a square for a formal one; dashed and light when contact sleeps."""
    colour, asleep = COLOURS[person.kind], person.frequency is Frequency.SELDOM
    style: dict[str, float | str] = {"class_": person.kind.value, "fill": PAPER if asleep else colour}
    if asleep:
        style |= {"stroke": colour, "stroke_width": max(2, reach / 10), "stroke_dasharray": f"{max(4, reach / 5):.1f} {max(3, reach / 7):.1f}"}
    if person.kind is Kind.INFORMAL:
        canvas.circle(x, y, reach - 1, **style)
    else:
        side = 0.9 * reach
        canvas.rectangle(x - side, y - side, 2 * side, 2 * side, rx=max(2, reach / 8), **style)
    if text:
        size = max(SMALLEST, reach * 0.8) if len(text) == 1 else max(SMALLEST, reach * 0.7)
        fill = colour if asleep else LIGHT
        canvas.text(x, y + size * 0.36, [text], size, font_weight="bold", text_anchor="middle", fill=fill, class_="initialen")


def draw_letters(canvas: Canvas, x: float, foot: float, letters: str, size: float) -> None:
    """The letters of support from a point to the right."""
    canvas.text(x, foot, [letters], size, font_weight="bold", class_="steun")


def draw_arrow(canvas: Canvas, x: float, y: float, half: float, direction: Direction, centre: tuple[float, float] | None = None) -> None:
    """An arrow to the centre for who gives, from it for who receives, both ways for both; without centre it is to the right."""
    across, down = (centre[0] - x, centre[1] - y) if centre else (1.0, 0.0)
    length = math.hypot(across, down) or 1.0
    to_x, to_y = across / length, down / length
    tip, tail = (x + to_x * half, y + to_y * half), (x - to_x * half, y - to_y * half)
    canvas.path([tail, tip], stroke=INK, stroke_width=2.5, class_=f"pijl-{direction.value}")
    heads = ([(tip, 1)] if direction is not Direction.GIVING else []) + ([(tail, -1)] if direction is not Direction.GETTING else [])
    for (end_x, end_y), way in heads:
        back, side = half * 0.7 * way, half * 0.5
        wings = [(end_x - to_x * back + turn * to_y * side, end_y - to_y * back - turn * to_x * side) for turn in (1, -1)]
        canvas.path([wings[0], (end_x, end_y), wings[1]], stroke=INK, stroke_width=2.5, stroke_linejoin="round")


def draw_difficult(canvas: Canvas, x: float, y: float, half: float) -> None:
    """A zigzag."""
    points = [(x + half * (step / 2 - 1), y + half * (0.35 if step % 2 else -0.35)) for step in range(5)]
    canvas.path(points, stroke=DIFFICULT, stroke_width=3, stroke_linejoin="round", class_="lastig")


def draw_open(canvas: Canvas, x: float, y: float, reach: float, text: str = "") -> None:
    """A dotted circle for an open place, perhaps with a letter."""
    dots: dict[str, float | str] = {"stroke": OPEN, "stroke_width": 3, "stroke_linecap": "round", "stroke_dasharray": "0.1 6"}
    canvas.circle(x, y, reach - 2, fill=PAPER, class_="open", **dots)
    if text:
        size = max(SMALLEST, reach)
        canvas.text(x, y + size * 0.36, [text], size, font_weight="bold", text_anchor="middle", fill=OPEN)
