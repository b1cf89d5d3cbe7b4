"""How the web channel does with many open sockets: ``python -m tests.load.sockets --sockets 200`` against a running assistant.

The assistant must let one address open that many: start it with KRINGWIJZER_WEB_SOCKETS_PER_ADDRESS and
KRINGWIJZER_WEB_MESSAGES_PER_ADDRESS above the number. Prints figures; the exit code is 1 when somebody got no answer.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from dataclasses import dataclass, field

import aiohttp
import socketio

QUESTIONS = (
    "wat is een steunouder?",
    "wat is een jim?",
    "wat is een maatje?",
    "hoe vraag ik hulp aan de buren?",
    "wat is een eigen-krachtconferentie?",
)
PATIENCE_SECONDS = 120.0


@dataclass
class Guest:
    """One open socket that asks one question."""

    number: int
    client: socketio.AsyncClient = field(default_factory=lambda: socketio.AsyncClient(reconnection=False))
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    topics: list[str] = field(default_factory=list)
    seconds: float = 0.0
    token: str = ""

    async def arrive(self, address: str) -> None:
        """Open the socket and get a session."""
        self.client.on("session_confirm", self._confirmed)
        self.client.on("bot_uttered", self._answered)
        self.client.on("turn_done", self._finished)
        await self.client.connect(address, socketio_path="/chat/socket.io", transports=["websocket"], wait_timeout=PATIENCE_SECONDS)
        await self.client.emit("session_request", {})
        await asyncio.wait_for(self.ready.wait(), PATIENCE_SECONDS)

    async def ask(self) -> bool:
        """Ask; whether an answer about a topic came."""
        self.done.clear()
        begun = time.monotonic()
        question = QUESTIONS[self.number % len(QUESTIONS)]
        await self.client.emit("user_uttered", {"message": question, "session_id": self.token, "metadata": {"doelgroep": "ouder"}})
        try:
            await asyncio.wait_for(self.done.wait(), PATIENCE_SECONDS)
        except asyncio.TimeoutError:
            return False
        self.seconds = time.monotonic() - begun
        return bool(self.topics)

    async def _confirmed(self, token: str) -> None:
        self.token = token
        self.ready.set()

    async def _answered(self, bubble: dict) -> None:
        topic = (bubble.get("custom") or {}).get("topic")
        self.topics += [topic] if topic else []

    async def _finished(self, _: object) -> None:
        self.done.set()


async def measure(address: str, sockets: int) -> bool:
    """Open all sockets, then let all ask at once; prints figures and returns whether everybody was answered."""
    guests = [Guest(number) for number in range(sockets)]
    begun = time.monotonic()
    arrived = await asyncio.gather(*(guest.arrive(address) for guest in guests), return_exceptions=True)
    refused = sum(isinstance(result, Exception) for result in arrived)
    if refused:
        print(f"{refused} of {sockets} sockets were refused; do the settings let one address open so many?")
        return False
    print(f"{sockets} sockets open after {time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    answered = sum(await asyncio.gather(*(guest.ask() for guest in guests)))
    whole = time.monotonic() - begun
    times = sorted(guest.seconds for guest in guests if guest.seconds)
    at = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    print(f"{answered} of {sockets} answered with a topic, all asking at once, in {whole:.1f} s: {answered / whole:.1f} per second")
    print(f"seconds to an answer: median {at[49]:.2f}, 95th percentile {at[94]:.2f}, longest {times[-1]:.2f}")
    still = sum(guest.client.connected for guest in guests)
    print(f"{still} sockets still open")
    await asyncio.gather(*(guest.client.disconnect() for guest in guests))
    return answered == sockets == still


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:5005")
    parser.add_argument("--sockets", type=int, default=200)
    given = parser.parse_args()
    if not hasattr(aiohttp, "ClientWSTimeout"):  # the socket client names a class of a newer aiohttp; the older took seconds
        aiohttp.ClientWSTimeout = lambda ws_close: ws_close
    return 0 if asyncio.run(measure(given.address, given.sockets)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
