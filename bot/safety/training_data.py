"""Sentences for the danger classifier: our labelled files, and every topic example as harmless."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from bot.safety.classifier import SENTENCES, LabelledSentence
from bot.safety.levels import Level
from bot.safety.misspelling import with_typing_errors
from bot.understanding.examples import training_examples

NOTE_LEVELS = {"L1": Level.ACUTE, "L2": Level.CONCERN, "L3": Level.DISTRESS, "P": Level.PROFESSIONAL, "N": Level.NONE}
MISSPELLING_SEED = 99  # another than the one that the measurement uses
MISSPELT_WEIGHT = 0.5


def labelled_sentences(folder: Path = SENTENCES) -> list[LabelledSentence]:
    """The sentences of ``data/veiligheid``, each with level and theme."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(LabelledSentence(row["text"], NOTE_LEVELS[row["level"]], row["theme"], row["auteur"]))
    return found


def safety_sentences() -> list[LabelledSentence]:
    """Everything that the classifier learns from: labelled sentences, each also misspelt, and every topic example as harmless."""
    labelled = labelled_sentences()
    misspelt = [replace(item, text=with_typing_errors(item.text, MISSPELLING_SEED), weight=MISSPELT_WEIGHT) for item in labelled]
    harmless = [LabelledSentence(example.text, Level.NONE, "-") for example in training_examples()]
    return labelled + misspelt + harmless
