"""Web pages, and Markdown, which is turned into a web page first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag
from bs4.element import PreformattedString
from markdown_it import MarkdownIt

from bot.documents.blocks import Block, BlockKind, DocumentError, Reading
from bot.documents.characters import one_line
from bot.documents.plain_text import decoded

HEADING = re.compile(r"h[1-6]")
NO_TEXT = ["script", "style", "nav", "footer", "aside", "form", "button", "select", "noscript", "template", "svg", "iframe", "figure", "head"]
NO_TEXT_ROLES = re.compile(r"navigation|banner|contentinfo|search|doc-endnotes|doc-footnote|doc-toc", re.IGNORECASE)
NOTES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|voetnoten|voetnoot|toc|breadcrumbs?|kruimelpad|cookie(?:s|-banner)?)(?:$|[\s_-])", re.IGNORECASE
)
NOTE_NUMBER = re.compile(r"\W*(?:\d{1,3}|\*{1,3}|†)\W*")
BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "header", "hr", "html",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ITEMS = {"li", "tr", "dd"}
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
NOTE_TEXT = re.compile(r"^\[\^[^\]]+\]:.*(?:\n(?: {2,}|\t).*)*", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^[^\]]+\]")


def read_html(content: bytes) -> Reading:
    """Headings and paragraphs of a web page, without menus, headers, footers and notes. Raises :class:`DocumentError`."""
    return _read(BeautifulSoup(content, "lxml"))


def read_markdown(content: bytes) -> Reading:
    """Headings and paragraphs of a Markdown file; a title may stand in its front matter. Raises :class:`DocumentError`."""
    text = decoded(content).replace("\r\n", "\n")
    match = FRONT_MATTER.match(text)
    title = _front_title(match[1]) if match else None
    body = NOTE_MARK.sub("", NOTE_TEXT.sub("", text[match.end() :] if match else text))
    reading = _read(BeautifulSoup(MarkdownIt("commonmark").enable("table").render(body), "lxml"))
    return Reading(reading.blocks, title or reading.title)


def _front_title(matter: str) -> str | None:
    try:
        fields = yaml.safe_load(matter)
    except yaml.YAMLError:
        return None
    given = fields.get("titel") or fields.get("title") if isinstance(fields, dict) else None
    return one_line(str(given)) if given else None


def _read(page: BeautifulSoup) -> Reading:
    try:
        title = _title(page)
        _take_out_what_is_no_text(page)
        root = page.find("main") or page.find("article") or page.body or page
        assert isinstance(root, Tag)
        return Reading(tuple(_Walk().blocks(root)), title)
    except RecursionError as error:
        raise DocumentError("is nested too deeply to be read; save it anew, or as text") from error


def _title(page: BeautifulSoup) -> str | None:
    """The only main heading, otherwise the title of the page, which often names the website too."""
    headings = page.find_all("h1")
    element = headings[0] if len(headings) == 1 else page.title
    return one_line(element.get_text(" ")) or None if element is not None else None


def _take_out_what_is_no_text(page: BeautifulSoup) -> None:
    for element in page.find_all(NO_TEXT):
        element.decompose()
    for element in page.find_all("header"):
        if element.find(HEADING) is None:
            element.decompose()
    for element in page.find_all(True):
        if not element.decomposed and element.name not in {"html", "body", "main", "article"} and _is_beside_the_text(element):
            element.decompose()
    for mark in page.find_all("sup"):
        if NOTE_NUMBER.fullmatch(mark.get_text()):
            mark.decompose()


def _is_beside_the_text(element: Tag) -> bool:
    names = " ".join(name for key in ("class", "id") for name in element.get_attribute_list(key) if name)
    hidden = element.has_attr("hidden") or element.get("aria-hidden") == "true"
    return hidden or NO_TEXT_ROLES.search(str(element.get("role") or "")) is not None or NOTES.search(names) is not None


class _Walk:
    """Goes through a page and closes a block wherever a block element begins or ends."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._kind = BlockKind.PARAGRAPH

    def blocks(self, root: Tag) -> Iterator[Block]:
        for child in root.children:
            yield from self._node(child)
        yield from self._close()

    def _node(self, node: PageElement) -> Iterator[Block]:
        if isinstance(node, NavigableString):
            if not isinstance(node, (Comment, PreformattedString)):
                self._text.append(str(node))
            return
        assert isinstance(node, Tag)
        if HEADING.fullmatch(node.name):
            yield from self._close()
            text = one_line(node.get_text(" "))
            if text:
                yield Block(BlockKind.HEADING, text, int(node.name[1]))
        elif node.name == "tr":
            yield from self._close()
            cells = [one_line(cell.get_text(" ")) for cell in node.find_all(["td", "th"], recursive=False)]
            if any(cells):
                yield Block(BlockKind.ITEM, "; ".join(cell for cell in cells if cell))
        elif node.name in BLOCKS:
            yield from self._close()
            outer, self._kind = self._kind, BlockKind.ITEM if node.name in ITEMS else self._kind
            for child in node.children:
                yield from self._node(child)
            yield from self._close()
            self._kind = outer
        else:
            if node.name == "br":
                self._text.append(" ")
            for child in node.children:
                yield from self._node(child)

    def _close(self) -> Iterator[Block]:
        text = one_line("".join(self._text))
        self._text.clear()
        if text:
            yield Block(self._kind, text)
