"""The real assistant in the official Teams client, without a browser, with authentication on. One conversation, in its order."""

from __future__ import annotations

import sqlite3

import requests

from tests.teams.playground import ANNA, BOT, BRAM, CHANNEL, GROUP, PERSONAL
from tests.teams.signing_standin import TENANT

MENTION = {"mentions": [{"mentioned": {"id": BOT}, "text": "<at>Kringwijzer</at>"}]}


def senders(place) -> set[str]:
    with sqlite3.connect(place.folder / "kringwijzer.db") as database:
        return {row[0] for row in database.execute("select distinct sender_id from events where sender_id like 'teams:%'")}


def rows(place, table: str) -> int:
    with sqlite3.connect(place.folder / "kringwijzer.db") as database:
        return database.execute(f"select count(*) from {table}").fetchone()[0]


def test_installing_gives_one_welcome_that_asks_for_no_names(place):
    shown = place.playground.installs()

    assert len(shown.messages) == 2
    assert "geen namen van cliënten" in shown.words
    assert shown.button("Wat kun je?")


def test_everything_that_the_client_sends_is_signed_and_let_in(place):
    kinds = {activity["type"] for activity, _, _ in place.playground.standin.passed_on}

    assert {"installationUpdate", "conversationUpdate"} <= kinds
    assert {status for _, status, _ in place.playground.standin.passed_on} == {202}
    assert [request["path"] for request in place.playground.standin.token_requests] == [f"/{TENANT}/oauth2/v2.0/token"]


def test_without_the_stand_in_the_channel_refuses(place):
    url = f"{place.settings.rasa_url}/webhooks/teams/webhook"
    activity = place.playground.standin.passed_on[0][0]

    assert requests.post(url, json=activity, timeout=10).status_code == 401


def test_a_question_is_answered_with_its_source_and_typing_before(place):
    shown = place.playground.says("wat is een steunouder?")

    assert shown.events[0]["action"] == "typing"
    assert "vrijwilliger" in shown.text
    assert shown.messages[0]["aiEntity"]["citation"][0]["appearance"]["name"] == "Handreiking informele steun"
    assert shown.messages[0]["feedbackLoopEnabled"] is True
    assert "Onderdeel" in shown.words


def test_a_press_is_answered_and_the_buttons_make_place_for_the_choice(place):
    shown = place.playground.says("wat is een maatje?")
    answer, after = place.playground.executes(shown.button("Vertel meer"), shown.message_with("Vertel meer"))

    assert answer.json()["value"]["body"][0]["text"] == "Je koos: Vertel meer"
    assert "Bron: " in after.text


def test_a_client_without_execute_can_press_too(place):
    shown = place.playground.says("wat is een steunouder?")
    action = shown.button("Meeleefgezin")
    after = place.playground.submits(action["fallback"]["data"], shown.message_with("Meeleefgezin"))

    assert "meeleefgezin is" in after.text


def test_a_forged_press_changes_nothing(place):
    shown = place.playground.says("wat is een maatje?")
    before = rows(place, "events")
    forged = {"verb": "kies", "data": {"knop": shown.button("Vertel meer")["data"]["knop"][:-3] + "abc"}}
    answer = place.playground.post(
        "/_conversation/v1/invoke",
        {
            "name": "adaptiveCard/action",
            "value": {"action": {"type": "Action.Execute", **forged}},
            "from": {"id": ANNA},
            "conversation": {"id": PERSONAL},
            "replyToId": shown.message_with("Vertel meer"),
        },
    )

    assert "Je koos" not in answer.text
    assert rows(place, "events") == before


def test_search_results_come_as_a_card_with_source_and_section(place):
    shown = place.playground.says("zoek naar veiligheidsafspraken")

    assert len(shown.cards) == 2
    assert "Toon de hele passage" in shown.words
    assert "Handreiking informele steun" in shown.words


def test_a_thumb_is_kept(place):
    shown = place.playground.says("wat is een maatje?")
    answer = place.playground.rates("dislike", "te lang", shown.messages[0]["messageId"])
    place.playground.says("dankjewel")  # in the same lane, so that the thumb is kept by then

    assert (answer.status_code, answer.json()) == (200, {})
    assert rows(place, "beoordelingen") == 1


def test_personal_data_is_noticed_before_the_answer(place):
    shown = place.playground.says("mijn cliënt Sanne de Vries woont in de Dorpsstraat 12, wat is een maatje?")

    assert shown.messages[0]["text"].startswith("Dit lijkt op persoonlijke gegevens")


