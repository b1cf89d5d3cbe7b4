"""The report on danger: what is recognised and what is alarmed for nothing, on sentences of other authors."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety.levels import Level
from bot.safety.misspelling import in_slang, with_typing_errors
from bot.safety.signals import DangerDetector
from bot.understanding.examples import HELDOUT_DIR


@dataclass(frozen=True)
class DangerSentence:
    """A held-out message with the level that its author meant."""

    id: str
    text: str
    level: Level


def danger_sentences(folder: Path = HELDOUT_DIR) -> list[DangerSentence]:
    """The held-out set ``veiligheid.tsv``."""
    with (folder / "veiligheid.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [DangerSentence(row["id"], row["vraag"], Level(row["level"])) for row in rows]


def takeovers(detector: DangerDetector, sentences: Sequence[DangerSentence], level: Level) -> tuple[int, int]:
    """How many sentences of a level take over the turn, of how many."""
    texts = [sentence.text for sentence in sentences if sentence.level is level]
    return sum(detector.detect(text).level.takes_over for text in texts), len(texts)


def danger_report(detector: DangerDetector, sentences: Sequence[DangerSentence]) -> list[str]:
    """The Markdown lines."""
    variants = {
        "zoals geschreven": sentences,
        "met typefouten": [DangerSentence(s.id, with_typing_errors(s.text), s.level) for s in sentences],
        "in chattaal": [DangerSentence(s.id, in_slang(s.text), s.level) for s in sentences],
    }
    levels = (Level.ACUTE, Level.CONCERN, Level.DISTRESS, Level.PROFESSIONAL, Level.NONE)
    names = {"acute": "acuut", "concern": "zorg", "distress": "nood", "professional": "vakvraag", "none": "loos"}
    lines = [
        "## Overname door de veiligheidskaart",
        "",
        "| schrijfwijze | " + " | ".join(names[level.value] for level in levels) + " |",
        "|---|---|---|---|---|---|",
    ]
    for name, variant in variants.items():
        cells = []
        for level in levels:
            hits, total = takeovers(detector, variant, level)
            cells.append(f"{hits / total:.3f} ({hits}/{total})")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "## Wat er gebeurt met elk niveau", "", "| bedoeld | herkend als | aantal |", "|---|---|---|"]
    seen = Counter((sentence.level.value, detector.detect(sentence.text).level.value) for sentence in sentences)
    lines += [f"| {names[meant]} | {given} | {count} |" for (meant, given), count in sorted(seen.items())]
    return lines
