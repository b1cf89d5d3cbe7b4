"""Danger, quick exit, erasing, and texts that want to do harm."""

import pytest
from playwright.sync_api import expect

NEUTRAL = "https://www.buienradar.nl/"
ACUTE = "ik wil dood"


def without_leaving(visitor):
    """Answer the neutral page here, so that no test goes out."""
    visitor.page.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<title>Het weer</title>", content_type="text/html"))
    return visitor


def left(visitor):
    visitor.page.wait_for_url(f"{NEUTRAL}**")
    visitor.elsewhere.clear()


def test_an_acute_card_is_one_alert_with_words_and_numbers_together(visit):
    visitor = visit().opens().asks(ACUTE)
    card = visitor.page.get_by_role("alert")
    expect(card).to_contain_text("Wat goed dat je dit zegt")
    expect(card).to_contain_text("Kun je naar iemand toe die je vertrouwt?")
    expect(card.get_by_role("link", name="Bel 113 Zelfmoordpreventie: 113")).to_have_attribute("href", "tel:113")
    alerts = [words for kind, words in visitor.told if kind == "alert"]
    assert len(alerts) == 1
    assert "113" in alerts[0].split("dag en nacht")[0]
    assert visitor.told_about("Wat goed dat je dit zegt") == 1, "the alert says it, and the polite region does not say it again"


def test_the_first_number_of_an_acute_card_can_be_tapped_in_the_first_words(visit):
    visitor = visit().opens().asks(ACUTE)
    expect(visitor.page.get_by_role("alert").locator(".bubble a").first).to_have_attribute("href", "tel:113")


def test_an_acute_card_is_in_view_when_it_comes(visit):
    visitor = visit(width=390, height=700).opens().asks("zoek naar veiligheidsafspraken").asks(ACUTE)
    expect(visitor.page.get_by_role("alert").get_by_text("Hulp nu")).to_be_in_viewport()


def test_after_an_acute_message_help_stays_above_the_input_also_after_a_reload(visit):
    visitor = visit(width=320, height=640).opens().asks(ACUTE).asks("grapje").asks("wat is een steunouder?")
    row = visitor.page.get_by_role("group", name="Direct hulp")
    expect(row.get_by_role("link", name="Bel 113")).to_have_attribute("href", "tel:113")
    expect(visitor.shown("Wat goed dat je dit zegt")).to_have_count(1)
    visitor.page.reload()
    expect(row).to_be_visible()
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    assert [words for kind, words in visitor.told if kind == "alert"] == [], "what was there before a reload is no new alarm"


def test_after_an_acute_message_nobody_is_asked_for_an_opinion(visit):
    visitor = visit().opens().asks(ACUTE).asks("wat is een steunouder?").is_answered("vrijwilliger")
    expect(visitor.page.locator(".feedback")).to_have_count(0)


def test_a_concern_is_calm_and_leads_to_people(visit):
    visitor = visit().opens().asks("mijn man slaat mijn dochter")
    card = visitor.page.get_by_role("group", name="Hier kunt u terecht")
    expect(card.get_by_role("link", name="Bel Veilig Thuis: 0800-2000")).to_be_visible()
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    expect(visitor.page.get_by_role("group", name="Direct hulp")).to_be_hidden()


def test_quick_exit_replaces_the_page_and_leaves_nothing(visit):
    visitor = without_leaving(visit())
    home = visitor.page.url
    visitor.opens().asks(ACUTE)
    token = visitor.fake.said[0]["session"]
    steps = visitor.page.evaluate("history.length")
    visitor.page.get_by_role("button", name="Snel weg").click()
    left(visitor)
    assert visitor.page.evaluate("history.length") == steps, "the neutral page stands in the place of ours"
    assert visitor.fake.erased == [token]
    visitor.page.goto(home)
    assert visitor.page.evaluate("sessionStorage.length") == 0
    visitor.opens()
    expect(visitor.shown("Wat goed dat je dit zegt")).to_have_count(0)


