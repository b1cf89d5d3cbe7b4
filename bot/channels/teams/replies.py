"""One reply of the assistant as activities for Teams: what is read, the card of its payload, and the buttons.

The buttons come in a card of their own, which is replaced by "Je koos ..." when one is pressed: what was read stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.channels.teams import cards
from bot.channels.teams.cards import Element
from bot.channels.teams.wording import label, line, word_for
from bot.network_map.export import without_surname

LINE_BREAK = re.compile(r"(?<!\n)\n(?![\n(]|- |\d+\. )")
LIST = re.compile(r"\n+(?=(?:- |\d+\. ))")
MOST_SECTIONS = 3
LONGEST_CITED_NAME, LONGEST_CITED_TEXT = 80, 160
LONGEST_PUBLIC = 500
WITH_THUMBS = ("answer", "search_results", "support_finder")
ONLY_IN_PRIVATE = ("network_map", "support_finder")
ERASE_BUTTON = "knop:kaart-wissen"
MAP_FILES = (("kaart.png", "als_plaatje"), ("kaart.pdf", "als_pdf"))

Activity = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the assistant said in one turn: all its texts, its buttons, and its one payload."""

    texts: tuple[str, ...]
    buttons: tuple[Mapping[str, str], ...]
    payload: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The type of the payload, or an empty string."""
        return str(self.payload.get("type") or "")


def read_reply(messages: Sequence[Mapping[str, Any]], whole: Callable[[str], str]) -> Reply:
    """A reply out of Rasa's messages; ``whole`` completes the addresses of a map's files. Surnames on a map are cut."""
    payload: dict[str, Any] = next((dict(m["custom"]) for m in messages if m.get("custom")), {})
    cut = _cut_labels(payload)
    texts = [_spaced(whole(_replaced(str(m["text"]), cut))) for m in messages if str(m.get("text") or "").strip()]
    if payload.get("type") == "network_map":
        payload["people"] = [person | {"label": cut.get(person["label"], person["label"])} for person in payload.get("people", [])]
        if payload.get("image"):
            picture = payload["image"]
            payload["image"] = {"png": whole(picture["png"]), "alt": _replaced(picture["alt"], cut)}
        payload["open_places"] = [place | {"text": _replaced(place["text"], cut)} for place in payload.get("open_places", [])]
    return Reply(tuple(texts), tuple(button for m in messages for button in m.get("buttons") or []), payload)


def _cut_labels(payload: Mapping[str, Any]) -> dict[str, str]:
    people = payload.get("people") or [] if payload.get("type") == "network_map" else []
    return {person["label"]: short for person in people if (short := without_surname(person["label"])) != person["label"]}


def _replaced(text: str, cut: Mapping[str, str]) -> str:
    for long, short in cut.items():
        text = text.replace(long, short).replace(f"{short.rstrip('.')}..", short)
    return text


def _spaced(text: str) -> str:
    """Markdown joins lines that only break; here they stay lines."""
    return LINE_BREAK.sub("\n\n", text)


class Composer:
    """Makes the activities; ``sign`` turns a button's payload into the token that only this person can send back."""

    def __init__(self, sign: Callable[[str], str]) -> None:
        self._sign = sign

    def private(self, reply: Reply, before: Sequence[str] = ()) -> list[Activity]:
        """A reply in a personal chat; ``before``: lines of the channel itself that go first, but for a safety card."""
        if reply.kind == "safety":
            return [_safety(reply)]
        content = [*CONTENT.get(reply.kind, _as_text)(reply)]
        first = [_message("\n\n".join(before))] if before else []
        return [*first, *content, *self._choices(reply)]

    def public(self, reply: Reply, app_id: str) -> list[Activity]:
        """A reply where others read along: short, and with the way to a private chat."""
        if reply.kind == "safety":
            return [_safety(reply)]
        text = line("utter_teams_groep_kaart") if reply.kind in ONLY_IN_PRIVATE else "\n\n".join([_short(reply), line("utter_teams_groep_prive")])
        page = cards.open_page(label("prive"), f"https://teams.microsoft.com/l/chat/0/0?users={quote(f'28:{app_id}')}")
        return [_message(text), _with_card(cards.card([cards.block(label("prive"))], label("prive"), page))]

    def welcome(self, buttons: Sequence[Mapping[str, str]]) -> list[Activity]:
        """The first card, and what to begin with."""
        text = line("utter_teams_welkom")
        first = _with_card(cards.card([cards.heading(label("welkom")), *_blocks([text])], text))
        return [first, *self._choices(Reply((), tuple(buttons), {}))]

    def _choices(self, reply: Reply) -> list[Activity]:
        buttons = list(reply.buttons)
        if reply.payload.get("image") and all(button["payload"] != ERASE_BUTTON for button in buttons):
            buttons.append({"title": label("wissen"), "payload": ERASE_BUTTON})
        source = [cards.facts(_source_rows(reply.payload))] if reply.kind == "answer" and reply.payload.get("sources") else []
        if not buttons and not source:
            return []
        actions = [cards.choose(button["title"], self._sign(button["payload"])) for button in buttons]
        asked = [cards.block(label("kies"), isSubtle=True, spacing="Small")] if buttons else []
        titles = label("kies_als_tekst").format(titels=", ".join(button["title"] for button in buttons)) if buttons else ""
        rows = [f"{name}: {value}" for name, value in _source_rows(reply.payload)] if source else []
        return [_with_card(cards.card([*source, *asked, *cards.rows_of(actions)], "\n".join([*rows, titles]).strip()))]


