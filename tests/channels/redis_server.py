"""A Redis of our own for tests, on a free port and without a file."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

import redis


class RedisServer:
    """Can be stopped and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "these tests need Redis; on Debian: apt-get install redis-server"
        settings = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen([program, *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        with redis.Redis.from_url(self.url) as client:
            while time.monotonic() < deadline:
                try:
                    client.ping()
                    return
                except redis.RedisError:
                    time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def everything(self) -> bytes:
        """All that it holds, keys and values."""
        with redis.Redis.from_url(self.url) as client:
            keys = client.keys("*")
            values = [b"".join(client.lrange(key, 0, -1)) if client.type(key) == b"list" else client.get(key) for key in keys]
        return b"\n".join([*keys, *values])

    def expiries(self) -> list[int]:
        """How many seconds each key has left; -1 is for ever."""
        with redis.Redis.from_url(self.url) as client:
            return [client.ttl(key) for key in client.keys("*")]
