"""``kringwijzer start``: everything from settings to a first real answer, and a clean end on Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from bot.errors import CommandError
from bot.settings import ROOT, Settings
from bot.training import train_if_needed

if TYPE_CHECKING:  # the database is opened later than the settings are checked
    from bot.storage.upkeep import Purged, Rotated

LEAST_FREE_BYTES = 1_000_000_000
SECONDS_BETWEEN_PURGES = 3600
READY_WITHIN_SECONDS = 90
FIRST_QUESTION = {"sender": "start", "message": "wat is een steunouder?", "metadata": {"doelgroep": "ouder"}}
FIRST_TOPIC = "vorm/steunouder"
KEY_IS_MISSING = "put the key they were made with back behind the others, or let them expire"


def start(settings: Settings) -> int:
    """Set up, start both servers, wait for a real answer, and run until stopped. Returns the exit code."""
    signal.signal(signal.SIGTERM, _stop)
    _step(1, "check ports and disk")
    _check_port(settings.host, settings.port, "KRINGWIJZER_PORT")
    _check_port(settings.host, settings.action_port, "KRINGWIJZER_ACTION_PORT")
    _check_disk()
    _step(2, "database")
    prepare_database(settings)
    _step(3, "model")
    model = train_if_needed()
    _step(4, "start the action server and Rasa")
    with Servers(settings, model) as servers:
        _step(5, "wait for a real answer to a real question")
        servers.wait_until_ready()
        _step(6, "ready")
        print(f"\n  terminal   make chat\n  REST       POST {settings.rasa_url}/webhooks/rest/webhook\n\nCtrl-C stops everything.", flush=True)
        servers.wait()
    return 0


class Servers:
    """The action server and Rasa as child processes; leaving the context ends both."""

    def __init__(self, settings: Settings, model: Path) -> None:
        self._settings = settings
        self._model = model
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Servers:
        settings = self._settings
        if not self._model.is_file():
            raise CommandError(f"the model {self._model.name} is missing; make it with: make train")
        self._launch("actions", ["-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.action_port)])
        self._launch(
            "rasa",
            ["-m", "rasa", "run", "--model", str(self._model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
             "--interface", settings.host, "--port", str(settings.port)],
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def stop(self, name: str) -> None:
        """End one server, as a fault would."""
        process = self._processes.pop(name)
        process.terminate()
        process.wait(10)

    def _launch(self, name: str, arguments: list[str]) -> None:
        settings = self._settings
        environment = os.environ | {
            **settings.as_environment(),
            "PYTHONPATH": str(ROOT),
            "ACTION_ENDPOINT_URL": settings.action_url,
            "CONVERSATION_DATABASE_URL": settings.database,
            "SANIC_HOST": settings.host,
            "LOG_LEVEL": settings.log_level,
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        }
        command = [sys.executable, "-W", "ignore", *arguments]
        with (settings.var_path / "log" / f"{name}.log").open("ab") as log:
            # A session of its own: Ctrl-C reaches only this process, which ends both in order.
            self._processes[name] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)

    def wait_until_ready(self) -> None:
        """Return when the first question got its answer. Raises :class:`CommandError` when a server ends or time is up."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        url = f"{self._settings.rasa_url}/webhooks/rest/webhook"
        while time.monotonic() < deadline:
            self._check_alive()
            try:
                answer = requests.post(url, json=FIRST_QUESTION, timeout=10).json()
                if any((message.get("custom") or {}).get("topic") == FIRST_TOPIC for message in answer):
                    return
            except (requests.RequestException, ValueError):
                pass
            time.sleep(0.3)
        raise CommandError(f"no answer within {READY_WITHIN_SECONDS} s; see the logs in {self._settings.var_path / 'log'}")

    def wait(self) -> None:
        """Wait until a server ends by itself or the user stops."""
        next_purge = 0.0
        while True:
            self._check_alive()
            if time.monotonic() >= next_purge:
                self._purge()
                next_purge = time.monotonic() + SECONDS_BETWEEN_PURGES
            time.sleep(1)

    def _purge(self) -> None:
        """A database that is away for a while does not end the assistant; the next hour deletes what is too old."""
        try:
            purge(self._settings)
        except CommandError as error:
            print(f"      nothing was deleted this time: {error}", flush=True)

    def _check_alive(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise CommandError(f"the {name} server ended; see why in {self._settings.var_path / 'log' / (name + '.log')}")


def prepare_database(settings: Settings) -> None:
    """Make the var folder and the encryption keys, and bring the database to the newest schema."""
    from bot.storage.migrate import upgrade

    try:
        (settings.var_path / "log").mkdir(parents=True, exist_ok=True)
        upgrade(settings.database)
    except Exception as error:
        raise CommandError(f"the database cannot be opened ({type(error).__name__}); check KRINGWIJZER_DATABASE_URL and free disk space") from error
    _prepare_keys(settings)


def _prepare_keys(settings: Settings) -> None:
    from bot.privacy.keys import make_key_file
    from bot.storage.upkeep import seal_what_is_in_clear, unreadable

    if not settings.encryption_keys and make_key_file(settings.key_path):
        print(
            f"      made {settings.key_path}: nothing that is kept about people can be read without this file.\n"
            "      Keep a copy of it, in another place than the copies of the database.",
            flush=True,
        )
    sealed, closed = seal_what_is_in_clear(settings), unreadable(settings)
    if sealed:
        print(f"      encrypted {sealed} events of conversations that a former version kept in clear", flush=True)
    if closed:
        print(f"      {closed} network maps and conversations cannot be read: {KEY_IS_MISSING}", flush=True)


def purge(settings: Settings) -> Purged:
    """Delete everything whose time is over. Runs at start and every hour. Raises :class:`CommandError`."""
    from sqlalchemy.exc import DatabaseError

    from bot.storage.upkeep import delete_expired

    try:
        return delete_expired(settings)
    except DatabaseError as error:
        raise CommandError("the database is busy, or has no tables of this version yet; make run makes them, or try again later") from error


def rotate_keys(settings: Settings) -> Rotated:
    """Bring everything that is encrypted under the newest key; with a key file, a new key is made first.

    Raises :class:`CommandError` while the assistant runs on a key file, since it would not know the new key.
    """
    from bot.privacy.keys import add_key
    from bot.storage.maps import MapConflict
    from bot.storage.upkeep import rotate

    prepare_database(settings)
    if not settings.encryption_keys:
        if not all(_is_free(settings.host, port) for port in (settings.port, settings.action_port)):
            raise CommandError("the assistant runs and would not know the new key; stop it, rotate, and start it again")
        add_key(settings.key_path)
    try:
        return rotate(settings)
    except MapConflict as error:
        raise CommandError(str(error)) from error


def _check_port(host: str, port: int, setting: str) -> None:
    if not _is_free(host, port):
        raise CommandError(f"port {port} is taken; stop what uses it or set {setting} to another number")


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _check_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < LEAST_FREE_BYTES:
        raise CommandError(f"only {free // 1_000_000} MB of disk space is free; make at least {LEAST_FREE_BYTES // 1_000_000} MB free")


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _step(number: int, text: str) -> None:
    print(f"[{number}/6] {text}", flush=True)
