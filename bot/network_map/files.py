"""The map as a file to take along: pictures, document, tables, and the map itself to read back in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.topics import Audience
from bot.network_map.drawing.document import Texts, to_pdf
from bot.network_map.drawing.picture import Options
from bot.network_map.drawing.quadrants import draw_quadrants, quadrants_svg
from bot.network_map.drawing.rings import draw_rings, rings_svg
from bot.network_map.export import Choice, Private, prepared, to_csv, to_graphml, to_json
from bot.network_map.network import NetworkMap, Viewpoint
from bot.network_map.open_places import open_places
from bot.network_map.result import result_of

AUDIENCES = {Viewpoint.CHILD: Audience.PARENT, Viewpoint.SELF: Audience.YOUTH, Viewpoint.TOGETHER: Audience.PROFESSIONAL}
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the same map gives the same archive


class UnknownFile(KeyError):
    """There is no such file of a map."""


@dataclass(frozen=True)
class MapFile:
    """A file with its media type."""

    content: bytes
    media_type: str


def map_file(name: str, network: NetworkMap, choice: Choice = Choice(), today: date | None = None) -> MapFile:  # noqa: B008
    """Make a file of :data:`FILES` by name. Raises :class:`UnknownFile`."""
    if name not in FILES:
        raise UnknownFile(name)
    media_type, make = FILES[name]
    return MapFile(make(network, choice, today), media_type)


def _options(network: NetworkMap, choice: Choice, today: date | None = None) -> Options:
    return Options(
        audience=AUDIENCES[network.viewpoint],
        private=Private.SOMETIMES_DIFFICULT in choice.private,
        ties=Private.TIES in choice.private,
        open_places=open_places(network),
        choice=choice,
        made_on=today,
    )


def _pdf(network: NetworkMap, choice: Choice, today: date | None) -> bytes:
    options = _options(network, choice, today)
    result = result_of(prepared(network, replace(choice, private=frozenset())), options.audience)
    return to_pdf(network, Texts(result.strong, result.open, result.fitting), options)


def _tables(network: NetworkMap, choice: Choice, today: date | None) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as tables:
        for name, content in to_csv(network, choice).items():
            tables.writestr(zipfile.ZipInfo(name, FIXED_DATE), content)
    return archive.getvalue()


Maker = Callable[[NetworkMap, Choice, "date | None"], bytes]
FILES: Mapping[str, tuple[str, Maker]] = {
    "kaart.svg": ("image/svg+xml", lambda network, choice, today: rings_svg(network, _options(network, choice)).encode()),
    "kaart.png": ("image/png", lambda network, choice, today: draw_rings(network, _options(network, choice)).png),
    "kwadranten.svg": ("image/svg+xml", lambda network, choice, today: quadrants_svg(network, _options(network, choice)).encode()),
    "kwadranten.png": ("image/png", lambda network, choice, today: draw_quadrants(network, _options(network, choice)).png),
    "kaart.pdf": ("application/pdf", _pdf),
    "kaart.csv": ("text/csv; charset=utf-8", lambda network, choice, today: to_csv(network, choice)["alters.csv"].encode()),
    "kaart.zip": ("application/zip", _tables),
    "kaart.graphml": ("application/xml", lambda network, choice, today: to_graphml(network, choice).encode()),
    "kaart.json": ("application/json", lambda network, choice, today: to_json(network, choice).encode()),
}
