"""Searching guidelines and documents: passages with title, section and year; comparing; opening, quoting, more like one."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.kiezen import chosen_events, say_no_such_place
from actions.onbeantwoord import keep_unanswered
from actions.turn import OFFERED_SLOT, PASSAGE_SLOT, QUESTION_SLOT, TOPIC_SLOT, Turn
from bot.search.asking import Alike, AtHand, Listed, Opened, Quoted, ask
from bot.search.passages import Passage
from bot.search.payload import found_line, passage_payload, search_payload
from bot.search.results import Comparison, Found, Hit, SearchResult, Unsure
from bot.search.search import Search, default_search
from bot.search.wishes import Wanted, Wish, read_wish
from bot.understanding.labels import is_topic
from bot.understanding.ordinals import Choice

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
        wish = read_wish(tracker.latest_message.get("text") or "")
        if wish and wish.wanted is Wanted.OPEN and is_topic(_offered(tracker, wish) or ""):
            return chosen_events(tracker, _offered(tracker, wish) or "")
        turn = Turn(dispatcher, tracker)
        say_search(turn, self._search or default_search())
        return turn.close()


def _offered(tracker: Tracker, wish: Wish) -> str | None:
    """What "open 2" names when topics were offered last and not passages."""
    offered = Choice(wish.place).out_of(tracker.get_slot(OFFERED_SLOT) or [])
    return offered if offered and "#" not in offered else None


def say_search(turn: Turn, search: Search) -> None:
    """Do what a message wishes of the search; a message without a wish is a question to search for."""
    wish = read_wish(turn.text) or Wish(Wanted.SEARCH, turn.text)
    at_hand = AtHand(tuple(turn.slot(FOUND_SLOT) or ()), turn.slot(PASSAGE_SLOT), turn.slot(TOPIC_SLOT), turn.slot(QUESTION_SLOT) or "")
    asked = ask(search, wish, at_hand, turn.audience)
    if isinstance(asked, Listed):
        _say_search_result(turn, asked)
    elif isinstance(asked, Opened):
        say_passage(turn, asked.passage)
    elif isinstance(asked, Quoted):
        _say_quote(turn, asked.hit)
    elif isinstance(asked, Alike):
        _say_alike(turn, search, asked)
    else:
        say_no_such_place(turn, asked.length)


def _say_search_result(turn: Turn, asked: Listed) -> None:
    result = asked.result
    if asked.empty_in:
        turn.say("utter_zoeken_niet_hierin", values={"titel": asked.empty_in})
    if say_found(turn, result):
        return
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
    turn.remember(**{QUESTION_SLOT: result.question, "herstel": 0})
    return True


def say_passage(turn: Turn, passage: Passage) -> None:
    """A passage as a whole; from now on it is what "dit" and "daar" mean."""
    turn.say("utter_zoeken_passage", [turn.button("meer-zoals-dit")], passage_payload(passage), {"tekst": passage.text, "bron": found_line(passage)})
    _at_hand(turn, passage)


def say_place(turn: Turn, passage: Passage) -> None:
    """Where a passage stands."""
    turn.say("utter_zoeken_staat_hier", payload=passage_payload(passage), values={"bron": found_line(passage), "adres": passage.url or ""})


def _say_quote(turn: Turn, hit: Hit) -> None:
    values = {"fragment": hit.snippet.text, "bron": found_line(hit.passage)}
    turn.say("utter_zoeken_citaat", payload=passage_payload(hit.passage), values=values)
    _at_hand(turn, hit.passage)


def _say_alike(turn: Turn, search: Search, asked: Alike) -> None:
    if not asked.hits:
        turn.say("utter_zoeken_niets_meer", payload=passage_payload(asked.passage))
        return
    _say_list(turn, "utter_zoeken_lijkt_op", asked.hits, search_payload(Unsure(asked.passage.title, asked.hits, 0.0, search.scope())))


def _say_list(turn: Turn, heading: str, hits: Sequence[Hit], payload: dict[str, object]) -> None:
    """Every hit with its number, title, snippet and where it stands, in one bubble; the first is at hand."""
    lines = [
        turn.phrase("utter_zoeken_regel", {"nummer": str(number), "fragment": hit.snippet.text, "bron": found_line(hit.passage)})
        for number, hit in enumerate(hits, start=1)
    ]
    buttons = [turn.button(name) for name in (OPENED if len(hits) > 1 else OPENED[::2])]
    turn.say(heading, buttons, payload, {"lijst": "\n".join(lines)})
    found = [hit.passage.id for hit in hits]
    turn.offer(found)
    turn.remember(**{FOUND_SLOT: found})
    _at_hand(turn, hits[0].passage)


def _at_hand(turn: Turn, passage: Passage) -> None:
    turn.remember(**{PASSAGE_SLOT: passage.id, TOPIC_SLOT: passage.topic})


def say_passage_about(turn: Turn, search: Search, topic: str, said: str) -> None:
    """A sentence or two where the topic's text mentions what was asked, when the answer did not say so already."""
    for hit in search.about(topic, turn.text, turn.audience, said):
        turn.say("utter_zoeken_in_de_tekst", values={"fragment": hit.snippet.text, "bron": found_line(hit.passage)})
        turn.remember(**{PASSAGE_SLOT: hit.passage.id})
