from __future__ import annotations

from bot.channels import limits
from bot.channels.limits import RateLimit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_are_allowed_and_the_next_one_is_not():
    limit = RateLimit(3, 60, Clock())
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]


def test_after_the_time_there_is_room_again():
    clock = Clock()
    limit = RateLimit(1, 60, clock)
    limit.allows("a")
    clock.now = 60.0
    assert limit.allows("a")


def test_what_was_refused_does_not_count():
    clock = Clock()
    limit = RateLimit(1, 60, clock)
    limit.allows("a")
    clock.now = 59.0
    assert not limit.allows("a")
    clock.now = 61.0
    assert limit.allows("a")


def test_one_person_does_not_use_up_the_room_of_another():
    limit = RateLimit(1, 60, Clock())
    limit.allows("a")
    assert limit.allows("b")


def test_the_number_of_keys_is_limited(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 2)
    limit = RateLimit(1, 60, Clock())
    for key in "abc":
        limit.allows(key)
    assert limit.allows("a")
    assert not limit.allows("c")
