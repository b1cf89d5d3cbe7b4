"""The door for Microsoft Teams: checks every request, answers at once, and works in the background.

``POST /webhooks/teams/webhook`` is the messaging endpoint that the bot is registered with; without settings it answers 501 and
the log says why, once. ``GET /webhooks/teams/kaart/<token>/<file>`` is a map's file, ``/webhooks/teams/gegevens/<token>`` what is held.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.bodies import BodyError, read_object
from bot.channels.intake import Intake
from bot.channels.interviews import OpenInterviews
from bot.channels.signing import Refusal, Signer
from bot.channels.teams import replies
from bot.channels.teams.activities import Activity, BadBody, read_activity
from bot.channels.teams.cards import CONTENT_TYPE
from bot.channels.teams.connector import Connector
from bot.channels.teams.conversation import Conversations, Doors
from bot.channels.teams.feedback import Keep, Ratings
from bot.channels.teams.files import FileLinks
from bot.channels.teams.identity import Identity, TeamsSettingsError, read_identity
from bot.channels.teams.keeping import Keeping, StoredConversations, keep_thumb_in_storage
from bot.channels.teams.lanes import Lanes
from bot.channels.teams.people import SPACE, conversation_of, sender_of
from bot.channels.teams.repeats import Repeats
from bot.channels.teams.signing_keys import KeysUnavailable, SigningKeys
from bot.channels.teams.token_out import OwnToken
from bot.channels.teams.tokens_in import Checker, Forbidden, Unauthorized
from bot.channels.teams.wording import line
from bot.channels.turns import Handler, Turns
from bot.knowledge.buttons import default_buttons
from bot.network_map.interview.kept import stored_interview
from bot.privacy.keys import open_vault
from bot.settings import Settings, read_settings
from bot.storage.maps import open_map_store

DEEPEST = 20  # how deep what a card holds may lie in an activity
LARGEST_BODY = 256_000
BUTTON_SECONDS = 7 * 86_400
LINK_SECONDS = 86_400
REPEAT_SECONDS = 3600
PRESS_SECONDS = 10
ERROR_TYPE = "application/vnd.microsoft.error"

logger = logging.getLogger(__name__)


class TeamsInput(InputChannel):
    """Rasa's side of the door; :class:`Door` does the work."""

    def __init__(self, settings: Settings | None = None, keeping: Keeping | None = None, keep_thumb: Keep | None = None) -> None:
        self._settings = settings or read_settings()
        self._keeping = keeping or StoredConversations(self._settings)
        self._keep_thumb: Keep = keep_thumb or keep_thumb_in_storage
        self.door: Door | None = None

    @classmethod
    def name(cls) -> str:
        """The path under ``/webhooks``, and what Rasa's tracker keeps."""
        return SPACE

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TeamsInput:
        """Everything comes from the settings of the environment."""
        return cls()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Health, webhook and files; or a webhook that says 501."""
        blueprint = Blueprint("kringwijzer_teams")
        try:
            identity = read_identity(self._settings)
            self.door = Door(identity, self._settings, on_new_message, self._keeping, self._keep_thumb) if identity else None
        except TeamsSettingsError as error:
            what = str(error)  # names a setting
            logger.error("Microsoft Teams is off: %s", what)
            identity = None
        else:
            if identity is None:
                logger.info("Microsoft Teams is off: KRINGWIJZER_TEAMS_APP_ID is empty; docs/teams.md says what to fill in")
        if self.door is None:
            _refuse(blueprint)
        else:
            self.door.add_routes(blueprint)
        return blueprint


class Door:
    """The webhook of one bot."""

    def __init__(self, identity: Identity, settings: Settings, on_new_message: Handler, keeping: Keeping, keep_thumb: Keep) -> None:
        """Raises :class:`TeamsSettingsError` for a certificate that cannot be used. Nothing is fetched before the first request."""
        self._session: aiohttp.ClientSession | None = None
        vault, store = open_vault(settings), open_map_store(settings)
        interviews = OpenInterviews(lambda sender: stored_interview(store, sender))
        intake = Intake(settings.max_characters, interviews=interviews)
        self._checker = Checker(identity, SigningKeys(self.session, identity.openid_url))
        self._signer = Signer(vault, SPACE, BUTTON_SECONDS)
        self._links = FileLinks(Signer(vault, SPACE, LINK_SECONDS), f"{identity.public_address}/webhooks/{SPACE}", store, settings)
        self._ratings = Ratings(keep_thumb)
        doors = Doors(
            turns=Turns(SPACE, intake, interviews, settings.turn_timeout_seconds, on_new_message),
            signer=self._signer,
            links=self._links,
            connector=Connector(self.session, identity, OwnToken(self.session, identity)),
            keeping=keeping,
            ratings=self._ratings,
            forget=intake.forget,
            app_id=identity.app_id,
        )
        self._conversations = Conversations(doors)
        self._lanes = Lanes()
        self._repeats = Repeats(REPEAT_SECONDS)
        self._presses = Repeats(PRESS_SECONDS)

    def session(self) -> aiohttp.ClientSession:
        """The connections to Microsoft, made at first use. None is used twice: a stale one would lose a message."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True, limit=200), trust_env=True)
        return self._session

    async def close(self) -> None:
        """Finish what was begun, and close the connections."""
        await self._lanes.finish()
        if self._session is not None:
            await self._session.close()

    def add_routes(self, blueprint: Blueprint) -> None:
        """Health, webhook and files."""

        @blueprint.listener("before_server_stop")
        async def finish(app: Any, loop: Any) -> None:
            await self.close()

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request.headers.get("Authorization"), request.body)

        self._links.add_routes(blueprint)

    async def _receive(self, header: str | None, body: bytes) -> HTTPResponse:
        """Status and body for one request: the token first, then the body, then whether they belong together."""
        try:
            claims, key = await self._checker.claims(header)
            activity = read_activity(read_object(body, LARGEST_BODY, DEEPEST))
            self._checker.check_activity(activity, claims, key)
        except Unauthorized as error:
            return _refused(401, error)
        except Forbidden as error:
            return _refused(403, error)
        except BodyError as error:
            return _refused(error.status, error)
        except BadBody as error:
            return _refused(400, error)
        except KeysUnavailable:
            return empty(status=503, headers={"Retry-After": "30"})
        return self._accepted(activity)

    def _accepted(self, activity: Activity) -> HTTPResponse:
        repeated = bool(activity.id) and self._repeats.is_repeated(_fingerprint(activity))
        if activity.kind == "invoke":
            return self._invoked(activity, repeated)
        if not repeated:
            self._work(activity)
        return empty(status=202)

    def _work(self, activity: Activity) -> None:
        sender = sender_of(activity)
        if activity.kind == "message" and activity.pressed:
            payload = self._signer.pressed(activity.pressed, sender)
            if isinstance(payload, Refusal):
                name = "utter_teams_knop_verlopen" if payload is Refusal.EXPIRED else "utter_teams_knop_onbekend"
                self._lanes.add(sender, lambda: self._conversations.say(activity, line(name)))
            elif not self._presses.is_repeated(activity.pressed):
                self._lanes.add(sender, lambda: self._conversations.handle(activity, payload))
            return
        # An arrival or a departure is about the whole conversation.
        key = conversation_of(activity) if activity.kind in ("conversationUpdate", "installationUpdate") else sender
        self._lanes.add(key, lambda: self._conversations.handle(activity))

    def _invoked(self, activity: Activity, repeated: bool) -> HTTPResponse:
        sender = sender_of(activity)
        if activity.name == "message/submitAction":
            if not repeated:
                self._lanes.add(sender, lambda: self._ratings.rate(sender, activity))
            return json({})
        if activity.name != "adaptiveCard/action":
            return empty(status=501)
        payload = self._signer.pressed(activity.pressed, sender) if activity.pressed else Refusal.FORGED
        if payload is Refusal.EXPIRED:
            return _card(replies.noted(line("utter_teams_knop_verlopen")))
        if isinstance(payload, Refusal):
            return json({"statusCode": 400, "type": ERROR_TYPE, "value": {"code": "BadRequest", "message": line("utter_teams_knop_onbekend")}})
        if not repeated and not self._presses.is_repeated(activity.pressed):
            self._lanes.add(sender, lambda: self._conversations.handle(activity, payload))
        found = default_buttons().pressed(payload)
        return _card(replies.chosen(found[1] if found else ""))


def _fingerprint(activity: Activity) -> str:
    """What an activity that is sent again has in common with the first; an edit keeps the id of its message and has another text."""
    parts = (activity.conversation, activity.kind, activity.event, activity.id, activity.text)
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _card(content: dict[str, Any]) -> HTTPResponse:
    return json({"statusCode": 200, "type": CONTENT_TYPE, "value": content})


def _refused(status: int, error: Exception) -> HTTPResponse:
    logger.warning("A request to the Teams channel was refused: %d %s", int(status), type(error).__name__)
    return empty(status=status)


def _refuse(blueprint: Blueprint) -> None:
    @blueprint.route("/webhook", methods=["POST"])
    async def receive(request: Request) -> HTTPResponse:
        return empty(status=501)
