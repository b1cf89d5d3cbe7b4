"""``kringwijzer evaluate``: measure the trained assistant on held-out data and write the reports in ``docs/``."""

from __future__ import annotations

import tarfile
import tempfile
from datetime import date
from pathlib import Path

from bot.errors import CommandError
from bot.knowledge.topics import default_knowledge_base
from bot.language.annotated import read_answers, training_answers
from bot.language.people import default_finder
from bot.language.people_report import HELDOUT_FILE, author_curve, people_report
from bot.language.people_training import train_finder
from bot.privacy.report import marked_sentences, masked_sentences, masking_report
from bot.safety.classifier import MODEL_FILE
from bot.safety.report import danger_report, danger_sentences
from bot.safety.signals import default_detector
from bot.search.report import main as write_search_report
from bot.settings import ROOT
from bot.training import model_path
from bot.understanding import report
from bot.understanding.classifier import TopicClassifier
from bot.understanding.examples import heldout_questions, training_examples
from bot.understanding.understanding import Understanding

DOCS = ROOT / "docs"
PICTURES = DOCS / "metingen"


def trained_understanding() -> Understanding:
    """The language component out of the model file, without starting Rasa. Raises :class:`CommandError` when it is missing."""
    path = model_path()
    if not path.exists() or not MODEL_FILE.exists():
        raise CommandError("no model fits the present data; make one with: make train")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
        members = [m for m in archive.getmembers() if m.name.endswith(("weights.npz", "classifier.json"))]
        for member in members:
            member.name = Path(member.name).name
            archive.extract(member, folder)
        return Understanding(TopicClassifier.load(Path(folder)), default_knowledge_base())


def evaluate() -> int:
    """Print and write the reports; draws the reliability diagram and the learning curve. Returns the exit code."""
    understanding = trained_understanding()
    questions, examples = heldout_questions(), training_examples()
    PICTURES.mkdir(parents=True, exist_ok=True)
    lines, judged = report.understanding_report(understanding, questions, report.second_reader())
    report.draw_reliability(judged, PICTURES / "betrouwbaarheid.png")
    print("\n".join(lines), flush=True)
    curve = report.learning_curve(examples, questions, default_knowledge_base())
    report.draw_curve(curve, PICTURES / "leercurve.png")
    head = [
        "# Metingen: begrijpen",
        "",
        f"Gemaakt met `make evaluate` op {date.today():%d-%m-%Y}.",
        f"Training: {len(examples)} voorbeelden van {len({e.author for e in examples})} auteurs.",
        "",
    ]
    tail = [
        "## Leercurve",
        "",
        "| voorbeelden | ouders en jongeren | professionals |",
        "|---|---|---|",
        *(f"| {count} | {lay:.3f} | {professional:.3f} |" for count, lay, professional in curve),
        "",
        "![Leercurve](metingen/leercurve.png)",
        "",
        "## Betrouwbaarheid",
        "",
        "![Betrouwbaarheid](metingen/betrouwbaarheid.png)",
        "",
    ]
    (DOCS / "metingen.md").write_text("\n".join(head + lines + tail), encoding="utf-8")
    danger = danger_report(default_detector(), danger_sentences())
    print("\n".join(danger), flush=True)
    head = ["# Metingen: gevaar herkennen", "", f"Gemaakt met `make evaluate` op {date.today():%d-%m-%Y}, op berichten van een andere auteur.", ""]
    (DOCS / "veiligheid-meting.md").write_text("\n".join(head + danger) + "\n", encoding="utf-8")
    texts = [question.text for question in questions]
    people = people_report(default_finder(), read_answers(HELDOUT_FILE), texts)
    people += author_curve(lambda answers: train_finder(answers, [example.text for example in examples]), training_answers())
    print("\n".join(people), flush=True)
    head = ["# Metingen: mensen vinden", "", f"Gemaakt met `make evaluate` op {date.today():%d-%m-%Y}, op antwoorden van andere auteurs.", ""]
    (DOCS / "mensen-meting.md").write_text("\n".join(head + people) + "\n", encoding="utf-8")
    masking = masking_report(masked_sentences(marked_sentences()))
    print("\n".join(masking), flush=True)
    head = ["# Metingen: maskeren", "", f"Gemaakt met `make evaluate` op {date.today():%d-%m-%Y}, op zinnen van een andere auteur.", ""]
    (DOCS / "maskeren-meting.md").write_text("\n".join(head + masking) + "\n", encoding="utf-8")
    write_search_report()
    return 0
