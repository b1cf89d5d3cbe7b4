"""Every payload as Adaptive Cards: valid by Microsoft's schema, readable by everybody, with nothing in them that anybody could forge."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from bot.channels.teams import replies
from bot.channels.teams.cards import open_page, plain
from bot.channels.teams.replies import Composer, read_reply
from bot.channels.teams.wording import label
from bot.knowledge.topics import Audience
from bot.network_map.export import without_surname
from bot.safety.levels import Level, Signal, Theme
from bot.safety.static_help import static_help
from bot.settings import ROOT
from tests.channels.teams_lab import actions_of

SCHEMA = json.loads((ROOT / "tests" / "data" / "schemas" / "adaptive-card-1.5.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)
MAP_ID = "LAyilHcGVG9MglNQ_W0uq8KF"
SOURCE = {"id": "handreiking", "title": "Handreiking informele steun", "section": "Maatjes", "year": None, "url": None}


def person(number: int, label: str, **fields: Any) -> dict[str, Any]:
    made = {"id": f"p{number}", "label": label, "relation": None, "kind": "informeel", "sector": None, "ring": None, "quadrant": 2}
    return made | {"support": [], "direction": None, "group": False} | fields


PEOPLE = [
    person(1, "Riet", relation="oma", ring=1, support=["praktisch", "plezier"]),
    person(2, "mevrouw Dijkstra", ring=3),
    person(3, "buren", relation="buren", group=True, ring=2),
]
PICTURE = {"svg": f"kaart/{MAP_ID}/kaart.svg", "png": f"kaart/{MAP_ID}/kaart.png", "alt": "Netwerkkaart met Riet, mevrouw Dijkstra en buren."}
HIT = {
    "topic": "dilemma/veiligheid",
    "id": "dilemma/veiligheid#professional-2",
    "title": "Risico's of veiligheid",
    "section": "Risico's versus veiligheid",
    "passage": "De hele passage, langer dan het stukje. [klik](javascript:alert(1)) <b>",
    "snippet": "Een stukje.",
    "matched": ["stukje"],
    "score": 6.5,
    "source": {**SOURCE, "year": 2021, "url": "https://example.nl/handreiking", "page": 7},
}
BUTTONS = [{"title": f"Knop {number}", "payload": f"knop:{number}"} for number in range(12)]
SUGGESTION = {"topic": "vorm/steunouder", "title": "Steunouder", "why": "Omdat."}
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "answer": [
        {"text": "Een maatje.\n\nBron: Handreiking informele steun, Maatjes.", "buttons": BUTTONS[:3]},
        {"custom": {"type": "answer", "topic": "vorm/maatje", "title": "Maatje", "audience": "professional", "sources": [SOURCE], "related": []}},
    ],
    "answer without source": [{"text": "Een maatje."}, {"custom": {"type": "answer", "topic": "vorm/maatje", "title": "Maatje", "sources": []}}],
    "clarify": [
        {"text": "Welke bedoel je?", "buttons": BUTTONS[:4]},
        {"custom": {"type": "clarify", "options": [{"topic": "a/b", "title": "Knop 0"}]}},
    ],
    "search_results": [
        {"text": "Dit staat er in de teksten:\n\n1. Een stukje.\n(Risico's of veiligheid)\n2. Nog een.", "buttons": BUTTONS[:3]},
        {"custom": {"type": "search_results", "query": "veilig", "outcome": "found", "results": [HIT, HIT | {"passage": HIT["snippet"]}]}},
    ],
    "search_results with nothing": [{"text": "Niets."}, {"custom": {"type": "search_results", "query": "x", "outcome": "nothing", "results": []}}],
    "support_finder": [
        {"text": "Dit past misschien:\n- Steunouder. Omdat.\n- Maatje. Daarom."},
        {"text": "Voor wie zoek je steun?", "buttons": BUTTONS[:5]},
        {
            "custom": {
                "type": "support_finder",
                "needs": ["rust"],
                "suggestions": [{"topic": "vorm/steunouder", "title": "Steunouder", "why": "Omdat."}],
            }
        },
    ],
    "support_finder with nothing yet": [{"text": "Voor wie?"}, {"custom": {"type": "support_finder", "needs": [], "suggestions": []}}],
    "network_map, start": [
        {"text": "Beginnen?", "buttons": BUTTONS[:3]},
        {"custom": {"type": "network_map", "map_id": MAP_ID, "step": "start", "people": []}},
    ],
    "network_map, names": [
        {"text": "Genoteerd: Riet, mevrouw Dijkstra en buren."},
        {"text": "Wie nog?", "buttons": BUTTONS},
        {"custom": {"type": "network_map", "map_id": MAP_ID, "step": "namen", "people": PEOPLE}},
    ],
    "network_map, map": [
        {"text": f"De kaart is klaar. Bij mevrouw Dijkstra is ruimte. Als PDF: kaart/{MAP_ID}/kaart.pdf", "buttons": BUTTONS[:5]},
        {
            "custom": {
                "type": "network_map",
                "map_id": MAP_ID,
                "step": "kaart",
                "people": PEOPLE,
                "open_places": [{"what": "verdelen", "text": "Veel komt bij mevrouw Dijkstra terecht."}],
                "suggestions": [],
                "image": PICTURE,
            }
        },
    ],
    "network_map, erased": [{"text": "Alles is gewist."}, {"custom": {"type": "network_map", "map_id": "", "step": "gewist", "people": []}}],
    "safety, acute": static_help(Signal(Level.ACUTE, Theme.VIOLENCE), Audience.PROFESSIONAL),
    "safety, concern": static_help(Signal(Level.CONCERN), Audience.PROFESSIONAL),
    "contact": static_help(Signal(Level.NONE), Audience.PROFESSIONAL),
    "privacy": [{"text": "Dit bewaar ik.", "buttons": BUTTONS[:3]}, {"custom": {"type": "privacy", "step": "inzien", "turns": 1, "maps": 0}}],
    "about": [{"text": "Ik ben Kringwijzer.", "buttons": BUTTONS[:2]}, {"custom": {"type": "about"}}],
    "smalltalk": [{"text": "Graag gedaan."}, {"custom": {"type": "smalltalk"}}],
    "language": [{"text": "I speak Dutch only."}, {"custom": {"type": "language"}}],
    "out_of_scope": [{"text": "Daar weet ik niets van."}, {"custom": {"type": "out_of_scope"}}],
    "not_understood": [{"text": "Ik begrijp het niet.", "buttons": BUTTONS[:3]}, {"custom": {"type": "not_understood"}}],
    "a payload of a new kind": [{"text": "Nieuw."}, {"custom": {"type": "new", "deep": [1, {"a": None}]}}],
    "no payload": [{"text": "Alleen tekst."}],
}
every_payload = pytest.mark.parametrize("name", MESSAGES)


def whole(text: str) -> str:
    return text.replace("kaart/", "https://kringwijzer.example.nl/webhooks/teams/kaart/")


def signed(payload: str) -> str:
    return f"knop.{payload.removeprefix('knop:')}.signature"


def activities(name: str) -> list[dict[str, Any]]:
    return Composer(signed).private(read_reply(MESSAGES[name], whole), ["Een regel vooraf."])


def cards(name: str) -> list[dict[str, Any]]:
    return cards_in([*activities(name), *Composer(signed).public(read_reply(MESSAGES[name], whole), "app")])


def cards_in(sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [attachment["content"] for content in sent for attachment in content.get("attachments", [])]


def elements(part: Any) -> list[dict[str, Any]]:
    """Every element anywhere in a card."""
    inner = part if isinstance(part, list) else list(part.values()) if isinstance(part, dict) else []
    return ([part] if isinstance(part, dict) and "type" in part else []) + [found for entry in inner for found in elements(entry)]


OWN_CARDS = {
    "welcome": cards_in(Composer(signed).welcome(BUTTONS[:5])),
    "chosen": [replies.chosen("Vertel meer")],
    "noted": [replies.noted("Verlopen.")],
}


@every_payload
def test_a_payload_gives_valid_cards(name):
    for card in cards(name):
        assert [error.message for error in VALIDATOR.iter_errors(card)] == []


@pytest.mark.parametrize("name", OWN_CARDS)
def test_the_cards_of_the_channel_itself_are_valid(name):
    for card in OWN_CARDS[name]:
        assert [error.message for error in VALIDATOR.iter_errors(card)] == []
        assert card["fallbackText"]


@pytest.mark.parametrize(
    "change",
    [
        {"body": [{"type": "TextBlock"}]},
        {"body": [{"type": "New"}]},
        {"version": 1.5},
        {"body": [{"type": "ActionSet", "actions": [{"type": "Action.Call"}]}]},
    ],
    ids=["a block without text", "an unknown element", "a version that is a number", "an unknown action"],
)
def test_the_schema_refuses_a_wrong_card(change):
    assert list(VALIDATOR.iter_errors(replies.chosen("x") | change))


@every_payload
def test_every_card_says_the_same_where_cards_cannot_be_shown(name):
    for card in cards(name):
        assert card["version"] == "1.5"
        assert card["fallbackText"].strip()
        assert card["lang"] == "nl"


@every_payload
def test_nothing_that_was_said_is_lost(name):
    sent = json.dumps(activities(name), ensure_ascii=False)
    for message in MESSAGES[name]:
        text = str(message.get("text", ""))
        words = {word.strip(".,:()?") for word in text.split() if "/" not in word and word[:1].isalpha()}
        assert {word for word in words if word not in sent and word != "Dijkstra"} == set()
        for button in message.get("buttons", []):
            assert button["title"] in sent


@every_payload
def test_every_button_has_a_title_and_a_signed_payload_in_an_object(name):
    for action in actions_of(cards(name)):
        assert action["title"]
        if action["type"] == "Action.Execute":
            assert list(action["data"]) == ["knop"]
            assert action["data"]["knop"].endswith(".signature")
            assert action["fallback"] == {"type": "Action.Submit", "title": action["title"], "data": action["data"]}
        else:
            assert action["type"] in ("Action.OpenUrl", "Action.ToggleVisibility")


@every_payload
def test_no_payload_of_a_button_leaves_unsigned(name):
    assert "knop:" not in json.dumps(activities(name))


@every_payload
def test_no_button_is_made_for_the_client_of_one_product_only(name):
    assert "msteams" not in json.dumps(activities(name)).lower()


@every_payload
def test_pages_open_over_https_only(name):
    for action in actions_of(cards(name)):
        assert action.get("url", "https://").startswith("https://")


@every_payload
def test_every_picture_says_in_words_what_it_shows(name):
    for element in elements(cards(name)):
        if element["type"] == "Image":
            assert element["altText"].strip()


@every_payload
def test_long_texts_are_never_cut_off_on_a_card(name):
    for element in elements(cards(name)):
        if element["type"] == "TextBlock":
            assert element["wrap"] is True


@every_payload
def test_a_row_has_no_more_buttons_than_fit(name):
    for element in elements(cards(name)):
        if element["type"] == "ActionSet":
            assert len(element["actions"]) <= 3


@every_payload
def test_a_notification_shows_the_same_line_for_everything(name):
    assert {content["summary"] for content in activities(name)} == {label("samenvatting")}


@every_payload
def test_buttons_come_apart_from_what_is_read(name):
    for content in activities(name):
        kinds = {action["type"] for action in actions_of(content)}
        assert not ("Action.Execute" in kinds and content.get("text"))
        assert not (content.get("text") and content.get("attachments"))


def test_the_map_is_a_picture_with_its_table_and_its_files():
    (picture, asked, choices) = activities("network_map, map")[1:]
    found = elements(picture)
    table = next(element for element in found if element["type"] == "FactSet")
    rows = {fact["title"]: fact["value"] for fact in table["facts"]}

    assert rows == {"Riet": "oma, binnenste kring, praktisch, plezier", "mevrouw D.": "buitenste kring", "buren": "middelste kring, groep"}
    assert next(element["url"] for element in found if element["type"] == "Image").endswith("/kaart.png")
    assert [action["url"].rsplit("/", 1)[1] for action in actions_of(picture)] == ["kaart.png", "kaart.pdf"]
    assert "eigen dossier" in json.dumps(asked, ensure_ascii=False)
    assert label("wissen") in json.dumps(choices, ensure_ascii=False)


def test_the_first_card_of_the_map_asks_for_roles_or_initials():
    assert "rollen of initialen" in json.dumps(activities("network_map, start"), ensure_ascii=False)


@pytest.mark.parametrize("name", ["network_map, names", "network_map, map"])
def test_no_surname_of_a_map_is_sent(name):
    sent = json.dumps(activities(name), ensure_ascii=False)

    assert "mevrouw D." in sent
    assert "Dijkstra" not in sent


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("mevrouw Dijkstra", "mevrouw D."),
        ("meneer van den Berg", "meneer van den B."),
        ("Dr. Pieters", "Dr. P."),
        ("Riet", "Riet"),
        ("Umm Khaled", "Umm Khaled"),
        ("juf van groep 3", "juf van groep 3"),
        ("moeder van Fenna", "moeder van Fenna"),
        ("", ""),
    ],
)
def test_a_surname_is_a_name_behind_a_title(given, shown):
    assert without_surname(given) == shown


@pytest.mark.parametrize("name", ["safety, acute", "safety, concern"])
def test_a_safety_card_is_alone_and_has_the_texts_and_numbers_of_everywhere(name):
    (sent,) = activities(name)
    (card,) = cards_in([sent])
    shown = json.dumps(card, ensure_ascii=False)
    contacts = MESSAGES[name][1]["custom"]["contacts"]

    assert all(contact["number"] in shown for contact in contacts if contact["number"])
    assert all(part in shown for part in str(MESSAGES[name][0]["text"]).split("\n\n"))
    assert card["body"][0]["items"][0]["text"] == label("hulp")
    assert "Een regel vooraf" not in shown


def test_a_result_shows_title_section_source_page_and_year_and_unfolds():
    (card,) = cards_in(activities("search_results")[1:2])
    first = card["body"][1]["items"]
    rows = {fact["title"]: fact["value"] for fact in first[2]["facts"]}

    assert first[0]["text"] == "1. Risico's of veiligheid"
    assert rows == {"Bron": "Handreiking informele steun", "Onderdeel": "Maatjes", "Bladzijde": "7", "Jaar": "2021"}
    assert first[4]["isVisible"] is False
    assert first[3]["actions"][0]["targetElements"] == [first[4]["id"]]
    assert "Action.ToggleVisibility" not in json.dumps(card["body"][2])


def test_text_of_a_document_makes_no_link_and_no_html():
    shown = json.dumps(activities("search_results"), ensure_ascii=False)

    assert "](" not in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("address", ["http://example.nl", "javascript:alert(1)", "https://", "", None, 7, "tel:112"])
def test_no_button_opens_anything_but_a_page_over_https(address):
    assert open_page("Open", address) == []


def test_lines_stay_lines_and_lists_stay_lists():
    reply = read_reply([{"text": "Kop\n- een\n- twee\nRegel\nnog een\n\nAlinea\n1. a\n(bron)"}], whole)

    assert reply.texts[0] == "Kop\n- een\n- twee\n\nRegel\n\nnog een\n\nAlinea\n1. a\n(bron)"


def test_markdown_of_others_is_read_as_text():
    assert plain("[a](b) <c>") == "[a] (b) ‹c›"