def welcome_in_group() -> list[Activity]:
    """The first message where others read along."""
    return [_message(line("utter_teams_welkom_groep"))]


def said(text: str) -> list[Activity]:
    """One line of the channel itself."""
    return [_message(text)]


def chosen(title: str) -> cards.Card:
    """What takes the place of the buttons when one was pressed."""
    text = label("gekozen").format(titel=title)
    return cards.card([cards.block(text, weight="Bolder")], text)


def noted(text: str) -> cards.Card:
    """A card with one line, in the place of buttons that do not count."""
    return cards.card([cards.block(text)], text)


def _message(text: str, **more: Any) -> Activity:
    # The summary is what a notification shows: never anything of a case.
    return {"type": "message", "text": text, "textFormat": "markdown", "summary": label("samenvatting"), **more}


def _with_card(content: cards.Card, **more: Any) -> Activity:
    return {"type": "message", "attachments": [cards.attachment(content)], "summary": label("samenvatting"), **more}


def _blocks(texts: Iterable[str], **look: Any) -> list[Element]:
    """A block per paragraph, so that there is room between them."""
    return [cards.block(part, **look) for text in texts for part in text.split("\n\n")]


def _thumbs(kind: str) -> dict[str, Any]:
    return {"channelData": {"feedbackLoop": {"type": "default"}}} if kind in WITH_THUMBS else {}


def _as_text(reply: Reply) -> list[Activity]:
    return [_message("\n\n".join(reply.texts), **_thumbs(reply.kind))] if reply.texts else []


