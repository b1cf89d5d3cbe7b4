"""Rasa's default pipeline and policies on the same data: what a project gets that leaves ``config.yml`` as ``rasa init`` wrote it.

A last component of a few lines tells our actions which topic the pipeline chose, so that they answer as they do for ours. The
model is kept per fingerprint of the data, since training takes long; epochs are few, and the report multiplies.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.settings import ROOT
from bot.training import CODE, DATA, fingerprint

FEW, MORE = 1, 2  # epochs; the difference of both durations is what one epoch costs
DEFAULT_EPOCHS = 100


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ChosenTopic(GraphComponent):
    """Puts the label of the response selector where our actions read it."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> ChosenTopic:
        """There is nothing to set up."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Annotate each message."""
        for message in messages:
            intent = (message.get("intent") or {}).get("name") or ""
            ranking = ((message.get("response_selector") or {}).get("default") or {}).get("ranking") or []
            fitting = [one["intent_response_key"] for one in ranking if one["intent_response_key"].split("/")[0] == intent]
            message.set("besluit", {"uitkomst": "antwoord", "labels": fitting[:1] or [intent]}, add_to_output=True)
        return messages


def stock_config(epochs: int) -> dict[str, Any]:
    """The configuration of ``rasa init``, with our data importer and fewer epochs."""
    neural = {"epochs": epochs, "constrain_similarities": True}
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "nl",
        "importers": [{"name": "bot.components.importer.KnowledgeImporter"}],
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", **neural},
            {"name": "EntitySynonymMapper"},
            {"name": "ResponseSelector", **neural},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
            {"name": "bot.bench.stock_model.ChosenTopic"},
        ],
        "policies": [
            {"name": "MemoizationPolicy"},
            {"name": "RulePolicy"},
            {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": epochs},
            {"name": "TEDPolicy", "max_history": 5, **neural},
        ],
    }


def stock_model(folder: Path) -> tuple[Path, dict[str, float]]:
    """The model with :data:`MORE` epochs and how many seconds each training took; trained only when the data changed."""
    kept = folder / f"stock-{fingerprint(DATA + CODE)}"
    times = kept / "seconds.json"
    if not times.exists():
        kept.mkdir(parents=True, exist_ok=True)
        seconds = {str(epochs): _train(kept, epochs) for epochs in (FEW, MORE)}
        times.write_text(json.dumps(seconds), encoding="utf-8")
    return kept / f"{MORE}.tar.gz", json.loads(times.read_text(encoding="utf-8"))


def _train(folder: Path, epochs: int) -> float:
    from rasa.model_training import train

    config = folder / f"config-{epochs}.yml"
    config.write_text(yaml.safe_dump(stock_config(epochs), sort_keys=False), encoding="utf-8")
    os.chdir(ROOT)
    begun = time.monotonic()
    train("domain.yml", str(config), ["data"], output=str(folder), fixed_model_name=str(epochs), force_training=True)
    return time.monotonic() - begun
