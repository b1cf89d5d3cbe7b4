"""Conversations through the widget at three widths: answers, cards, choices, the map, the menu."""

import re

import pytest
from playwright.sync_api import expect

WIDTHS = pytest.mark.parametrize("width", [320, 390, 1280])
PEOPLE = "oma Riet, opa Henk, mijn zus Nadia, buurvrouw Els, juf Ellen en de voetbaltrainer Kees"


def nothing_sticks_out(page) -> bool:
    return page.evaluate(
        """() => {
          const panel = document.querySelector("kringwijzer-chat").shadowRoot.querySelector(".panel");
          return [panel, ...panel.querySelectorAll(".log, .map-body, .menu")].every((box) => box.scrollWidth <= box.clientWidth + 1)
            && document.documentElement.scrollWidth <= document.documentElement.clientWidth;
        }"""
    )


@WIDTHS
def test_a_question_gets_its_answer_with_source_and_more(visit, width):
    visitor = visit(width=width).opens().asks("wat is een steunouder?").is_answered("vrijwilliger die uw kind opvangt")
    answer = visitor.page.locator(".turn.bot").last
    expect(answer.locator("p.source")).to_have_text("Bron: Handreiking informele steun, Georganiseerde gezinsondersteuning.")
    answer.get_by_role("button", name="Vertel meer").click()
    visitor.is_answered("Misschien woont uw familie ver weg")
    assert visitor.said == ["wat is een steunouder?", "knop:meer"]
    assert nothing_sticks_out(visitor.page)


