"""Small topics, sources and folders out of which the unit tests build a knowledge base of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from bot.knowledge.answers import Answers
from bot.knowledge.buttons import ButtonBook
from bot.knowledge.sources import Citation, Source
from bot.knowledge.topics import Audience, KnowledgeBase, Topic, TopicText

TEXTS = {
    Audience.PARENT: TopicText("Een oppas past op uw kind.", "U kiest zelf wie dat doet.\n\nVraag het iemand in de buurt."),
    Audience.YOUTH: TopicText("Een oppas past op jou.", "Jij mag meedenken.\n\nZeg wie je graag ziet."),
    Audience.PROFESSIONAL: TopicText("Een oppas ontlast ouders.", "Vraag het gezin wie dat kan.\n\nLeg afspraken vast."),
}
FIXED_BUTTONS = {
    "meer": {"titel": "Vertel meer", "label": "vervolg_meer"},
    "aanvragen": {"titel": "Hoe vraag ik dit aan?", "label": "vervolg_aanvragen"},
    "bron": {"titel": "Waar staat dat?", "label": "vervolg_bron"},
}
SOURCES = {
    "boek": {"titel": "Het boek", "uitgever": "De uitgever", "jaar": 2019, "url": "https://boek.example", "secties": {"een": "Hoofdstuk 1"}},
    "folder": {"titel": "De folder", "omstreeks": 2021},
    "genoemd": {"titel": "Het genoemde rapport", "jaar": 2015, "via": "boek"},
}
FRONT_MATTER = {
    "id": "vorm/oppas",
    "titel": "Oppas",
    "aliassen": ["kinderoppas"],
    "bronnen": [{"bron": "boek", "sectie": "een"}],
    "verwant": [],
    "nagekeken_op": date(2026, 1, 31),
}
BODY = "\n".join(f"## {audience.value}\n\n{text.short}\n\n### meer\n\n{text.more}\n" for audience, text in TEXTS.items())


def make_source(source_id: str = "boek", title: str = "Het boek", **fields: object) -> Source:
    unknown = {"publisher": None, "year": None, "about_year": None, "url": None, "via": None, "sections": {}}
    return Source(id=source_id, title=title, **(unknown | fields))


BOOK = make_source(year=2019, url="https://boek.example")


def make_topic(topic_id: str = "vorm/oppas", title: str | None = None, **fields: object) -> Topic:
    given = {
        "aliases": (),
        "citations": (Citation(BOOK, "Hoofdstuk 1"),),
        "related": (),
        "reviewed_on": date(2026, 1, 31),
        "texts": TEXTS,
    }
    return Topic(id=topic_id, title=title or topic_id.split("/")[1].capitalize(), **(given | fields))


def make_knowledge(*topics: Topic) -> KnowledgeBase:
    return KnowledgeBase({topic.id: topic for topic in topics}, {BOOK.id: BOOK})


def make_buttons(knowledge: KnowledgeBase) -> ButtonBook:
    return ButtonBook(FIXED_BUTTONS, knowledge)


def make_answers(*topics: Topic) -> Answers:
    knowledge = make_knowledge(*topics)
    return Answers(knowledge, make_buttons(knowledge))


def topic_text(body: str = BODY, **changes: object) -> str:
    """A topic file as an editor writes it; a change to None leaves the field out."""
    meta = {name: value for name, value in (FRONT_MATTER | changes).items() if value is not None}
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n\n{body}"


def write_knowledge(folder: Path, **files: str) -> Path:
    """A knowledge folder with ``sources.yml`` and topic files; ``vorm__oppas`` is written to ``vorm/oppas.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yml").write_text(yaml.safe_dump(SOURCES, allow_unicode=True), encoding="utf-8")
    for name, text in files.items():
        path = folder / (name.replace("__", "/").replace("_", "-") + ".md")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
