"""The web channel with a stand-in for Rasa, in a thread of its own, for clients that are no Python."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

from sanic import Sanic

from tests.channels.web_server import Rasa, Site, serving


class ChannelServer:
    """Serves between ``start`` and ``stop``."""

    def __init__(self, folder: Path, *answers: dict[str, Any], **settings: Any) -> None:
        self._folder, self._answers, self._settings = folder, answers, settings
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.site: Site | None = None

    def start(self) -> Site:
        """The running channel."""
        Sanic.test_mode = True  # more than one server in a process
        self._thread.start()
        assert self._ready.wait(30), "the channel did not start"
        assert self.site
        return self.site

    def stop(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        Sanic.test_mode = False

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        async with serving(self._folder, Rasa(*self._answers), **self._settings) as self.site:
            self._ready.set()
            await self._end.wait()
