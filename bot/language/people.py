"""The people in a free answer: who is to be listed on the network map, with relation, kind and sector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from bot.errors import CommandError
from bot.language import choosing, people_tagger
from bot.language.interpretation import Interpreter
from bot.settings import ROOT

PIPELINE = ROOT / "models" / "mensen"


@dataclass(frozen=True)
class Mention:
    """Somebody to be listed. ``kind`` is informeel or formeel, ``sector`` a word of the design or None; offsets are in the text."""

    label: str
    relation: str | None
    kind: str
    sector: str | None
    group: bool
    start: int
    end: int


class PeopleFinder:
    """A trained pipeline and the rules that read what it finds."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    @classmethod
    def load(cls, folder: Path = PIPELINE) -> PeopleFinder:
        """Read a pipeline from disk. Raises :class:`CommandError` when none is trained."""
        if not is_trained(folder):
            raise CommandError("no model for people in free text; make one with: make train")
        return cls(spacy.load(folder))

    def find(self, text: str, youth: bool = False) -> tuple[Mention, ...]:
        """The people to be listed, in order of mention; ``youth`` says that a youth answers about itself."""
        doc = self._pipeline.make_doc(text)
        doc._.youth = youth
        doc = self._pipeline(doc)
        scene = doc._.scene
        readings = Interpreter(scene.tokens, scene.facts, youth).read(doc._.pieces)
        found = []
        for reading in readings:
            span = doc[reading.piece.start : reading.piece.end]
            found.append(Mention(reading.label, reading.relation, reading.kind, reading.sector, reading.group, span.start_char, span.end_char))
        return tuple(found)


def is_trained(folder: Path = PIPELINE) -> bool:
    """Whether a pipeline lies there."""
    parts = (Path(people_tagger.TAGGER) / people_tagger.WEIGHTS_FILE, Path(choosing.CHOOSER) / choosing.MODEL_FILE)
    return all((folder / part).exists() for part in parts)


@lru_cache(maxsize=1)
def default_finder() -> PeopleFinder:
    """The trained pipeline, loaded once per process."""
    return PeopleFinder.load()


def find_people(text: str, youth: bool = False) -> tuple[Mention, ...]:
    """The people to be listed in an answer, in order of mention. Raises :class:`CommandError` when no model is trained."""
    return default_finder().find(text, youth)
