"""What production looks like, on this machine: two processes, PostgreSQL, Redis, and nginx with our own configuration."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet

from bot.running import Servers, prepare_database
from bot.settings import ROOT, Settings
from bot.training import model_path
from tests.channels.redis_server import RedisServer
from tests.postgres import Postgres

CONFIGURATION = ROOT / "deploy" / "nginx" / "kringwijzer.conf"
CREDENTIALS = "deploy/productie/credentials.yml"
NGINX = """
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    {inside}
}}
"""


@dataclass
class Farm:
    """Starts everything; each part can be stopped and started again."""

    folder: Path
    postgres: Postgres
    redis: RedisServer
    ports: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    https: int = field(default_factory=lambda: free_port())
    processes: list[Servers | None] = field(default_factory=lambda: [None, None])

    def __post_init__(self) -> None:
        key = Fernet.generate_key().decode()
        common = replace(Settings(), database_url=self.postgres.url, redis_url=self.redis.url, encryption_keys=key, credentials=CREDENTIALS)
        common = replace(common, web_proxies="127.0.0.1", web_messages=1000, web_messages_per_address=1000)
        self.settings = [replace(common, port=port, var_dir=str(self.folder / str(port))) for port in self.ports]

    def start(self) -> None:
        """Everything, and wait until both processes are ready."""
        self.redis.start()
        for number in (0, 1):
            self.start_process(number)
        self._start_proxy()

    def start_process(self, number: int) -> None:
        prepare_database(self.settings[number])
        servers = Servers(self.settings[number], model_path())
        servers.__enter__()
        servers.wait_until_ready()
        self.processes[number] = servers

    def stop_process(self, number: int) -> None:
        servers = self.processes[number]
        if servers is not None:
            servers.__exit__()
            self.processes[number] = None

    def stop(self) -> None:
        self._proxy.terminate()
        self._proxy.wait(10)
        for number in (0, 1):
            self.stop_process(number)
        self.redis.stop()

    def _start_proxy(self) -> None:
        certificate = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
        ]
        files = ["-keyout", str(self.folder / "sleutel.pem"), "-out", str(self.folder / "keten.pem")]
        subprocess.run([*certificate, *files], check=True, capture_output=True)
        (self.folder / "hulp.html").write_text("<p>hulp zonder server</p>", encoding="utf-8")
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, inside=self._configuration()), encoding="utf-8")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        command = [program, "-c", str(self.folder / "nginx.conf"), "-g", "daemon off; master_process off;"]
        self._proxy = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.https)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("nginx did not start: " + (self.folder / "error.log").read_text(encoding="utf-8"))

    def _configuration(self) -> str:
        """Our configuration with this machine's ports and folders in place of a production machine's."""
        text = CONFIGURATION.read_text(encoding="utf-8")
        for old, new in (("/etc/ssl/kringwijzer", self.folder), ("/var/log/nginx", self.folder), ("/var/lib/kringwijzer/statisch", self.folder)):
            text = text.replace(str(old), str(new))
        text = re.sub(r"listen \[::\]:\d+( ssl)?;", "", text)
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.https} ssl;").replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        for port, ours in zip(("5005", "5006"), self.ports):
            assert f"127.0.0.1:{port}" in text
            text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{ours}")
        return text

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.https}"

    @property
    def certificate(self) -> str:
        return str(self.folder / "keten.pem")

    def log(self) -> str:
        return (self.folder / "kringwijzer.log").read_text(encoding="utf-8")


class Visitor:
    """Somebody in a browser who uses ordinary requests; every request is a connection of its own."""

    def __init__(self, url: str, certificate: str | None = None) -> None:
        self._url = url
        self._certificate = certificate
        self.token: str | None = None

    def says(self, text: str) -> list[dict[str, Any]]:
        body = {"session_id": self.token, "message": text, "metadata": {"doelgroep": "ouder"}}
        answer = requests.post(f"{self._url}/chat/berichten", json=body, verify=self._certificate, timeout=60)
        assert answer.status_code == 200, (answer.status_code, answer.text[:200])
        self.token = answer.json()["session_id"]
        return answer.json()["messages"]

    def topic(self, text: str) -> str | None:
        """The topic that an answer is about."""
        return next((m["custom"].get("topic") for m in self.says(text) if m.get("custom")), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
