"""The assistant in this process, without a network: as delivered by Rasa, or as it runs in production."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.tracker_store import SQLTrackerStore
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.channels.intake import Intake
from bot.channels.interviews import OpenInterviews
from bot.channels.turns import Said, Turns
from bot.components.action_endpoint import ActionsInside
from bot.components.patches import apply
from bot.components.redaction import redacted
from bot.components.tracker_store import ConversationStore
from bot.network_map.interview.kept import stored_interview
from bot.privacy.keys import open_vault
from bot.running import prepare_database
from bot.settings import read_settings
from bot.storage.event_seal import unseal
from bot.storage.maps import default_map_store
from bot.training import model_path

TURN_SECONDS = 60


class RedactingStore(SQLTrackerStore):
    """Rasa's own store; what may not be stored is taken out as in production, so that both keep the same."""

    def _additional_events(self, session: Any, tracker: Any) -> Any:
        return redacted(tracker.events, super()._additional_events(session, tracker))


class Assistant:
    """Somebody says something, and what the database then holds."""

    def __init__(self, agent: Agent, turns: Turns, engine: sa.engine.Engine, read: Callable[[str, str], dict[str, Any]]) -> None:
        """``read`` turns a sender and what stands in a row into the event."""
        self._turns = turns
        self._engine = engine
        self._read = read
        self.agent = agent

    async def says(self, text: str, audience: str | None, sender: str) -> list[dict[str, Any]]:
        """One turn; returns the messages of the reply."""
        return await self._turns.reply(Said(text, audience), sender)

    def stored(self, sender: str) -> list[dict[str, Any]]:
        """All stored events of a conversation, in order."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.text("select data from events where sender_id = :sender order by id"), {"sender": sender})
            return [self._read(sender, row[0]) for row in rows]


def assistant(in_production: bool, database_url: str) -> Assistant:
    """Load the trained model; without ``in_production`` with Rasa's own store and without patches."""
    logging.disable(logging.WARNING)
    configure_structlog(logging.ERROR)
    settings = read_settings()
    prepare_database(settings)
    if in_production:
        apply()
    store = ConversationStore(host=database_url) if in_production else RedactingStore(host=database_url)
    agent = Agent.load(str(model_path()), action_endpoint=ActionsInside(), tracker_store=store)
    agent.nlg = agent.processor.nlg = NaturalLanguageGenerator.create(EndpointConfig(type="bot.components.nlg.AudienceTexts"), agent.domain)
    interviews = OpenInterviews(lambda sender: stored_interview(default_map_store(), sender))
    intake = Intake(settings.max_characters, interviews=interviews, typed_payloads=True)
    return Assistant(
        agent, Turns("rest", intake, interviews, TURN_SECONDS, agent.handle_message), store.engine, _unsealed if in_production else _plain
    )


def _unsealed(sender: str, data: str) -> dict[str, Any]:
    return unseal(open_vault(read_settings()), sender, data)


def _plain(sender: str, data: str) -> dict[str, Any]:
    return json.loads(data)
