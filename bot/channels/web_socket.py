"""Rasa's Socket.IO protocol: the events of Rasa's own channel with the same names, and ours beside them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError as SocketRefused

from bot.channels.bodies import fields_of
from bot.channels.bubbles import as_rasa_has_it
from bot.channels.limits import RateLimit
from bot.channels.web_conversation import Answer, Outcome, Uttered
from bot.channels.web_door import Door
from bot.channels.web_sessions import Opened

MOST_EVENTS_PER_MINUTE = 120
OLD_METADATA = "customData"  # only old clients of Rasa's send their metadata under this name
TOO_MANY_SOCKETS = "too_many_sockets"

logger = logging.getLogger(__name__)
Handler = Callable[..., Awaitable[Any]]


@dataclass
class Socket:
    """One open socket. ``binding`` is held while it gets its session, so that quick events do not get one each."""

    address: str
    opened: Opened | None = None
    plain: bool = False
    binding: asyncio.Lock = field(default_factory=asyncio.Lock)


class Sockets:
    """Answers the events of all sockets of one process."""

    def __init__(self, server: AsyncServer, door: Door, most_per_address: int) -> None:
        self._server = server
        self._door = door
        self._most_per_address = most_per_address
        self._sockets: dict[str, Socket] = {}
        self._events = RateLimit(MOST_EVENTS_PER_MINUTE, 60)
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        for name, handler in (
            ("session_request", self.session_request),
            ("user_uttered", self.user_uttered),
            ("feedback", self.feedback),
            ("erase", self.erase),
        ):
            server.on(name, self._guarded(handler))

    async def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Let a socket in, unless its address has too many."""
        address = self._door.callers.address(environ["sanic.request"])
        if sum(socket.address == address for socket in self._sockets.values()) >= self._most_per_address:
            raise SocketRefused(TOO_MANY_SOCKETS)
        self._sockets[sid] = Socket(address)

    async def disconnect(self, sid: str, reason: object = None) -> None:
        """A socket is gone; its session is not."""
        self._sockets.pop(sid, None)

    async def session_request(self, sid: str, socket: Socket, fields: dict[str, Any]) -> None:
        """Give the socket its session, and what it missed."""
        async with socket.binding:
            opened = await self._door.sessions.open(fields.get("session_id"))
            await self._bind(sid, socket, opened)
        for bubble in await self._door.missed(opened.sender, fields.get("last_id")):
            await self._server.emit("bot_uttered", bubble, to=sid)

    async def user_uttered(self, sid: str, socket: Socket, fields: dict[str, Any]) -> None:
        """Answer a message to every socket of the session."""
        if OLD_METADATA in fields and not socket.plain:
            await self._make_plain(sid, socket)
        opened = await self._session(sid, socket, fields)
        sender, uttered = opened.sender, Uttered.of(fields)
        await self._server.emit("typing", {"active": True}, to=sender)
        answer = await self._door.conversation.answer(uttered, sender, socket.address)
        await self._server.emit("typing", {"active": False}, to=sender)
        await self._send(sid, sender, answer)
        last_id = answer.bubbles[-1]["id"] if answer.bubbles else None
        await self._server.emit("turn_done", {"nonce": uttered.nonce, "last_id": last_id, "session_id": opened.renewed}, to=sender)

    async def feedback(self, sid: str, socket: Socket, fields: dict[str, Any]) -> dict[str, bool]:
        """Keep a rating."""
        return {"ok": socket.opened is not None and await self._door.rate(socket.opened.sender, fields)}

    async def erase(self, sid: str, socket: Socket, fields: dict[str, Any]) -> dict[str, bool]:
        """Erase everything of the session of this socket, and let go of it in every tab."""
        opened = socket.opened
        if opened is None:
            return {"ok": True}
        erased = await self._door.erase(opened.token)
        for other in self._sockets.values():
            if other.opened and other.opened.sender == opened.sender:
                other.opened = None
        await self._server.close_room(opened.sender)
        await self._server.close_room(_bubbles_for(opened.sender, plain=True))
        await self._server.close_room(_bubbles_for(opened.sender, plain=False))
        return {"ok": erased is not None}

    async def _session(self, sid: str, socket: Socket, fields: dict[str, Any]) -> Opened:
        """The session that a message belongs to: that of its token, or that of its socket when it names none."""
        async with socket.binding:
            token = fields.get("session_id") or (socket.opened.token if socket.opened else None)
            opened = await self._door.sessions.open(token)
            if socket.opened is None or socket.opened.sender != opened.sender:
                await self._bind(sid, socket, opened)
            return opened

    async def _bind(self, sid: str, socket: Socket, opened: Opened) -> None:
        if socket.opened and socket.opened.sender != opened.sender:
            await self._server.leave_room(sid, socket.opened.sender)
            await self._server.leave_room(sid, _bubbles_for(socket.opened.sender, socket.plain))
        socket.opened = opened
        await self._server.enter_room(sid, opened.sender)
        await self._server.enter_room(sid, _bubbles_for(opened.sender, socket.plain))
        await self._server.emit("session_confirm", opened.token, to=sid)
        await self._server.emit("session_info", {"new": opened.new, "minutes": self._door.minutes}, to=sid)

    async def _make_plain(self, sid: str, socket: Socket) -> None:
        socket.plain = True
        if socket.opened:
            await self._server.leave_room(sid, _bubbles_for(socket.opened.sender, plain=False))
            await self._server.enter_room(sid, _bubbles_for(socket.opened.sender, plain=True))

    async def _send(self, sid: str, sender: str, answer: Answer) -> None:
        """An answer goes to the whole session, in the form that each of its sockets knows; a refusal to the socket that asked."""
        rooms = {False: _bubbles_for(sender, plain=False), True: _bubbles_for(sender, plain=True)}
        if answer.outcome is not Outcome.ANSWERED:
            rooms = {self._sockets[sid].plain: sid} if sid in self._sockets else {}
        for bubble in answer.bubbles:
            for is_plain, room in rooms.items():
                shown = as_rasa_has_it(bubble) if is_plain else bubble
                if shown:
                    await self._server.emit("bot_uttered", shown, to=room)

    def _guarded(self, handler: Handler) -> Handler:
        """The handler for an event with anything in it; what fails is told to the log without the event."""

        async def handle(sid: str, data: object = None, *more: object) -> Any:
            socket = self._sockets.get(sid)
            if socket is None or not self._events.allows(sid):
                return {"ok": False}
            try:
                return await handler(sid, socket, fields_of(data))
            except Exception as error:
                logger.error("An event of a socket failed with %s", type(error).__name__)
                return {"ok": False}

        return handle


def _bubbles_for(sender: str, plain: bool) -> str:
    """The room of a session's sockets that want bubbles in one of two forms."""
    return f"{sender}:{'plain' if plain else 'full'}"
