from __future__ import annotations

import asyncio

import aiohttp
import pytest
from socketio.exceptions import ConnectionError as SocketRefused

from bot.channels.turns import MOST_AT_ONCE
from bot.channels.web import HANDSHAKES_PER_SOCKET
from bot.channels.web_conversation import CODE_PAUSE, OLD_BUTTON, ONLY_TEXT, TOO_FAST
from bot.knowledge.phrasing import default_phrasebook
from tests.channels.web_server import Rasa, serving

pytestmark = pytest.mark.usefixtures("web")

EVIL = "https://evil.example"
SITE = "https://www.gemeente.example"
BUTTON = {"text": "dag", "buttons": [{"title": "Vertel meer", "payload": "knop:meer"}]}


def kind(name: str) -> str:
    return default_phrasebook().text(name, None)


def senders(site) -> list[str]:
    return [message.sender_id for message in site.rasa.heard]


async def test_a_visitor_gets_a_session_and_an_answer(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")

        assert bubble["text"] == "gehoord: hallo"
        assert visitor.all("session_info") == [{"new": True, "minutes": 120}]
        assert isinstance(visitor.token, str)
        assert len(visitor.token) > 43


async def test_the_assistant_is_seen_typing(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("hallo", nonce="een")
        names = [name for name, _ in visitor.events]

        assert names[-4:] == ["typing", "typing", "bot_uttered", "turn_done"]
        assert visitor.all("typing") == [{"active": True}, {"active": False}]
        done = visitor.all("turn_done")[-1]
        assert (done["nonce"], done["last_id"]) == ("een", visitor.all("bot_uttered")[-1]["id"])


async def test_text_buttons_and_payload_of_one_bubble_come_together(tmp_path):
    answer = {"text": "een\n\n- twee\n\n- drie", "buttons": BUTTON["buttons"], "custom": {"type": "answer", "topic": "vorm/jim"}}
    async with serving(tmp_path, Rasa(answer)) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")

    assert bubble["text"] == answer["text"]
    assert bubble["custom"] == answer["custom"]
    assert bubble["buttons"] == bubble["quick_replies"]
    assert [(reply["content_type"], reply["title"]) for reply in bubble["quick_replies"]] == [("text", "Vertel meer")]


async def test_an_old_client_gets_bubbles_as_rasa_writes_them_and_the_others_do_not_notice(tmp_path):
    answer = {"text": "dag", "buttons": BUTTON["buttons"], "custom": {"type": "answer", "topic": "vorm/jim"}}
    async with serving(tmp_path, Rasa(answer)) as site, site.visitor() as old, site.visitor(old.token) as new:
        (bubble,) = await old.say("hallo", customData={})
        await new.until_texts(1)

        assert set(bubble) == {"text", "quick_replies"}
        assert set(new.all("bot_uttered")[0]) == {"id", "text", "quick_replies", "buttons", "custom"}
        assert [reply["text"] for reply in await new.say("hallo")] == ["dag"]
        assert await old.until_texts(2) == ["dag", "dag"]


async def test_a_payload_without_text_is_nothing_for_an_old_client(tmp_path):
    async with serving(tmp_path, Rasa({"text": "een"}, {"custom": {"type": "a"}}, {"custom": {"type": "b"}})) as site, site.visitor() as old:
        assert await old.say("hallo", customData={}) == [{"text": "een"}]


async def test_ids_count_up(tmp_path):
    async with serving(tmp_path, Rasa({"text": "een"}, {"text": "twee"})) as site, site.visitor() as visitor:
        bubbles = [*await visitor.say("hallo"), *await visitor.say("hallo")]

    ids = [bubble["id"] for bubble in bubbles]
    assert len(ids) == 4
    assert ids == sorted(set(ids))


async def test_both_tabs_of_a_session_get_the_answer(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as first, site.visitor(first.token) as second:
        await first.say("hallo")

        assert await second.until_texts(1) == ["gehoord: hallo"]
        assert second.token == first.token


async def test_a_reload_goes_on_with_the_session(tmp_path):
    async with serving(tmp_path) as site:
        async with site.visitor() as before:
            await before.say("een")
        async with site.visitor(before.token) as after:
            await after.say("twee")

            assert after.all("session_info")[0]["new"] is False
        assert len(set(senders(site))) == 1


async def test_a_restart_keeps_the_session_and_the_order_of_the_ids(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as before:
        await before.say("een")
    async with serving(tmp_path) as restarted, restarted.visitor(before.token) as after:
        await after.say("twee")

        assert after.token == before.token
        assert after.all("bot_uttered")[0]["id"] > before.all("bot_uttered")[0]["id"]
        assert senders(site) == senders(restarted)


async def test_other_keys_do_not_know_the_session(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as before:
        pass
    async with serving(tmp_path, encryption_keys="OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=") as other, other.visitor(before.token) as after:
        assert after.token != before.token
        assert after.all("session_info")[0]["new"] is True


async def test_an_answer_missed_during_a_break_comes_again(tmp_path):
    async with serving(tmp_path) as site:
        async with site.visitor() as visitor:
            (seen,) = await visitor.say("een")
            site.rasa.may_answer.clear()
            await visitor.emit("user_uttered", {"message": "twee", "session_id": visitor.token})
            await visitor.first("typing", 3)
        site.rasa.may_answer.set()
        async with site.visitor(visitor.token, last_id=seen["id"]) as back:
            assert await back.until_texts(1) == ["gehoord: twee"]


async def test_nothing_comes_again_to_who_does_not_say_what_was_seen(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("een")
        async with site.visitor(visitor.token) as second:
            assert await second.say("twee") == second.all("bot_uttered")
            assert second.texts == ["gehoord: twee"]


@pytest.mark.parametrize("last_id", ["0", -1, True, [0], {"a": 1}, 1.5])
async def test_an_odd_last_id_brings_nothing(tmp_path, last_id):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("een")
        async with site.visitor(visitor.token, last_id=last_id) as second:
            await second.say("twee")
            assert second.texts == ["gehoord: twee"]


async def test_a_repeated_message_is_answered_once(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (first,) = await visitor.say("hallo", nonce="een")
        (again,) = await visitor.say("hallo", nonce="een")

        assert again == first
        assert len(site.rasa.heard) == 1


async def test_a_message_repeated_while_it_is_being_answered_waits_for_that_answer(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        site.rasa.may_answer.clear()
        fields = {"message": "hallo", "nonce": "een", "session_id": visitor.token}
        await visitor.emit("user_uttered", fields)
        await visitor.emit("user_uttered", fields)
        await visitor.first("typing", 2)
        site.rasa.may_answer.set()
        await visitor.first("turn_done", 2)

        assert {bubble["id"] for bubble in visitor.all("bot_uttered")} == {visitor.all("bot_uttered")[0]["id"]}
        assert len(site.rasa.heard) == 1


async def test_the_same_nonce_of_another_session_is_another_message(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as first, site.visitor() as second:
        await first.say("hallo", nonce="een")
        await second.say("hallo", nonce="een")

        assert len(site.rasa.heard) == 2


async def test_messages_of_a_session_are_answered_in_order(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        site.rasa.may_answer.clear()
        for text in ("een", "twee", "drie"):
            await visitor.emit("user_uttered", {"message": text, "session_id": visitor.token})
        await visitor.first("typing", 2)
        site.rasa.may_answer.set()

        assert await visitor.until_texts(3) == ["gehoord: een", "gehoord: twee", "gehoord: drie"]


async def test_one_slow_visitor_does_not_hold_up_another(tmp_path):
    class SlowForOne(Rasa):
        async def __call__(self, message):
            if message.text == "langzaam":
                await asyncio.sleep(60)
            await super().__call__(message)

    async with serving(tmp_path, SlowForOne()) as site, site.visitor() as slow, site.visitor() as other:
        await slow.emit("user_uttered", {"message": "langzaam", "session_id": slow.token})
        await slow.first("typing")

        assert [bubble["text"] for bubble in await other.say("hallo")] == ["gehoord: hallo"]


async def test_a_failed_turn_gives_the_static_help(tmp_path):
    async with serving(tmp_path, Rasa(RuntimeError("stuk"))) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")

        assert bubble["custom"]["type"] == "contact"
        assert bubble["custom"]["contacts"]


async def test_a_late_turn_gives_the_static_help(tmp_path):
    async with serving(tmp_path, turn_timeout_seconds=1) as site, site.visitor() as visitor:
        site.rasa.may_answer.clear()
        (bubble,) = await visitor.say("ik wil dood")

        assert bubble["custom"]["type"] == "safety"


# --- buttons


async def test_a_pressed_button_reaches_the_engine_as_its_label(tmp_path):
    async with serving(tmp_path, Rasa(BUTTON)) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")
        payload = bubble["buttons"][0]["payload"]
        await visitor.say(payload)

        assert payload.startswith("knop.")
        assert site.rasa.heard[-1].metadata["knop"] == "meer"
        assert site.rasa.heard[-1].parse_data["intent"]["confidence"] == 1.0


FORGED = {
    "changed": lambda token: token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1],
    "unsigned": lambda token: "knop.knop:meer",
    "empty": lambda token: "knop.",
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
async def test_a_forged_button_does_nothing(tmp_path, change):
    async with serving(tmp_path, Rasa(BUTTON)) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")
        (refusal,) = await visitor.say(change(bubble["buttons"][0]["payload"]))

        assert refusal["text"] == kind(OLD_BUTTON)
        assert len(site.rasa.heard) == 1


async def test_a_button_of_somebody_else_does_nothing(tmp_path):
    async with serving(tmp_path, Rasa(BUTTON)) as site, site.visitor() as one, site.visitor() as other:
        (bubble,) = await one.say("hallo")
        (refusal,) = await other.say(bubble["buttons"][0]["payload"])

        assert refusal["text"] == kind(OLD_BUTTON)
        assert len(site.rasa.heard) == 1


async def test_an_expired_button_says_what_to_do(tmp_path, monkeypatch):
    async with serving(tmp_path, Rasa(BUTTON), session_minutes=1) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")
        now = __import__("time").time
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now() + 61)
        status, body = await site.post("berichten", {"session_id": visitor.token, "message": bubble["buttons"][0]["payload"]})

        assert status == 200
        assert [message["text"] for message in body["messages"]] == [kind(OLD_BUTTON)]
        assert len(site.rasa.heard) == 1


async def test_a_conversation_that_goes_on_outlives_the_age_of_its_token(tmp_path, monkeypatch):
    async with serving(tmp_path, session_minutes=1) as site, site.visitor() as visitor:
        await visitor.say("hallo")
        now = __import__("time").time
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now() + 61)
        await visitor.say("hallo")

        assert len(set(senders(site))) == 1
    async with serving(tmp_path, session_minutes=1) as restarted, restarted.visitor(visitor.token) as late:
        assert late.token != visitor.token


# --- erasing and ratings


async def test_erasing_ends_the_session(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("hallo")
        token = visitor.token
        assert await visitor.ask("erase", {}) == {"ok": True}
        assert site.kept.erased == [senders(site)[0]]

        async with site.visitor(token, last_id=0) as again:
            assert again.token != token
            assert again.all("bot_uttered") == []


async def test_erasing_lets_go_in_the_other_tab_too(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as one, site.visitor(one.token) as other:
        await one.say("hallo")
        await one.ask("erase", {})
        await other.say("nog iets")

        assert other.token != one.token
        assert len(set(senders(site))) == 2
        assert one.texts == ["gehoord: hallo"]


async def test_erasing_waits_for_the_answer_that_is_under_way(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        site.rasa.may_answer.clear()
        await visitor.emit("user_uttered", {"message": "hallo", "session_id": visitor.token})
        await visitor.first("typing")
        erasing = asyncio.create_task(site.post("wis", {"session_id": visitor.token}))
        await asyncio.sleep(0.1)
        assert site.kept.erased == []
        site.rasa.may_answer.set()

        assert await erasing == (200, {"ok": True})
        assert len(site.kept.erased) == 1


async def test_a_beacon_erases(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        await visitor.say("hallo")
        status, body = await site.post("wis", b'{"session_id": "%s"}' % visitor.token.encode(), **{"Content-Type": "text/plain"})

        assert (status, body) == (200, {"ok": True})
        assert site.kept.erased == senders(site)


@pytest.mark.parametrize("token", [None, "", "web:abc", {"a": 1}, ["x"], "x" * 100])
async def test_nobody_erases_without_a_token_of_ours(tmp_path, token):
    async with serving(tmp_path) as site:
        assert await site.post("wis", {"session_id": token}) == (200, {"ok": False})
        assert site.kept.erased == []


async def test_a_rating_is_kept_with_its_topic(tmp_path):
    answer = {"text": "dag", "custom": {"type": "answer", "topic": "vorm/jim", "audience": "ouder"}}
    async with serving(tmp_path, Rasa(answer)) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")
        assert await visitor.ask("feedback", {"id": bubble["id"], "thumb": "down", "word": "te lang"}) == {"ok": True}
        assert (await site.post("beoordeling", {"session_id": visitor.token, "id": bubble["id"], "thumb": "up"}))[1] == {"ok": True}

        (sender, *_) = senders(site)
        assert site.kept.ratings == [(sender, "vorm/jim", "ouder", "down", "te lang"), (sender, "vorm/jim", "ouder", "up", "")]


@pytest.mark.parametrize("change", [{"thumb": "sideways"}, {"thumb": None}, {"id": 1}, {"id": "x"}, {"id": None}])
async def test_a_rating_of_nothing_is_not_kept(tmp_path, change):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("hallo")

        assert await visitor.ask("feedback", {"id": bubble["id"], "thumb": "up", **change}) == {"ok": False}
        assert site.kept.ratings == []


async def test_a_rating_of_somebody_elses_answer_is_not_kept(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as one, site.visitor() as other:
        (bubble,) = await one.say("hallo")

        assert await other.ask("feedback", {"id": bubble["id"], "thumb": "up"}) == {"ok": False}


# --- ordinary requests


async def test_ordinary_requests_hold_a_whole_conversation(tmp_path):
    async with serving(tmp_path) as site:
        status, begun = await site.post("berichten", {})
        status_said, said = await site.post("berichten", {"session_id": begun["session_id"], "message": "hallo", "nonce": "een"})
        _, again = await site.post("berichten", {"session_id": begun["session_id"], "message": "hallo", "nonce": "een"})

    assert (status, begun["new"], begun["messages"], begun["last_id"]) == (200, True, [], None)
    assert (status_said, said["new"], said["minutes"]) == (200, False, 120)
    assert [message["text"] for message in said["messages"]] == ["gehoord: hallo"]
    assert said["last_id"] == said["messages"][-1]["id"]
    assert again["messages"] == said["messages"]
    assert len(site.rasa.heard) == 1


async def test_a_request_brings_what_was_missed_in_order(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (first,) = await visitor.say("een")
        await visitor.say("twee")
        _, body = await site.post("berichten", {"session_id": visitor.token, "last_id": first["id"], "message": "drie"})

    assert [message["text"] for message in body["messages"]] == ["gehoord: twee", "gehoord: drie"]


async def test_an_answer_to_a_request_also_reaches_an_open_socket_of_the_session_later(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (first,) = await visitor.say("een")
        await site.post("berichten", {"session_id": visitor.token, "message": "twee"})
        async with site.visitor(visitor.token, last_id=first["id"]) as back:
            assert await back.until_texts(1) == ["gehoord: twee"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{bad", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"hallo"', 400),
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"[" * 9000, 400),
        (b'{"metadata": {"a": {"b": {"c": {}}}}}', 400),
        (b'{"message": "' + b"x" * 16_000 + b'"}', 413),
        (b'{"message": "' + b"x" * 1_000_000 + b'"}', 413),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("path", ["berichten", "beoordeling", "wis"])
async def test_a_body_that_cannot_be_read_is_refused(tmp_path, path, body, status):
    async with serving(tmp_path) as site:
        assert (await site.post(path, body))[0] == status
        assert (await site.post("berichten", {"message": "hallo"}))[1]["messages"]


async def test_a_forged_button_in_a_request_is_refused(tmp_path):
    async with serving(tmp_path) as site:
        status, body = await site.post("berichten", {"message": "knop.abc.def.ghi"})

    assert status == 400
    assert [message["text"] for message in body["messages"]] == [kind(OLD_BUTTON)]
    assert site.rasa.heard == []


# --- limits


async def test_too_many_messages_get_a_kind_word_and_the_numbers(tmp_path):
    async with serving(tmp_path, web_messages=3) as site, site.visitor() as visitor:
        for _ in range(3):
            await visitor.say("hallo")
        (refusal,) = await visitor.say("hallo")
        status, body = await site.post("berichten", {"session_id": visitor.token, "message": "hallo"})

        assert refusal["text"] == kind(TOO_FAST)
        assert refusal["custom"]["contacts"]
        assert status == 429
        assert body["messages"][0]["custom"]["contacts"]
        assert len(site.rasa.heard) == 3


async def test_one_address_cannot_escape_the_limit_with_new_sessions(tmp_path):
    async with serving(tmp_path, web_messages_per_address=3) as site:
        statuses = [(await site.post("berichten", {"message": "hallo"}))[0] for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


async def test_a_limit_of_one_visitor_is_not_that_of_another(tmp_path):
    async with serving(tmp_path, web_messages=1) as site, site.visitor() as one, site.visitor() as other:
        await one.say("hallo")
        await one.say("hallo")

        assert [bubble["text"] for bubble in await other.say("hallo")] == ["gehoord: hallo"]


async def test_too_many_sockets_of_one_address_are_refused(tmp_path):
    async with serving(tmp_path, web_sockets_per_address=2) as site, site.visitor(), site.visitor() as second:
        with pytest.raises(SocketRefused):
            async with site.visitor():
                pass
        await second.leave()
        async with site.visitor() as third:
            assert await third.say("hallo")
        assert (await site.post("berichten", {"message": "hallo"}))[0] == 200


async def test_connections_that_come_and_go_too_often_are_refused(tmp_path):
    async with serving(tmp_path, web_sockets_per_address=1) as site:
        statuses = [(await site.get("/chat/socket.io/?EIO=4&transport=polling"))[0] for _ in range(HANDSHAKES_PER_SOCKET + 1)]

    assert statuses == [200] * HANDSHAKES_PER_SOCKET + [429]


async def test_visitors_behind_our_own_proxy_count_by_their_own_address(tmp_path):
    behind = [{"headers": {"X-Forwarded-For": f"8.8.8.8, 203.0.113.{last}"}} for last in (1, 2)]
    one_each = serving(tmp_path, web_sockets_per_address=1, web_proxies="127.0.0.1")
    async with one_each as site, site.visitor(**behind[0]), site.visitor(**behind[1]):
        with pytest.raises(SocketRefused):
            async with site.visitor(**behind[0]):
                pass


async def test_who_is_no_proxy_of_ours_cannot_say_for_whom_it_asks(tmp_path):
    async with serving(tmp_path, web_sockets_per_address=1) as site, site.visitor(headers={"X-Forwarded-For": "203.0.113.1"}):
        with pytest.raises(SocketRefused):
            async with site.visitor(headers={"X-Forwarded-For": "203.0.113.2"}):
                pass


async def test_a_long_message_is_read_and_answered(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("slaat " * 1700)

        assert bubble["text"]
        assert len(site.rasa.heard[0].text) <= 4000


async def test_a_flood_closes_only_its_own_socket(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as flood, site.visitor() as other:
        await flood.emit("user_uttered", {"message": "x" * 5_000_000})
        for _ in range(100):
            if not flood.connected:
                break
            await asyncio.sleep(0.02)

        assert not flood.connected
        assert await other.say("hallo")
        assert len(site.rasa.heard) == 1


@pytest.mark.parametrize("message", [{"a": 1}, ["a"], None, 5, True])
async def test_what_is_no_text_gets_a_kind_word(tmp_path, message):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say(message)

        assert bubble["text"] == kind(ONLY_TEXT)
        assert site.rasa.heard == []


async def test_an_attachment_gets_a_kind_word(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("kijk", attachment={"type": "image"})

        assert bubble["text"] == kind(ONLY_TEXT)
        assert site.rasa.heard == []


async def test_guessing_at_codes_ends_after_five_wrong_ones(tmp_path):
    async with serving(tmp_path) as site, site.visitor() as visitor:
        for _ in range(5):
            await visitor.say("mijn code is CDFG-HJKM-NPQR")
        (refusal,) = await visitor.say("mijn code is CDFG-HJKM-NPQR")

        assert refusal["text"] == kind(CODE_PAUSE)
        assert len(site.rasa.heard) == 5
        assert [bubble["text"] for bubble in await visitor.say("hallo")] == ["gehoord: hallo"]


# --- other sites


@pytest.mark.parametrize(
    "origin", [EVIL, "null", "http://127.0.0.1", "https://www.gemeente.example.evil.example", "file://", "https://www.gemeente.example:8443"]
)
async def test_another_site_gets_nothing(tmp_path, origin):
    async with serving(tmp_path, web_origins=SITE) as site:
        for path in ("berichten", "wis", "beoordeling", "kaart"):
            assert (await site.post(path, {"message": "hallo"}, Origin=origin))[0] == 403
        status, headers, _ = await site.get("/chat/hulp.json", Origin=origin)
        assert status == 403
        assert "Access-Control-Allow-Origin" not in headers
        for transport in ("websocket", "polling"):
            with pytest.raises(SocketRefused):
                async with site.visitor(headers={"Origin": origin}, transports=[transport]):
                    pass
    assert site.rasa.heard == []


async def test_a_site_that_is_named_may_use_the_chat(tmp_path):
    async with serving(tmp_path, web_origins=f"{SITE}, https://ander.example") as site:
        status, headers, _ = await site.get("/chat/hulp.json", Origin=SITE)
        for transport in ("websocket", "polling"):
            async with site.visitor(headers={"Origin": SITE}, transports=[transport]) as visitor:
                assert await visitor.say("hallo")

    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Origin" in headers["Vary"]


async def test_the_own_address_may_use_the_chat(tmp_path):
    async with serving(tmp_path) as site:
        assert (await site.post("berichten", {}, Origin=site.address))[0] == 200


async def test_a_browser_may_ask_before_it_sends(tmp_path):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    async with serving(tmp_path, web_origins=SITE) as site, aiohttp.ClientSession() as client:
        async with client.options(f"{site.chat}/berichten", headers={"Origin": SITE, **asked}) as allowed:
            assert allowed.status == 204
            assert allowed.headers["Access-Control-Allow-Origin"] == SITE
            assert allowed.headers["Access-Control-Allow-Headers"] == "content-type"
        async with client.options(f"{site.chat}/berichten", headers={"Origin": EVIL, **asked}) as refused:
            assert refused.status == 403


@pytest.mark.parametrize(
    "path", ["/chat/hulp", "/chat/hulp.json", "/chat/nergens", "/nergens", "/chat/socket.io/?EIO=4&transport=polling", "/chat/berichten"]
)
async def test_every_response_is_guarded(tmp_path, path):
    async with serving(tmp_path, web_origins=SITE) as site:
        _, headers, _ = await site.get(path)

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert f"frame-ancestors 'self' {SITE}" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


async def test_the_root_shows_no_version_and_leads_to_the_chat(tmp_path):
    async with serving(tmp_path) as site:
        status, headers, text = await site.get("/")

    assert (status, headers["Location"]) == (302, "/chat/")
    assert "rasa" not in text.lower()


# --- pages


async def test_the_help_page_needs_no_script(tmp_path):
    async with serving(tmp_path) as site:
        status, _, page = await site.get("/chat/hulp?doelgroep=jongere")

    assert status == 200
    assert 'href="tel:112"' in page
    assert "Kindertelefoon" in page
    assert "<script" not in page
    assert "{" not in page


@pytest.mark.parametrize("page", ["", "kader"])
async def test_the_numbers_stand_on_the_page_for_who_has_no_script(tmp_path, page):
    async with serving(tmp_path) as site:
        _, _, text = await site.get(f"/chat/{page}")

    assert 'href="tel:08002000"' in text
    assert "{" not in text


async def test_the_help_card_holds_text_and_contacts(tmp_path):
    async with serving(tmp_path) as site, aiohttp.ClientSession() as client, client.get(f"{site.chat}/hulp.json") as response:
        card = await response.json()

    assert card["text"]
    assert "112" in [contact["number"] for contact in card["contacts"]]


async def test_in_a_crowd_danger_does_not_wait_in_the_queue(tmp_path):
    async with serving(tmp_path, web_sockets_per_address=50) as site:
        site.rasa.may_answer.clear()
        crowd = [asyncio.create_task(site.post("berichten", {"message": f"vraag {number}"})) for number in range(MOST_AT_ONCE + 2)]
        while len(site.rasa.heard) < MOST_AT_ONCE:
            await asyncio.sleep(0.02)
        danger = asyncio.create_task(site.post("berichten", {"message": "ik wil dood"}))
        while len(site.rasa.heard) == MOST_AT_ONCE:
            await asyncio.sleep(0.02)
        assert site.rasa.heard[-1].parse_data["intent"]["name"] == "gevaar"
        site.rasa.may_answer.set()
        answers = await asyncio.gather(*crowd, danger)

    assert all(body["messages"] for _, body in answers)
    assert len(site.rasa.heard) == MOST_AT_ONCE + 3
