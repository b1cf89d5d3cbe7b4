"""The widget in Chromium with the whole assistant behind it: real answers, real sessions, a real restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.running import Servers, prepare_database
from bot.settings import Settings
from bot.training import model_path
from tests.browser.conftest import LAUNCHER, WATCH, blocked, is_elsewhere
from tests.conversations.conftest import free_port

SLOWLY = 30_000  # milliseconds; a busy machine answers late
ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "var" / "schermen"
PEOPLE = "oma Riet, opa Henk, mijn zus Nadia, buurvrouw Els en juf Ellen"


class Whole:
    """A running assistant that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ports = {"port": free_port(), "action_port": free_port()}
        self.settings = replace(Settings(), var_dir=str(folder), web_sockets_per_address=50, web_messages_per_address=1000, **ports)
        prepare_database(self.settings)

    @property
    def address(self) -> str:
        return f"{self.settings.rasa_url}/chat/"

    def start(self) -> None:
        self._servers = Servers(self.settings, model_path())
        self._servers.__enter__()
        self._servers.wait_until_ready()

    def stop(self) -> None:
        self._servers.__exit__()


class Visitor:
    """Somebody with the widget before them."""

    def __init__(self, page: Page, whole: Whole) -> None:
        self.page, self.whole = page, whole

    def asks(self, text: str) -> Visitor:
        """Say something and wait until its turn is complete."""
        before = self.page.locator(".turn.bot").count()
        self.says(text)
        expect(self.page.locator(".turn.bot")).to_have_count(before + 1, timeout=SLOWLY)
        expect(self.page.locator(".typing")).to_be_hidden(timeout=SLOWLY)
        return self

    def says(self, text: str) -> Visitor:
        self.page.locator("#message").fill(text)
        self.page.locator("#message").press("Enter")
        return self

    def presses(self, name: str) -> Visitor:
        """Press a button of the last answer and wait for the next one."""
        before = self.page.locator(".turn.bot").count()
        self.page.locator(".turn.bot").last.get_by_role("button", name=name, exact=True).click()
        expect(self.page.locator(".turn.bot")).to_have_count(before + 1, timeout=SLOWLY)
        expect(self.page.locator(".typing")).to_be_hidden(timeout=SLOWLY)
        return self

    def is_answered(self, text: str) -> Visitor:
        expect(self.page.locator(".turn.bot").last).to_contain_text(text, timeout=SLOWLY)
        return self

    def is_seen(self, name: str) -> Visitor:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")
        return self


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Iterator[Whole]:
    assistant = Whole(tmp_path_factory.mktemp("var"))
    assistant.start()
    yield assistant
    assistant.stop()


@pytest.fixture
def visit(browser, whole) -> Iterator:
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    faults: list[str] = []

    def go(width: int = 1280, path: str = "", context: BrowserContext | None = None) -> Visitor:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
            context.add_init_script(WATCH)
            contexts.append(context)
        page = context.new_page()
        pages.append(page)
        own = {whole.settings.rasa_url.removeprefix("http://")}
        page.on("request", lambda request: faults.append(request.url) if is_elsewhere(request.url, own) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(whole.address + path)
        if path == "voorbeeld":
            page.get_by_role("button", name=LAUNCHER).click()
        return Visitor(page, whole)

    yield go
    faults += [fault for page in pages for fault in blocked(page)]
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_main_conversation(visit, width):
    visitor = visit(width, "voorbeeld").asks("wat is een steunouder?").is_answered("vrijwilliger die uw kind opvangt").is_seen(f"antwoord-{width}")
    visitor.presses("Vertel meer").is_answered("Misschien woont uw familie ver weg")
    visitor.asks("ik ben moe en mijn kind vraagt veel").is_seen(f"situatie-{width}")
    visitor.asks("welke gegevens heb je van mij?").is_seen(f"gegevens-{width}")


def test_a_reload_keeps_the_conversation_and_its_buttons(visit):
    visitor = visit().asks("wat is een jim?").is_answered("Voor wie is het antwoord?")
    visitor.page.reload()
    expect(visitor.page.locator(".turn.bot")).to_have_count(1)
    visitor.presses("Vertel meer")
    expect(visitor.page.locator(".turn.bot").last).not_to_contain_text("Ik ben Kringwijzer")
    expect(visitor.page.locator(".turn.bot").last).not_to_contain_text("verlopen")


def test_a_restart_in_mid_conversation_loses_nothing(visit, whole):
    visitor = visit().asks("wat is een steunouder?")
    whole.stop()
    visitor.says("wat is een maatje?")
    expect(visitor.page.get_by_text("Nog niet verstuurd").last).to_be_visible(timeout=SLOWLY)
    visitor.is_seen("server-weg")
    whole.start()
    expect(visitor.page.locator(".turn.bot")).to_have_count(2, timeout=3 * SLOWLY)
    expect(visitor.page.locator(".turn.bot").last).not_to_contain_text("Ik ben Kringwijzer")
    visitor.page.locator(".turn.bot").first.get_by_text("vrijwilliger").first.wait_for()
    visitor.presses("Vertel meer")


def test_without_a_network_a_message_waits_and_is_answered_once(visit):
    visitor = visit().asks("wat is een steunouder?")
    visitor.page.context.set_offline(True)
    visitor.page.wait_for_timeout(2000)
    visitor.says("wat is een maatje?")
    visitor.page.wait_for_timeout(1000)
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator(".turn.bot")).to_have_count(2, timeout=2 * SLOWLY)
    visitor.page.wait_for_timeout(3000)
    expect(visitor.page.locator(".turn.bot")).to_have_count(2)


