"""Sentences for the danger classifier: our labelled files, and every topic example as harmless."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from bot.language.annotated import training_answers
from bot.safety.classifier import SENTENCES, LabelledSentence
from bot.safety.levels import Level
from bot.safety.misspelling import with_typing_errors
from bot.safety.rules import match
from bot.settings import ROOT
from bot.understanding.examples import training_examples

NOTE_LEVELS = {"L1": Level.ACUTE, "L2": Level.CONCERN, "L3": Level.DISTRESS, "P": Level.PROFESSIONAL, "N": Level.NONE}
MISSPELLING_SEED = 99  # another than the one that the measurement uses
MISSPELT_WEIGHT = 0.5
# Long stories of quarrels and worry, labelled for people only; as harmless they cost one concern of 90 on the held-out set.
TOO_TROUBLED = ("vertellen_en_twijfelen", "appjes_en_aantekeningen")
INTERVIEW_WEIGHT = 0.3  # short answers are many; at full weight indirect danger elsewhere is missed more often
STEERING = ROOT / "data" / "netwerkkaart" / "opdrachten.yml"
MEANS_MORE = re.compile(r"\b(?:wil|kan|hoef) (?:ik )?(?:het |dit )?niet meer\b|\bik wil weg\b|\bgenoeg\b|\blaat me\b|\bhelp\b")


def labelled_sentences(folder: Path = SENTENCES) -> list[LabelledSentence]:
    """The sentences of ``data/veiligheid``, each with level and theme."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(LabelledSentence(row["text"], NOTE_LEVELS[row["level"]], row["theme"], row["auteur"]))
    return found


def misspelt(labelled: Sequence[LabelledSentence]) -> list[LabelledSentence]:
    """A copy of each sentence with typing errors, at half the weight."""
    return [replace(item, text=with_typing_errors(item.text, MISSPELLING_SEED), weight=MISSPELT_WEIGHT) for item in labelled]


def harmless_sentences() -> list[LabelledSentence]:
    """Every topic example, as harmless."""
    return [LabelledSentence(example.text, Level.NONE, "-", example.author) for example in training_examples()]


def interview_sentences() -> list[LabelledSentence]:
    """Answers and steering words of the network interview, as harmless: "opa is overleden", "met mijn broer praat ik niet meer".

    What the rules recognise as danger is left out, and so are words to stop that could mean more.
    """
    listed = yaml.load(STEERING.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["opdrachten"]
    said = [str(phrase) for phrases in listed.values() for phrase in phrases]
    told = [answer for answer in training_answers() if answer.source not in TOO_TROUBLED]
    answers = [(answer.text, f"mensen-{answer.source}") for answer in told] + [(text, "opdrachten") for text in said]
    sure = [(text, author) for text, author in answers if not MEANS_MORE.search(text) and not _rules_say_danger(text)]
    return [LabelledSentence(text, Level.NONE, "-", author, INTERVIEW_WEIGHT) for text, author in sure]


def _rules_say_danger(text: str) -> bool:
    hit = match(text)
    return hit is not None and hit.rule.level.takes_over


def safety_sentences() -> list[LabelledSentence]:
    """Everything that the classifier learns from: labelled sentences, each also misspelt, and what is surely harmless."""
    labelled = labelled_sentences()
    return labelled + misspelt(labelled) + harmless_sentences() + interview_sentences()
