"""What people meet in Teams: a welcome, their own conversation, buttons, warnings, groups, and an end that leaves nothing."""

from __future__ import annotations

import json
import struct

import pytest

from bot.channels.intake import NOT_KEPT
from bot.channels.teams.keeping import StoredConversations, persons_of
from bot.channels.teams.wording import says_company
from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Interview, Mode
from bot.network_map.network import History, NetworkMap, Viewpoint
from bot.network_map.people import Person
from bot.privacy.keys import open_vault
from bot.storage.conversations import events
from bot.storage.engine import open_engine
from bot.storage.event_seal import seal
from bot.storage.maps import open_map_store
from tests.channels.teams_lab import BOT, GROUP, PERSONAL, USER, actions_of, bench_in
from tests.teams.signing_standin import TENANT

SOURCE = {"title": "Handreiking informele steun", "section": "Maatjes"}
ALARM = {"id": "alarm", "label": "112", "number": "112", "hours": "dag en nacht"}
ANSWER = [
    {
        "text": "Een maatje is een vrijwilliger.\n\nBron: Handreiking informele steun, Maatjes.",
        "buttons": [{"title": "Vertel meer", "payload": "knop:meer"}],
    },
    {"custom": {"type": "answer", "topic": "vorm/maatje", "title": "Maatje", "sources": [SOURCE]}},
]
SAFETY = [{"text": "Is er nu gevaar? Bel 112."}, {"custom": {"type": "safety", "level": "acute", "subtype": "geweld", "contacts": [ALARM]}}]


@pytest.fixture
async def bench(tmp_path):
    async with bench_in(tmp_path) as made:
        made.rasa.answer = ANSWER
        yield made


def installation(bench, action: str = "add", **fields) -> dict:
    return bench.activity("installationUpdate", action=action, **fields)


def members(bench, *ids: str, **fields) -> dict:
    return bench.activity("conversationUpdate", membersAdded=[{"id": member} for member in ids], **fields)


async def all_of(bench, *activities: dict) -> None:
    for activity in activities:
        assert (await bench.post(activity))[0] == 202
    await bench.finish()


# Arriving and leaving


async def test_an_installation_gives_one_welcome_though_teams_tells_it_twice(bench):
    await all_of(bench, installation(bench), members(bench, USER, BOT), members(bench, BOT))

    assert len(bench.connector.sent) == 2  # the card, and what to begin with
    assert "geen namen van cliënten" in bench.connector.words
    assert bench.rasa.heard == []


async def test_who_comes_back_after_leaving_is_welcomed_again(bench):
    await all_of(bench, installation(bench), installation(bench, "remove"))
    before = len(bench.connector.sent)
    await all_of(bench, installation(bench))

    assert len(bench.connector.sent) == 2 * before


@pytest.mark.parametrize("action", ["add-upgrade", "remove", ""])
async def test_another_kind_of_installation_gives_no_welcome(bench, action):
    await all_of(bench, installation(bench, action))

    assert bench.connector.sent == []


