"""Actions in the conversation server itself: no second process, no request over HTTP. The setting ``actions`` chooses."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.components.action_server import AUTH_HEADER
from bot.settings import APART, Settings

PACKAGE = "actions"

logger = logging.getLogger(__name__)


def action_endpoint(settings: Settings) -> EndpointConfig:
    """Where Rasa's processor sends its actions. It sends no domain along, since no action reads it."""
    if settings.actions == APART:
        return EndpointConfig(settings.action_url, headers={AUTH_HEADER: settings.action_secret}, enable_selective_domain=True)
    return ActionsInside()


class ActionsInside(EndpointConfig):
    """Takes the place of an address: what Rasa would post is given to the actions in this process.

    An action that computes holds up other conversations, so a long computation belongs in an executor. What goes in and out
    is what JSON can carry, as over HTTP; the actions get a copy, so that they cannot change the conversation in memory.
    """

    def __init__(self, executor: ActionExecutor | None = None) -> None:
        super().__init__(url="binnen", enable_selective_domain=True)
        if executor is None:
            executor = ActionExecutor()
            executor.register_package(PACKAGE)
        self._executor = executor

    async def request(self, method: str = "post", subpath: str | None = None, **given: Any) -> Any:
        """Run one action. Raises :class:`ClientResponseError` with the status that the separate server would give, without text."""
        try:
            call = given["json"]
            tracker = json.loads(json.dumps({**call["tracker"], "events": _of_two_turns(call["tracker"]["events"])}))
            return json.loads(json.dumps(await self._executor.run({**call, "tracker": tracker})))
        except ActionExecutionRejection as error:
            rejected = {"action_name": error.action_name, "error": "rejected"}
            raise ClientResponseError(400, "rejected", json.dumps(rejected)) from None
        except ActionNotFoundException:
            raise ClientResponseError(404, "unknown action", "") from None
        except Exception as error:
            logger.error("An action failed", exc_info=error)
            raise ClientResponseError(500, "action failed", "") from None


def _of_two_turns(events: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The events since the message before the last; no action reads further back, and a long conversation then costs no more."""
    messages = [number for number, event in enumerate(events) if event["event"] == "user"]
    return events[messages[-2] :] if len(messages) > 1 else events
