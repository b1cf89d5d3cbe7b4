"""One drawing, kept as SVG: shapes and texts that stay texts, and the same as PNG."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

import resvg_py

from bot.network_map.drawing.lettering import FAMILY, font_files
from bot.network_map.drawing.palette import INK, PAPER

WIDTH, HEIGHT = 1080, 1350  # portrait, as a phone shows it
LINE_HEIGHT = 1.2  # of the font size
TITLE_ID, DESCRIPTION_ID = "kaart-titel", "kaart-uitleg"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """A page to draw on, in pixels from the top left. ``title`` and ``description`` are read aloud, not shown."""

    def __init__(self, title: str, description: str) -> None:
        size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
        names = {"xmlns": "http://www.w3.org/2000/svg", "lang": "nl", "xml:lang": "nl"}
        spoken = {"role": "img", "aria-labelledby": f"{TITLE_ID} {DESCRIPTION_ID}"}
        self._root = ElementTree.Element("svg", {**names, **size, **spoken, "font-family": FAMILY, "fill": INK})
        ElementTree.SubElement(self._root, "title", id=TITLE_ID).text = title
        ElementTree.SubElement(self._root, "desc", id=DESCRIPTION_ID).text = description
        self._into = self._root
        self.rectangle(0, 0, WIDTH, HEIGHT, fill=PAPER)

    def group(self, name: str = "") -> None:
        """What is drawn from here on belongs to a new group with this class; no name ends it."""
        self._into = ElementTree.SubElement(self._root, "g", {"class": name}) if name else self._root

    def _add(self, tag: str, attributes: dict[str, float | str], style: dict[str, float | str]) -> ElementTree.Element:
        given = {**attributes, **{name.rstrip("_").replace("_", "-"): value for name, value in style.items()}}
        return ElementTree.SubElement(self._into, tag, {name: v if isinstance(v, str) else _number(v) for name, v in given.items()})

    def circle(self, x: float, y: float, radius: float, **style: float | str) -> None:
        """A circle around a point."""
        self._add("circle", {"cx": x, "cy": y, "r": radius}, style)

    def ellipse(self, x: float, y: float, radius_x: float, radius_y: float, **style: float | str) -> None:
        """An ellipse around a point."""
        self._add("ellipse", {"cx": x, "cy": y, "rx": radius_x, "ry": radius_y}, style)

    def rectangle(self, x: float, y: float, width: float, height: float, **style: float | str) -> None:
        """A rectangle from its top left corner."""
        self._add("rect", {"x": x, "y": y, "width": width, "height": height}, style)

    def path(self, points: Sequence[tuple[float, float]], **style: float | str) -> None:
        """Straight lines from point to point."""
        self._add("path", {"d": "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in points), "fill": "none"}, style)

    def text(self, x: float, y: float, lines: Sequence[str], size: float, **style: float | str) -> None:
        """Lines of text below each other; ``y`` is the foot of the first line. Together they are one text."""
        element = self._add("text", {"font-size": size}, style)
        for place, line in enumerate(lines):
            at = {"x": _number(x), "y": _number(y + place * size * LINE_HEIGHT)}
            ElementTree.SubElement(element, "tspan", at).text = line

    def text_on_arc(self, name: str, arc: str, text: str, size: float, **style: float | str) -> None:
        """A text in the middle of an arc (an SVG path); ``name`` must differ from that of the other arcs."""
        self._add("path", {"id": f"kaart-{name}", "d": arc, "fill": "none"}, {})
        element = self._add("text", {"font-size": size, "text-anchor": "middle"}, style)
        ElementTree.SubElement(element, "textPath", {"href": f"#kaart-{name}", "startOffset": "50%"}).text = text

    def svg(self) -> str:
        """The drawing as an SVG file."""
        return ElementTree.tostring(self._root, encoding="unicode") + "\n"


def png(svg: str, zoom: float = 1) -> bytes:
    """An SVG of this module as PNG; ``zoom`` 2 gives twice as many pixels each way."""
    files = [str(path) for path in font_files().values()]
    return resvg_py.svg_to_bytes(
        svg_string=svg, width=round(WIDTH * zoom), height=round(HEIGHT * zoom), font_files=files, skip_system_fonts=True, font_family="DejaVu Sans"
    )
