"""A real browser, a stand-in for the server, and a visitor; every test fails on a policy violation or a request elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.browser.fake_assistant import FakeAssistant

FLAGS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync").split()
PATIENCE = 10_000  # milliseconds; the machine may be busy
LAUNCHER = "Vraag het Kringwijzer"
# The shipped file keeps its shadow root closed; for tests alone the browser opens it. Also written down: what is blocked by the
# policy, and what a screen reader is told without asking.
WATCH = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
window.blocked = [];
document.addEventListener("securitypolicyviolation", (event) => window.blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
window.told = [];
window.listenTo = (root) => new MutationObserver((records) => {
  for (const record of records) for (const node of record.addedNodes) {
    if (node.nodeType !== 1) continue;
    const text = node.textContent.replace(/\\s+/g, " ").trim();
    if (record.target.getAttribute?.("aria-live") === "polite") window.told.push(["polite", text]);
    for (const alert of node.matches('[role="alert"]') ? [node] : node.querySelectorAll('[role="alert"]'))
      window.told.push(["alert", alert.innerText.replace(/\\s+/g, " ").trim()]);
  }
}).observe(root, { childList: true, subtree: true });
customElements.whenDefined("kringwijzer-chat").then(() => {
  for (const chat of document.querySelectorAll("kringwijzer-chat")) window.listenTo(chat.shadowRoot);
});
"""


@dataclass
class Visitor:
    """Somebody with the widget in front of them."""

    page: Page
    fake: FakeAssistant
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def opens(self) -> Visitor:
        self.page.get_by_role("button", name=LAUNCHER).click()
        return self

    def says(self, text: str) -> Visitor:
        box = self.page.locator("#message")
        box.fill(text)
        box.press("Enter")
        return self

    def is_answered(self, text: str) -> Visitor:
        expect(self.page.locator(".turn.bot").last).to_contain_text(text)
        return self

    def asks(self, text: str) -> Visitor:
        """Say something and wait until its turn is complete."""
        before = self.page.locator(".turn.bot").count()
        self.says(text)
        expect(self.page.locator(".turn.bot")).to_have_count(before + 1)
        expect(self.page.locator(".typing")).to_be_hidden()
        return self

    def shown(self, text: str) -> Locator:
        """A text as it stands in the panel, leaving aside what is only spoken."""
        return self.page.locator(".panel").get_by_text(text)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def said(self) -> list[str]:
        """What reached the server, in order."""
        return [message["message"] for message in self.fake.said]

    @property
    def told(self) -> list[list[str]]:
        """What a screen reader was told: politeness and words."""
        return self.page.evaluate("window.told")

    def told_about(self, text: str) -> int:
        return sum(text in words for _, words in self.told)

    @property
    def kept(self) -> str:
        return self.page.evaluate("JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage }) + document.cookie")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def fake() -> Iterator[FakeAssistant]:
    assistant = FakeAssistant().start()
    yield assistant
    assistant.stop()


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, fake: FakeAssistant) -> Iterator[Visit]:
    """Open a page of the stand-in: ``visit("voorbeeld", width=320)``; further names go to the browser context."""
    visitors: list[Visitor] = []
    contexts: list[BrowserContext] = []

    def go(path: str = "voorbeeld", width: int = 1280, height: int = 800, context: BrowserContext | None = None, at: str = "", **more) -> Visitor:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, **more)
            context.add_init_script(WATCH)
            contexts.append(context)
        page = context.new_page()
        visitor = Visitor(page, fake)
        visitors.append(visitor)
        home = at or fake.address
        own = {urlsplit(fake.address).netloc, urlsplit(home).netloc}
        page.on("request", lambda request: visitor.elsewhere.append(request.url) if is_elsewhere(request.url, own) else None)
        page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        page.goto(f"{home}/chat/{path}" if not path.startswith("/") else f"{home}{path}")
        return visitor

    yield go
    faults = [fault for visitor in visitors for fault in [*visitor.errors, *visitor.elsewhere, *blocked(visitor.page)]]
    for context in contexts:
        context.close()
    assert faults == []


def is_elsewhere(address: str, own: set[str]) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in own


def blocked(page: Page) -> list[str]:
    return [] if page.is_closed() else page.evaluate("window.blocked ?? []")
