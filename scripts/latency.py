"""How long a turn takes at a running assistant, per kind of message: ``.venv/bin/python scripts/latency.py [address] [rounds] [pid]``.

With the process id of ``kringwijzer start`` it also says how much processor time the servers took for a turn, which differs
less from run to run than waiting does where other work goes on. Linux only.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import uuid
from pathlib import Path

import requests

ADDRESS = "http://127.0.0.1:5005/webhooks/rest/webhook"
ROUNDS = 20
TALKS = {
    "vraag": ["wat is een steunouder?", "en wat kost dat?", "vertel meer", "wat is het verschil tussen een maatje en een mentor?"],
    "zoeken": ["zoek naar eigen kracht conferentie", "wat staat er over vertrouwen?"],
    "keuzehulp": ["ik zoek steun voor mijn kind", "hij is 9 jaar", "hij is vaak alleen"],
    "netwerkkaart": ["teken de netwerkkaart", "beginnen", "oma Riet, opa Henk en buurvrouw Els", "ja", "tante Mia en juf Ellen"],
    "gevaar": ["ik wil dood"],
    "lang": ["ik zoek een maatje voor mijn zoon die vaak alleen thuis zit. " * 60],
}


def processor_seconds(parent: str) -> float:
    """What the child processes of a process have used so far."""
    ticks = 0
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main(address: str, rounds: int, parent: str | None = None) -> None:
    """Print a table; the first round warms up and does not count, except in the processor time."""
    before = processor_seconds(parent) if parent else 0
    seconds: dict[str, list[float]] = {kind: [] for kind in TALKS}
    with requests.Session() as session:
        for number in range(rounds + 1):
            for kind, talk in TALKS.items():
                sender = uuid.uuid4().hex
                for message in talk:
                    begun = time.perf_counter()
                    session.post(
                        address, json={"sender": sender, "message": message, "metadata": {"doelgroep": "ouder"}}, timeout=60
                    ).raise_for_status()
                    if number:
                        seconds[kind].append(time.perf_counter() - begun)
    for kind, measured in {**seconds, "alles": [value for values in seconds.values() for value in values]}.items():
        times = sorted(1000 * value for value in measured)
        late = times[int(len(times) * 0.95)]
        print(f"{kind:14} median {statistics.median(times):6.1f} ms   p95 {late:6.1f} ms   most {times[-1]:6.1f} ms")
    if parent:
        turns = (rounds + 1) * sum(len(talk) for talk in TALKS.values())
        print(f"processor time of the servers: {1000 * (processor_seconds(parent) - before) / turns:.1f} ms per turn")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else ADDRESS, int(given[1]) if len(given) > 1 else ROUNDS, given[2] if len(given) > 2 else None)
