"""Sources that an answer may name. What a source does not state about itself stays None."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Source:
    """A document, guideline or website; ``via`` names the source in which we read about it."""

    id: str
    title: str
    publisher: str | None
    year: int | None
    about_year: int | None
    url: str | None
    via: str | None
    sections: dict[str, str]


@dataclass(frozen=True)
class Citation:
    """A source with the heading under which the facts stand."""

    source: Source
    section: str | None

    def payload(self) -> dict[str, object]:
        """The fields of one source in an `answer` payload."""
        return {
            "id": self.source.id,
            "title": self.source.title,
            "section": self.section,
            "year": self.source.year,
            "url": self.source.url,
        }


def load_sources(path: Path) -> dict[str, Source]:
    """Read ``sources.yml``: source id to :class:`Source`."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        key: Source(
            id=key,
            title=entry["titel"],
            publisher=entry.get("uitgever"),
            year=entry.get("jaar"),
            about_year=entry.get("omstreeks"),
            url=entry.get("url"),
            via=entry.get("via"),
            sections=entry.get("secties") or {},
        )
        for key, entry in entries.items()
    }
