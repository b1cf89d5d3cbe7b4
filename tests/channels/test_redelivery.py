from __future__ import annotations

from bot.channels.redelivery import MOST_NONCES, MOST_SENT, MOST_SESSIONS, PAUSE_SECONDS, Memory, Remote, Shelf


class Clock:
    """A time that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Gone(Remote):
    """A shared store that never answers, and counts how often it was asked."""

    asked = 0

    async def is_closed(self, sender):
        self.asked += 1
        raise OSError


async def test_what_was_sent_is_forgotten_with_the_session():
    clock = Clock()
    shelf = Shelf(Memory(60, clock))
    await shelf.keep("web:a", None, [{"text": "dag"}])
    clock.now = 59
    assert len(await shelf.after("web:a", 0)) == 1
    clock.now = 61
    assert await shelf.after("web:a", 0) == []


async def test_use_prolongs_a_session():
    clock = Clock()
    shelf = Shelf(Memory(60, clock))
    await shelf.touch("web:a")
    clock.now = 50
    await shelf.touch("web:a")
    clock.now = 100
    assert await shelf.goes_on("web:a")
    clock.now = 111
    assert not await shelf.goes_on("web:a")


async def test_memory_stays_small():
    memory = Memory(60, Clock())
    shelf = Shelf(memory)
    for number in range(MOST_SENT + 5):
        await shelf.keep("web:a", None, [{"text": str(number)}])
        await shelf.claim("web:a", str(number))
    assert [bubble["text"] for bubble in await shelf.after("web:a", 0)][0] == "5"
    assert len(memory.use("web:a").nonces) == MOST_NONCES
    for number in range(MOST_SESSIONS):
        memory.use(f"web:{number}")
    assert memory.find("web:a") is None


async def test_an_ended_session_holds_nothing_and_goes_on_no_more():
    shelf = Shelf(Memory(60, Clock()))
    await shelf.keep("web:a", "n", [{"text": "dag"}])
    await shelf.close("web:a")
    assert await shelf.after("web:a", 0) == []
    assert await shelf.is_closed("web:a")
    assert not await shelf.goes_on("web:a")


async def test_a_shared_store_that_is_gone_is_left_alone_for_a_while(caplog):
    clock, remote = Clock(), Gone()
    shelf = Shelf(Memory(60, clock), remote, clock)
    for _ in range(5):
        assert not await shelf.is_closed("web:a")
    assert remote.asked == 1
    clock.now = PAUSE_SECONDS + 1
    await shelf.is_closed("web:a")
    assert remote.asked == 2
    assert caplog.text.count("Redis does not answer") == 2
