"""For everybody: axe in every state, keyboard only, sizes of targets, contrast, and what a screen reader says."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.screen_reader import SCRIPT, script

STANDARDS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
OUTSIDE_A_PAGE = {"rules": {"page-has-heading-one": {"enabled": False}}}
SMALLEST_TARGET = 24
SMALLEST_TOUCH_TARGET = 44


def menu(visitor):
    visitor.page.get_by_role("button", name="Menu").click()


def ask_to_erase(visitor):
    menu(visitor)
    visitor.page.get_by_role("button", name="Wis mijn gegevens").click()


def asks(*texts):
    def go(visitor):
        for text in texts:
            visitor.asks(text)

    return go


def open_results(visitor):
    visitor.asks("zoek naar veiligheidsafspraken")
    visitor.page.get_by_text("Lees de hele tekst").first.click()


def shown_map(visitor):
    visitor.asks("Laat de kaart zien")
    unfold = visitor.page.get_by_role("button", name="Tonen: Uw netwerkkaart")
    if unfold.is_visible():
        unfold.click()


def thumbs(visitor):
    visitor.asks("wat is een steunouder?")
    visitor.page.get_by_role("button", name="Ja, dit antwoord hielp").click()
    expect(visitor.page.locator(".why form")).to_be_visible()


def no_line(visitor):
    visitor.asks("bedankt")
    visitor.fake.stop()
    expect(visitor.shown("Er is geen verbinding")).to_be_visible()
    visitor.says("hallo")


def no_answer(visitor):
    visitor.fake.behaviour.empty = True
    visitor.says("hallo")
    expect(visitor.page.get_by_role("group", name="Hier kwam geen antwoord op")).to_be_visible()


STATES = {
    "welcome": lambda visitor: None,
    "answer": asks("wat is een steunouder?", "Vertel meer"),
    "answer with many sources": asks("ik voel me zo alleen"),
    "thumbs": thumbs,
    "clarify": asks("ik zoek iemand voor mijn zoon"),
    "results": open_results,
    "support finder": asks("Welke steun past bij ons?", "praktische hulp"),
    "map": shown_map,
    "acute": asks("ik wil dood"),
    "acute and after": asks("ik wil dood", "wat is een steunouder?"),
    "concern": asks("mijn man slaat mijn dochter"),
    "contact": asks("Ik wil een mens spreken"),
    "languages": asks("ik spreek geen nederlands"),
    "who is it for": asks("wat is een jim"),
    "menu": menu,
    "erasing": ask_to_erase,
    "no line": no_line,
    "no answer": no_answer,
}
LOOKS = {
    "1280": {},
    "320": {"width": 320, "height": 640},
    "400 %": {"width": 320, "height": 256},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "reduced motion": {"reduced_motion": "reduce"},
}


def violations(page) -> str:
    found = Axe().run(page, options={**STANDARDS, **OUTSIDE_A_PAGE}).response["violations"]
    return "\n".join(
        f"{fault['id']}: {node['target']} {node.get('failureSummary', '')} {node['html'][:120]}" for fault in found for node in fault["nodes"]
    )


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, state, look):
    visitor = visit(**LOOKS[look]).opens()
    STATES[state](visitor)
    visitor.page.wait_for_timeout(250)
    assert violations(visitor.page) == ""


@pytest.mark.parametrize("page", ["", "kader", "voorbeeld", "hulp"])
def test_axe_finds_nothing_on_the_pages(visit, page):
    visitor = visit(page)
    visitor.page.wait_for_timeout(300)
    assert violations(visitor.page) == ""


def focused(page) -> str:
    """The name of what has the focus."""
    return page.evaluate(
        """() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          const label = element?.labels?.[0]?.textContent.trim();
          const words = [element?.getAttribute("aria-label"), label, element?.textContent.trim(), element?.localName];
          return words.find(Boolean) ?? "";
        }"""
    )


def tabs_to(page, name: str, back: bool = False, most: int = 60) -> None:
    for _ in range(most):
        if focused(page).startswith(name):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name!r} is not reached by Tab; the focus is on {focused(page)!r}")


def types(visitor, text: str) -> None:
    before = visitor.page.locator(".turn.bot").count()
    visitor.page.keyboard.insert_text(text)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".turn.bot")).to_have_count(before + 1)
    expect(visitor.page.locator(".typing")).to_be_hidden()


def test_a_whole_network_interview_by_keyboard(visit):
    visitor = visit()
    page = visitor.page
    tabs_to(page, "Vraag het Kringwijzer")
    page.keyboard.press("Enter")
    assert focused(page) == "Uw vraag of antwoord"
    types(visitor, "ik wil kijken wie er om ons heen zijn")
    assert focused(page) == "Uw vraag of antwoord", "an answer does not take the focus"
    tabs_to(page, "Kaart beginnen", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".turn.bot")).to_have_count(2)
    assert focused(page) == "Uw vraag of antwoord", "a pressed choice is switched off, so the focus moves on"
    types(visitor, "oma Riet, opa Henk, mijn zus Nadia, buurvrouw Els, juf Ellen en de voetbaltrainer Kees")
    for answer in ("klaar", "Riet en Nadia", "Els en Riet", "Laat de kaart zien"):
        types(visitor, answer)
    tabs_to(page, "Plaatje (PNG)", back=True)
    tabs_to(page, "Ja, dit antwoord hielp" if page.locator(".feedback").count() else "Uw vraag of antwoord")
    tabs_to(page, "Snel weg", back=True)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Vraag het Kringwijzer")).to_be_focused()


def test_the_menu_by_keyboard(visit):
    visitor = visit().opens()
    page = visitor.page
    tabs_to(page, "Menu", back=True)
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="Instellingen en gesprek")).to_be_visible()
    tabs_to(page, "Grotere letters")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Letters op 115 procent")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Instellingen en gesprek")).to_be_hidden()
    assert focused(page) == "Menu"
    page.keyboard.press("Enter")
    tabs_to(page, "Wis mijn gegevens")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Instellingen en gesprek")).to_be_hidden()


def test_the_focus_is_never_kept_in(visit):
    visitor = visit().opens()
    tabs_to(visitor.page, "Opvoeden", back=True)
    expect(visitor.page.get_by_role("link", name="Opvoeden")).to_be_focused()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def test_a_chat_that_covers_the_page_closes_when_the_focus_goes_on_below_it(visit):
    visitor = visit(width=320, height=256).opens()
    tabs_to(visitor.page, "Contact", back=True)
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(("touch", "least"), [(False, SMALLEST_TARGET), (True, SMALLEST_TOUCH_TARGET)])
@pytest.mark.parametrize("state", ["answer", "results", "map", "acute", "contact", "menu", "thumbs"])
def test_targets_are_large_enough(visit, state, touch, least):
    visitor = visit(width=390, height=844, has_touch=touch, is_mobile=touch).opens()
    STATES[state](visitor)
    small = visitor.page.evaluate(
        """(least) => {
          const root = document.querySelector("kringwijzer-chat").shadowRoot;
          const targets = [...root.querySelectorAll("button:not(:disabled), a, summary, input, textarea")];
          const inline = (element) => element.localName === "a" && element.closest("p, li:not(:has(> .contact)):not(:has(> a.download))");
          return targets.filter((element) => !inline(element))
            .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${box.width}x${box.height}`);
        }""",
        least,
    )
    assert small == []


@pytest.mark.parametrize("look", [{"width": 320, "height": 640}, {"width": 320, "height": 256}])
def test_help_and_input_are_in_view_on_the_smallest_screens(visit, look):
    visitor = visit(**look).opens().asks("ik wil dood")
    for name in ("Bel 113", "Bel 112"):
        expect(visitor.page.get_by_role("group", name="Direct hulp").get_by_role("link", name=name)).to_be_in_viewport(ratio=1)
    expect(visitor.page.get_by_role("button", name="Snel weg")).to_be_in_viewport(ratio=1)
    expect(visitor.page.get_by_role("button", name="Mens spreken")).to_be_in_viewport(ratio=1)
    expect(visitor.page.locator("#message")).to_be_in_viewport(ratio=1)
    assert visitor.log.bounding_box()["height"] >= 60


def test_help_stands_in_the_same_place_in_every_state(visit):
    visitor = visit().opens()
    place = visitor.page.get_by_role("button", name="Mens spreken").bounding_box()
    exit_place = visitor.page.get_by_role("button", name="Snel weg").bounding_box()
    for says in ("wat is een steunouder?", "zoek naar veiligheidsafspraken", "mijn man slaat mijn dochter", "ik wil dood"):
        visitor.asks(says)
        assert visitor.page.get_by_role("button", name="Mens spreken").bounding_box() == place
        assert visitor.page.get_by_role("button", name="Snel weg").bounding_box() == exit_place


def test_each_answer_is_spoken_once_and_the_log_itself_is_silent(visit):
    visitor = visit().opens().asks("wat is een steunouder?").asks("bedankt")
    visitor.page.wait_for_timeout(2000)
    assert visitor.told_about("vrijwilliger die uw kind opvangt") == 1
    assert visitor.told_about("Er zijn keuzes: Vertel meer, Meeleefgezin, Buurtgezinnen.") == 1
    assert visitor.told_about("Graag gedaan") == 1
    expect(visitor.log).to_have_attribute("aria-live", "off")


def test_with_a_closed_chat_is_said_that_there_is_an_answer_and_not_which(visit):
    visitor = visit().opens()
    visitor.fake.behaviour.delay = 0.8
    visitor.says("ik voel me zo alleen")
    visitor.page.get_by_role("button", name="Chat sluiten").click()
    visitor.page.wait_for_timeout(3000)
    assert visitor.told == [["polite", "Kringwijzer heeft geantwoord. Wilt u het lezen? Open dan de chat."]]


def test_nothing_moves_for_who_does_not_want_that(visit):
    visitor = visit(reduced_motion="reduce").opens().asks("wat is een steunouder?")
    moving = "[...document.querySelector('kringwijzer-chat').shadowRoot.querySelectorAll('*')].flatMap((e) => e.getAnimations()).length"
    assert visitor.page.evaluate(moving) == 0


def contrast_warned(visitor) -> list[str]:
    warnings: list[str] = []
    visitor.page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    visitor.page.reload()
    visitor.page.wait_for_timeout(300)
    return warnings


def launcher_colours(page) -> tuple[str, str]:
    launcher = page.get_by_role("button", name="Vraag het Kringwijzer")
    return tuple(launcher.evaluate("(button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color]"))


OURS = ("rgb(28, 98, 102)", "rgb(255, 255, 255)")


@pytest.mark.parametrize(
    ("attributes", "colours", "warned"),
    [
        ('data-kleur="#154273"', ("rgb(21, 66, 115)", "rgb(255, 255, 255)"), False),
        ('data-kleur="navy" data-kleur-tekst="#ffe"', ("rgb(0, 0, 128)", "rgb(255, 255, 238)"), False),
        ('data-kleur="#ffe600"', OURS, True),
        ('data-kleur="#154273" data-kleur-tekst="#154280"', OURS, True),
        ('data-kleur="rgb(0 0 0 / 10%)"', OURS, False),
        ('data-kleur="red;} * { display: none"', OURS, False),
    ],
)
def test_colours_of_the_site_are_taken_over_only_where_they_can_be_read(visit, fake, attributes, colours, warned):
    fake.add_page(
        "/site", "text/html", f"<!doctype html><html lang=nl><title>Site</title><script src=/chat/kringwijzer.js {attributes}></script></html>"
    )
    visitor = visit("/site")
    assert launcher_colours(visitor.page) == colours
    assert bool(contrast_warned(visitor)) == warned


def test_colours_can_come_from_the_style_sheet_of_the_site(visit, fake):
    fake.add_page("/site.css", "text/css", "kringwijzer-chat { --kringwijzer-kleur: #5b2a86; } kringwijzer-chat::part(knop) { border-radius: 4px; }")
    fake.add_page(
        "/site", "text/html", "<!doctype html><html lang=nl><link rel=stylesheet href=/site.css><script src=/chat/kringwijzer.js></script></html>"
    )
    page = visit("/site").page
    assert launcher_colours(page)[0] == "rgb(91, 42, 134)"
    assert page.get_by_role("button", name="Vraag het Kringwijzer").evaluate("(button) => getComputedStyle(button).borderTopLeftRadius") == "4px"


def test_the_style_of_the_site_does_not_leak_in(visit, fake):
    fake.add_page("/site.css", "text/css", "* { font-size: 40px !important; color: red; } button { display: none; } html { font-size: 62.5%; }")
    fake.add_page(
        "/site", "text/html", "<!doctype html><html lang=nl><link rel=stylesheet href=/site.css><script src=/chat/kringwijzer.js></script></html>"
    )
    visitor = visit("/site").opens().asks("wat is een steunouder?")
    style = visitor.page.locator(".turn.bot .bubble").first.evaluate("(box) => [getComputedStyle(box).fontSize, getComputedStyle(box).color]")
    assert style == ["16px", "rgb(29, 43, 50)"]


def test_what_a_screen_reader_says_is_what_the_document_says(visit):
    heard = script(visit().page)
    assert heard == SCRIPT.read_text(encoding="utf-8"), "docs/schermlezer.md is old: PYTHONPATH=. .venv/bin/python -m tests.browser.screen_reader"
    assert re.search(r"alert", heard)
