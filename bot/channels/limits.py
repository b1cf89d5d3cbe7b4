"""How often: a limit per key (a session, an address, a wrong code), counted in memory over a sliding time."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_KEYS = 20_000


class RateLimit:
    """At most ``most`` events in ``seconds`` per key. The oldest keys are forgotten when there are too many."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Whether one more event is within the limit; if so it is counted."""
        if self.is_reached(key):
            return False
        self.count(key)
        return True

    def is_reached(self, key: str) -> bool:
        """Whether the next event would be too many; counts nothing."""
        times = self._times.get(key)
        if times is None:
            return False
        oldest = self._clock() - self._seconds
        while times and times[0] <= oldest:
            times.popleft()
        return len(times) >= self._most

    def count(self, key: str) -> None:
        """Count one event."""
        times = self._times.pop(key, None) or deque(maxlen=self._most)
        times.append(self._clock())
        self._times[key] = times
        if len(self._times) > MOST_KEYS:
            self._times.popitem(last=False)
