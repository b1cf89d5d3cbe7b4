"""The process that talks: Rasa's agent behind our doors, without Rasa's own routes, banner, telemetry and log lines."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from bot.errors import CommandError
from bot.logs import set_up_logs
from bot.models import check_models
from bot.settings import ROOT, Settings, read_settings

ENDPOINTS = "endpoints.yml"
ROUTE = "/webhooks/"
SPARE_SECONDS = 10  # above the time after which the static help answers, so that the door and not the server ends a turn


def main(arguments: list[str]) -> int:
    """Serve the model file that is named until stopped; returns the exit code."""
    try:
        settings = read_settings()
        model = Path(arguments[0])
        set_up_logs(settings, "rasa")
        check_models(model)
    except (CommandError, ValueError) as error:
        print(f"kringwijzer: {error}", file=sys.stderr)
        return 1
    serve(settings, model)
    return 0


def serve(settings: Settings, model: Path) -> None:
    """Load Rasa and serve. The logs must be set up before, since Rasa logs while it is imported."""
    from bot.components.lean_start import without_tensorflow

    without_tensorflow()
    from rasa.core.channels.channel import register
    from rasa.core.run import close_resources, create_http_input_channels, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints, number_of_sanic_workers
    from sanic import Sanic

    from bot.channels.bodies import limit
    from bot.channels.health import Health
    from bot.channels.metrics import count_turns
    from bot.components.action_endpoint import action_endpoint
    from bot.components.patches import apply

    apply()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / ENDPOINTS))
    endpoints.action = action_endpoint(settings)
    app = Sanic("kringwijzer", configure_logging=False)
    limit(app, settings.turn_timeout_seconds + SPARE_SECONDS)
    register(create_http_input_channels(None, str(ROOT / settings.credentials)), app, route=ROUTE)
    app.blueprint(Health(settings).blueprint())
    app.register_listener(partial(load_agent_on_start, str(model), endpoints, None), "before_server_start")
    app.register_listener(count_turns, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    app.run(settings.host, settings.port, workers=number_of_sanic_workers(endpoints.lock_store), access_log=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
