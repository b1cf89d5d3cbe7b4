from __future__ import annotations

import asyncio

import pytest
from rasa.core.lock_store import LockError

from bot.components.lock_store import TurnLocks
from tests.channels.redis_server import RedisServer


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


async def turn(locks: TurnLocks, said: list[str], name: str, conversation: str = "web:a") -> None:
    async with locks.lock(conversation, 5):
        said.append(f"{name} begins")
        await asyncio.sleep(0.02)
        said.append(f"{name} ends")


def pairs(said: list[str]) -> list[tuple[str, str]]:
    return list(zip(said[::2], said[1::2]))


async def test_turns_of_one_conversation_come_one_after_the_other_in_order():
    locks, said = TurnLocks(redis_url=""), []
    await asyncio.gather(*(turn(locks, said, str(number)) for number in range(5)))
    assert pairs(said) == [(f"{number} begins", f"{number} ends") for number in range(5)]


async def test_turns_of_two_conversations_do_not_wait_for_each_other():
    locks, said = TurnLocks(redis_url=""), []
    await asyncio.gather(turn(locks, said, "one", "web:a"), turn(locks, said, "other", "web:b"))
    assert said[:2] == ["one begins", "other begins"]


async def test_a_turn_that_fails_lets_the_next_one_in():
    locks, said = TurnLocks(redis_url=""), []
    with pytest.raises(ValueError, match="broken"):
        async with locks.lock("web:a"):
            raise ValueError("broken")
    await turn(locks, said, "next")
    assert said


async def test_a_turn_that_waits_too_long_gives_up():
    locks = TurnLocks(redis_url="")
    async with locks.lock("web:a"):
        with pytest.raises(LockError):
            async with locks.lock("web:a", 0.01):
                pass


async def test_nothing_stays_behind_of_a_conversation_that_is_quiet():
    locks = TurnLocks(redis_url="")
    await turn(locks, [], "one")
    assert not locks._here


async def test_two_processes_take_turns_over_redis(redis):
    said: list[str] = []
    one, other = TurnLocks(redis_url=redis.url), TurnLocks(redis_url=redis.url)
    await asyncio.gather(*(turn(locks, said, f"{name}{number}") for number in range(4) for name, locks in (("a", one), ("b", other))))
    await one.close()
    await other.close()
    assert all(begun.split()[0] == ended.split()[0] for begun, ended in pairs(said))


async def test_without_redis_two_processes_would_not_wait():
    said: list[str] = []
    await asyncio.gather(turn(TurnLocks(redis_url=""), said, "a"), turn(TurnLocks(redis_url=""), said, "b"))
    assert said[:2] == ["a begins", "b begins"]


async def test_when_redis_stops_turns_go_on(redis, caplog):
    locks, said = TurnLocks(redis_url=redis.url), []
    await turn(locks, said, "before")
    redis.stop()
    await turn(locks, said, "after")
    await locks.close()
    assert said[-1] == "after ends"
    assert "Redis does not answer" in caplog.text
    assert "web:a" not in caplog.text
