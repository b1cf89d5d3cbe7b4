"""What a message to the search is answered with: a list, a passage, a quote, or nothing; what is at hand decides what "dit" is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.knowledge.topics import Audience
from bot.search.filters import Filters, Request, read_request
from bot.search.passages import Passage
from bot.search.results import Comparison, Found, Hit, SearchResult
from bot.search.search import Search
from bot.search.wishes import Wanted, Wish


@dataclass(frozen=True)
class AtHand:
    """What the conversation was about: the passages of the last list, the passage or topic last shown, the last question."""

    listed: tuple[str, ...] = ()
    passage: str | None = None
    topic: str | None = None
    question: str = ""


@dataclass(frozen=True)
class Listed:
    """A search or comparison, to be shown as a list; ``empty_in`` is the title of the text that was looked in first and says nothing."""

    result: SearchResult | Comparison
    empty_in: str | None = None


@dataclass(frozen=True)
class Opened:
    """One passage as a whole."""

    passage: Passage


@dataclass(frozen=True)
class Quoted:
    """Sentences of a passage, word for word."""

    hit: Hit


@dataclass(frozen=True)
class Alike:
    """Passages like one; none when nothing is alike."""

    passage: Passage
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class TooFar:
    """A place was named that the list does not have; ``length`` is how long it is, 0 without a list."""

    length: int


Asked = Listed | Opened | Quoted | Alike | TooFar


def ask(search: Search, wish: Wish, at_hand: AtHand, audience: Audience | None) -> Asked:
    """Do what a message wishes."""
    if wish.wanted in (Wanted.OPEN, Wanted.MORE_LIKE, Wanted.QUOTE):
        return _about_one(search, wish, at_hand, audience)
    work = _work(search, at_hand)
    if wish.wanted is Wanted.WITHIN and work:
        return _within(search, wish.question, work, audience)
    request, narrowed = _request(search, wish.question, at_hand.question, audience)
    if request.compare:
        return Listed(search.compare(request.question, request.filters))
    return Listed(search.search(request.question, request.filters, narrowed=narrowed))


def _about_one(search: Search, wish: Wish, at_hand: AtHand, audience: Audience | None) -> Asked:
    listed = [passage for passage in at_hand.listed if search.passage(passage)]
    if wish.place > len(listed) or (wish.place and not listed):
        return TooFar(len(listed))
    passage = search.passage(listed[wish.place if wish.place < 0 else wish.place - 1]) if wish.place else _passage(search, at_hand, audience)
    if passage is None:
        return TooFar(0)
    if wish.wanted is Wanted.OPEN:
        return Opened(passage)
    if wish.wanted is Wanted.QUOTE:
        return Quoted(search.quote(passage.id, at_hand.question))
    return Alike(passage, search.more_like(passage.id, Filters(audience=audience)))


def _passage(search: Search, at_hand: AtHand, audience: Audience | None) -> Passage | None:
    """The passage at hand: the one shown last, the one of the topic at hand that the last question is about, or its first."""
    shown = search.passage(at_hand.passage) if at_hand.passage else None
    if shown or at_hand.topic is None:
        return shown
    about = search.about(at_hand.topic, at_hand.question, audience)
    return about[0].passage if about else search.first_passage(at_hand.topic, audience)


def _work(search: Search, at_hand: AtHand) -> str | None:
    shown = search.passage(at_hand.passage) if at_hand.passage else None
    return shown.work if shown else at_hand.topic


def _within(search: Search, question: str, work: str, audience: Audience | None) -> Listed:
    """What the text at hand says about something, or where else it stands."""
    hits = search.about(work, question, audience, most=2)
    if hits:
        return Listed(Found(question, hits, hits[0].score, search.scope(Filters(works=frozenset({work}), audience=audience))))
    return Listed(search.search(question, Filters(audience=audience)), empty_in=search.index.titles.get(work))


def _request(search: Search, said: str, before: str, audience: Audience | None) -> tuple[Request, bool]:
    """What to search for in what, and whether somebody chose where to look; a bare filter searches the last question again."""
    request = read_request(said, search.index, audience)
    if request.question:
        return request, False
    earlier = read_request(before, search.index, audience)
    named = request.filters
    kinds = named.kinds or (frozenset() if named.works else earlier.filters.kinds)
    question = earlier.question or before or _titles_of(search, named.works) or said
    compare = earlier.compare and not named.works
    return Request(question, replace(named, kinds=kinds), compare), True


def _titles_of(search: Search, works: frozenset[str]) -> str:
    """The titles of works, as words to search for."""
    return " ".join(search.index.titles[work] for work in sorted(works))
