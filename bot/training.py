"""Training: check the data, train the danger classifier, the finder of people and the Rasa model, each kept by the fingerprint of its data."""

from __future__ import annotations

import hashlib
import logging
import os
import time
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from bot.errors import CommandError
from bot.language.people import PIPELINE, is_trained
from bot.language.people_training import train_and_save
from bot.models import checksums_of, is_as_trained, write_checksums
from bot.safety.classifier import MODEL_FILE, SafetyClassifier
from bot.safety.training_data import safety_sentences
from bot.settings import ROOT, read_settings
from bot.understanding.examples import training_examples

MODELS = ROOT / "models"
TRAIN_LOG = ROOT / "var" / "log" / "train.log"
SAFETY_STAMP = MODELS / "veiligheid.stamp"
DATA = ("data/nlu", "data/rules", "data/stories", "data/responses", "data/kennisbank", "config.yml", "domain.yml")
CODE = ("bot/understanding", "bot/language/tokens.py", "bot/knowledge", "bot/components/understanding.py", "bot/components/importer.py")
SAFETY_DATA = ("data/veiligheid", "data/nlu", "data/mensen", "data/netwerkkaart", "bot/safety")
PEOPLE_STAMP = MODELS / "mensen.stamp"
PEOPLE_DATA = ("data/mensen", "data/nlu", "bot/language")


def fingerprint(parts: tuple[str, ...]) -> str:
    """A short hash over the content of files and folders."""
    digest = hashlib.sha256()
    own_topics = read_settings().own_topics_path
    for path in [*(ROOT / part for part in parts), *([own_topics] if own_topics and parts == DATA + CODE else [])]:
        files = [path] if path.is_file() else sorted(f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
        for file in files:
            digest.update(str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Where the model for the present data lies, whether it exists or not."""
    return MODELS / f"kringwijzer-{fingerprint(DATA + CODE)}.tar.gz"


def train_if_needed(force: bool = False) -> Path:
    """Train what does not fit the present data; returns the model file. Raises :class:`CommandError` when the data is faulty."""
    _train_safety(force)
    _train_people(force)
    target = model_path()
    if is_as_trained(target) and not force:
        _say(f"a model for this data exists: {target.relative_to(ROOT)}")
        return target
    with _step("check the data"):
        _check()
    with _step("train topics and dialogue"), _rasa_talks_to(TRAIN_LOG):
        _train_rasa(target)
        write_checksums(target)
    for old in MODELS.glob("kringwijzer-*.tar.gz"):
        if old != target:
            old.unlink()
            checksums_of(old).unlink(missing_ok=True)
    return target


@contextmanager
def _rasa_talks_to(log: Path):
    """Rasa's warnings and lines go to a file, so that our progress stays readable."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as file, redirect_stdout(file), redirect_stderr(file):
        yield


def _train_safety(force: bool) -> None:
    wanted = fingerprint(SAFETY_DATA)
    stamped = SAFETY_STAMP.read_text() if SAFETY_STAMP.exists() else ""
    if is_as_trained(MODEL_FILE) and stamped == wanted and not force:
        return
    with _step("train the danger classifier"):
        SafetyClassifier.train(safety_sentences()).save()
        write_checksums(MODEL_FILE)
        SAFETY_STAMP.write_text(wanted)


def _train_people(force: bool) -> None:
    wanted = fingerprint(PEOPLE_DATA)
    stamped = PEOPLE_STAMP.read_text() if PEOPLE_STAMP.exists() else ""
    if is_trained() and is_as_trained(PIPELINE) and stamped == wanted and not force:
        return
    with _step("train the finder of people"):
        train_and_save([example.text for example in training_examples()], _say)
        write_checksums(PIPELINE)
        PEOPLE_STAMP.write_text(wanted)


def _check() -> None:
    from bot.knowledge.checks import all_faults

    faults = all_faults()
    if faults:
        raise CommandError(f"the data has {len(faults)} faults; the first: {faults[0]}. See them all with: kringwijzer check-data")


def _train_rasa(target: Path) -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    warnings.filterwarnings("ignore")
    from rasa.model_training import train
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog
    from rasa.validator import Validator

    configure_logging_and_warnings(log_level=logging.ERROR)
    configure_structlog(logging.ERROR)
    os.chdir(ROOT)
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    validator = Validator.from_importer(importer)
    if not (validator.verify_domain_validity() and validator.verify_intents() and validator.verify_story_structure(ignore_warnings=False)):
        raise CommandError("Rasa's own check refuses the data; see it with: .venv/bin/rasa data validate")
    result = train(
        "domain.yml", "config.yml", ["data"], output=str(MODELS), fixed_model_name=target.name.removesuffix(".tar.gz"), force_training=True
    )
    if result.code != 0 or not target.exists():
        raise CommandError("training failed; see why in var/log/train.log")


@contextmanager
def _step(name: str):
    _say(f"{name} ...")
    begun = time.monotonic()
    yield
    _say(f"{name}: done in {time.monotonic() - begun:.0f} s")


def _say(text: str) -> None:
    print(f"[train] {text}", flush=True)