def test_escape_twice_leaves_and_once_only_closes(visit):
    visitor = without_leaving(visit()).opens().asks("bedankt")
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("button", name="Vraag het Kringwijzer")).to_be_focused()
    visitor.page.wait_for_timeout(1700)
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_timeout(200)
    visitor.opens()
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Escape")
    left(visitor)
    assert len(visitor.fake.erased) == 1


def test_escape_twice_on_a_page_with_a_closed_chat_does_nothing(visit):
    visitor = visit()
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_timeout(300)
    assert visitor.page.url.endswith("/chat/voorbeeld")


def test_quick_exit_in_a_frame_leaves_the_whole_page(visit, fake):
    fake.add_page("/site", "text/html", '<!doctype html><title>Site</title><iframe title="Chat" src="/chat/kader" width="400" height="600"></iframe>')
    visitor = without_leaving(visit("/site"))
    frame = visitor.page.frame_locator("iframe")
    frame.get_by_role("button", name="Snel weg").click()
    left(visitor)


def test_quick_exit_works_without_a_server(visit):
    visitor = without_leaving(visit()).opens().asks("bedankt")
    visitor.fake.stop()
    visitor.page.get_by_role("button", name="Snel weg").click()
    left(visitor)


def test_erasing_asks_once_and_then_everything_is_gone(visit):
    visitor = visit().opens().asks("wat is een steunouder?").asks("Laat de kaart zien")
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_role("button", name="Wis mijn gegevens").click()
    assert visitor.fake.erased == []
    expect(visitor.page.get_by_role("button", name="Nee, niet wissen")).to_be_focused()
    visitor.page.get_by_role("button", name="Ja, wis alles").click()
    expect(visitor.shown("Alles van dit gesprek is gewist.").last).to_be_visible()
    assert visitor.fake.erased == [visitor.fake.said[0]["session"]]
    expect(visitor.page.get_by_role("region", name="Uw netwerkkaart")).to_be_hidden()
    assert "steunouder" not in visitor.kept
    visitor.asks("bedankt")
    assert visitor.fake.said[-1]["session"] != visitor.fake.erased[0]


