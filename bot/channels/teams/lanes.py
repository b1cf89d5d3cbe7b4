"""Work in the background: in order within a conversation, side by side between conversations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

MOST_WAITING = 20
SECONDS_TO_FINISH = 20

Job = Callable[[], Awaitable[object]]

logger = logging.getLogger(__name__)


class Lanes:
    """Runs jobs by key. A conversation with too many waiting jobs gets no more; the others do not notice."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, key: str, job: Job) -> bool:
        """Run a job after those of the same key that came before; False when there are too many."""
        queue = self._waiting.get(key)
        if queue is not None:
            if len(queue) >= MOST_WAITING:
                return False
            queue.append(job)
            return True
        self._waiting[key] = [job]
        task = asyncio.get_running_loop().create_task(self._run(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _run(self, key: str) -> None:
        queue = self._waiting[key]
        try:
            while queue:
                try:
                    await queue[0]()
                except Exception as error:  # one job must not stop those behind it
                    logger.error("A job of the Teams channel failed with %s", type(error).__name__)
                queue.pop(0)
        finally:
            del self._waiting[key]

    async def finish(self, seconds: float = SECONDS_TO_FINISH) -> None:
        """Wait for everything that was added; what takes longer is given up."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            logger.error("%d conversations of the Teams channel were not finished", len(late))
