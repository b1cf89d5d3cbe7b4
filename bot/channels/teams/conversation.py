"""What happens with an activity that was let in: a turn with its answer, a welcome, an edit, the end of it all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.limits import RateLimit
from bot.channels.signing import Signer
from bot.channels.teams import replies
from bot.channels.teams.activities import Activity
from bot.channels.teams.connector import Connector, NotSent
from bot.channels.teams.feedback import Ratings
from bot.channels.teams.files import FileLinks
from bot.channels.teams.keeping import Keeping
from bot.channels.teams.people import conversation_of, sender_of
from bot.channels.teams.repeats import Repeats
from bot.channels.teams.replies import Composer, Reply, read_reply
from bot.channels.teams.wording import button_of, line, says_company
from bot.channels.turns import Said, Turns
from bot.knowledge.buttons import default_buttons
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.privacy.masking import mask

AUDIENCE = Audience.PROFESSIONAL
MESSAGES_PER_MINUTE = 20
WELCOME_SECONDS = 3600  # the several activities of one installation come within seconds
WELCOME_BUTTONS = ("kunnen", "gegevens", "mens")
WELCOME_TOPICS = ("praktijk/netwerk-in-kaart", "begrip/informele-steun")
ERASE_BUTTON = "gegevens-wissen"
COMPANY_LINES = {Audience.PARENT.value: "utter_teams_met_ouders", Audience.PROFESSIONAL.value: "utter_teams_weer_alleen"}
LEAVE = {"network_map": "knop:kaart-wissen", "support_finder": "knop:keuze-stoppen"}
TYPING_SECONDS = 2
REFUSED_CARD = ("status_400", "status_413")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doors:
    """What a conversation works with; ``forget`` drops what the intake remembers of a sender."""

    turns: Turns
    signer: Signer
    links: FileLinks
    connector: Connector
    keeping: Keeping
    ratings: Ratings
    forget: Callable[[str], None]
    app_id: str


class Conversations:
    """Handles one activity at a time per sender; :class:`bot.channels.teams.lanes.Lanes` sees to that."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._limit = RateLimit(MESSAGES_PER_MINUTE, 60)
        self._warned = RateLimit(1, 60)
        self._welcomed = Repeats(WELCOME_SECONDS)

    async def handle(self, activity: Activity, pressed: str | None = None) -> None:
        """Do what an activity asks. ``pressed``: the payload of a button whose signature was checked."""
        if activity.kind == "message":
            await self._message(activity, pressed)
        elif activity.kind == "messageUpdate" and activity.event == "editMessage":
            await self._message(activity, None, [line("utter_teams_aangepast")])
        elif activity.kind == "messageDelete":
            await self._deleted(activity)
        elif activity.kind == "invoke":
            await self._turn(activity, Said(pressed=pressed, audience=AUDIENCE.value), [])
        elif activity.kind in ("conversationUpdate", "installationUpdate"):
            await self._arrival(activity)

    async def say(self, activity: Activity, text: str) -> None:
        """Say one line of the channel itself."""
        await self._send(activity, replies.said(text))

    async def _message(self, activity: Activity, pressed: str | None, before: Sequence[str] = ()) -> None:
        if not activity.is_personal and not activity.mentioned and pressed is None:
            return
        sender = sender_of(activity)
        if not self._limit.allows(sender):
            if self._warned.allows(sender):
                await self.say(activity, line("utter_teams_te_snel"))
            return
        lines = [*before, *([line("utter_teams_bijlage")] if activity.has_files else [])]
        if activity.has_files and not activity.text:
            await self.say(activity, lines[-1])
            return
        company = says_company(activity.text) if pressed is None else None
        if company:
            await self._turn(activity, Said(pressed=button_of(company), audience=AUDIENCE.value), [*lines, line(COMPANY_LINES[company])])
            return
        await self._turn(activity, Said(activity.text, AUDIENCE.value, pressed), lines)

    async def _turn(self, activity: Activity, said: Said, before: Sequence[str]) -> None:
        sender = sender_of(activity)
        typing = asyncio.get_running_loop().create_task(self._doors.connector.typing(activity))
        try:
            messages = await self._doors.turns.reply(said, sender)
        finally:
            await _settled(typing)
        kinds = mask(said.message).kinds if isinstance(said.message, str) else ()
        warning = [line("utter_teams_let_op_gegevens", soorten=", ".join(kinds))] if kinds else []
        reply = read_reply(_without_told(messages, kinds), lambda text: self._doors.links.whole(text, sender))
        self._doors.ratings.note(sender, reply)
        composer = self._composer(activity)
        if activity.is_personal:
            await self._send(activity, composer.private(reply, [*before, *warning]))
            return
        await self._send(activity, [*(replies.said("\n\n".join(warning)) if warning else []), *composer.public(reply, self._doors.app_id)])
        await self._leave(reply, sender)

    async def _leave(self, reply: Reply, sender: str) -> None:
        """What belongs in a private chat does not stay open where others read along."""
        if reply.kind in LEAVE:
            await self._doors.turns.reply(Said(pressed=LEAVE[reply.kind], audience=AUDIENCE.value), sender)

    async def _arrival(self, activity: Activity) -> None:
        conversation = conversation_of(activity)
        if activity.kind == "installationUpdate" and activity.action.startswith("remove"):
            self._welcomed.forget(conversation)
            for sender in await self._doors.keeping.erase(conversation):
                self._doors.forget(sender)
            return
        if not _is_new(activity) or self._welcomed.is_repeated(conversation):
            return
        if not activity.is_personal:
            await self._send(activity, replies.welcome_in_group())
            return
        book = default_buttons()
        buttons = [*(book.topic_of(topic) for topic in WELCOME_TOPICS), *(book.fixed(name) for name in WELCOME_BUTTONS)]
        await self._send(activity, self._composer(activity).welcome([button.as_dict() for button in buttons]))

    async def _deleted(self, activity: Activity) -> None:
        """A single message cannot be told apart in what is kept, which is masked; everything can be erased."""
        if activity.is_personal:
            button = default_buttons().fixed(ERASE_BUTTON).as_dict()
            await self._send(activity, self._composer(activity).private(Reply((line("utter_teams_verwijderd"),), (button,), {})))

    def _composer(self, activity: Activity) -> Composer:
        sender = sender_of(activity)
        return Composer(lambda payload: self._doors.signer.button(payload, sender))

    async def _send(self, activity: Activity, contents: Sequence[Mapping[str, Any]]) -> None:
        for content in contents:
            try:
                await self._doors.connector.send(activity, content)
            except NotSent as error:
                what = str(error)  # a status or a kind of fault
                logger.error("A message for Teams was not sent: %s", what)
                await self._send_as_text(activity, content, str(error))

    async def _send_as_text(self, activity: Activity, content: Mapping[str, Any], reason: str) -> None:
        """A card that Teams refuses is said in words."""
        if reason not in REFUSED_CARD or not content.get("attachments"):
            return
        try:
            await self._doors.connector.send(activity, replies.said(content["attachments"][0]["content"]["fallbackText"])[0])
        except NotSent as error:
            what = str(error)  # a status or a kind of fault
            logger.error("A message for Teams was not sent as text either: %s", what)


async def _settled(typing: asyncio.Task[None]) -> None:
    """Let the sign of typing go first, but never wait long for it."""
    await asyncio.wait({typing}, timeout=TYPING_SECONDS)
    if not typing.done():
        typing.cancel()


def _is_new(activity: Activity) -> bool:
    if activity.kind == "installationUpdate":
        return activity.action == "add"
    return activity.bot in activity.added or (activity.is_personal and bool(activity.added))


def _without_told(messages: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> list[Mapping[str, Any]]:
    """Without the assistant's own line about what was masked, which the channel says first; it may be worded for parents."""
    told = {default_phrasebook().text("utter_gemaskeerd", audience, values={"soorten": ", ".join(kinds)}) for audience in Audience}
    return [message for message in messages if not kinds or message.get("text") not in told]
