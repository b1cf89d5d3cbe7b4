"""Several processes that share sessions through Redis, and one that must do without it."""

from __future__ import annotations

import asyncio

import pytest

from tests.channels.web_server import serving

pytestmark = pytest.mark.usefixtures("web")


@pytest.fixture
def event_loop_policy():
    """Python's own loop: uvloop, which sanic chooses, may wait for ever at its end for a connection to a Redis that went away."""
    return asyncio.DefaultEventLoopPolicy()


async def test_an_answer_of_one_process_reaches_a_tab_at_another(tmp_path, redis_server):
    both = {"redis_url": redis_server.url}
    async with serving(tmp_path, **both) as one, serving(tmp_path, **both) as two, one.visitor() as first, two.visitor(first.token) as second:
        await first.say("hallo")

        assert await second.until_texts(1) == ["gehoord: hallo"]


async def test_another_process_sends_what_was_missed(tmp_path, redis_server):
    both = {"redis_url": redis_server.url}
    async with serving(tmp_path, **both) as one, serving(tmp_path, **both) as two:
        async with one.visitor() as visitor:
            (first,) = await visitor.say("een")
            await one.post("berichten", {"session_id": visitor.token, "message": "twee"})
        async with two.visitor(visitor.token, last_id=first["id"]) as back:
            assert await back.until_texts(1) == ["gehoord: twee"]
            assert (await back.say("drie"))[0]["id"] > back.all("bot_uttered")[0]["id"]


async def test_a_message_repeated_at_another_process_is_answered_once(tmp_path, redis_server):
    both = {"redis_url": redis_server.url}
    async with serving(tmp_path, **both) as one, serving(tmp_path, **both) as two:
        _, said = await one.post("berichten", {"message": "hallo", "nonce": "een"})
        _, again = await two.post("berichten", {"session_id": said["session_id"], "message": "hallo", "nonce": "een"})

        assert again["messages"] == said["messages"]
        assert (len(one.rasa.heard), len(two.rasa.heard)) == (1, 0)


async def test_a_session_erased_at_one_process_is_over_at_the_other(tmp_path, redis_server):
    both = {"redis_url": redis_server.url}
    async with serving(tmp_path, **both) as one, serving(tmp_path, **both) as two:
        _, said = await one.post("berichten", {"message": "hallo"})
        await one.post("wis", {"session_id": said["session_id"]})
        _, after = await two.post("berichten", {"session_id": said["session_id"], "last_id": 0})

        assert after["new"] is True
        assert after["messages"] == []


async def test_what_redis_holds_is_encrypted_and_expires(tmp_path, redis_server):
    async with serving(tmp_path, redis_url=redis_server.url) as site:
        await site.post("berichten", {"message": "oma Riet", "nonce": "een"})
        held = redis_server.everything()

    assert held
    assert b"Riet" not in held
    assert b"gehoord" not in held
    assert all(0 < seconds <= 120 * 60 for seconds in redis_server.expiries())


async def test_without_redis_a_process_goes_on_in_its_own_memory(tmp_path, redis_server):
    async with serving(tmp_path, redis_url=redis_server.url) as site, site.visitor() as visitor:
        (first,) = await visitor.say("een")
        redis_server.stop()
        await visitor.say("twee", nonce="n")
        await visitor.say("twee", nonce="n")
        async with site.visitor(visitor.token, last_id=first["id"]) as back:
            assert await back.until_texts(1) == ["gehoord: twee"]
            redis_server.start()
            assert [bubble["text"] for bubble in await back.say("drie")] == ["gehoord: drie"]
        assert len(site.rasa.heard) == 3


async def test_a_process_starts_without_redis(tmp_path):
    async with serving(tmp_path, redis_url="redis://127.0.0.1:1/0") as site, site.visitor() as visitor:
        assert [bubble["text"] for bubble in await visitor.say("hallo")] == ["gehoord: hallo"]
