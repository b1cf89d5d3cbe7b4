"""Phone numbers and hours that may be shown, from ``contacts.yml``: the only place where a number stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.knowledge.topics import KNOWLEDGE_DIR

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHILD_UNTIL = 18


@dataclass(frozen=True)
class Contact:
    """A line that somebody can call or chat with. ``ages`` are years; ``open`` is daily, in Amsterdam time."""

    id: str
    label: str
    number: str | None
    tel: str | None
    url: str | None
    hours: str | None
    open: tuple[time, time] | None
    free: bool | None
    ages: tuple[int, int] | None
    audience: tuple[str, ...]
    about: str
    source: str
    verified_on: date | None
    to_verify: tuple[str, ...]

    @property
    def may_be_shown(self) -> bool:
        """Only what somebody checked at the source is shown."""
        return self.verified_on is not None

    def is_open(self, now: datetime) -> bool:
        """Whether somebody answers at this moment; lines without known hours count as open."""
        if self.open is None:
            return True
        local = now.astimezone(AMSTERDAM).time()
        return self.open[0] <= local < self.open[1]

    def payload(self) -> dict[str, object]:
        """The fields of one contact in a `safety` or `contact` payload."""
        return {
            "id": self.id,
            "label": self.label,
            "number": self.number,
            "tel": self.tel,
            "url": self.url,
            "hours": self.shown_hours,
        }

    @property
    def shown_hours(self) -> str | None:
        """The hours in words; unchecked hours send the reader to the site."""
        if "hours" in self.to_verify:
            return f"kijk op {self.url.split('//')[1]}" if self.url else None
        return self.hours


def load_contacts(path: Path = KNOWLEDGE_DIR / "contacts.yml") -> dict[str, Contact]:
    """Read the contacts file: id to :class:`Contact`, shown or not."""
    contacts = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        contacts[entry["id"]] = Contact(
            id=entry["id"],
            label=entry["label"],
            number=entry["number"],
            tel=entry["tel"],
            url=entry["url"],
            hours=entry["hours"],
            open=(time.fromisoformat(entry["open"][0]), time.fromisoformat(entry["open"][1])) if entry["open"] else None,
            free=entry["free"],
            ages=tuple(entry["ages"]) if entry["ages"] else None,
            audience=tuple(entry["audience"]),
            about=entry["about"],
            source=entry["source"],
            verified_on=entry["verified_on"],
            to_verify=tuple(entry["to_verify"]),
        )
    return contacts


@lru_cache(maxsize=1)
def default_contacts() -> dict[str, Contact]:
    """The contacts of this installation, read once per process."""
    return load_contacts()
