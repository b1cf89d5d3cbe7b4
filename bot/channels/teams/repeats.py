"""What came before: Teams sends an activity again when it doubts that it arrived, and people press a button twice."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEPT = 20_000


class Repeats:
    """Remembers keys for some seconds, in memory."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()

    def is_repeated(self, key: str) -> bool:
        """Whether this key came before within the time; it counts from now on if not."""
        now = self._clock()
        while self._seen and (len(self._seen) > MOST_KEPT or next(iter(self._seen.values())) <= now - self._seconds):
            self._seen.popitem(last=False)
        if key in self._seen:
            return True
        self._seen[key] = now
        return False

    def forget(self, key: str) -> None:
        """Let a key count as new."""
        self._seen.pop(key, None)
