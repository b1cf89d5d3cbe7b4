"""Files of every kind that the tests import, made on the spot, all with invented Dutch text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from textwrap import fill

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from fpdf.enums import EncryptionMethod, XPos, YPos
from matplotlib.font_manager import findfont
from PIL import Image

FIRST = (
    "Een voorleesbuur komt elke week een uur langs om samen met een kind een boek te lezen. De ouders hebben dan even de handen vrij, "
    "en het kind leert spelenderwijs nieuwe woorden. De voorleesbuur is geen hulpverlener en let niet op het huishouden."
)
SECOND = (
    "Maak altijd eerst kennis met het hele gezin. Spreek daarna af op welke dag de voorleesbuur komt, waar het lezen gebeurt en wie er "
    "belt als het een keer niet door kan gaan. Na zes weken praten jullie samen over hoe het gaat."
)
GERMAN = (
    "Die Nachbarin liest dem Kind jede Woche eine Stunde vor und die Eltern haben dann ein wenig Zeit für sich. Das ist nicht nur schön für "
    "das Kind, sondern auch für die Nachbarin, weil sie auf diese Weise die Familie besser kennt und mit ihr lachen kann."
)
NEXT_LINE = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}


class Booklet(FPDF):
    """A PDF with a running header, page numbers, a table of contents, headings of two sizes and a footnote per chapter."""

    chapters = ("Wat is een voorleesbuur", "Hoe begint het", "Afspraken maken")

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 8, "Wegwijzer voorlezen, druk 3", **NEXT_LINE)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 8, f"Pagina {self.page_no()} van {len(self.chapters) + 1}", align="C")

    def heading(self, text: str, size: int) -> None:
        self.set_font("helvetica", "B", size)
        self.cell(0, 12, text, **NEXT_LINE)
        self.set_font("helvetica", size=11)

    def paragraph(self, text: str) -> None:
        self.multi_cell(0, 6, text, **NEXT_LINE)
        self.ln(4)


def booklet() -> bytes:
    pdf = Booklet()
    pdf.set_title("Wegwijzer voorlezen")
    pdf.add_page()
    pdf.heading("Wegwijzer voorlezen", 22)
    pdf.heading("Inhoud", 15)
    for number, chapter in enumerate(pdf.chapters, 2):
        pdf.cell(0, 7, f"{chapter} {'.' * 50} {number}", **NEXT_LINE)
    for number, chapter in enumerate(pdf.chapters, 1):
        pdf.add_page()
        pdf.heading(chapter, 15)
        pdf.paragraph(FIRST)
        pdf.paragraph("De afspraak staat in de jeugd-\nzorgmap, of in het e-\nhealthdossier van het gezin. Dat geldt bij in-\nen uitschrijven.")
        pdf.heading("Goed om te weten", 11)
        pdf.paragraph(SECOND)
        pdf.set_y(-40)
        pdf.set_font("helvetica", size=8)
        pdf.multi_cell(0, 4, f"{number} Zie de verzonnen notitie over boeken, bladzijde {number * 7}.")
    return bytes(pdf.output())


def plain_pdf(*pages: str, password: str | None = None) -> bytes:
    pdf = FPDF()
    for page in pages:
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 6, page)
    if password:
        pdf.set_encryption("eigenaar", password, encryption_method=EncryptionMethod.AES_128)
    return bytes(pdf.output())


def spaced_pdf(step: float, gap: float) -> bytes:
    """A PDF with so many millimetres from line to line, and so many more between paragraphs."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for text in (FIRST, SECOND, FIRST):
        pdf.multi_cell(0, step, text, **NEXT_LINE)
        pdf.ln(gap)
    return bytes(pdf.output())


def pdf_without_letters() -> bytes:
    """A PDF with a font that does not say which letters its shapes are."""
    pdf = FPDF()
    pdf.add_font("dejavu", fname=findfont("DejaVu Sans"))
    pdf.add_page()
    pdf.set_font("dejavu", size=11)
    pdf.multi_cell(0, 6, FIRST)
    return bytes(pdf.output()).replace(b"/ToUnicode", b"/NoUnicode")