def test_danger_gives_the_card_with_numbers_and_nothing_else(place):
    shown = place.playground.says("een vader slaat zijn kind nu met een riem")

    assert len(shown.messages) == 1
    assert "Bel 112" in shown.words
    assert "0800-2000" in shown.words


def test_a_network_is_drawn_together_from_the_invitation_to_the_picture(place):
    playground = place.playground
    invitation = playground.says("ik wil een netwerkkaart maken")
    assert "rollen of initialen" in invitation.words
    _, first = playground.executes(invitation.button("Kaart beginnen"), invitation.message_with("Kaart beginnen"))
    assert "Vraag het gezin" in first.words
    noted = playground.says("oma Riet, mevrouw Dijkstra van school en buurman Ali")
    assert "mevrouw D." in noted.words
    assert "Dijkstra" not in noted.words
    parents = playground.says("ik zit nu met ouders")
    assert "uw kind" in parents.words
    alone = playground.says("weer alleen")
    assert "het gezin" in alone.words

    shown = playground.says("naar de kaart")
    picture = next(element for element in shown.cards[0]["body"] if element["type"] == "Image")
    file = requests.get(picture["url"], timeout=20)

    assert file.content.startswith(b"\x89PNG")
    assert "Riet" in picture["altText"]
    assert "Dijkstra" not in shown.words
    assert "eigen dossier" in shown.words
    assert requests.get(picture["url"].replace("/kaart/", "/kaart/x"), timeout=20).status_code == 404
    erased, after = playground.executes(shown.button("Alles wissen"), shown.message_with("Alles wissen"))
    assert "Je koos: Alles wissen" in erased.text
    assert "gewist" in after.words
    assert requests.get(picture["url"], timeout=20).status_code == 404


def test_a_group_and_a_channel_get_a_short_answer_and_each_person_an_own_conversation(place):
    before, playground = senders(place), place.playground
    for conversation in (GROUP, CHANNEL):
        shown = playground.says("<at>Kringwijzer</at> wat is een maatje?", conversation, **MENTION)
        assert "vrijwilliger" in shown.text
        assert "eigen gesprek" in shown.text
        assert shown.button("Verder in een eigen gesprek")["url"].startswith("https://teams.microsoft.com/")
    # The client types as one person only; a colleague's message is the same one with another writer.
    messages = [activity for activity, _, _ in playground.standin.passed_on if activity["type"] == "message"]
    of_anna = next(activity for activity in messages if activity["conversation"]["id"] == GROUP)
    shown = playground.sends({**of_anna, "id": "of-bram", "from": {"id": BRAM, "aadObjectId": "7b1a2c3d-3001-4222-8333-444455556666"}})

    assert "vrijwilliger" in shown.text
    assert len(senders(place) - before) == 3


def test_no_network_map_begins_in_a_group(place):
    shown = place.playground.says("<at>Kringwijzer</at> ik wil een netwerkkaart maken", GROUP, **MENTION)
    after = place.playground.says("<at>Kringwijzer</at> wat is een maatje?", GROUP, **MENTION)

    assert "alleen in een eigen gesprek" in shown.text
    assert "vrijwilliger" in after.text


def test_odd_activities_are_taken_and_answered_with_nothing(place):
    playground = place.playground
    begin = len(playground.standin.passed_on)
    base = playground.template("uninstall")
    for kind in ("messageReaction", "somethingNew"):
        assert playground.sends({**base, "type": kind, "id": kind}).messages == []

    assert [status for _, status, _ in playground.standin.passed_on[begin:]] == [202, 202]


def test_wis_mijn_gegevens_asks_once_and_erases(place):
    shown = place.playground.says("wis mijn gegevens")
    action = next(button for button in ("Ja, wis alles", "Alles wissen") if button in shown.words)
    place.playground.executes(shown.button(action), shown.message_with(action))

    assert not {sender for sender in senders(place) if sender.count(":") == 2}


def test_uninstalling_erases_what_is_held(place):
    place.playground.says("wat is een maatje?")
    assert [sender for sender in senders(place) if sender.count(":") == 2]
    place.playground.sends(place.playground.template("uninstall"))

    assert not [sender for sender in senders(place) if sender.count(":") == 2]


def test_the_logs_hold_nothing_of_what_was_said(place):
    logs = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in (place.folder / "log").glob("*.log"))

    for word in ("Dorpsstraat", "Riet", "Dijkstra", "riem", "te lang", "token-of-the-bot", "not-a-secret"):
        assert word not in logs
