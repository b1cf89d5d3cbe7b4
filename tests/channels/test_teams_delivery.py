"""Answering at once, in order, and once; a connector that is slow, busy or broken disturbs nobody else."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.channels.teams import connector as connector_module
from bot.channels.teams.activities import read_activity
from bot.channels.teams.connector import Connector, NotSent
from bot.channels.teams.identity import read_identity
from bot.channels.teams.lanes import MOST_WAITING, Lanes
from bot.channels.teams.repeats import Repeats
from bot.channels.teams.token_out import OwnToken
from tests.channels.teams_lab import PERSONAL, bench_in
from tests.teams.signing_standin import TENANT


@pytest.fixture
async def bench(tmp_path):
    async with bench_in(tmp_path) as made:
        yield made


class Pauses:
    """Stands in for sleeping: remembers for how long."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def patient(bench):
    """A connector whose pauses take no time."""
    pauses = Pauses()
    identity = read_identity(bench.settings)
    made = Connector(bench.channel.door.session, identity, OwnToken(bench.channel.door.session, identity), pauses)
    return made, pauses


def other(number: int) -> dict:
    return {"id": f"a:personal-{number}", "conversationType": "personal", "tenantId": TENANT}


async def test_the_request_is_answered_before_the_turn_is_done(bench):
    bench.rasa.seconds = 0.5
    began = time.monotonic()
    status, _ = await bench.post(bench.activity())
    took = time.monotonic() - began
    assert (status, bench.connector.texts) == (202, [])
    await bench.finish()

    assert took < 0.5
    assert bench.connector.texts == ["dag"]


async def test_the_same_activity_twice_is_one_turn(bench):
    activity = bench.activity()
    assert [(await bench.post(activity))[0] for _ in range(3)] == [202, 202, 202]
    await bench.finish()

    assert len(bench.rasa.heard) == 1
    assert bench.connector.texts == ["dag"]


async def test_an_id_counts_within_its_own_conversation(bench):
    await bench.post(bench.activity(id="1"))
    await bench.post(bench.activity(id="1", conversation=other(2)))
    await bench.finish()

    assert len(bench.rasa.heard) == 2


async def test_messages_of_one_conversation_are_answered_in_their_order(bench):
    bench.rasa.seconds, bench.rasa.slow_for = 0.3, "eerste"
    for text in ("eerste", "tweede", "derde"):
        await bench.post(bench.activity(text=text))
    await bench.finish()

    assert bench.rasa.texts == ["eerste", "tweede", "derde"]
    assert len(bench.connector.texts) == 3


async def test_a_slow_connector_of_one_conversation_makes_nobody_else_wait(bench):
    bench.connector.seconds[PERSONAL] = 5
    await bench.post(bench.activity(text="traag"))
    await bench.post(bench.activity(text="vlot", conversation=other(2)))
    deadline = time.monotonic() + 4
    while not bench.connector.sent and time.monotonic() < deadline:
        await asyncio.sleep(0.02)

    assert [content["conversation"]["id"] for content in bench.connector.sent] == ["a:personal-2"]
    await bench.finish()
    assert len(bench.connector.texts) == 2


async def test_a_turn_that_hangs_makes_nobody_else_wait(bench):
    bench.rasa.seconds, bench.rasa.slow_for = 3, "traag"
    await bench.post(bench.activity(text="traag"))
    await bench.post(bench.activity(text="vlot", conversation=other(2)))
    await asyncio.sleep(1)

    assert [content["conversation"]["id"] for content in bench.connector.sent] == ["a:personal-2"]


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_a_busy_connector_is_tried_again_and_gets_the_message_once(bench, patient, status):
    made, pauses = patient
    bench.connector.statuses = [status, status]
    await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert bench.connector.texts == ["dag"]
    assert len(pauses.seconds) == 2


async def test_the_pauses_grow_and_are_never_quite_the_same(bench, patient):
    made, pauses = patient
    bench.connector.statuses = [502] * 5
    await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    bounds = [0.5 * 2**attempt for attempt in range(5)]
    assert all(bound / 2 <= seconds <= bound for seconds, bound in zip(pauses.seconds, bounds))
    assert len(set(pauses.seconds)) == 5


async def test_the_wait_that_the_connector_asks_for_is_kept_but_not_for_ever(bench, patient):
    made, pauses = patient
    for asked in ("7", "3600", "morgen"):
        bench.connector.statuses, bench.connector.retry_after = [429], asked
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert pauses.seconds[:2] == [7, 30]
    assert pauses.seconds[2] <= 0.5


async def test_a_connector_that_stays_busy_is_given_up_loudly(bench, patient):
    made, pauses = patient
    bench.connector.statuses = [429] * 50
    with pytest.raises(NotSent, match="status_429"):
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert len(pauses.seconds) == connector_module.MOST_ATTEMPTS - 1


@pytest.mark.parametrize("status", [400, 403, 404, 500])
async def test_another_refusal_is_not_tried_again(bench, patient, status):
    made, pauses = patient
    bench.connector.statuses = [status]
    with pytest.raises(NotSent, match=f"status_{status}"):
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert pauses.seconds == []


