"""Searching guidelines and documents: passages with title, section and year; comparing; more like one that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Thread
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.onbeantwoord import keep_unanswered
from actions.turn import TOPIC_SLOT, Turn
from bot.search.filters import Filters, Request, read_request
from bot.search.payload import found_line, passage_payload, search_payload
from bot.search.results import Comparison, Found, Hit, SearchResult, Unsure
from bot.search.search import Search, default_search
from bot.search.wishes import Wanted, Wish, read_wish

QUESTION_SLOT = "zoekvraag"
FOUND_SLOT = "gevonden"
OPENED = ("open-1", "open-2", "meer-zoals-1")


class SearchGuidelines(Action):
    """Look in the topics and the organisation's own documents, and show what stands there."""

    def __init__(self, search: Search | None = None) -> None:
        self._search = search
        if search is None:  # the index takes seconds to make; the first question should not wait for it
            Thread(target=lambda: default_search().index, daemon=True).start()

    def name(self) -> str:
        return "action_search_guidelines"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn(dispatcher, tracker)
        say_search(turn, self._search or default_search())
        return turn.close()


def say_search(turn: Turn, search: Search) -> None:
    """Do what a message wishes of the search; a message without a wish is a question to search for."""
    wish = read_wish(turn.text) or Wish(Wanted.SEARCH, turn.text)
    known = [passage for passage in turn.slot(FOUND_SLOT) or [] if search.passage(passage)]
    if wish.place and known:
        _about_one(turn, search, wish, known[min(wish.place, len(known)) - 1])
        return
    request, narrowed = _request(turn, search, wish, known)
    if request.compare:
        result: SearchResult | Comparison = search.compare(request.question, request.filters)
    else:
        result = search.search(request.question, request.filters, narrowed=narrowed)
    if not say_found(turn, result):
        values = {"onderwerpen": str(result.scope.topics), "documenten": str(result.scope.documents)}
        turn.say("utter_zoeken_niets", [turn.button("mens")], search_payload(result), values)
        keep_unanswered(turn)
        turn.remember(**{QUESTION_SLOT: result.question, FOUND_SLOT: []})


def say_found(turn: Turn, result: SearchResult | Comparison) -> bool:
    """Show what was found; False, and nothing said, when nothing was."""
    compared = isinstance(result, Comparison)
    hits = [hit for group in result.groups for hit in group.hits] if isinstance(result, Comparison) else list(result.hits)
    if not hits:
        return False
    heading = "utter_zoeken_vergeleken" if compared else "utter_zoeken_gevonden" if isinstance(result, Found) else "utter_zoeken_onzeker"
    _say_list(turn, heading, hits, search_payload(result))
    turn.remember(**{QUESTION_SLOT: result.question, FOUND_SLOT: [hit.passage.id for hit in hits], "herstel": 0})
    return True


def _request(turn: Turn, search: Search, wish: Wish, known: Sequence[str]) -> tuple[Request, bool]:
    """What to search for in what, and whether somebody chose where to look.

    A quote comes from the passage that was opened, or from the topic at hand; a bare filter searches the last question again.
    """
    before = turn.slot(QUESTION_SLOT) or ""
    if wish.wanted is Wanted.QUOTE:
        opened = search.passage(known[0]) if len(known) == 1 else None
        work = opened.work if opened else turn.slot(TOPIC_SLOT)
        works = frozenset({work} if work else ())
        return Request(before or search.index.titles.get(work or "", turn.text), Filters(works=works, audience=turn.audience)), bool(work)
    request = read_request(wish.question, search.index, turn.audience)
    return (request, False) if request.question else (replace(request, question=before), True)


def _about_one(turn: Turn, search: Search, wish: Wish, passage_id: str) -> None:
    passage = search.passage(passage_id)
    assert passage is not None
    if wish.wanted is Wanted.OPEN:
        turn.say(
            "utter_zoeken_passage", [turn.button("meer-zoals-1")], passage_payload(passage), {"tekst": passage.text, "bron": found_line(passage)}
        )
        turn.remember(**{FOUND_SLOT: [passage_id]})
        return
    hits = search.more_like(passage_id, Filters(audience=turn.audience))
    if hits:
        turn.remember(**{FOUND_SLOT: [hit.passage.id for hit in hits]})
        _say_list(turn, "utter_zoeken_lijkt_op", hits, search_payload(Unsure(passage.title, hits, 0.0, search.scope())))
    else:
        turn.say("utter_zoeken_niets_meer", payload=passage_payload(passage))


def _say_list(turn: Turn, heading: str, hits: Sequence[Hit], payload: dict[str, object]) -> None:
    """Every hit with its number, title, snippet and where it stands, in one bubble."""
    lines = [
        turn.phrase("utter_zoeken_regel", {"nummer": str(number), "fragment": hit.snippet.text, "bron": found_line(hit.passage)})
        for number, hit in enumerate(hits, start=1)
    ]
    buttons = [turn.button(name) for name in (OPENED if len(hits) > 1 else OPENED[::2])]
    turn.say(heading, buttons, payload, {"lijst": "\n".join(lines)})


def say_passage_about(turn: Turn, search: Search, topic: str) -> None:
    """A sentence or two of a topic's text about what was asked, when that is more than the short answer says."""
    result = search.search(turn.text, Filters(works=frozenset({topic}), audience=turn.audience), most=1)
    if isinstance(result, Found):
        hit = result.hits[0]
        turn.say("utter_zoeken_in_de_tekst", values={"fragment": hit.snippet.text, "bron": found_line(hit.passage)})