def _answer(reply: Reply) -> list[Activity]:
    """The text with its source in Teams' own form. It is no AI label: people wrote every sentence."""
    sources = reply.payload.get("sources") or []
    where = next((i for i, text in enumerate(reply.texts) if f"{label('bron')}: " in text), None)
    if not sources or where is None:
        return _as_text(reply)
    texts = [*reply.texts[:where], f"{reply.texts[where]} [1]", *reply.texts[where + 1 :]]
    cited = {"@type": "Claim", "position": 1, "appearance": _appearance(sources[0])}
    entity = {"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "", "citation": [cited]}
    return [_message("\n\n".join(texts), entities=[entity], **_thumbs(reply.kind))]


def _appearance(source: Mapping[str, Any]) -> dict[str, Any]:
    """A source as a cited document; an address only where the source states one."""
    name = str(source.get("title") or "")
    cited = {
        "@type": "DigitalDocument",
        "name": _cut(name, LONGEST_CITED_NAME),
        "abstract": _cut(str(source.get("section") or name), LONGEST_CITED_TEXT),
    }
    url = source.get("url")
    return cited | ({"url": url} if isinstance(url, str) and url.startswith("https://") else {})


def _search_results(reply: Reply) -> list[Activity]:
    """Each passage with title, section and source; the whole passage unfolds."""
    results = reply.payload.get("results") or []
    if not results:
        return _as_text(reply)
    body = _blocks(LIST.split(text)[0] for text in reply.texts)
    for number, result in enumerate(results, start=1):
        body.append(cards.container(_result(number, result), separator=True, spacing="Medium"))
    return [_with_card(cards.card(body, "\n\n".join(reply.texts)), **_thumbs(reply.kind))]


def _result(number: int, result: Mapping[str, Any]) -> list[Element]:
    source = result.get("source") or {}
    items = [
        cards.heading(f"{number}. {result.get('title') or ''}"),
        cards.quoted(str(result.get("snippet") or "")),
        cards.facts(
            [
                (label("bron"), str(source.get("title") or "")),
                (label("onderdeel"), str(source.get("section") or result.get("section") or "")),
                (label("bladzijde"), str(source.get("page") or "")),
                (label("jaar"), str(source.get("year") or "")),
            ]
        ),
    ]
    passage = str(result.get("passage") or "")
    if passage and passage != result.get("snippet"):
        items += cards.unfold(label("hele_passage"), f"passage-{number}", [cards.quoted(passage)])
    page = cards.open_page(label("meer_lezen"), source.get("url"))
    return [*items, *cards.rows_of(page)]


def _support_finder(reply: Reply) -> list[Activity]:
    suggestions = reply.payload.get("suggestions") or []
    if not suggestions:
        return _as_text(reply)
    body = _blocks(LIST.split(text)[0] for text in reply.texts)
    body.append(cards.facts((str(entry["title"]), str(entry["why"])) for entry in suggestions))
    return [_with_card(cards.card(body, "\n\n".join(reply.texts)), **_thumbs(reply.kind))]


def _network_map(reply: Reply) -> list[Activity]:
    """Questions as a card, so that no name shows in a notification; where the map is shown, the picture with its table."""
    step, picture = reply.payload.get("step"), reply.payload.get("image")
    lines = [*([line("utter_teams_kaart_namen")] if step == "start" else []), *reply.texts]
    if picture:
        lines.append(line("utter_teams_kaart_dossier"))
    asked = [_with_card(cards.card(_blocks(lines), "\n\n".join(lines)))] if lines else []
    return [*([_picture(reply.payload)] if picture else []), *asked]


def _picture(payload: Mapping[str, Any]) -> Activity:
    picture, people = payload["image"], payload.get("people") or []
    rows = [(person["label"], _described(person)) for person in people]
    table = [cards.heading(label("tabel")), cards.facts(rows)] if rows else []
    body = [cards.heading(label("netwerkkaart")), cards.image(picture["png"], picture["alt"]), *table]
    files = [picture["png"].rsplit("/", 1)[0] + f"/{name}" for name, _ in MAP_FILES]
    actions = [action for (_, title), address in zip(MAP_FILES, files) for action in cards.open_page(label(title), address)]
    return _with_card(cards.card(body, picture["alt"], actions))


def _described(person: Mapping[str, Any]) -> str:
    relation = person.get("relation")
    words = [
        (relation if relation != person.get("label") else None) or word_for("kringen_van_mensen", person.get("sector")),
        word_for("kring", person.get("ring")),
        *(word_for("steun", kind) for kind in person.get("support") or []),
        label("groep") if person.get("group") else None,
    ]
    return ", ".join(word for word in words if word) or label("onbekend")


def _safety(reply: Reply) -> Activity:
    """Everything in one card, the numbers as big as the text, with the same texts and order as everywhere."""
    body = [cards.heading(label("hulp")), *_blocks(reply.texts, size="Medium"), *_contact_rows(reply.payload)]
    return _with_card(cards.card([cards.container(body, style="attention")], "\n\n".join(reply.texts), _contact_pages(reply.payload)))


def _contact(reply: Reply) -> list[Activity]:
    body = [*_blocks(reply.texts), *_contact_rows(reply.payload)]
    return [_with_card(cards.card(body, "\n\n".join(reply.texts), _contact_pages(reply.payload)))]


def _contact_rows(payload: Mapping[str, Any]) -> list[Element]:
    contacts = payload.get("contacts") or []
    parts = [(str(c["label"]), [str(c[name]) for name in ("number", "hours") if c.get(name) and c[name] != c["label"]]) for c in contacts]
    rows = [(name, ", ".join(values) or name) for name, values in parts]
    return [cards.facts(rows)] if rows else []


def _contact_pages(payload: Mapping[str, Any]) -> list[Element]:
    contacts = payload.get("contacts") or []
    return [action for c in contacts for action in cards.open_page(label("naar_site").format(label=c["label"]), c.get("url"))]


CONTENT: Mapping[str, Callable[[Reply], list[Activity]]] = {
    "answer": _answer,
    "search_results": _search_results,
    "support_finder": _support_finder,
    "network_map": _network_map,
    "contact": _contact,
}


def _source_rows(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Title, sections and year of the first source."""
    sources = payload.get("sources") or []
    first = sources[0]
    sections = [str(s["section"]) for s in sources if s.get("title") == first.get("title") and s.get("section")]
    rows = [
        (label("bron"), str(first.get("title") or "")),
        (label("onderdeel"), "; ".join(dict.fromkeys(sections[:MOST_SECTIONS]))),
        (label("jaar"), str(first.get("year") or "")),
    ]
    return [(name, value) for name, value in rows if value]


def _short(reply: Reply) -> str:
    """The first paragraph of the answer, and its source."""
    texts = [text for text in reply.texts if f"{label('bron')}: " in text] or list(reply.texts[-1:])
    paragraphs = texts[0].split("\n\n") if texts else [""]
    source = [part for part in paragraphs[1:] if part.startswith(f"{label('bron')}: ")]
    return "\n\n".join([_cut(paragraphs[0], LONGEST_PUBLIC), *source])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
