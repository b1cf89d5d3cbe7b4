"""The other side of the benchmark: people who play the conversations over HTTP, as many at once as told (a locustfile).

Every person takes the next conversation when one is finished and waits for nothing in between, which is far more than people do.
``--start`` says where in the row the first one begins, so that runs differ and two variants hear the same.
"""

from __future__ import annotations

import itertools
import uuid

from locust import FastHttpUser, constant, events, task

from bot.bench.conversations import conversations

PATH = "/webhooks/rest/webhook"
ROW = conversations()


@events.init_command_line_parser.add_listener
def _ask_where_to_start(parser) -> None:
    parser.add_argument("--start", type=int, default=0, help="which conversation comes first")


@events.test_start.add_listener
def _start(environment, **_: object) -> None:
    Visitor.following = itertools.count(environment.parsed_options.start)


class Visitor(FastHttpUser):
    """Somebody who plays one conversation after the other."""

    wait_time = constant(0)
    network_timeout = 60.0
    following = itertools.count()

    @task
    def converse(self) -> None:
        """One conversation from beginning to end, as a new person."""
        one = ROW[next(self.following) % len(ROW)]
        sender = uuid.uuid4().hex
        for text in one.says:
            body = {"sender": sender, "message": text, "metadata": {"doelgroep": one.audience}}
            with self.client.post(PATH, json=body, name="turn", catch_response=True) as response:
                if response.status_code != 200 or not response.json():
                    response.failure("no answer")


@events.quitting.add_listener
def _say_when_a_turn_failed(environment, **_: object) -> None:
    environment.process_exit_code = 1 if environment.stats.total.fail_ratio else 0