def raised_number_pdf() -> bytes:
    """A PDF with a raised number in the text and a footnote that begins with one."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.write(6, FIRST)
    pdf.char_vpos = "SUP"
    pdf.write(6, "1")
    pdf.char_vpos = "LINE"
    pdf.write(6, f" {SECOND}")
    pdf.set_y(-40)
    pdf.set_font("helvetica", size=8)
    pdf.char_vpos = "SUP"
    pdf.write(4, "1")
    pdf.char_vpos = "LINE"
    pdf.write(4, "Dit staat in een verzonnen boek.")
    return bytes(pdf.output())


def scan(pages: int = 2, text_on_first: str = "") -> bytes:
    """A PDF with nothing but pictures, apart from text on the first page where that is wanted."""
    pdf = FPDF()
    for number in range(pages):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        if number == 0 and text_on_first:
            pdf.multi_cell(0, 6, text_on_first)
        else:
            pdf.image(Image.effect_noise((80, 120), 60 + number), x=10, y=10, w=150)
    return bytes(pdf.output())


def word_file(title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "Alleen voor intern gebruik"
    document.add_heading("Werkwijze voorlezen", 1)
    document.add_paragraph(FIRST)
    document.add_heading("Kennismaken", 2)
    document.add_paragraph(SECOND)
    document.add_paragraph("Neem een boek mee.", style="List Bullet")
    document.add_paragraph("Vraag naar de lievelingsdieren.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "woensdag", "van drie tot vier uur"
    return saved(document)


def marked_up_word_file() -> bytes:
    """A Word file with a table of contents, a content control, deleted and inserted text, and page breaks as Word leaves them."""
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Kennismaken\t2", style="toc 1")
    document.add_heading("Kennismaken", 1)
    paragraph = document.add_paragraph(f"{FIRST} ")
    for tag, text in (("w:del", "geschrapt"), ("w:moveFrom", "verplaatst"), ("w:ins", "ingevoegd")):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        part = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        part.text = text
        run.append(part)
        change.append(run)
        paragraph._p.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside = document.add_paragraph("Dit staat in een invulveld van het sjabloon.")
    document.element.body.insert(list(document.element.body).index(inside._p), control)
    content.append(inside._p)
    control.append(content)
    run = document.add_heading("Op bladzijde twee", 1).runs[0]._r
    run.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    document.add_paragraph(SECOND)
    return saved(document)


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def outline_style_word_file() -> bytes:
    """A Word file with a heading style of the organisation's own, known by its outline level only."""
    document = docx.Document()
    style = document.styles.add_style("Huisstijl kopregel", 1)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    style.element.get_or_add_pPr().append(level)
    document.add_paragraph("Onze afspraken", style="Huisstijl kopregel")
    document.add_paragraph(SECOND)
    return saved(document)


HTML = f"""<!DOCTYPE html><html><head><title>Voorlezen | Stichting De Boekenkast</title><style>p {{}}</style></head><body>
<nav><a href="/">Thuis</a> <a href="/nieuws">Nieuws</a></nav><header><img alt="logo"></header>
<main><header><h1>Voorlezen in de buurt</h1></header>
<p>{FIRST}<sup><a href="#n1">1</a></sup></p><h2>Kennis&shy;maken</h2><div>Los in een vak.<p>{SECOND}</p></div>
<ul><li>Neem een <b>boek</b> mee.</li><li><p>Vraag naar dieren.</p></li></ul>
<table><tr><th>dag</th><th>tijd</th></tr><tr><td>woensdag</td><td>drie uur</td></tr></table>
<script>var geheim = 1;</script><aside>Volg ons</aside><div class="footnotes"><p>1 Een verzonnen noot.</p></div></main>
<footer>Postbus 1</footer></body></html>"""
MARKDOWN = f"""---
titel: Voorlezen volgens ons
---

# Voorleesboekje

{FIRST}[^1]

## Kennismaken

{SECOND}

- Neem een **boek** mee.
- Vraag naar [dieren](https://dieren.example).

[^1]: Een verzonnen noot
    die doorloopt.
"""
TEXT = f"""VOORLEZEN

1 Wat het is

{fill(FIRST, 70)}

2 Kennismaken

{SECOND}
"""


def markdown_parts(text: str) -> list[tuple[int, str]]:
    """Headings with their level and paragraphs with level 0, in order, of Markdown that has nothing else."""
    return [(len(part) - len(part.lstrip("#")), part.lstrip("# ").strip()) for part in text.split("\n\n") if part.strip()]


def as_pdf(text: str) -> bytes:
    """Markdown of headings and paragraphs as a PDF with a running header and page numbers."""
    pdf = Booklet()
    pdf.add_page()
    for level, part in markdown_parts(text):
        if level:
            pdf.heading(part, (0, 22, 17, 13)[level])
        else:
            pdf.paragraph(part)
    return bytes(pdf.output())


def as_word(text: str) -> bytes:
    """The same as a Word file with heading styles."""
    document = docx.Document()
    for level, part in markdown_parts(text):
        if level:
            document.add_heading(part, level)
        else:
            document.add_paragraph(part)
    return saved(document)


def as_html(text: str) -> str:
    """The same as a web page with a menu around it."""
    parts = "".join(f"<h{level}>{part}</h{level}>" if level else f"<p>{part}</p>" for level, part in markdown_parts(text))
    return f"<!DOCTYPE html><html><body><nav><a href='/'>Thuis</a></nav><main>{parts}</main><footer>Postbus 1</footer></body></html>"


def zipped(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