async def test_a_colleague_who_joins_a_group_is_not_welcomed(bench):
    group = {"id": GROUP, "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
    await all_of(bench, members(bench, "29:1cleo", conversation=group))
    assert bench.connector.sent == []
    await all_of(bench, members(bench, BOT, conversation=group))

    assert "Iedereen hier leest mee" in bench.connector.words
    assert actions_of(bench.connector.sent) == []


async def test_the_buttons_of_the_welcome_work(bench):
    await all_of(bench, installation(bench))
    await bench.post(bench.press("Wat kun je?"))
    await bench.finish()

    assert bench.rasa.texts == ["Wat kun je?"]


async def test_leaving_erases_the_conversation(bench):
    await bench.say("hallo")
    await all_of(bench, installation(bench, "remove-upgrade"))

    assert bench.keeping.erased == bench.rasa.senders


async def test_leaving_a_group_erases_the_conversations_of_everybody_in_it(tmp_path):
    async with bench_in(tmp_path) as bench:

        def kept(sender: str) -> dict:
            return {"sender_id": sender, "type_name": "user", "timestamp": 1.0, "data": seal(open_vault(bench.settings), sender, {"event": "user"})}

        engine = open_engine(bench.settings.database)
        with engine.begin() as connection:
            connection.execute(events.insert(), [kept("teams:t:abc:1"), kept("teams:t:abc:2"), kept("teams:t:abcd"), kept("web:x")])
        store = open_map_store(bench.settings)
        store.create("teams:t:abc:1", {"a": 1}, 1)
        senders = await StoredConversations(bench.settings).erase("teams:t:abc")

        assert sorted(senders) == ["teams:t:abc", "teams:t:abc:1", "teams:t:abc:2"]
        assert persons_of(bench.settings, "teams:t:abc") == []
        assert store.latest_of("teams:t:abc:1") is None
        with engine.begin() as connection:
            assert sorted(row[0] for row in connection.execute(events.select().with_only_columns(events.c.sender_id))) == ["teams:t:abcd", "web:x"]
        engine.dispose()
        store.close()


async def test_nothing_is_sent_that_nobody_asked_for(bench):
    await bench.say("hallo")
    sent = len(bench.connector.paths)
    await all_of(bench, bench.activity("event", name="continueConversation"), installation(bench, "remove"))

    assert len(bench.connector.paths) == sent
    assert bench.channel.get_output_channel() is None


# Who speaks


async def test_the_sender_names_the_tenant_and_no_id_of_microsoft(bench):
    await bench.say("hallo")
    (sender,) = bench.rasa.senders

    assert sender.startswith(f"teams:{TENANT}:")
    assert PERSONAL not in sender
    assert USER not in sender


async def test_everybody_speaks_as_a_professional(bench):
    await bench.say("hallo")

    assert bench.rasa.heard[0].metadata["doelgroep"] == "professional"
    assert bench.rasa.heard[0].input_channel == "teams"


async def test_a_private_chat_and_two_people_in_a_group_are_three_conversations(bench):
    await bench.say("hallo")
    for user in ("29:1anna", "29:1bram", "29:1anna"):
        await bench.post(bench.in_group("<at>Kringwijzer</at> hallo", user))
    await bench.finish()
    senders = bench.rasa.senders

    assert len(set(senders)) == 3
    assert senders[1] == senders[3]


async def test_a_thread_of_a_channel_is_the_same_conversation_of_a_person(bench):
    for thread in ("1", "2"):
        conversation = {"id": f"19:kanaal@thread.tacv2;messageid={thread}", "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
        await bench.post(bench.in_group("<at>K</at> hallo") | {"conversation": conversation, "id": thread})
    await bench.finish()

    assert len(set(bench.rasa.senders)) == 1
    assert [content["conversation"]["id"][-1] for content in bench.connector.sent[::2]] == ["1", "2"]


# Text


async def test_mentions_and_html_are_taken_out(bench):
    await bench.post(bench.in_group("<at>Kringwijzer</at> wat&nbsp;is een &lt;maatje&gt;, <at id='1'>Jan de Vries</at>?"))
    await bench.finish()

    assert bench.rasa.texts == ["wat is een <maatje>, ?"]


async def test_a_long_answer_is_one_message(bench):
    long = "\n\n".join(["Een alinea.", "- een\n- twee", "Nog een alinea."] * 10)
    bench.rasa.answer = [{"text": "Ik ben Kringwijzer."}, {"text": long}, {"text": "Dit heb ik niet bewaard: adres."}]
    await bench.say("hallo")

    assert len(bench.connector.texts) == 1
    assert bench.connector.texts[0].count("Een alinea.") == 10
    assert bench.connector.sent[0]["textFormat"] == "markdown"


async def test_the_answer_cites_its_source_in_teams_own_form_and_asks_for_a_thumb(bench):
    await bench.say("wat is een maatje?")
    (entity,) = bench.connector.sent[0]["entities"]

    assert bench.connector.texts[0].endswith("Maatjes. [1]")
    assert entity["citation"][0]["appearance"]["name"] == "Handreiking informele steun"
    assert "AIGeneratedContent" not in bench.connector.words
    assert bench.connector.sent[0]["channelData"] == {"feedbackLoop": {"type": "default"}}


async def test_an_attachment_is_refused_kindly_and_the_text_beside_it_is_answered(bench):
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {"downloadUrl": "https://example.nl"}}
    await bench.say("", attachments=[file])
    assert (bench.rasa.heard, len(bench.connector.texts)) == ([], 1)
    await bench.say("wat is een maatje?", attachments=[file, {"contentType": "text/html", "content": "<p>wat</p>"}])

    assert bench.rasa.texts == ["wat is een maatje?"]
    assert "Een bijlage kan ik niet lezen" in bench.connector.texts[1]


async def test_the_html_that_teams_adds_to_a_formatted_message_is_no_attachment(bench):
    await bench.say("hallo", attachments=[{"contentType": "text/html", "content": "<b>hallo</b>"}])

    assert "bijlage" not in bench.connector.words


async def test_an_edited_message_is_answered_anew_each_time(bench):
    await bench.say("wat is een matje?", id="7")
    for text in ("wat is een maatje?", "wat is een steunouder?"):
        await bench.post(bench.activity("messageUpdate", id="7", text=text, channelData={"eventType": "editMessage", "tenant": {"id": TENANT}}))
    await bench.post(bench.activity("messageUpdate", id="7", text="x", channelData={"eventType": "undeleteMessage", "tenant": {"id": TENANT}}))
    await bench.finish()

    assert bench.rasa.texts == ["wat is een matje?", "wat is een maatje?", "wat is een steunouder?"]
    assert "aangepast" in bench.connector.words


async def test_after_a_deleted_message_everything_can_be_erased(bench):
    await bench.post(bench.activity("messageDelete", id="7", channelData={"eventType": "softDeleteMessage", "tenant": {"id": TENANT}}))
    await bench.finish()
    assert "verwijderd" in bench.connector.words
    (button,) = actions_of(bench.connector.sent)
    await bench.post(bench.press(button["title"]))
    await bench.finish()

    assert bench.rasa.heard[-1].metadata["recht"] == "wissen"


async def test_too_many_messages_get_one_kind_line(bench):
    for number in range(25):
        await bench.post(bench.activity(text=f"vraag {number}"))
        await bench.finish()

    assert len(bench.rasa.heard) == 20
    assert bench.connector.words.count("Dat ging te snel") == 1


# Names of clients

IDENTIFYING = [
    "mijn cliënt Sanne de Vries heeft een maatje nodig",
    "bsn 123456782 van het kind",
    "bel moeder op 06-12345678",
    "mail naar jan.devries@example.nl",
    "ze wonen in de Dorpsstraat 12",
    "postcode 1234 AB",
    "geboren op 12-03-2015",
    "rekening NL91ABNA0417164300",
    "dossiernummer 2024-123456",
    "mevrouw De Jong en haar zoon",
]


@pytest.mark.parametrize("text", IDENTIFYING)
async def test_personal_data_is_masked_and_a_kind_line_says_so_first(bench, text):
    await bench.say(text)

    assert bench.rasa.texts != [text]
    assert bench.connector.texts[0].startswith("Dit lijkt op persoonlijke gegevens")


async def test_what_was_masked_is_told_once(bench):
    bench.rasa.answer = [{"text": "Een antwoord."}, {"text": "Dit heb ik niet bewaard: telefoonnummer. Noem liever geen gegevens van cliënten."}]
    await bench.say("bel moeder op 06-12345678")

    assert "Dit heb ik niet bewaard" not in bench.connector.words
    assert bench.connector.texts == [bench.connector.texts[0], "Een antwoord."]


async def test_a_question_without_personal_data_gets_no_warning(bench):
    await bench.say("wat is een maatje?")

    assert "persoonlijke gegevens" not in bench.connector.words


async def test_a_notification_shows_nothing_of_a_case(bench):
    bench.rasa.answer = [{"text": "Genoteerd: Riet."}, {"custom": {"type": "network_map", "map_id": "m", "step": "namen", "people": []}}]
    await bench.say("oma Riet")

    assert bench.connector.texts == []
    assert {content["summary"] for content in bench.connector.sent} == {"Kringwijzer heeft geantwoord"}


async def test_danger_goes_before_everything_else(bench):
    bench.rasa.answer = SAFETY
    await bench.say("een vader slaat zijn kind nu met een riem, bel mij op 06-12345678")

    assert len(bench.connector.sent) == 1
    assert "112" in bench.connector.words
    assert "persoonlijke gegevens" not in bench.connector.words
    assert bench.rasa.texts == [NOT_KEPT]


# At the table


@pytest.mark.parametrize("text", ["ik zit nu met ouders", "Ik zit nu met de ouders.", "De ouders kijken mee!"])
async def test_with_parents_at_the_table_the_wording_is_for_them(bench, text):
    await bench.say(text)

    assert bench.rasa.heard[0].metadata["knop"] == "ouder"
    assert bench.rasa.heard[0].metadata["doelgroep"] == "professional"
    assert "weer alleen" in bench.connector.texts[0]


async def test_alone_again_the_wording_is_for_the_professional(bench):
    await bench.say("Weer alleen.")

    assert bench.rasa.heard[0].metadata["knop"] == "professional"


@pytest.mark.parametrize("text", ["ik zit nu met ouders die elkaar slaan", "ik zit met ouders die vastlopen, wat nu?", ""])
def test_a_sentence_that_says_more_is_no_command(text):
    assert says_company(text) is None


# Buttons


async def test_a_press_is_answered_at_once_with_what_was_chosen_and_once(bench):
    await bench.say("wat is een maatje?")
    press = bench.press("Vertel meer")
    status, body = await bench.post(press)
    assert (status, body["statusCode"], body["type"]) == (200, 200, "application/vnd.microsoft.card.adaptive")
    assert body["value"]["body"][0]["text"] == "Je koos: Vertel meer"
    assert actions_of(body["value"]) == []
    await bench.post(press)
    await bench.post(bench.press("Vertel meer"))
    await bench.finish()

    assert bench.rasa.texts == ["wat is een maatje?", "Vertel meer"]
    assert bench.rasa.heard[1].metadata["knop"] == "meer"


async def test_a_client_without_execute_sends_the_same_as_submit(bench):
    await bench.say("wat is een maatje?")
    fallback = bench.button("Vertel meer")["fallback"]
    assert fallback["type"] == "Action.Submit"
    await all_of(bench, bench.activity(value=fallback["data"]))

    assert bench.rasa.texts == ["wat is een maatje?", "Vertel meer"]


@pytest.mark.parametrize("value", [{"knop": "knop.meer.x.y"}, {"knop": "knop:meer"}])
async def test_a_forged_submit_gets_a_kind_line(bench, value):
    await all_of(bench, bench.activity(value=value))

    assert bench.rasa.heard == []
    assert "hoort niet bij dit gesprek" in bench.connector.texts[0]


async def test_an_expired_button_says_so(bench, monkeypatch):
    await bench.say("wat is een maatje?")
    monkeypatch.setattr(bench.channel.door._signer, "_seconds", -1)
    _, body = await bench.post(bench.press("Vertel meer"))
    await all_of(bench, bench.activity(value=bench.button("Vertel meer")["data"]))

    assert "verlopen" in body["value"]["fallbackText"]
    assert "verlopen" in bench.connector.texts[-1]
    assert len(bench.rasa.heard) == 1


async def test_a_typed_payload_is_text(bench):
    await bench.say("knop:kaart-wissen")

    assert "knop" not in bench.rasa.heard[0].metadata


# Thumbs


def thumb(bench, reaction: object, feedback: object) -> dict:
    value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": feedback}}
    return bench.activity("invoke", name="message/submitAction", value=value)


@pytest.mark.parametrize(("feedback", "word"), [('{"feedbackText":"fijn"}', "fijn"), ("fijn", "fijn"), ("{}", ""), (None, ""), ("[]", "[]")])
async def test_a_thumb_is_kept_with_the_topic_of_the_answer(bench, feedback, word):
    await bench.say("wat is een maatje?")
    assert await bench.post(thumb(bench, "like", feedback)) == (200, {})
    await bench.finish()

    assert bench.thumbs == [(bench.rasa.senders[0], "vorm/maatje", True, word)]


async def test_a_thumb_down_is_told_from_a_thumb_up(bench):
    await bench.say("wat is een maatje?")
    await bench.post(thumb(bench, "dislike", ""))
    await bench.finish()

    assert bench.thumbs[0][2] is False


async def test_a_thumb_that_comes_twice_counts_once(bench):
    await bench.say("wat is een maatje?")
    activity = thumb(bench, "like", "")
    await bench.post(activity)
    await bench.post(activity)
    await bench.finish()

    assert len(bench.thumbs) == 1


@pytest.mark.parametrize("reaction", ["heart", None, 7, {"a": 1}])
async def test_an_odd_thumb_is_answered_and_not_kept(bench, reaction):
    await bench.say("wat is een maatje?")
    assert await bench.post(thumb(bench, reaction, "")) == (200, {})
    await bench.finish()

    assert bench.thumbs == []


async def test_a_thumb_before_any_answer_is_not_kept(bench):
    await bench.post(thumb(bench, "like", ""))
    await bench.finish()

    assert bench.thumbs == []


# The picture


async def with_map(bench) -> str:
    """A map with a picture that was shown in the personal chat; returns the address of the picture."""
    await bench.say("hallo")
    people = (Person("p1", "mevrouw Dijkstra"), Person("p2", "Riet"))
    interview = Interview(history=History(NetworkMap(Viewpoint.TOGETHER, people, next_number=3)), stage=Stage.MAP, mode=Mode.SHOWN, invited=True)
    store = open_map_store(bench.settings)
    map_id = store.create(bench.rasa.senders[0], interview.to_dict(), 1)
    store.close()
    image = {"svg": f"kaart/{map_id}/kaart.svg", "png": f"kaart/{map_id}/kaart.png", "alt": "Kaart met mevrouw Dijkstra en Riet."}
    bench.rasa.answer = [
        {"text": "Hier is de kaart."},
        {"custom": {"type": "network_map", "map_id": map_id, "step": "kaart", "people": [], "image": image}},
    ]
    await bench.say("naar de kaart")
    return next(element["url"] for element in bench.connector.cards[-3]["body"] if element["type"] == "Image")


async def test_the_picture_is_no_larger_than_teams_takes(bench):
    status, headers, content = await bench.get(await with_map(bench))
    width, height = struct.unpack(">II", content[16:24])

    assert (status, headers["content-type"], headers["cache-control"]) == (200, "image/png", "no-store")
    assert len(content) < 1_000_000
    assert max(width, height) <= 1024


@pytest.mark.parametrize("change", [lambda a: a.replace("/kaart/", "/kaart/x"), lambda a: a.replace("kaart.png", "geheim.png"), lambda a: a + "x"])
async def test_an_address_that_was_changed_opens_nothing(bench, change):
    assert (await bench.get(change(await with_map(bench))))[0] == 404


async def test_an_old_address_opens_nothing(bench, monkeypatch):
    address = await with_map(bench)
    monkeypatch.setattr(bench.channel.door._links._signer, "_seconds", -1)

    assert (await bench.get(address))[0] == 404


async def test_the_address_of_a_map_does_not_open_the_data_of_a_conversation(bench):
    token = (await with_map(bench)).split("/kaart/")[1].split("/")[0]

    assert (await bench.get(f"/webhooks/teams/gegevens/{token}"))[0] == 404


async def test_what_is_held_can_be_taken_along(bench):
    bench.rasa.answer = [{"text": "Hier staat alles: gegevens/alles.json"}]
    await bench.say("stuur ze mij")
    address = bench.connector.texts[0].split(": ")[1]
    status, headers, content = await bench.get(address)

    assert (status, headers["content-disposition"].split(";")[0]) == (200, "attachment")
    assert json.loads(content)["maps"] == []


# Groups


async def test_a_group_gets_a_short_answer_and_the_way_to_a_private_chat(bench):
    bench.rasa.answer = [{"text": "Ik ben Kringwijzer."}, {"text": f"{'Een lange alinea. ' * 50}\n\nNog meer.\n\nBron: Handreiking."}, ANSWER[1]]
    await bench.post(bench.in_group("<at>Kringwijzer</at> wat is een maatje?"))
    await bench.finish()
    (page,) = actions_of(bench.connector.sent)

    assert len(bench.connector.texts[0]) < 700
    assert "Bron: Handreiking." in bench.connector.texts[0]
    assert "eigen gesprek" in bench.connector.texts[0]
    assert page["url"].startswith("https://teams.microsoft.com/l/chat/")


async def test_a_message_in_a_group_without_a_mention_is_none_of_its_business(bench):
    await bench.post(bench.in_group("wat is een maatje?", mention=False))
    await bench.finish()

    assert bench.rasa.heard == []
    assert bench.connector.paths == []


@pytest.mark.parametrize("kind", ["network_map", "support_finder"])
async def test_a_longer_conversation_does_not_begin_where_others_read_along(bench, kind):
    bench.rasa.answer = [{"text": "Wie staan er om het kind heen?"}, {"custom": {"type": kind, "step": "start", "people": []}}]
    await bench.post(bench.in_group("<at>Kringwijzer</at> ik wil een netwerkkaart"))
    await bench.finish()

    assert "om het kind heen" not in bench.connector.words
    assert bench.rasa.heard[1].metadata["knop"] in ("kaart-wissen", "keuze-stoppen")


async def test_danger_in_a_group_gets_the_whole_card(bench):
    bench.rasa.answer = SAFETY
    await bench.post(bench.in_group("<at>Kringwijzer</at> een vader slaat nu zijn kind"))
    await bench.finish()

    assert len(bench.connector.sent) == 1
    assert "Bel 112" in bench.connector.words


async def test_the_static_help_answers_when_rasa_fails(bench):
    bench.rasa.answer = []
    await bench.say("hallo")

    assert "Bel 112" in bench.connector.words
