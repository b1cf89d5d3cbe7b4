from __future__ import annotations

import aiohttp
import pytest
from sanic import Sanic

from tests.channels.redis_server import RedisServer


@pytest.fixture
def web(monkeypatch):
    """What real servers and sockets in one process need."""
    # Sanic rewrites its own classes when a server starts; in test mode it can do so more than once.
    monkeypatch.setattr(Sanic, "test_mode", True)
    # The socket client names a class of a newer aiohttp than Rasa allows; the older one took the seconds themselves.
    monkeypatch.setattr(aiohttp, "ClientWSTimeout", lambda ws_close: ws_close, raising=False)


@pytest.fixture
def redis_server(tmp_path_factory):
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()
