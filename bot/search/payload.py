"""The ``search_results`` payload of the design, the same in every channel."""

from __future__ import annotations

from bot.knowledge.phrasing import default_phrasebook
from bot.search.passages import Passage
from bot.search.results import Comparison, Hit, SearchResult
from bot.search.snippets import Snippet


def search_payload(result: SearchResult | Comparison) -> dict[str, object]:
    """The payload of a search or a comparison; hits of a comparison follow each other per guideline.

    ``outcome`` is found, unsure or nothing. ``passage`` is the whole passage, ``snippet`` what a card shows.
    """
    if isinstance(result, Comparison):
        hits = [hit for group in result.groups for hit in group.hits]
        outcome = "found" if hits else "nothing"
    else:
        hits = list(result.hits)
        outcome = type(result).__name__.lower()
    return {"type": "search_results", "query": result.question, "outcome": outcome, "results": [hit_payload(hit) for hit in hits]}


def hit_payload(hit: Hit) -> dict[str, object]:
    """One result; ``id`` is what "meer zoals dit" sends back, ``matched`` the words to mark."""
    passage = hit.passage
    where = {"topic": passage.topic} if passage.topic else {"document": passage.document}
    return {
        **where,
        "id": passage.id,
        "title": passage.title,
        "section": passage.section,
        "passage": passage.text,
        "snippet": hit.snippet.text,
        "matched": list(hit.snippet.matched),
        "score": round(hit.score, 3),
        "source": source_payload(passage),
    }


def source_payload(passage: Passage) -> dict[str, object]:
    """Where a passage stands, in the fields that every answer names a source with, and the page where there are pages."""
    return {
        "id": passage.source or passage.work,
        "title": passage.source_title or passage.title,
        "section": passage.section,
        "year": passage.year,
        "url": passage.url,
        "page": passage.page,
    }


def passage_payload(passage: Passage) -> dict[str, object]:
    """One passage as a whole, for somebody who opened it."""
    whole = Hit(passage, 1.0, Snippet(passage.text, ()))
    return {"type": "search_results", "query": passage.title, "outcome": "found", "results": [hit_payload(whole)]}


def found_line(passage: Passage) -> str:
    """Where a passage stands, in words: title, section, page and year as far as they are known; a section that names the title says it once."""
    source = passage.source_title if passage.source_title != passage.title else None
    page = default_phrasebook().text("utter_bladzijde", None, values={"nummer": str(passage.page)}) if passage.page else None
    title = None if (passage.section or "").endswith(passage.title) else passage.title
    parts = [title, source, passage.section, page, str(passage.year) if passage.year else None]
    return ", ".join(dict.fromkeys(part for part in parts if part))