@pytest.mark.parametrize("width", [320, 1280])
def test_danger_shows_the_card_with_numbers_to_tap(visit, width):
    visitor = visit(width).asks("hoi").asks("ik wil dood").is_answered("113").is_seen(f"gevaar-{width}")
    link = visitor.page.locator(".turn.bot").last.get_by_role("link", name="Bel 113 Zelfmoordpreventie: 113")
    expect(link).to_have_attribute("href", "tel:113")


@pytest.mark.parametrize("width", [390, 1280])
def test_network_map_to_the_picture_and_its_files(visit, width):
    visitor = visit(width).asks("ik wil een netwerkkaart maken").asks("beginnen").asks(PEOPLE).asks("laat de kaart zien")
    area = visitor.page.get_by_role("region", name="Uw netwerkkaart")
    if width < 900:
        visitor.page.get_by_role("button", name="Tonen: Uw netwerkkaart").click()
    expect(area.locator("svg text.label").first).to_be_visible(timeout=SLOWLY)
    visitor.is_seen(f"kaart-{width}")
    assert sorted(area.locator("svg text.label").all_text_contents()) == ["Ellen", "Els", "Henk", "Nadia", "Riet"]
    for link in visitor.page.locator("a.download").all():
        answer = visitor.page.request.get(link.get_attribute("href"))
        assert answer.status == 200
        assert len(answer.body()) > 300
    address = visitor.page.locator("a.download").first.get_attribute("href")
    assert visitor.page.request.get(address.replace("kaart/W", "kaart/X", 1)).status == 404


def test_two_tabs_are_two_conversations_and_erasing_one_leaves_the_other(visit, whole):
    first = visit()
    second = visit(context=first.page.context)
    first.asks("wat is een steunouder?")
    second.asks("wat is een jim?")
    expect(first.page.locator(".turn.bot")).to_have_count(1)
    assert token_of(first) != token_of(second)
    answer = first.page.request.post(whole.address + "wis", data={"session_id": token_of(first)})
    assert answer.json() == {"ok": True}
    second.presses("Vertel meer")
    expect(second.page.locator(".turn.bot").last).not_to_contain_text("Ik ben Kringwijzer")
    first.asks("wat is een jim?").is_answered("Ik ben Kringwijzer")


def token_of(visitor: Visitor) -> str:
    kept = visitor.page.evaluate("JSON.stringify({ ...sessionStorage })")
    found = re.search(r'token\\*":\\*"([\w.-]+)', kept)
    assert found, "the widget keeps no token"
    return found[1]


def test_the_help_page_works_without_script(browser, whole):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(whole.address + "hulp")
    expect(page.get_by_role("link", name="112").first).to_have_attribute("href", "tel:112")
    expect(page.get_by_role("link", name="Snel weg van deze pagina")).to_be_visible()
    context.close()
