"""Where marks stand on the rings: geometry only, in pixels, without drawing. The same input gives the same places.

Shares are distances from the middle, from 0 to 1 at the edge; angles are degrees clockwise from the top.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from bot.network_map.places import RINGS

STEP = 7  # distance between the points that are tried
MOST_POINTS = 1500  # of one cell; of a larger one a part is tried
GAP = 5  # between two boxes
CENTRE_SHARE = 0.15
EVEN_EDGES = (CENTRE_SHARE, 0.45, 0.73, 1.0)
THINNEST = 0.07
MOST_ROWS = 4
GROWTH = 1.25  # of the need of a cell in which somebody found no place
MOST_TRIES = 30

Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Box:
    """A rectangle with the axes of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> Box:
        """The same box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other box lies within this one."""
        return self.left <= other.left and self.top <= other.top and other.right <= self.right and other.bottom <= self.bottom

    @property
    def area(self) -> float:
        """Surface in square pixels, with the gap around it."""
        return (self.right - self.left + GAP) * (self.bottom - self.top + GAP)


@dataclass(frozen=True)
class Item:
    """Something to place: a mark of which ``reach`` is half the size, and the box of all that is drawn, from the mark's middle.

    ``ring`` is None when any ring of the sector will do.
    """

    key: str
    ring: int | None
    sector: int
    box: Box
    reach: float


