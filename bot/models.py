"""The trained models: the checksum that is written when one is trained, and checked before any of them is loaded.

Next to a model lies a file ``<name>.sha256`` as ``sha256sum`` writes it, so that ``sha256sum -c`` in ``models/`` checks it too.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from bot.errors import CommandError
from bot.language.people import PIPELINE
from bot.safety.classifier import MODEL_FILE

WAY_OUT = "put the file back that was trained, or train again with: kringwijzer train --force"


def write_checksums(model: Path) -> None:
    """Write the checksums of a model: one file, or every file of a folder."""
    lines = [f"{_digest(path)}  {path.relative_to(model.parent).as_posix()}\n" for path in _files(model)]
    checksums_of(model).write_text("".join(lines), encoding="utf-8")


def fault_of(model: Path) -> str | None:
    """What is wrong with a model in a few words, or None when it is as it was trained."""
    if not checksums_of(model).is_file():
        return f"{model.name} has no checksum"
    rows = (line.partition("  ") for line in checksums_of(model).read_text(encoding="utf-8").splitlines())
    wanted = {name: digest for digest, _, name in rows}
    found = {path.relative_to(model.parent).as_posix(): path for path in _files(model)}
    if not wanted or wanted.keys() != found.keys():
        return f"{model.name} misses files, or has files that were not trained"
    changed = [name for name, path in found.items() if not hmac.compare_digest(_digest(path), wanted[name])]
    return f"{changed[0]} was changed after training" if changed else None


def is_as_trained(model: Path) -> bool:
    """Whether a model lies there with its checksum, so that it need not be trained again; its content is checked at the start."""
    return model.exists() and checksums_of(model).is_file()


def check_models(rasa_model: Path) -> None:
    """Check every model that the assistant loads. Raises :class:`CommandError` with the fault and the way out."""
    for model in (rasa_model, PIPELINE, MODEL_FILE):
        fault = fault_of(model)
        if fault:
            raise CommandError(f"the models are not loaded: {fault}; {WAY_OUT}")


def checksums_of(model: Path) -> Path:
    """Where the checksums of a model lie."""
    return model.with_name(f"{model.name}.sha256")


def _files(model: Path) -> list[Path]:
    return sorted(path for path in model.rglob("*") if path.is_file()) if model.is_dir() else [model] if model.is_file() else []


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