def test_a_choice_is_echoed_as_what_the_visitor_said_and_old_choices_stop(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    first = visitor.page.locator(".turn.bot").nth(0)
    first.get_by_role("button", name="Vertel meer").click()
    visitor.is_answered("Misschien woont uw familie ver weg")
    expect(visitor.page.locator(".turn.mine").last).to_contain_text("Vertel meer")
    for button in first.locator("button.choice").all():
        expect(button).to_be_disabled()
    expect(first.locator("button.chosen")).to_have_text("Vertel meer gekozen")


@WIDTHS
def test_results_are_cards_with_the_whole_passage_on_demand(visit, width):
    visitor = visit(width=width).opens().asks("zoek naar veiligheidsafspraken")
    card = visitor.page.get_by_role("group", name="5 gevonden stukken")
    expect(card.locator("ol.offers > li")).to_have_count(5)
    passage = card.locator(".passage").first
    expect(passage).to_be_hidden()
    card.get_by_text("Lees de hele tekst").first.click()
    expect(passage).to_contain_text("Wie houdt zicht op de uitvoering")
    expect(passage.locator("li")).to_have_count(4)
    assert visitor.page.locator(".turn.bot .bubble ol").count() == 0, "the list stands in the card and not in the words too"
    assert nothing_sticks_out(visitor.page)


def test_an_opened_passage_is_not_shown_twice(visit):
    visitor = visit().opens().asks("Open 1").is_answered("Wie houdt zicht op de uitvoering")
    assert visitor.page.locator(".card.results").count() == 0
    assert visitor.page.locator(".turn.bot .bubble li").count() == 4


def test_a_question_back_offers_each_option_once(visit):
    visitor = visit().opens().asks("ik zoek iemand voor mijn zoon")
    expect(visitor.page.get_by_role("button", name="Maatje", exact=True)).to_have_count(1)
    visitor.page.get_by_role("button", name="Mentor en natural mentoring").click()
    expect(visitor.page.locator(".turn.bot")).to_have_count(2)
    assert visitor.said[-1] == "knop:vorm/mentor", "the signed payload of the server goes before the title"


@WIDTHS
def test_suggestions_of_the_support_finder_open_their_topic(visit, width):
    visitor = visit(width=width).opens().asks("praktische hulp")
    card = visitor.page.get_by_role("group", name="Dit past misschien")
    expect(card.locator("li")).to_have_count(4)
    expect(card.locator("li").first).to_contain_text("U zoekt even rust")
    card.get_by_role("button", name="Vertel over Buurtgezinnen").click()
    expect(visitor.page.locator(".turn.bot")).to_have_count(2)
    assert visitor.said[-1] == "Buurtgezinnen", "a topic without a button of the server is asked by its title"
    assert nothing_sticks_out(visitor.page)


def test_the_map_grows_with_every_answer_and_the_table_says_the_same(visit):
    visitor = visit().opens().asks("ik wil kijken wie er om ons heen zijn")
    area = visitor.page.get_by_role("region", name="Uw netwerkkaart")
    expect(area).to_be_hidden()
    visitor.asks("Kaart beginnen").asks(PEOPLE)
    expect(area).to_be_visible()
    names = ["Riet", "Henk", "Nadia", "Els", "Ellen", "Kees"]
    expect(area.locator("svg text.label")).to_have_text(names)
    expect(area.get_by_role("rowheader")).to_have_text([re.compile(name) for name in names])
    expect(area.get_by_role("row", name=re.compile("Ellen juf"))).to_contain_text("werk")
    assert area.locator("svg rect.formal").count() == 1
    visitor.asks("Laat de kaart zien")
    expect(area.get_by_role("row", name=re.compile("Riet oma"))).to_contain_text("buitenste")
    drawn = area.locator("svg .mark:not(.unplaced)").count()
    assert drawn == len(names)


@WIDTHS
def test_the_map_stands_beside_a_wide_chat_and_below_a_narrow_one(visit, width):
    visitor = visit(width=width).opens().asks("Laat de kaart zien")
    if width < 900:
        show = visitor.page.get_by_role("button", name="Tonen: Uw netwerkkaart")
        expect(show).to_have_attribute("aria-expanded", "false")
        show.click()
    area = visitor.page.get_by_role("region", name="Uw netwerkkaart").bounding_box()
    log = visitor.log.bounding_box()
    beside = area["x"] + area["width"] <= log["x"] + 1
    below = area["y"] >= log["y"] + log["height"] - 1
    assert (beside, below) == ((True, False) if width >= 900 else (False, True))
    expect(visitor.page.get_by_role("table")).to_be_visible()
    assert nothing_sticks_out(visitor.page)


def test_the_map_can_be_taken_along_in_four_forms(visit):
    visitor = visit().opens().asks("Laat de kaart zien")
    files = visitor.page.locator("a.download")
    assert [link.get_attribute("href").rsplit("/", 1)[1] for link in files.all()] == ["kaart.png", "kaart.svg", "kaart.pdf", "kaart.csv"]
    assert all(link.get_attribute("href").startswith(f"{visitor.fake.address}/chat/kaart/") for link in files.all())
    assert all(link.get_attribute("rel") == "noopener noreferrer" for link in files.all())
    expect(visitor.page.get_by_role("group", name="Uw netwerkkaart").get_by_role("button", name="Vraagverlegenheid")).to_be_visible()


def test_an_erased_map_is_gone_from_the_screen(visit):
    visitor = visit().opens().asks("Laat de kaart zien").asks("Alles wissen")
    expect(visitor.page.get_by_role("region", name="Uw netwerkkaart")).to_be_hidden()


def test_links_to_files_in_a_text_are_followed_on_the_own_server(visit):
    visitor = visit().opens().asks("De kaart meenemen")
    link = visitor.page.locator(".turn.bot .bubble a").first
    assert link.get_attribute("href") == f"{visitor.fake.address}/chat/kaart/LINK/kaart.png"


def test_a_person_can_be_reached_from_every_state_by_one_press(visit):
    visitor = visit().opens().asks("zoek naar veiligheidsafspraken")
    visitor.page.get_by_role("button", name="Mens spreken").click()
    visitor.is_answered("Een mens spreken kan")
    card = visitor.page.get_by_role("group", name="Bellen met een mens")
    expect(card.get_by_role("link", name="Bel Veilig Thuis: 0800-2000")).to_have_attribute("href", "tel:08002000")


def test_thumbs_send_the_id_of_the_answer_and_a_word_only_when_wanted(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    yes = visitor.page.get_by_role("button", name="Ja, dit antwoord hielp")
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    visitor.page.get_by_label("Wilt u zeggen waarom? Het hoeft niet.").fill("duidelijk")
    visitor.page.get_by_role("button", name="Stuur dit mee").click()
    expect(visitor.page.locator(".why")).to_have_text("Dank, dat helpt ons verder.")
    assert visitor.fake.ratings == [{"id": 2, "thumb": "up"}, {"id": 2, "thumb": "up", "word": "duidelijk"}]


def test_small_talk_and_contact_have_no_thumbs(visit):
    visitor = visit().opens().asks("bedankt").asks("Ik wil een mens spreken")
    expect(visitor.page.locator(".feedback")).to_have_count(0)


def test_who_you_are_goes_along_with_each_message_and_changes_the_words(visit):
    visitor = visit().opens()
    expect(visitor.page.get_by_label("Uw vraag of antwoord")).to_be_visible()
    visitor.page.get_by_role("button", name="Jongere", exact=True).click()
    expect(visitor.page.locator(".welcome")).to_contain_text("Je kunt mij vragen stellen")
    expect(visitor.page.get_by_label("Je vraag of antwoord")).to_be_visible()
    visitor.asks("wat is een steunouder?")
    assert visitor.fake.said[0]["metadata"] == {"doelgroep": "jongere"}


def test_the_role_can_be_changed_in_the_middle_and_the_server_hears_it(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_label("Professional").check()
    expect(visitor.page.locator(".turn.mine").last).to_contain_text("Ik ben professional")
    assert visitor.said[-1] == "Ik ben professional"


def test_parents_switch_to_je(visit):
    visitor = visit().opens()
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_label("je", exact=True).check()
    expect(visitor.page.get_by_label("Je vraag of antwoord")).to_be_visible()
    assert visitor.said == ["Zeg maar je"]


def test_letters_grow_and_stay_grown_after_a_reload(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    size = "getComputedStyle(document.querySelector('kringwijzer-chat').shadowRoot.querySelector('.turn .bubble')).fontSize"
    before = float(visitor.page.evaluate(size)[:-2])
    visitor.page.get_by_role("button", name="Menu").click()
    for _ in range(3):
        visitor.page.get_by_role("button", name="Grotere letters").click()
    assert float(visitor.page.evaluate(size)[:-2]) == pytest.approx(before * 1.5)
    visitor.page.reload()
    assert float(visitor.page.evaluate(size)[:-2]) == pytest.approx(before * 1.5)
    assert nothing_sticks_out(visitor.page)


def test_the_conversation_is_saved_as_text_on_request_only(visit):
    visitor = visit().opens().asks("wat is een steunouder?").asks("Ik wil een mens spreken")
    visitor.page.get_by_role("button", name="Menu").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Gesprek bewaren als tekst").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert download.value.suggested_filename == "gesprek-kringwijzer.txt"
    assert "Ik: wat is een steunouder?" in text
    assert "Kringwijzer: Ik ben Kringwijzer, een computer." in text
    assert "[Vertel meer] [Meeleefgezin] [Buurtgezinnen]" in text
    assert "Veilig Thuis, 0800-2000, dag en nacht" in text


def test_beginning_again_takes_another_session(visit):
    visitor = visit().opens().asks("wat is een steunouder?")
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_role("button", name="Opnieuw beginnen").click()
    expect(visitor.page.locator(".turn")).to_have_count(0)
    visitor.asks("bedankt")
    assert visitor.fake.said[0]["session"] != visitor.fake.said[1]["session"]


def test_other_languages_are_marked_as_such(visit):
    visitor = visit().opens().asks("do you speak english please my child needs help")
    expect(visitor.page.locator("p[lang=en]")).to_contain_text("I only understand Dutch")
    visitor.asks("هل تتكلم العربية")
    arabic = visitor.page.locator("p[lang=ar]")
    expect(arabic).to_have_attribute("dir", "auto")
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    visitor.asks("ik spreek geen nederlands")
    marked = visitor.page.locator(".turn.bot").last.locator("[lang]")
    assert [line.get_attribute("lang") for line in marked.all()] == ["en", "tr", "ar", "pl", "uk", "ti", "so", "de", "fr", "es"]


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("Wat gebeurt er met mijn gegevens?", "op een computer van de organisatie zelf"),
        ("wat kun je?", "Elk antwoord is door mensen geschreven"),
        ("hoe plak ik een band", "Daar weet ik niets van"),
        ("xkcd blorp fnar", "Dat begreep ik niet goed"),
        ("bedankt", "Graag gedaan"),
    ],
)
def test_every_plain_payload_is_a_text(visit, says, shown):
    visit().opens().asks(says).is_answered(shown)


def test_the_question_for_whom_changes_the_words_of_the_widget_too(visit):
    visitor = visit().opens().asks("ik voel me zo alleen")
    expect(visitor.page.get_by_label("Je vraag of antwoord")).to_be_visible()


def test_a_closed_chat_counts_what_came_meanwhile(visit):
    visitor = visit().opens()
    visitor.fake.behaviour.delay = 0.8
    visitor.says("wat is een steunouder?")
    visitor.page.get_by_role("button", name="Chat sluiten").click()
    expect(visitor.page.get_by_role("button", name="Vraag het Kringwijzer, 1 nieuw bericht")).to_be_visible(timeout=4000)
    visitor.opens().is_answered("vrijwilliger die uw kind opvangt")
    visitor.page.get_by_role("button", name="Chat sluiten").click()
    expect(visitor.page.get_by_role("button", name="Vraag het Kringwijzer", exact=True)).to_be_visible()


def test_the_host_page_hears_that_something_was_said_but_not_what(visit):
    visitor = visit()
    visitor.page.evaluate(
        """() => { window.heard = []; for (const name of ["open", "dicht", "bericht"])
             document.addEventListener(`kringwijzer:${name}`, (event) => window.heard.push([name, event.detail])); }"""
    )
    visitor.opens().asks("ik wil dood")
    visitor.page.get_by_role("button", name="Chat sluiten").click()
    assert visitor.page.evaluate("window.heard") == [
        ["open", {}],
        ["bericht", {"van": "bezoeker"}],
        ["bericht", {"van": "kringwijzer"}],
        ["dicht", {}],
    ]
