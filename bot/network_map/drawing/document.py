"""The map on paper: both pictures, who does what, what is there and what is open, and an empty plan to write in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from PIL import Image

from bot.network_map.drawing.alternative import COLUMNS, Table, table, words_for_quadrants, words_for_rings
from bot.network_map.drawing.canvas import png
from bot.network_map.drawing.captions import TITLES, said
from bot.network_map.drawing.lettering import drawable, font_files, printable_label
from bot.network_map.drawing.palette import CARD, INK, LINE, MUTED
from bot.network_map.drawing.picture import Options, to_draw
from bot.network_map.drawing.quadrants import quadrants_svg
from bot.network_map.drawing.rings import rings_svg
from bot.network_map.export import Naming
from bot.network_map.network import NetworkMap

FONT = "DejaVu"
MARGIN = 16  # millimetres, as all lengths on the page
PICTURE_WIDTH = 178
PICTURE_ZOOM = 1.5  # about 230 dots per inch on paper
PLAN_ROWS = 12
PLAN_ROW_HEIGHT = 17
WIDTHS = dict(zip(COLUMNS, (24, 19, 19, 19, 30, 17, 20)))  # of the columns of the table, to each other
UNKNOWN_DATE = datetime(2000, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Texts:
    """Sentences about the map, as the chat says them."""

    strengths: Sequence[str] = ()
    open_places: Sequence[str] = ()
    suggestions: Sequence[str] = ()


class _Paper(FPDF):
    """An A4 document with the same line at the foot of each page."""

    def __init__(self, options: Options) -> None:
        super().__init__(format="A4")
        self._options = options
        for bold, path in font_files().items():
            self.add_font(FONT, style="B" if bold else "", fname=path)
        self.set_text_shaping(True)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN + 8)
        made_on = options.made_on
        self.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=timezone.utc) if made_on else UNKNOWN_DATE)
        self.set_lang("nl-NL")

    def footer(self) -> None:
        """What the reader must know before passing it on, and the page."""
        self.set_y(-MARGIN - 2)
        self.write_line(said("utter_kaart_document_deel_bewust", self._options), 9, MUTED, at_end=False)
        self.write_line(said("utter_kaart_document_bladzijde", self._options, wat=str(self.page_no())), 9, MUTED, align="R")

    def write_line(self, text: str, size: float, colour: str = INK, bold: bool = False, align: str = "L", at_end: bool = True) -> None:
        """A paragraph over the whole width; ``at_end`` False leaves the pen on its first line."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(colour)
        self.multi_cell(0, size * 0.5, drawable(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT if at_end else YPos.TOP)

    def heading(self, text: str, size: float = 16) -> None:
        """A heading with room around it."""
        self.ln(2)
        self.write_line(text, size, bold=True)
        self.ln(2)


def to_pdf(network: NetworkMap, texts: Texts = Texts(), options: Options = Options()) -> bytes:  # noqa: B008
    """The map as an A4 document. The same map, texts and options give the same bytes."""
    paper = _Paper(options)
    title = said(TITLES[network.viewpoint], options)
    paper.set_title(title)
    paper.add_page()
    if options.made_on:
        paper.write_line(said("utter_kaart_document_datum", options, wat=f"{options.made_on:%d-%m-%Y}"), 10, MUTED)
    _picture(paper, rings_svg(network, options), words_for_rings(network, options))
    paper.add_page()
    _picture(paper, quadrants_svg(network, options), words_for_quadrants(network, options))
    paper.add_page()
    paper.heading(said("utter_kaart_tabel_titel", options))
    if network.people:
        _table(paper, _printable_table(network, options))
    else:
        paper.write_line(said("utter_kaart_woorden_niemand", options), 11)
    for name, lines in (
        ("utter_kaart_document_sterk", texts.strengths),
        ("utter_kaart_document_open", texts.open_places),
        ("utter_kaart_document_misschien", texts.suggestions),
    ):
        _list(paper, said(name, options), lines)
    _plan(paper, options)
    return bytes(paper.output())


def _picture(paper: _Paper, svg: str, words: str) -> None:
    """A picture as wide as the page, with the same in words for who has it read aloud."""
    image = Image.open(BytesIO(png(svg, PICTURE_ZOOM))).convert("RGB")  # no transparency, which would make the file larger
    paper.image(image, x=MARGIN, w=PICTURE_WIDTH, alt_text=words)


def _printable_table(network: NetworkMap, options: Options) -> Table:
    """The table with labels that the font can draw."""
    shown = to_draw(network, options)
    people = tuple(replace(person, label=printable_label(person)) for person in shown.people)
    return table(replace(shown, people=people), replace(options, choice=replace(options.choice, naming=Naming.NAMES)))


def _table(paper: _Paper, rows: Table) -> None:
    paper.set_font(FONT, "", 9)
    paper.set_text_color(INK)
    paper.set_draw_color(LINE)
    head = FontFace(emphasis="BOLD", fill_color=CARD, color=INK)
    widths = [WIDTHS[column] for column in rows.columns]
    with paper.table(
        col_widths=widths, headings_style=head, line_height=5.5, padding=1.5, text_align="LEFT", borders_layout="HORIZONTAL_LINES"
    ) as drawn:
        for texts in (rows.headings, *rows.rows):
            row = drawn.row()
            for text in texts:
                row.cell(drawable(text))


def _list(paper: _Paper, heading: str, lines: Sequence[str]) -> None:
    if lines:
        paper.heading(heading, 13)
    for line in lines:
        paper.write_line(f"•  {line}", 11)
        paper.ln(1)


def _plan(paper: _Paper, options: Options) -> None:
    """A page with empty lines."""
    paper.add_page()
    paper.heading(said("utter_kaart_document_plan", options))
    paper.write_line(said("utter_kaart_document_plan_uitleg", options), 11)
    paper.ln(4)
    names = ("utter_kaart_document_plan_wie", "utter_kaart_document_plan_wat", "utter_kaart_document_plan_wanneer")
    widths = [paper.epw * share for share in (0.28, 0.47, 0.25)]
    paper.set_draw_color(LINE)
    paper.set_fill_color(CARD)
    paper.set_font(FONT, "B", 11)
    for name, width in zip(names, widths):
        paper.cell(width, 9, said(name, options), border=1, fill=True)
    paper.ln()
    for _ in range(PLAN_ROWS):
        for width in widths:
            paper.cell(width, PLAN_ROW_HEIGHT, "", border=1)
        paper.ln()
