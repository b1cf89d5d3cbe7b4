"""A conversation server without TensorFlow: 330 MB less memory and 2 s less CPU time at the start.

No component of ours needs it, but Rasa 3.6.21 imports it in two ways: a module that only its neural components use, and the
schema of the training that lies in every model file and names all components that Rasa knows. Training itself is left alone.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from bot.components.rasa_version import check_version

ONLY_NEURAL = "rasa.utils.train_utils"
NO_SCHEMA: dict[str, Any] = {"nodes": {}}


def without_tensorflow() -> None:
    """Call this before anything of Rasa but its version is imported. Raises :class:`bot.components.rasa_version.PatchError` on another version."""
    check_version()
    sys.modules.setdefault(ONLY_NEURAL, ModuleType(ONLY_NEURAL))
    from rasa.engine.storage.storage import ModelMetadata

    read = ModelMetadata.from_dict.__func__

    def from_dict(cls: type[ModelMetadata], serialized: dict[str, Any]) -> ModelMetadata:
        return read(cls, {**serialized, "train_schema": NO_SCHEMA})

    ModelMetadata.from_dict = classmethod(from_dict)
