"""The pages that come along, and a site elsewhere that embeds the chat under a strict policy of its own."""

import pytest
from playwright.sync_api import expect

from tests.browser.fake_assistant import FakeAssistant


def test_the_full_page_is_the_chat_and_fills_it(visit):
    visitor = visit("").asks("wat is een steunouder?").is_answered("vrijwilliger")
    box = visitor.page.get_by_role("region", name="Chat met Kringwijzer").bounding_box()
    assert (box["width"], box["height"]) == (1280, 800)
    assert visitor.page.title() == "Informatie", "the tab tells nobody what it is about"
    expect(visitor.page.get_by_role("button", name="Chat sluiten")).to_have_count(0)


def test_the_page_for_a_frame_takes_its_settings_from_the_address(visit):
    visitor = visit("kader?doelgroep=jongere&organisatie=Voorbeeldschool&kleur=%23154273").asks("wat is een steunouder?")
    assert visitor.fake.said[0]["metadata"] == {"doelgroep": "jongere"}
    expect(visitor.page.get_by_role("region", name="Chat met Kringwijzer van Voorbeeldschool")).to_be_visible()
    send = visitor.page.get_by_role("button", name="Versturen")
    assert send.evaluate("(button) => getComputedStyle(button).backgroundColor") == "rgb(21, 66, 115)"


@pytest.mark.parametrize("query", ["doelgroep=<script>", "organisatie=<img src=x onerror=window.hit=1>", "kleur=red;}*{display:none"])
def test_a_bad_address_of_the_frame_does_no_harm(visit, query):
    visitor = visit(f"kader?{query}").asks("bedankt").is_answered("Graag gedaan")
    assert visitor.page.evaluate("window.hit") is None
    assert visitor.fake.said[0]["metadata"] == {}


@pytest.mark.parametrize("page", ["", "kader"])
def test_without_javascript_the_numbers_stand_on_the_page_itself(browser, fake, page):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{fake.address}/chat/{page}")
    expect(tab.get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")
    expect(tab.get_by_role("link", name="0800-2000")).to_have_attribute("href", "tel:08002000")
    context.close()


def test_without_javascript_a_site_leads_to_help(browser, fake):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{fake.address}/chat/voorbeeld")
    expect(tab.get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")
    tab.get_by_role("link", name="Hulp en telefoonnummers").click()
    expect(tab.get_by_role("link", name="0800-2000")).to_have_attribute("href", "tel:08002000")
    expect(tab.get_by_role("link", name="Snel weg van deze pagina")).to_be_visible()
    context.close()


@pytest.fixture
def site(fake):
    """A site on another address whose policy allows the assistant by name only, as docs/embed.md says."""
    policy = f"default-src 'none'; script-src {fake.address}; style-src 'self'; connect-src {fake.address} {fake.address.replace('http', 'ws')}"
    tag = f'<script src="{fake.address}/chat/kringwijzer.js" data-organisatie="Voorbeeldstichting" data-doelgroep="ouder" data-open></script>'
    page = f"<!doctype html><html lang=nl><head><title>Site</title></head><body><h1>Site</h1>{tag}</body></html>"
    host = FakeAssistant({"/site": ("text/html", page)}, policy=policy).start()
    yield host
    host.stop()


def test_a_site_elsewhere_embeds_the_chat_with_one_tag(visit, site):
    visitor = visit("/site", at=site.address)
    expect(visitor.page.get_by_role("dialog", name="Chat met Kringwijzer van Voorbeeldstichting")).to_be_visible()
    visitor.asks("wat is een steunouder?").is_answered("vrijwilliger")
    assert visitor.fake.said[0]["metadata"] == {"doelgroep": "ouder"}
    assert visitor.page.evaluate("document.activeElement.localName") == "kringwijzer-chat", "focus follows what the visitor does"


def test_an_open_chat_does_not_take_the_focus_when_the_page_loads(visit, site):
    page = visit("/site", at=site.address).page
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.activeElement.localName") == "body"


def test_a_site_elsewhere_can_use_plain_requests(visit, site, fake):
    fake.behaviour.refuse_sockets = True
    visitor = visit("/site", at=site.address)
    visitor.says("wat is een steunouder?")
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("vrijwilliger", timeout=20_000)


def test_the_chat_can_stand_in_the_page_itself(visit, fake):
    fake.add_page("/site.css", "text/css", ".plek { width: 500px; height: 400px; margin: 20px; }")
    tag = '<div class="plek"><script src="/chat/kringwijzer.js" data-vorm="vlak"></script></div>'
    fake.add_page(
        "/site", "text/html", f"<!doctype html><html lang=nl><title>Site</title><link rel=stylesheet href=/site.css><body>{tag}<p>onder</p></html>"
    )
    visitor = visit("/site").asks("bedankt").is_answered("Graag gedaan")
    box = visitor.page.get_by_role("region", name="Chat met Kringwijzer").bounding_box()
    assert (box["width"], box["height"]) == (500, 400)


def test_two_tags_make_one_chat(visit, fake):
    tag = "<script src=/chat/kringwijzer.js></script>"
    fake.add_page("/site", "text/html", f"<!doctype html><html lang=nl><title>Site</title><body>{tag}{tag}</html>")
    expect(visit("/site").page.get_by_role("button", name="Vraag het Kringwijzer")).to_have_count(1)


def test_a_chat_taken_out_of_the_page_leaves_no_line_open(visit):
    visitor = visit().opens().asks("bedankt")
    visitor.page.evaluate("document.querySelector('kringwijzer-chat').remove()")
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_timeout(300)
    assert visitor.page.url.endswith("/chat/voorbeeld")
    assert visitor.fake.open_sockets == 0