def test_erasing_that_failed_is_not_called_done(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    visitor.fake.behaviour.erase_fails = True
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_role("button", name="Wis mijn gegevens").click()
    visitor.page.get_by_role("button", name="Ja, wis alles").click()
    expect(visitor.shown("Wissen lukte nu niet")).to_be_visible()
    expect(visitor.shown("vrijwilliger die uw kind opvangt")).to_be_visible()


HOSTILE = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 2'>",
    "[klik](javascript:window.hit=3) [klik](JaVaScRiPt:window.hit=3) [klik](data:text/html,x) [klik](vbscript:x) [k](http://voorbeeld.nl)",
    "**<b onclick=window.hit=4>vet</b>** _<i>x</i>_",
    "[a](https://user:pass@voorbeeld.nl/) [b](//voorbeeld.nl) [c](/chat/wis) [d](\tjavascript:x)",
    "<svg onload=window.hit=5><a href='javascript:1'>x</a></svg>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_whoever_says_it(visit, text):
    visitor = visit()
    visitor.fake.behaviour.extra[text] = [{"text": text, "quick_replies": [{"title": text, "payload": text}]}]
    visitor.opens().asks(text)
    visitor.page.wait_for_timeout(200)
    assert visitor.page.evaluate("window.hit") is None
    bubbles = visitor.page.locator(".turn .bubble")
    assert bubbles.locator("script, img, svg, b, i, iframe").count() == 0
    assert [link.get_attribute("href") for link in bubbles.locator("a").all()] == []


def test_hostile_fields_of_payloads_stay_text_too(visit):
    bad = '<img src=x onerror="window.hit=1">'
    link = "javascript:window.hit=2"
    source = {"id": "x", "title": bad, "section": bad, "year": bad, "url": link}
    contact = {"id": "x", "label": bad, "number": "1", "tel": link, "url": link, "hours": bad}
    person = {
        "id": "p1",
        "label": bad,
        "relation": bad,
        "kind": "informeel",
        "sector": bad,
        "ring": 1,
        "support": [bad],
        "direction": None,
        "group": False,
    }
    result = {"topic": "x", "title": bad, "section": bad, "passage": bad * 2, "snippet": bad, "source": source}
    payloads = [
        {"type": "answer", "topic": "x", "title": bad, "audience": None, "sources": [source, source], "related": []},
        {"type": "search_results", "query": bad, "results": [result]},
        {"type": "support_finder", "needs": [bad], "suggestions": [{"topic": bad, "title": bad, "why": bad}]},
        {"type": "clarify", "options": [{"topic": bad, "title": bad}]},
        {"type": "network_map", "map_id": bad, "step": bad, "people": [person], "image": {"svg": link, "png": link, "alt": bad}},
        {"type": "safety", "level": "acute", "subtype": bad, "contacts": [contact]},
        {"type": "language", "lang": 'en"><img src=x>'},
        {"type": bad},
    ]
    visitor = visit()
    visitor.fake.behaviour.extra["alles"] = [{"text": "zie", "custom": payload} for payload in payloads]
    visitor.opens().asks("alles")
    visitor.page.wait_for_timeout(300)
    root = visitor.page.locator("kringwijzer-chat")
    assert visitor.page.evaluate("window.hit") is None
    assert root.locator("img, script").count() == 0
    assert {link.get_attribute("href") for link in root.locator("a").all()} == {"tel:112"}


@pytest.mark.parametrize("sign", ["a", "*", "_", "[", "**a ", "1. ", "- ", "a@a.", "[a](", "\\"])
def test_ten_thousand_characters_are_drawn_in_a_moment(visit, sign):
    visitor = visit()
    visitor.fake.behaviour.extra["lang"] = [{"text": (sign * 10_000)[:10_000]}]
    visitor.opens()
    started = visitor.page.evaluate("performance.now()")
    visitor.asks("lang")
    assert visitor.page.evaluate("performance.now()") - started < 3000
    assert visitor.log.evaluate("(log) => log.scrollWidth <= log.clientWidth")


def test_ordinary_signs_in_a_text_are_left_alone(visit):
    text = "5 < 6 & 7 > 3, snake_case_naam, 2 * 3 * 4, **vet** en *schuin* en _schuin_. Zie [de site](https://voorbeeld.nl/a_b). Mail a@voorbeeld.nl."
    visitor = visit()
    visitor.fake.behaviour.extra["tekens"] = [{"text": text}]
    visitor.opens().asks("tekens")
    bubble = visitor.page.locator(".turn.bot .bubble")
    expect(bubble).to_have_text("5 < 6 & 7 > 3, snake_case_naam, 2 * 3 * 4, vet en schuin en schuin. Zie de site. Mail a@voorbeeld.nl.")
    assert [(link.get_attribute("href"), link.get_attribute("rel")) for link in bubble.locator("a").all()] == [
        ("https://voorbeeld.nl/a_b", "noopener noreferrer"),
        ("mailto:a@voorbeeld.nl", "noopener noreferrer"),
    ]


def test_numbers_of_help_lines_in_a_text_can_be_tapped(visit):
    text = "Bel 112 of de MIND Hulplijn: 0900-1450. Er zijn 1120 mensen, op 112.nl, in 2024-2025 en 0612345678."
    visitor = visit()
    visitor.fake.behaviour.extra["bellen"] = [{"text": text}]
    visitor.opens().asks("bellen")
    links = visitor.page.locator(".turn.bot .bubble a").all()
    assert [link.get_attribute("href") for link in links] == ["tel:112", "tel:09001450"]


def test_a_long_message_stops_at_the_limit_and_says_so(visit):
    visitor = visit().opens()
    visitor.page.locator("#message").click()
    visitor.page.keyboard.insert_text("a" * 3_700)
    expect(visitor.shown("Nog 300 tekens over")).to_be_visible()
    visitor.page.keyboard.insert_text("a" * 6_300)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".turn.bot")).to_have_count(1)
    assert len(visitor.said[0]) == 4_000
