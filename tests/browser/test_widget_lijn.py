"""What a bad line does: late, empty, gone, blocked, forgotten; nothing that was typed is lost and help is always there."""

from playwright.sync_api import expect

HELP_LATE = "Het antwoord laat op zich wachten"
HELP_GONE = "Er komt nu geen antwoord"
HELP_EMPTY = "Hier kwam geen antwoord op"
NO_LINE = "Er is geen verbinding"


def help_card(visitor, name):
    return visitor.page.get_by_role("group", name=name)


def test_a_late_answer_shows_help_after_five_seconds_and_then_the_answer(visit):
    visitor = visit().opens()
    visitor.fake.behaviour.delay = 7
    visitor.says("wat is een steunouder?")
    visitor.page.wait_for_timeout(4200)
    expect(help_card(visitor, HELP_LATE)).to_have_count(0)
    expect(help_card(visitor, HELP_LATE)).to_be_visible(timeout=1800)
    expect(help_card(visitor, HELP_LATE).get_by_role("link", name="Bel 112")).to_have_attribute("href", "tel:112")
    visitor.is_answered("vrijwilliger")
    expect(help_card(visitor, HELP_LATE)).to_have_count(0)
    assert visitor.said == ["wat is een steunouder?"]


def test_a_server_that_says_nothing_at_all_leaves_nobody_without_help(visit):
    visitor = visit().opens()
    visitor.fake.behaviour.silent = True
    visitor.says("ik wil dood")
    expect(help_card(visitor, HELP_LATE)).to_be_visible(timeout=6000)
    assert visitor.told_about("Bel 113 Zelfmoordpreventie: 113") == 1


def test_an_empty_answer_shows_help_at_once(visit):
    visitor = visit().opens()
    visitor.fake.behaviour.empty = True
    visitor.says("wat is een steunouder?")
    expect(help_card(visitor, HELP_EMPTY)).to_be_visible(timeout=2000)
    visitor.fake.behaviour.empty = False
    visitor.asks("bedankt").is_answered("Graag gedaan")
    expect(help_card(visitor, HELP_EMPTY)).to_have_count(0)


def test_a_server_that_is_gone_from_the_start_still_gives_numbers(visit):
    visitor = visit()
    visitor.fake.stop()
    visitor.opens().says("is daar iemand")
    expect(help_card(visitor, HELP_GONE)).to_be_visible(timeout=6000)
    expect(help_card(visitor, HELP_GONE).get_by_role("link", name="Bel Veilig Thuis: 0800-2000")).to_be_visible()


def test_what_is_typed_without_a_line_is_sent_once_when_it_is_back(visit):
    visitor = visit().opens().asks("bedankt")
    visitor.fake.stop()
    expect(visitor.shown(NO_LINE)).to_be_visible(timeout=6000)
    visitor.says("wat is een steunouder?")
    expect(visitor.shown("Nog niet verstuurd").last).to_be_visible()
    visitor.fake.start()
    visitor.is_answered("Graag gedaan")
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("vrijwilliger", timeout=20000)
    expect(visitor.shown("Nog niet verstuurd").last).to_be_hidden()
    expect(visitor.shown(NO_LINE)).to_have_count(0)
    assert visitor.said == ["bedankt", "wat is een steunouder?"]


def test_an_answer_missed_during_a_break_comes_afterwards_and_once(visit):
    visitor = visit().opens().asks("bedankt")
    visitor.fake.behaviour.delay = 1.5
    visitor.says("wat is een steunouder?")
    visitor.page.wait_for_timeout(300)
    visitor.fake.drop_sockets()
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("vrijwilliger", timeout=15000)
    visitor.page.wait_for_timeout(2500)
    expect(visitor.shown("vrijwilliger die uw kind opvangt")).to_have_count(1)
    assert visitor.said == ["bedankt", "wat is een steunouder?"], "the same nonce is not answered twice"


def test_where_sockets_are_blocked_plain_requests_do(visit):
    visitor = visit()
    visitor.fake.behaviour.refuse_sockets = True
    visitor.opens().says("wat is een steunouder?")
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("vrijwilliger", timeout=15000)
    visitor.page.get_by_role("button", name="Vertel meer").click()
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("Misschien woont uw familie ver weg")
    visitor.page.get_by_role("button", name="Ja, dit antwoord hielp").last.click()
    expect(visitor.page.locator(".why form")).to_be_visible()
    assert visitor.said == ["wat is een steunouder?", "knop:meer"]
    assert visitor.fake.said[0]["session"] == visitor.fake.said[1]["session"]
    assert visitor.fake.ratings[0]["thumb"] == "up"


