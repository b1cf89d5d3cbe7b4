"""Judges what pip-audit found: ``.venv/bin/python scripts/audit.py REPORT``, as ``scripts/audit.sh`` calls it.

An advisory must stand in ``docs/uitzonderingen-pakketten.yml`` with its reach, the decision, and a date that is not over. A
package that was not looked up counts as a fault, since pip-audit itself calls that "no known vulnerabilities".
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
EXCEPTIONS = ROOT / "docs" / "uitzonderingen-pakketten.yml"
FIELDS = {"id", "pakket", "bereik", "besluit", "verloopt"}
MOST_NAMED = 5


class AuditError(ValueError):
    """The file with exceptions cannot be used; the message says which row and why."""


@dataclass(frozen=True)
class Accepted:
    """An advisory that we live with until a day."""

    id: str
    package: str
    expires: date


@dataclass(frozen=True)
class Advisory:
    """An advisory about a package that we use, under all its numbers."""

    package: str
    version: str
    ids: tuple[str, ...]


def read_exceptions(path: Path = EXCEPTIONS) -> list[Accepted]:
    """The advisories that were judged. Raises :class:`AuditError` for a row that is not complete or stands twice."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    accepted = []
    for row in rows:
        if not isinstance(row, Mapping) or set(row) != FIELDS or not all(row.values()) or not isinstance(row["verloopt"], date):
            raise AuditError(f"{path.name}: every row needs {', '.join(sorted(FIELDS))}, and verloopt is a date: {row}")
        accepted.append(Accepted(row["id"], row["pakket"], row["verloopt"]))
    if len({(one.id, one.package) for one in accepted}) < len(accepted):
        raise AuditError(f"{path.name}: a number stands twice for the same package")
    return accepted


def advisories(report: Mapping[str, Any]) -> Iterator[Advisory]:
    """What a report of pip-audit (JSON) says about packages that we use."""
    for package in report["dependencies"]:
        for found in package.get("vulns", []):
            yield Advisory(package["name"], package["version"], (found["id"], *found.get("aliases", [])))


def faults(report: Mapping[str, Any], accepted: Sequence[Accepted], today: date) -> list[str]:
    """What stands in the way of a green audit, one line each."""
    passed_over = [package["name"] for package in report["dependencies"] if "skip_reason" in package]
    found = [f"NOT AUDITED: {_named(passed_over)}; no advisory database was reached for them"] if passed_over else []
    for advisory in advisories(report):
        known = [one for one in accepted if one.package == advisory.package and one.id in advisory.ids]
        if not known:
            found.append(f"{advisory.package} {advisory.version}: {advisory.ids[0]} is not judged; add it to {EXCEPTIONS.name} or raise the package")
    return found + [f"{one.package}: the exception for {one.id} ended on {one.expires}; judge it again" for one in accepted if one.expires < today]


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")


def main(report_file: str) -> int:
    """Print the faults of a report; returns 1 when there are any."""
    try:
        report = json.loads(Path(report_file).read_text(encoding="utf-8"))
        found = faults(report, read_exceptions(), date.today())
    except FileNotFoundError:
        found = ["NOT AUDITED: pip-audit wrote no report, since it reached no advisory database"]
    except (AuditError, json.JSONDecodeError) as error:
        found = [str(error)]
    print("\n".join(found) if found else "Every advisory about our packages was judged, and no judgement is out of date.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
