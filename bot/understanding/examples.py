"""Examples of what people say: the training data in ``data/nlu`` and the held-out questions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.settings import ROOT

UNKNOWN_AUTHOR = "redactie"
NLU_DIR = ROOT / "data" / "nlu"
HELDOUT_DIR = ROOT / "tests" / "nlu" / "heldout"


@dataclass(frozen=True)
class Example:
    """One training sentence; ``author`` wrote it in one or more voices."""

    text: str
    label: str
    author: str


@dataclass(frozen=True)
class Question:
    """One held-out question with every acceptable topic, the best first."""

    id: str
    text: str
    topics: tuple[str, ...]
    audience: str
    kind: str
    author: str
    has_errors: bool


def training_examples(folder: Path = NLU_DIR) -> list[Example]:
    """Every example below ``data/nlu``, in the order of the files."""
    found = []
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).get("nlu", []):
            author = (block.get("metadata") or {}).get("auteur", UNKNOWN_AUTHOR)
            for line in block["examples"].splitlines():
                text = line.strip().removeprefix("-").strip()
                if text:
                    found.append(Example(text, block["intent"], author))
    return found


def heldout_questions(folder: Path = HELDOUT_DIR) -> list[Question]:
    """Every held-out question in the tab-separated files of a folder."""
    found = []
    for path in sorted(folder.glob("vragen_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(
                    Question(
                        id=row["id"],
                        text=row["vraag"],
                        topics=tuple(row["onderwerpen"].split(";")),
                        audience=row["doelgroep"],
                        kind=row["soort"],
                        author=row["stem"],
                        has_errors=row["fouten"] == "1",
                    )
                )
    return found
