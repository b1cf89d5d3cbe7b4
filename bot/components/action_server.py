"""Actions in a server of their own: on loopback, for who knows the secret, without a list of actions and without words in errors."""

from __future__ import annotations

import hmac
import json
import logging
import sys
from http import HTTPStatus

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json

from bot.channels.bodies import limit
from bot.errors import CommandError
from bot.logs import mark_conversation, set_up_logs
from bot.settings import Settings, read_settings

AUTH_HEADER = "X-Kringwijzer-Secret"
PACKAGE = "actions"
MOST_BYTES = 8_000_000  # the whole conversation comes along; of two hundred turns about one megabyte

logger = logging.getLogger("bot.components.action_server")  # the name of a module that is run is another


def main() -> int:
    """Serve until stopped; returns the exit code."""
    try:
        settings = read_settings()
        set_up_logs(settings, "actions")
        app = action_app(settings)
    except (CommandError, ValueError) as error:
        print(f"kringwijzer: {error}", file=sys.stderr)
        return 1
    app.run(settings.host, settings.action_port, access_log=False)
    return 0


def action_app(settings: Settings, executor: ActionExecutor | None = None) -> Sanic:
    """The server: ``POST /webhook`` as Rasa sends it, and nothing else. Raises :class:`CommandError` without a secret."""
    if not settings.action_secret:
        raise CommandError("an action server of its own needs KRINGWIJZER_ACTION_SECRET, the same as that of the conversation server")
    if executor is None:
        executor = ActionExecutor()
        executor.register_package(PACKAGE)
    app = Sanic("kringwijzer_actions", configure_logging=False)
    limit(app, settings.turn_timeout_seconds)
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    secret = settings.action_secret.encode("utf-8")

    @app.on_request
    async def refuse_strangers(request: Request) -> HTTPResponse | None:
        known = hmac.compare_digest(request.headers.get(AUTH_HEADER, "").encode("utf-8", "replace"), secret)
        return None if known else _error(HTTPStatus.UNAUTHORIZED)

    @app.post("/webhook")
    async def run(request: Request) -> HTTPResponse:
        if request.headers.get("Content-Encoding"):
            return _error(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            call = json.loads(request.body)
            mark_conversation(str(call["sender_id"]))
            return as_json(await executor.run(call))
        except ActionExecutionRejection as error:
            return as_json({"error": "rejected", "action_name": error.action_name}, status=HTTPStatus.BAD_REQUEST)
        except ActionNotFoundException:
            return _error(HTTPStatus.NOT_FOUND)
        except Exception as error:
            logger.error("An action failed", exc_info=error)
            return _error(HTTPStatus.INTERNAL_SERVER_ERROR)

    return app


def _error(status: HTTPStatus) -> HTTPResponse:
    return as_json({"error": status.phrase.lower()}, status=status)


if __name__ == "__main__":
    sys.exit(main())
