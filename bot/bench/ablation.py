"""``kringwijzer ablation``: what each part of the understanding brings, beside Rasa's default pipeline on the same data.

The default pipeline (DIET) takes long to train, so its predictions are kept per fingerprint of the data in ``var/``.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.knowledge.topics import load_knowledge_base
from bot.settings import ROOT, Settings
from bot.training import fingerprint
from bot.understanding.classifier import SEED, STRENGTH
from bot.understanding.examples import Example, Question, heldout_questions, training_examples
from bot.understanding.features import piece_terms, word_terms
from bot.understanding.labels import reported_topic
from bot.understanding.measures import rate
from bot.understanding.report import LAY

EPOCHS = 12
DIET_CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "diet",
    "language": "nl",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    ],
}
Ranker = Callable[[Sequence[str]], list[list[str]]]


def ablation(settings: Settings, with_diet: bool) -> int:
    """Print the table and write ``docs/ablatie.md``. Returns the exit code."""
    examples, questions = training_examples(), heldout_questions()
    names = [Example(name, t.id, "") for t in load_knowledge_base().topics.values() for name in (t.title, *t.aliases)]
    rows = [
        _measured("alleen woorden", lambda: _linear(examples, [(word_terms, 1)]), questions),
        _measured("alleen woorddelen", lambda: _linear(examples, [(piece_terms, 2)]), questions),
        _measured("woorden en woorddelen", lambda: _linear(examples, [(word_terms, 1), (piece_terms, 2)]), questions),
        _measured("plus titels en aliassen (dit gebruiken we)", lambda: _linear([*examples, *names], [(word_terms, 1), (piece_terms, 2)]), questions),
    ]
    if with_diet:
        rows.append(_measured(f"Rasa's standaard, DIET, {EPOCHS} rondes", lambda: _diet(settings, questions), questions))
    lines = [
        "# Wat elk deel brengt", "",
        f"Gemaakt met `make ablation` op {date.today():%d-%m-%Y}: {len(examples)} voorbeelden, {len(questions)} toetsvragen.", "",
        "| opzet | ouders en jongeren | professionals | training (s) |", "|---|---|---|---|", *rows,
    ]  # fmt: skip
    print("\n".join(lines))
    path = ROOT / "docs" / "ablatie.md"
    kept = path.read_text(encoding="utf-8").split("## ", 1)[1] if path.exists() and "## " in path.read_text(encoding="utf-8") else ""
    path.write_text("\n".join(lines) + "\n" + (f"\n## {kept}" if kept else ""), encoding="utf-8")
    return 0


def _measured(name: str, train: Callable[[], tuple[Ranker, float]], questions: Sequence[Question]) -> str:
    ranker, seconds = train()
    firsts = [reported_topic(labels[0]) for labels in ranker([q.text for q in questions])]
    lay = rate(first in q.topics for first, q in zip(firsts, questions) if q.audience in LAY)
    professional = rate(first in q.topics for first, q in zip(firsts, questions) if q.audience not in LAY)
    print(f"[ablation] {name}: {lay.share:.3f} / {professional.share:.3f} in {seconds:.0f} s", flush=True)
    return f"| {name} | {lay.share:.3f} | {professional.share:.3f} | {seconds:.0f} |"


def _linear(examples: Sequence[Example], parts: Sequence[tuple[Callable[[str], list[str]], int]]) -> tuple[Ranker, float]:
    begun = time.monotonic()
    vectorizers = [TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, min_df=least, dtype=np.float32) for analyzer, least in parts]
    texts = [example.text for example in examples]
    rows = hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers], format="csr")
    model = LinearSVC(C=STRENGTH, random_state=SEED).fit(rows, [example.label for example in examples])
    seconds = time.monotonic() - begun

    def rank(asked: Sequence[str]) -> list[list[str]]:
        margins = model.decision_function(hstack([vectorizer.transform(asked) for vectorizer in vectorizers], format="csr"))
        return [[model.classes_[i] for i in np.argsort(-row)[:3]] for row in margins]

    return rank, seconds


def _diet(settings: Settings, questions: Sequence[Question]) -> tuple[Ranker, float]:
    kept = settings.var_path / f"diet-{fingerprint(('data/nlu', 'tests/nlu/heldout', 'bot/bench/ablation.py'))}.json"
    if not kept.exists():
        settings.var_path.mkdir(parents=True, exist_ok=True)
        firsts, seconds = _train_diet(settings.var_path, [q.text for q in questions])
        kept.write_text(json.dumps({"firsts": firsts, "seconds": seconds}), encoding="utf-8")
    result = json.loads(kept.read_text(encoding="utf-8"))
    return lambda _: [[label] for label in result["firsts"]], result["seconds"]


def _train_diet(folder: Path, texts: Sequence[str]) -> tuple[list[str], float]:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.filterwarnings("ignore")
    import yaml
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    # Base intents only would make DIET's task easier; flat labels ask the same of both.
    flat = folder / "diet-data.yml"
    blocks: dict[str, list[str]] = {}
    for example in training_examples():
        blocks.setdefault(example.label.replace("/", "+"), []).append(example.text)
    nlu = [{"intent": label, "examples": "".join(f"- {text}\n" for text in found)} for label, found in blocks.items()]
    flat.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000), encoding="utf-8")
    config = folder / "diet-config.yml"
    config.write_text(yaml.safe_dump(DIET_CONFIG, sort_keys=False), encoding="utf-8")
    begun = time.monotonic()
    model = train_nlu(str(config), str(flat), str(folder), fixed_model_name="diet")
    seconds = time.monotonic() - begun
    agent = Agent.load(model)
    firsts = [asyncio.run(agent.parse_message(text))["intent"]["name"] or "" for text in texts]
    return [first.replace("+", "/") for first in firsts], seconds
