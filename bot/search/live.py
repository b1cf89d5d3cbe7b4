"""The index in use, made anew as soon as the data differs, without a restart."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence

from bot.search.analyser import Analyser
from bot.search.index import Ranking, SearchIndex, build_index
from bot.search.passages import PassageSource, joined


class LiveIndex:
    """Holds one index and swaps it when the stamp of a source changes.

    While one thread makes the new index, others go on with the old one; only the first index is waited for.
    """

    def __init__(self, sources: Sequence[PassageSource], analyser: Analyser, ranking: Ranking | None = None) -> None:
        self._sources = tuple(sources)
        self._analyser = analyser
        self._ranking = ranking
        self._lock = threading.Lock()
        self._held: tuple[Hashable, SearchIndex] | None = None

    def current(self) -> SearchIndex:
        """The index of the present data. Errors of a source reach the caller, and the old index stays."""
        stamp = tuple(source.stamp() for source in self._sources)
        held = self._held
        if held is not None and held[0] == stamp:
            return held[1]
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held[1]
        try:
            if self._held is None or self._held[0] != stamp:
                collection = joined(source.collection() for source in self._sources)
                self._held = (stamp, build_index(collection, self._analyser, self._ranking))
            return self._held[1]
        finally:
            self._lock.release()
