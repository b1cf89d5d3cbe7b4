"""Clients that others wrote speak with our channel: socket.io-client 4 by itself, and the widget rasa-webchat in Chromium."""

from __future__ import annotations

import functools
import json
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.channel_server import ChannelServer

HERE = Path(__file__).parent
ANSWER = {
    "text": "Een **JIM** is een vertrouwd mens.\n\n- een oom\n- een juf",
    "buttons": [{"title": "Vertel meer", "payload": "knop:meer"}],
    "custom": {"type": "answer", "topic": "vorm/jim", "title": "JIM", "audience": "jongere", "sources": [], "related": []},
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>host</title><body><div id="webchat"></div>
<script src="/node_modules/rasa-webchat/lib/index.js"></script>
<script>WebChat.default({initPayload: "hallo", socketUrl: "%s", socketPath: "/chat/socket.io", customData: {doelgroep: "jongere"},
title: "chat", params: {storage: "session"}}, null);</script></body></html>"""


@pytest.fixture(scope="module")
def clients():
    """The packages of the lock file, fetched once."""
    if not (HERE / "node_modules" / "rasa-webchat").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True, timeout=600)


class Host(SimpleHTTPRequestHandler):
    """A site of somebody else."""

    page = b""

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return self.wfile.write(self.page)

    def log_message(self, *_):
        return None


@pytest.fixture
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(HERE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def channel(tmp_path, host):
    server = ChannelServer(tmp_path, ANSWER, web_origins=host)
    yield server.start()
    server.stop()


def talked(channel, transport: str, *said: str) -> list[tuple[str, object]]:
    done = subprocess.run(["node", "klant.mjs", channel.address, transport, *said], cwd=HERE, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return [(event["name"], event["data"]) for event in map(json.loads, done.stdout.splitlines())]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
@pytest.mark.usefixtures("clients")
def test_socket_io_client_gets_its_answers(channel, transport):
    events = talked(channel, transport, "wat is een jim", "/restart")

    bubbles = [data for name, data in events if name == "bot_uttered"]
    assert [bubble["text"] for bubble in bubbles] == [ANSWER["text"]] * 2
    assert bubbles[0]["custom"] == ANSWER["custom"]
    assert bubbles[0]["quick_replies"][0]["payload"].startswith("knop.")
    assert [message.metadata["doelgroep"] for message in channel.rasa.heard] == ["jongere"] * 2
    assert channel.rasa.heard[1].text == "restart"


@pytest.mark.usefixtures("clients")
def test_rasa_webchat_on_another_site_holds_a_conversation(browser, channel, host):
    Host.page = (PAGE % channel.address).encode()
    page = browser.new_page()
    page.route(lambda address: not address.startswith("http://127.0.0.1"), lambda route: route.abort())
    page.goto(host)
    page.locator(".rw-launcher").click()
    expect(page.locator(".rw-response .rw-message-text").first).to_contain_text("JIM", timeout=30_000)
    expect(page.locator(".rw-response li")).to_have_text(["een oom", "een juf"])
    page.locator(".rw-reply", has_text="Vertel meer").click()
    expect(page.locator(".rw-client .rw-message-text")).to_have_text("Vertel meer")
    expect(page.locator(".rw-response .rw-message-text")).to_have_count(2, timeout=30_000)
    page.reload()
    expect(page.locator(".rw-launcher")).to_be_visible()
    if not page.locator(".rw-conversation-container").count():
        page.locator(".rw-launcher").click()
    page.locator(".rw-new-message").fill("nog een vraag")
    page.locator(".rw-send").click()
    expect(page.locator(".rw-response .rw-message-text")).to_have_count(3, timeout=30_000)
    page.close()

    assert [message.metadata.get("doelgroep") for message in channel.rasa.heard] == ["jongere"] * 3
    assert channel.rasa.heard[1].metadata["knop"] == "meer"
    assert len({message.sender_id for message in channel.rasa.heard}) == 1


@pytest.mark.usefixtures("clients")
def test_rasa_webchat_on_a_site_that_is_not_named_gets_no_answer(browser, tmp_path, host):
    server = ChannelServer(tmp_path, ANSWER)
    channel = server.start()
    Host.page = (PAGE % channel.address).encode()
    page = browser.new_page()
    page.route(lambda address: not address.startswith("http://127.0.0.1"), lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: "/chat/socket.io" in request.url):
        page.goto(host)
    page.close()
    server.stop()

    assert channel.rasa.heard == []