async def test_a_token_that_ran_out_is_renewed_once(bench, patient):
    made, _ = patient
    bench.connector.statuses = [401]
    await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert bench.connector.authorization == ["Bearer token-of-the-bot-1", "Bearer token-of-the-bot-2"]
    bench.connector.statuses = [401, 401]
    with pytest.raises(NotSent, match="status_401"):
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})


async def test_a_redirect_is_not_followed(bench, patient):
    made, _ = patient
    bench.connector.statuses = [307]
    with pytest.raises(NotSent, match="status_307"):
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})

    assert len(bench.connector.paths) == 1


async def test_an_answer_that_took_too_long_is_not_sent_twice(bench, patient, monkeypatch):
    made, _ = patient
    monkeypatch.setattr(connector_module, "TIMEOUT", connector_module.TYPING_TIMEOUT.__class__(total=0.3))
    bench.connector.seconds[PERSONAL] = 1
    with pytest.raises(NotSent, match="Timeout"):
        await made.send(read_activity(bench.activity()), {"type": "message", "text": "dag"})
    await asyncio.sleep(1.2)

    assert bench.connector.texts == ["dag"]


async def test_a_connector_that_is_away_for_a_moment_gets_the_message_later(bench, patient):
    made, pauses = patient
    activity = read_activity(bench.activity())
    await bench.connector.stop()
    with pytest.raises(NotSent, match="status_504"):
        await made.send(activity, {"type": "message", "text": "dag"})

    assert len(pauses.seconds) == connector_module.MOST_ATTEMPTS - 1


async def test_no_token_leaves_when_the_address_is_not_allowed(bench, patient):
    made, _ = patient
    with pytest.raises(NotSent, match="address"):
        await made.send(read_activity(bench.activity(serviceUrl="https://evil.example/")), {"type": "message", "text": "dag"})

    assert bench.microsoft.token_requests == []


async def test_the_ids_of_a_conversation_are_safe_in_the_address(bench):
    odd = {"id": "19:a@thread.tacv2;messageid=1/../2?x#y", "conversationType": "personal", "tenantId": TENANT}
    await bench.say("hallo", conversation=odd, id="a/b")

    assert bench.connector.paths[-1].endswith("/v3/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D1%2F..%2F2%3Fx%23y/activities/a%2Fb")


async def test_a_fault_in_sending_is_logged_without_the_text(bench, caplog):
    bench.connector.statuses = [500] * 10
    bench.rasa.answer = [{"text": "canary-antwoord"}]
    await bench.say("canary-vraag")

    assert "status_500" in caplog.text
    assert "canary" not in caplog.text


async def test_a_card_that_teams_refuses_is_said_in_words(bench):
    bench.rasa.answer = [{"text": "een vraag van de kaart"}, {"custom": {"type": "network_map", "map_id": "", "step": "namen", "people": []}}]
    bench.connector.statuses = [400]
    await bench.say("hallo")

    assert bench.connector.texts == ["een vraag van de kaart"]


async def test_typing_shows_first_and_is_never_waited_for_long(bench):
    await bench.say("hallo")

    assert bench.connector.typed == [PERSONAL]


async def test_a_failing_job_does_not_stop_those_behind_it():
    lanes, done = Lanes(), []

    async def fails():
        raise RuntimeError("broken")

    async def works():
        done.append(1)

    assert all([lanes.add("a", fails), lanes.add("a", works)])
    await lanes.finish()

    assert done == [1]


async def test_a_conversation_with_too_many_waiting_jobs_gets_no_more():
    lanes, gate = Lanes(), asyncio.Event()
    added = [lanes.add("a", gate.wait) for _ in range(MOST_WAITING + 5)]

    assert added.count(True) == MOST_WAITING
    assert lanes.add("b", gate.wait)
    gate.set()
    await lanes.finish()


async def test_work_that_does_not_end_is_given_up():
    lanes = Lanes()
    lanes.add("a", asyncio.Event().wait)
    began = time.monotonic()
    await lanes.finish(0.1)

    assert time.monotonic() - began < 5


def test_what_came_before_is_known_for_its_time_only():
    now = [0.0]
    repeats = Repeats(10, lambda: now[0])
    assert not repeats.is_repeated("a")
    assert repeats.is_repeated("a")
    now[0] = 10.5

    assert not repeats.is_repeated("a")


async def test_without_settings_everything_is_refused_and_starting_works(tmp_path):
    async with bench_in(tmp_path, teams_app_id="") as bench:
        status, _ = await bench.post(bench.activity())

    assert status == 501
    assert bench.channel.door is None


async def test_wrong_settings_are_told_once_and_refuse_everything(tmp_path, caplog):
    async with bench_in(tmp_path, teams_tenants="") as bench:
        assert [(await bench.post(bench.activity()))[0] for _ in range(3)] == [501, 501, 501]

    assert caplog.text.count("TEAMS_TENANTS") == 1


async def test_while_the_keys_cannot_be_fetched_it_asks_to_come_back(bench):
    bench.microsoft.fails = True

    assert (await bench.post(bench.activity()))[0] == 503
    assert bench.rasa.heard == []
