"""The report on danger: what is recognised and what is alarmed for nothing, on sentences of other authors."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety.levels import Level
from bot.safety.signals import DangerDetector
from bot.understanding.examples import HELDOUT_DIR

SEED = 7
CHARACTERS_PER_ERROR = 12
SLANG = [(r"\bik\b", "k"), (r"\bniet\b", "nie"), (r"\bmijn\b", "mn"), (r"\bhet\b", "t"), (r"\been\b", "n"), (r"\bmeer\b", "mr"), (r"\bdat\b", "da")]


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


def with_typing_errors(text: str, seed: int = SEED) -> str:
    """The text with one random edit per twelve characters: a letter dropped, swapped or replaced."""
    dice = random.Random(f"{seed}{text}")
    letters = list(text)
    for _ in range(max(1, len(letters) // CHARACTERS_PER_ERROR)):
        i = dice.randrange(len(letters))
        kind = dice.randrange(3)
        if kind == 0 and len(letters) > 1:
            del letters[i]
        elif kind == 1 and i + 1 < len(letters):
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        else:
            letters[i] = dice.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def in_slang(text: str) -> str:
    """The text in chat spelling, without capitals and punctuation."""
    text = re.sub(r"[^\w\s']", "", text.lower())
    for pattern, short in SLANG:
        text = re.sub(pattern, short, text)
    return text


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
