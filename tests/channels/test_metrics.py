from __future__ import annotations

import asyncio

import pytest
from prometheus_client import generate_latest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.metrics import OPEN_SECONDS, TurnMetrics


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def metrics(clock) -> TurnMetrics:
    return TurnMetrics(clock=clock)


def message(door: str = "rest", sender: str = "sam-de-afzender", **metadata: object) -> UserMessage:
    return UserMessage("kanarie Riet", CollectingOutputChannel(), sender, input_channel=door, metadata=metadata)


def says(*replies: dict, clock: Clock | None = None, seconds: float = 0.0):
    async def handle(heard: UserMessage) -> str:
        for reply in replies:
            await heard.output_channel.send_response(heard.sender_id, reply)
        if clock:
            clock.now += seconds
        return "klaar"

    return handle


def value(metrics: TurnMetrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


async def test_a_turn_is_counted_by_door_and_kind_of_reply_and_the_messages_arrive(metrics):
    heard = message()
    collector = heard.output_channel
    answered = await metrics.watch(heard, says({"text": "dag"}, {"text": "x", "custom": {"type": "answer"}}, {"text": "nog iets"}))
    assert answered == "klaar"
    assert value(metrics, "kringwijzer_turns_total", channel="rest", outcome="answer") == 1
    assert [sent["text"] for sent in collector.messages if "text" in sent] == ["dag", "x", "nog iets"]


@pytest.mark.parametrize(("replies", "outcome"), [([], "none"), ([{"text": "dag"}], "other"), ([{"custom": {"type": "kanarie Riet"}}], "other")])
async def test_a_reply_of_no_known_kind_is_counted_under_a_fixed_name(metrics, replies, outcome):
    await metrics.watch(message("een andere deur"), says(*replies))
    assert value(metrics, "kringwijzer_turns_total", channel="other", outcome=outcome) == 1


@pytest.mark.parametrize(("level", "counted"), [("acute", 1), ("concern", 1), ("distress", None), ("soft", None), (None, None)])
async def test_a_takeover_is_counted_by_level(metrics, level, counted):
    await metrics.watch(message(signaal=level), says())
    assert value(metrics, "kringwijzer_takeovers_total", level=level or "") == counted


async def test_a_failing_turn_is_counted_by_the_type_of_its_error_and_still_fails(metrics):
    async def fail(heard):
        raise ValueError("kanarie")

    with pytest.raises(ValueError, match="kanarie"):
        await metrics.watch(message(), fail)
    assert value(metrics, "kringwijzer_failed_turns_total", channel="rest", error="ValueError") == 1
    assert value(metrics, "kringwijzer_turns_total", channel="rest", outcome="none") == 1


async def test_a_turn_that_takes_too_long_is_a_timeout(metrics):
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(metrics.watch(message(), lambda heard: asyncio.sleep(60)), 0.01)
    assert value(metrics, "kringwijzer_failed_turns_total", channel="rest", error="timeout") == 1


async def test_the_time_of_a_turn_is_measured(metrics, clock):
    await metrics.watch(message("web"), says(clock=clock, seconds=0.2))
    assert value(metrics, "kringwijzer_turn_seconds_sum", channel="web") == pytest.approx(0.2)
    assert value(metrics, "kringwijzer_turn_seconds_bucket", channel="web", le="0.1") == 0
    assert value(metrics, "kringwijzer_turn_seconds_bucket", channel="web", le="0.25") == 1


async def test_open_sessions_are_those_of_the_last_half_hour(metrics, clock):
    for sender in ("a", "b", "a"):
        await metrics.watch(message(sender=sender), says())
        clock.now += 60
    assert value(metrics, "kringwijzer_open_sessions") == 2
    clock.now += OPEN_SECONDS - 61
    assert value(metrics, "kringwijzer_open_sessions") == 1
    clock.now += 62
    assert value(metrics, "kringwijzer_open_sessions") == 0


async def test_nothing_of_a_person_stands_in_the_metrics(metrics):
    await metrics.watch(message(signaal="acute", doelgroep="Riet"), says({"text": "kanarie", "custom": {"type": "kanarie"}}))
    shown = generate_latest(metrics.registry).decode()
    assert not any(word in shown for word in ("kanarie", "Riet", "sam"))
