"""A PostgreSQL server of its own for a test: in a temporary folder, on a free port, stopped and started at will."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

PLACES = "/usr/lib/postgresql/*/bin/initdb"
HOW_TO = "these tests need PostgreSQL 13 or later on this machine: apt-get install -y postgresql"


class Postgres:
    """One cluster with one database."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="kringwijzer-postgres-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "--pgdata", str(self._data), "--username", "kring", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        self.start()
        self._run("createdb", "--host", "127.0.0.1", "--port", str(self._port), "--username", "kring", "kring")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgresql://kring@127.0.0.1:{self._port}/kring"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(self._data), "--log", str(self._folder / "log"), "--options", options)

    def stop(self) -> None:
        """Stop the server at once, connections and all."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "fast", "--pgdata", str(self._data))

    def remove(self) -> None:
        """Stop for good and leave nothing behind."""
        subprocess.run(self._as_postgres("pg_ctl", "stop", "--mode", "immediate", "--pgdata", str(self._data)), capture_output=True, check=False)
        shutil.rmtree(self._folder)

    def dump(self) -> str:
        """The whole database as SQL text."""
        return self._run("pg_dump", "--host", "127.0.0.1", "--port", str(self._port), "--username", "kring", "kring")

    def _as_postgres(self, program: str, *arguments: str) -> list[str]:
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return [*user, str(self._programs / program), *arguments]

    def _run(self, program: str, *arguments: str) -> str:
        # A file, not a pipe: the server inherits it and would keep a pipe open.
        with tempfile.TemporaryFile("w+") as said:
            result = subprocess.run(self._as_postgres(program, *arguments), stdout=said, stderr=said, cwd="/", timeout=60, check=False)
            said.seek(0)
            assert result.returncode == 0, f"{program} failed: {said.read()}"
            said.seek(0)
            return said.read()


def _programs() -> Path:
    found = sorted(Path("/").glob(PLACES.lstrip("/")), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail(HOW_TO)
    if os.getuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        pytest.fail(HOW_TO)
    return found[-1].parent if found else Path(str(on_path)).resolve().parent