def test_a_reload_keeps_conversation_draft_map_and_session(visit):
    visitor = visit().opens().asks("wat is een steunouder?").asks("Laat de kaart zien")
    visitor.page.locator("#message").fill("half getypt")
    visitor.page.reload()
    expect(visitor.shown("vrijwilliger die uw kind opvangt")).to_be_visible()
    expect(visitor.page.locator("#message")).to_have_value("half getypt")
    expect(visitor.page.get_by_role("region", name="Uw netwerkkaart")).to_be_visible()
    visitor.asks("bedankt").is_answered("Graag gedaan")
    assert len({message["session"] for message in visitor.fake.said}) == 1
    expect(visitor.shown("vrijwilliger die uw kind opvangt")).to_have_count(1)


def test_a_message_on_its_way_during_a_reload_is_still_answered(visit):
    visitor = visit().opens().asks("bedankt")
    visitor.fake.behaviour.delay = 1
    visitor.says("wat is een steunouder?")
    visitor.page.wait_for_timeout(200)
    visitor.page.reload()
    expect(visitor.page.locator(".turn.bot").last).to_contain_text("vrijwilliger", timeout=10000)
    assert visitor.said == ["bedankt", "wat is een steunouder?"]


def test_a_restarted_server_goes_on_with_the_conversation(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    visitor.fake.stop()
    visitor.fake.start()
    expect(visitor.shown(NO_LINE)).to_have_count(0, timeout=20000)
    visitor.asks("bedankt").is_answered("Graag gedaan")
    assert len({message["session"] for message in visitor.fake.said}) == 1


def test_a_forgotten_session_is_told_and_nothing_of_it_stays(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    visitor.fake.forget()
    visitor.fake.drop_sockets()
    expect(visitor.shown("Dit gesprek is gestopt")).to_be_visible(timeout=10000)
    expect(visitor.page.get_by_role("button", name="Vertel meer")).to_be_disabled()
    assert "steunouder" not in visitor.kept
    visitor.asks("bedankt").is_answered("Graag gedaan")


def test_two_tabs_hold_two_conversations(visit):
    first = visit().opens().asks("wat is een steunouder?")
    second = visit(context=first.page.context).opens().asks("bedankt")
    expect(second.shown("vrijwilliger")).to_have_count(0)
    expect(first.shown("Graag gedaan")).to_have_count(0)
    assert first.fake.said[0]["session"] != first.fake.said[1]["session"]


def test_the_end_of_a_session_is_announced_and_can_be_put_off(visit):
    visitor = visit()
    # Sockets notice a clock that jumps, and a new connection renews the session.
    visitor.fake.behaviour.refuse_sockets = True
    page = visitor.page
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Vraag het Kringwijzer").click()
    page.locator("#message").fill("bedankt")
    page.locator("#message").press("Enter")
    expect(visitor.shown("Graag gedaan")).to_be_visible()
    warning = visitor.shown("Dit gesprek stopt over 2 minuten. Wilt u verder praten?")
    page.clock.fast_forward(117 * 60 * 1000)
    page.clock.run_for(6000)
    expect(warning).to_have_count(0)
    page.clock.fast_forward(60 * 1000)
    page.clock.run_for(6000)
    expect(warning).to_be_visible()
    with page.expect_response("**/chat/berichten"):
        page.get_by_role("button", name="Verder praten").click()
    expect(page.get_by_role("button", name="Verder praten")).to_have_count(0)
    page.clock.fast_forward(117 * 60 * 1000)
    page.clock.run_for(6000)
    expect(visitor.shown("Dit gesprek is gestopt")).to_have_count(0)
    page.clock.fast_forward(4 * 60 * 1000)
    page.clock.run_for(6000)
    expect(visitor.shown("Dit gesprek is gestopt")).to_be_visible()


def test_nothing_is_asked_of_the_server_before_the_chat_is_opened(visit):
    visitor = visit()
    visitor.page.wait_for_timeout(500)
    assert [path for path in visitor.fake.requests if path.endswith(".io/") or path.endswith("hulp.json")] == []


def test_only_the_session_store_of_the_tab_is_used(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    assert visitor.page.evaluate("[Object.keys(localStorage).length, document.cookie, Object.keys(sessionStorage).length]") == [0, "", 1]
    assert visitor.page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
