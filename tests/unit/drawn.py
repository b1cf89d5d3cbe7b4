"""What stands in a drawn SVG, for tests: texts and shapes with the room they take, measured apart from the code that drew them."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from hypothesis import strategies as st
from PIL import ImageFont

from bot.network_map.drawing.layout import Box
from bot.network_map.drawing.lettering import font_files
from bot.network_map.network import NetworkMap, Viewpoint, add
from bot.network_map.people import Direction, Frequency, Kind, Sector, Support

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHORT_LABELS = ["Riet", "tante Soraya", "moeder van Fenna", "Umm Khaled", "W" * 20, "Олена", "محمد علي", "juf van groep 3", "Ş" * 20, "i"]
PEOPLE = st.fixed_dictionaries(
    {
        "sector": st.one_of(st.none(), st.sampled_from(Sector)),
        "ring": st.one_of(st.none(), st.integers(1, 3)),
        "kind": st.sampled_from(Kind),
        "support": st.frozensets(st.sampled_from(Support)),
        "direction": st.one_of(st.none(), st.sampled_from(Direction)),
        "frequency": st.one_of(st.none(), st.just(Frequency.SELDOM)),
        "group": st.booleans(),
        "sometimes_difficult": st.one_of(st.none(), st.booleans()),
    }
)


@st.composite
def crowds(draw, fewest=1, most=25):
    """Maps with people anywhere; often many of them in few places."""
    kinds = draw(st.lists(PEOPLE, min_size=1, max_size=6))
    network = NetworkMap(draw(st.sampled_from(Viewpoint)))
    for _ in range(draw(st.integers(fewest, most))):
        network = add(network, draw(st.sampled_from(SHORT_LABELS)), **draw(st.sampled_from(kinds)))
    return network


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str, kind: str | None = None) -> list[str]:
    """Texts as they are read, of one class or of all."""
    found = parsed(svg).iter(f"{SVG}text")
    return ["".join(element.itertext()) for element in found if kind is None or element.get("class") == kind]


def classes(svg: str, tag: str, name: str) -> int:
    """How many shapes of people have a class."""
    return sum(element.get("class") == name for group in groups(svg, "persoon") for element in group.iter(SVG + tag))


def groups(svg: str, name: str) -> list[ElementTree.Element]:
    return [group for group in parsed(svg).iter(f"{SVG}g") if group.get("class") == name]


@lru_cache(maxsize=256)
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_files()[bold]), size)


def ink(group: ElementTree.Element) -> list[Box]:
    """The room of each text and closed shape in a group."""
    found = []
    for element in group.iter():
        tag = element.tag.removeprefix(SVG)
        values = {name: float(v) for name, v in element.attrib.items() if NUMBER.fullmatch(v)}
        if tag == "circle":
            x, y, r = values["cx"], values["cy"], values["r"]
            found.append(Box(x - r, y - r, x + r, y + r))
        elif tag == "rect":
            found.append(Box(values["x"], values["y"], values["x"] + values["width"], values["y"] + values["height"]))
        elif tag == "path":
            points = [float(number) for number in NUMBER.findall(element.get("d", ""))]
            found.append(Box(min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])))
        elif tag == "text":
            found += _text_boxes(element)
    return found


def _text_boxes(element: ElementTree.Element) -> list[Box]:
    font = _font(float(element.get("font-size", "0")), element.get("font-weight") == "bold")
    found = []
    for line in element.iter(f"{SVG}tspan"):
        x, y = float(line.get("x", "0")), float(line.get("y", "0"))
        left, top, right, bottom = font.getbbox((line.text or "").rstrip(), anchor="ls")
        shift = (left + right) / 2 if element.get("text-anchor") == "middle" else 0
        found.append(Box(x + left - shift, y + top, x + right - shift, y + bottom))
    return found


def overlapping(svg: str, *names: str) -> list[tuple[Box, Box]]:
    """Pairs of boxes from different groups that share room; groups are those with these classes."""
    inked = [ink(group) for name in names for group in groups(svg, name)]
    pairs = [(first, second) for place, first in enumerate(inked) for second in inked[place + 1 :]]
    return [(one, other) for first, second in pairs for one in first for other in second if one.overlaps(other)]


def outside(svg: str, page: Box, *names: str) -> list[Box]:
    """Boxes that lie beyond the page."""
    return [box for name in names for group in groups(svg, name) for box in ink(group) if not page.holds(box)]
