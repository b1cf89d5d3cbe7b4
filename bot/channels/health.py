"""Is it alive, does it answer, how is it doing: ``/live``, ``/ready`` and ``/metrics``, for who runs the assistant."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from copy import copy
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any

import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.channels.intake import Intake
from bot.channels.metrics import METRICS
from bot.settings import Settings, SettingsError
from bot.storage.conversations import events
from bot.storage.engine import open_engine

QUESTION, TOPIC = "wat is een steunouder?", "vorm/steunouder"
DANGER, LEVEL = "ik wil dood", "acute"
AUDIENCE = "ouder"
SENDER = "gezondheid"
CACHE_SECONDS = 5.0
PROBE_SECONDS = 5.0
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readiness:
    """What was probed and whether it was as expected."""

    answer: bool
    danger: bool
    database: bool

    @property
    def ready(self) -> bool:
        """Whether people can be let in."""
        return self.answer and self.danger and self.database


class Probe:
    """Asks a real question and says something dangerous, through intake, language part, rules, action and texts.

    The conversations of the probe live in memory, so the database gets none of them; nothing of it is counted.
    """

    def __init__(self, settings: Settings, intake: Intake | None = None) -> None:
        self._database = open_engine(settings.database)
        self._intake = intake or Intake(settings.max_characters)

    async def readiness(self, agent: Agent | None) -> Readiness:
        """What an agent, or the lack of one, does now."""
        return Readiness(
            answer=await self._in_time("answer", partial(self._answers, agent, QUESTION, "topic", TOPIC)),
            danger=await self._in_time("danger", partial(self._answers, agent, DANGER, "level", LEVEL)),
            database=await self._in_time("database", self._database_answers),
        )

    async def _in_time(self, what: str, probe: Callable[[], Awaitable[bool]]) -> bool:
        try:
            return await asyncio.wait_for(probe(), PROBE_SECONDS)
        except Exception as error:
            logger.error("The probe of the %s failed with %s", what, type(error).__name__)
            return False

    async def _answers(self, agent: Agent | None, text: str, field: str, expected: str) -> bool:
        if agent is None or agent.processor is None:
            return False
        processor = copy(agent.processor)
        processor.tracker_store = InMemoryTrackerStore(processor.domain)
        admitted = self._intake.admit(text, AUDIENCE)
        collector = CollectingOutputChannel()
        await processor.handle_message(
            UserMessage(admitted.text, collector, SENDER, parse_data=admitted.parse_data, input_channel=SENDER, metadata=admitted.metadata)
        )
        return any((message.get("custom") or {}).get(field) == expected for message in collector.messages)

    async def _database_answers(self) -> bool:
        await asyncio.get_running_loop().run_in_executor(None, self._read_database)
        return True

    def _read_database(self) -> None:
        with self._database.connect() as connection:
            connection.execute(sa.select(events.c.id).limit(1)).all()


class Health:
    """The three routes."""

    def __init__(self, settings: Settings, probe: Probe | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed = [_network(part) for part in settings.monitor_addresses.split(",") if part.strip()]
        self._probe = probe or Probe(settings)
        self._clock = clock
        self._known: tuple[float, Readiness] | None = None
        self._lock = asyncio.Lock()

    def blueprint(self) -> Blueprint:
        """``/live`` for everybody; ``/ready`` and ``/metrics`` for the addresses of the setting, and not through a proxy."""
        blueprint = Blueprint("kringwijzer_health")

        @blueprint.get("/live")
        async def live(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if not self._may_ask(request):
                return json({"error": "forbidden"}, status=HTTPStatus.FORBIDDEN)
            found = await self.readiness(getattr(request.app.ctx, "agent", None))
            status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
            return json({"ready": found.ready, "answer": found.answer, "danger": found.danger, "database": found.database}, status=status)

        @blueprint.get("/metrics")
        async def metrics(request: Request) -> HTTPResponse:
            if not self._may_ask(request):
                return json({"error": "forbidden"}, status=HTTPStatus.FORBIDDEN)
            return raw(generate_latest(METRICS.registry), content_type=CONTENT_TYPE_LATEST)

        return blueprint

    async def readiness(self, agent: Any) -> Readiness:
        """What was probed some seconds ago at most; who asks meanwhile waits for the same probe."""
        async with self._lock:
            if self._known is None or self._clock() - self._known[0] >= CACHE_SECONDS:
                found = await self._probe.readiness(agent)
                self._known = (self._clock(), found)
            return self._known[1]

    def _may_ask(self, request: Request) -> bool:
        if any(name in request.headers for name in FORWARDED):
            return False
        address = ip_address(request.ip)
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self._allowed)


def _network(part: str):
    try:
        return ip_network(part.strip())
    except ValueError:
        raise SettingsError(f"KRINGWIJZER_MONITOR_ADDRESSES: {part.strip()} is no address or network, for example 10.0.0.0/24") from None