@dataclass(frozen=True)
class Disc:
    """Three rings, and sectors between spokes. ``edges`` are four shares, ``spokes`` angles from 0 to 360."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    edges: tuple[float, ...]
    spokes: tuple[float, ...]

    def point(self, share: float, angle: float) -> tuple[float, float]:
        """The point at a share and an angle."""
        turn = math.radians(angle)
        return self.x + share * self.radius_x * math.sin(turn), self.y - share * self.radius_y * math.cos(turn)

    def middle(self, ring: int, sector: int) -> tuple[float, float]:
        """The middle of a cell."""
        return self.point((self.edges[ring - 1] + self.edges[ring]) / 2, (self.spokes[sector] + self.spokes[sector + 1]) / 2)

    def cell_of(self, x: float, y: float) -> tuple[int, int]:
        """The ring (0 is the centre) and the sector in which a point lies."""
        across, down = (x - self.x) / self.radius_x, (y - self.y) / self.radius_y
        share, angle = math.hypot(across, down), math.degrees(math.atan2(across, -down)) % 360
        ring = sum(share > edge for edge in self.edges[:-1])
        return ring, sum(angle > spoke for spoke in self.spokes[1:-1])


class NoPlace(Exception):
    """An item finds no place; ``item`` says which."""

    def __init__(self, item: Item) -> None:
        self.item = item
        super().__init__(f"no place for {item.key}")


def needs_of(items: Iterable[Item], sectors: int) -> np.ndarray:
    """The surface that each cell needs, by sector and ring."""
    needs = np.zeros((sectors, len(RINGS)))
    for item in items:
        if item.ring is not None:
            needs[item.sector, item.ring - 1] += item.box.area
    return needs


def shaped(disc: Disc, needs: np.ndarray, narrowest: Sequence[float]) -> Disc:
    """The disc with sectors and rings as wide as the needs of their cells. ``narrowest`` gives the smallest angle of each sector."""
    least = np.array(narrowest)
    angles = least + (360 - least.sum()) * (needs.sum(axis=1) / needs.sum() if needs.any() else 1 / len(least))
    spokes = (0.0, *(float(angle) for angle in np.cumsum(angles)[:-1]), 360.0)
    return replace(disc, edges=_edges((needs / angles[:, None]).max(axis=0)), spokes=spokes)


def _edges(needs: np.ndarray) -> tuple[float, ...]:
    """Edges of rings whose surfaces are as the needs, none too thin."""
    if not needs.any():
        return EVEN_EDGES
    surfaces = CENTRE_SHARE**2 + (1 - CENTRE_SHARE**2) * np.cumsum(needs) / needs.sum()
    edges = [CENTRE_SHARE, *(float(edge) for edge in np.sqrt(surfaces))]
    for place in (1, 2):
        edges[place] = max(edges[place], edges[place - 1] + THINNEST)
    for place in (2, 1):
        edges[place] = min(edges[place], 1 - (len(RINGS) - place) * THINNEST)
    return tuple(edges)


def fitted(
    disc: Disc, items: Sequence[Item], narrowest: Sequence[float], place: Callable[[Disc], Places], tries: int = MOST_TRIES
) -> tuple[Disc, Places] | None:
    """The disc in which everybody has a place: the even one if that will do, else one in which cells grew until it did."""
    needs, least = needs_of(items, len(narrowest)), list(narrowest)
    shape = disc
    for _ in range(tries):
        try:
            return shape, place(shape)
        except NoPlace as failed:
            item = failed.item
        if item.ring is None:
            least[item.sector] *= GROWTH
        else:
            needs[item.sector, item.ring - 1] *= GROWTH
        if sum(least) > 360:
            return None
        shape = shaped(disc, needs, least)
    return None


@dataclass(frozen=True)
class Grid:
    """Points of a disc that can be tried: from its middle in pixels, and as share and angle."""

    x: np.ndarray
    y: np.ndarray
    share: np.ndarray
    angle: np.ndarray

    def only(self, chosen: np.ndarray | slice) -> Grid:
        """Some of the points."""
        return Grid(self.x[chosen], self.y[chosen], self.share[chosen], self.angle[chosen])


@lru_cache(maxsize=8)
def _grid(radius_x: float, radius_y: float) -> Grid:
    across, down = np.arange(-radius_x, radius_x + 1, STEP), np.arange(-radius_y, radius_y + 1, STEP)
    x, y = (side.ravel() for side in np.meshgrid(across, down))
    share = np.hypot(x / radius_x, y / radius_y)
    angle = np.degrees(np.arctan2(x / radius_x, -y / radius_y)) % 360
    return Grid(x, y, share, angle).only((share > CENTRE_SHARE) & (share < 1))


class Field:
    """Where items can still stand on a disc, with the boxes that stand on it already."""

    def __init__(self, disc: Disc, taken: Iterable[Box] = ()) -> None:
        self._disc = disc
        self._taken = list(taken)
        self._cells: dict[tuple[int | None, int, float], Grid] = {}

    def spots(self, item: Item) -> np.ndarray:
        """Points, as rows of x and y, where an item can stand: mark within its cell, box on the disc and on no other box."""
        disc, box, cell = self._disc, item.box, self._cell(item)
        x, y = cell.x, cell.y
        across, down = np.maximum(abs(x + box.left), abs(x + box.right)), np.maximum(abs(y + box.top), abs(y + box.bottom))
        within = (across / disc.radius_x) ** 2 + (down / disc.radius_y) ** 2 <= 1
        x, y = x[within] + disc.x, y[within] + disc.y
        left, top, right, bottom = np.array([(one.left, one.top, one.right, one.bottom) for one in self._taken]).reshape(-1, 4).T
        touched = (x[:, None] + (box.left - GAP) < right) & (x[:, None] + (box.right + GAP) > left)
        touched &= (y[:, None] + (box.top - GAP) < bottom) & (y[:, None] + (box.bottom + GAP) > top)
        return np.column_stack([x, y])[~touched.any(axis=1)]

    def _cell(self, item: Item) -> Grid:
        """Points where the mark lies within its ring and sector."""
        key = (item.ring, item.sector, item.reach)
        if key not in self._cells:
            self._cells[key] = self._points_of(*key)
        return self._cells[key]

    def _points_of(self, ring: int | None, sector: int, reach: float) -> Grid:
        disc, radius = self._disc, min(self._disc.radius_x, self._disc.radius_y)
        start, end, margin = disc.spokes[sector], disc.spokes[sector + 1], (reach + 2) / radius
        inner, outer = (disc.edges[0], 1.0) if ring is None else (disc.edges[ring - 1], disc.edges[ring])
        grid = _grid(disc.radius_x, disc.radius_y)
        grid = grid.only((grid.share >= inner + margin) & (grid.share <= outer - margin) & (grid.angle > start) & (grid.angle < end))
        nearest = np.minimum(np.minimum(grid.angle - start, end - grid.angle), 90)
        grid = grid.only(grid.share * np.sin(np.radians(nearest)) >= margin)
        return grid.only(slice(None, None, math.ceil(len(grid.x) / MOST_POINTS) or 1))

    def put(self, item: Item, spot: np.ndarray) -> tuple[float, float]:
        """Take a spot for an item."""
        x, y = float(spot[0]), float(spot[1])
        self._taken.append(item.box.moved(x, y))
        return x, y


def spread(disc: Disc, items: Sequence[Item], taken: Iterable[Box]) -> Places:
    """Places in even rows along the rings, by key. Raises :class:`NoPlace`."""
    field = Field(disc, taken)
    places: Places = {}
    cells: dict[tuple[int, int], list[Item]] = {}
    for item in items:
        cells.setdefault((item.ring or len(RINGS) + 1, item.sector), []).append(item)
    for cell in sorted(cells):
        for item, wish in zip(cells[cell], _wishes(disc, cells[cell])):
            spots = field.spots(item)
            if not len(spots):
                raise NoPlace(item)
            middle = (item.box.top + item.box.bottom) / 2
            away = (spots[:, 0] - wish[0]) ** 2 + (spots[:, 1] + middle - wish[1]) ** 2
            places[item.key] = field.put(item, spots[away.argmin()])
    return places


def packed(disc: Disc, items: Sequence[Item], taken: Iterable[Box]) -> Places:
    """Places from top to bottom, as close as they go, large boxes first. Raises :class:`NoPlace`."""
    field = Field(disc, taken)
    places: Places = {}
    for item in sorted(items, key=lambda item: (item.ring is None, item.box.top - item.box.bottom)):
        spots = field.spots(item)
        if not len(spots):
            raise NoPlace(item)
        first = np.lexsort((spots[:, 0], spots[:, 1]))[0]
        places[item.key] = field.put(item, spots[first])
    return places


def _wishes(disc: Disc, items: Sequence[Item]) -> list[tuple[float, float]]:
    """Where the boxes of one cell would stand best: evenly in one row along the ring, or in more when one is too short."""
    ring, sector = items[0].ring, items[0].sector
    inner, outer = (disc.edges[0], 1.0) if ring is None else (disc.edges[ring - 1], disc.edges[ring])
    start, end = disc.spokes[sector], disc.spokes[sector + 1]
    need = sum(math.sqrt(item.box.area) for item in items) / len(items)
    for rows in range(1, MOST_ROWS + 1):
        shares = [inner + (outer - inner) * (row + 0.5) / rows for row in range(rows)]
        room = [math.radians(end - start) * share * disc.radius_x / need for share in shares]
        if sum(math.floor(one) for one in room) >= len(items):
            break
    wishes = []
    for share, number in zip(shares, _shared_out(len(items), room)):
        wishes += [disc.point(share, start + (end - start) * (place + 0.5) / number) for place in range(number)]
    return wishes


def _shared_out(number: int, room: Sequence[float]) -> list[int]:
    """A number of items over rows, by their room."""
    bounds = [round(number * sum(room[: row + 1]) / sum(room)) for row in range(len(room))]
    return [bound - before for before, bound in zip([0, *bounds], bounds)]


def boxes(items: Iterable[Item], places: Mapping[str, tuple[float, float]]) -> dict[str, Box]:
    """The box of each item where it was placed."""
    return {item.key: item.box.moved(*places[item.key]) for item in items}
