"""How long it takes to build an index and to search it, at several sizes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence

import numpy as np

from bot.search.analyser import default_analyser
from bot.search.live import LiveIndex
from bot.search.passages import Collection, Passage
from bot.search.search import Search
from bot.search.snippets import sentences
from bot.search.synonyms import default_synonyms

SIZES = (100, 1_000, 10_000)
MOST_QUESTIONS = 300
SENTENCES = 6  # per made-up passage: about 90 words
INVENTED = 6  # words per made-up passage that no topic text has
PASSAGES_PER_DOCUMENT = 100
SEED = 11
RUNS = 3


class FixedCollection:
    """A collection that never changes, as a source for the index."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def stamp(self) -> int:
        """Always the same."""
        return 0

    def collection(self) -> Collection:
        """The collection."""
        return self._collection


def made_up_documents(collection: Collection, count: int) -> Collection:
    """The collection with imported documents added up to ``count`` passages, or its first passages when it has more."""
    passages = collection.passages[:count]
    dice = random.Random(SEED)
    stock = [sentence for passage in collection.passages for sentence in sentences(passage.text)]
    added = []
    for number in range(len(passages), count):
        invented = " ".join("".join(dice.choice("aeioubdgklmnprstvz") for _ in range(dice.randint(5, 11))) for _ in range(INVENTED))
        text = " ".join(dice.choice(stock) for _ in range(SENTENCES)) + f" {invented}."
        document = f"document-{number // PASSAGES_PER_DOCUMENT}"
        added.append(Passage(id=f"{document}#{number}", text=text, title=document, kind="document", document=document, page=number))
    return Collection((*passages, *added), collection.works)


def speed_table(collection: Collection, questions: Sequence[str], sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """A Markdown table with build time and time per search; a search includes reading the question and the snippets."""
    yield "| passages | index maken (s) | zoeken, mediaan (ms) | 95 procent onder (ms) |"
    yield "|---|---|---|---|"
    asked = random.Random(SEED).sample(list(questions), min(MOST_QUESTIONS, len(questions)))
    for size in sizes:
        search = Search(LiveIndex([FixedCollection(made_up_documents(collection, size))], default_analyser()), default_synonyms())
        begun = time.perf_counter()
        count = len(search.index.passages)
        built = time.perf_counter() - begun
        times = [_milliseconds(search, question) for question in asked]
        yield f"| {count} | {built:.1f} | {np.median(times):.1f} | {np.percentile(times, 95):.1f} |"


def _milliseconds(search: Search, question: str) -> float:
    """The fastest of a few runs: other work on the machine does not count."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        search.search(question)
        times.append(time.perf_counter() - begun)
    return min(times) * 1000
