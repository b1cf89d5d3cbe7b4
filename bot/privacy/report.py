"""The report on masking: what is taken out of sentences with personal data, and what is taken out by mistake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.privacy.identifiers import KINDS, Identifier
from bot.privacy.masking import identifiers
from bot.settings import ROOT
from bot.understanding.examples import HELDOUT_DIR
from bot.understanding.measures import Rate, rate

DEVELOPMENT_FILE = ROOT / "tests" / "data" / "maskeren.tsv"
HELDOUT_FILE = HELDOUT_DIR / "maskeren.tsv"
PIECE = re.compile(r"\{\{([^|}]+)\|([^}]*)\}\}")
WORD = re.compile(r"\S*\w\S*")
HARMLESS = "geen"


@dataclass(frozen=True)
class MarkedSentence:
    """A message with the pieces that its author says must be masked; ``sort`` is identifier, gemengd or geen."""

    sort: str
    text: str
    pieces: tuple[Identifier, ...]


@dataclass(frozen=True)
class MaskedSentence:
    """A marked sentence with what the masking finds in it."""

    sentence: MarkedSentence
    found: tuple[Identifier, ...]

    def hides(self, piece: Identifier) -> bool:
        """Whether no letter or digit of a piece is left."""
        text = self.sentence.text
        return all(_covered(self.found, place) for place in range(piece.start, piece.end) if text[place].isalnum())

    def names(self, piece: Identifier) -> bool:
        """Whether a piece is hidden under its own kind."""
        return self.hides(piece) and any(f.kind == piece.kind and f.start < piece.end and piece.start < f.end for f in self.found)

    def other_words(self) -> list[bool]:
        """Per word outside the pieces: whether a letter or digit of it was taken out by mistake."""
        text, pieces = self.sentence.text, self.sentence.pieces
        flags = []
        for word in WORD.finditer(text):
            outside = [place for place in range(*word.span()) if text[place].isalnum() and not _covered(pieces, place)]
            if outside:
                flags.append(any(_covered(self.found, place) for place in outside))
        return flags


def marked_sentences(path: Path = HELDOUT_FILE) -> list[MarkedSentence]:
    """Read a file of lines ``sort<TAB>sentence``, with pieces written as ``{{kind|piece}}``."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [_marked(*line.split("\t")) for line in lines if line]


def masked_sentences(sentences: Sequence[MarkedSentence]) -> list[MaskedSentence]:
    """Mask every sentence."""
    return [MaskedSentence(sentence, tuple(identifiers(sentence.text))) for sentence in sentences]


def pieces_masked(masked: Sequence[MaskedSentence], kind: str | None = None) -> Rate:
    """How many pieces are wholly masked, of all or of one kind."""
    return rate(item.hides(piece) for item in masked for piece in item.sentence.pieces if kind in (None, piece.kind))


def words_by_mistake(masked: Sequence[MaskedSentence]) -> Rate:
    """How many words outside the pieces are touched."""
    return rate(flag for item in masked for flag in item.other_words())


def lines_by_mistake(masked: Sequence[MaskedSentence]) -> Rate:
    """In how many harmless lines something is masked."""
    return rate(bool(item.found) for item in masked if item.sentence.sort == HARMLESS)


def masking_report(masked: Sequence[MaskedSentence]) -> list[str]:
    """The Markdown lines."""
    lines = [
        "## Wat wordt weggehaald",
        "",
        "Een stuk telt als weggehaald als er geen letter of cijfer van over is. De derde kolom telt ook of het label klopt.",
        "",
        "| soort | weggehaald | met het juiste label |",
        "|---|---|---|",
    ]
    for kind in KINDS:
        named = rate(item.names(piece) for item in masked for piece in item.sentence.pieces if piece.kind == kind)
        lines.append(f"| {kind} | {pieces_masked(masked, kind)} | {named} |")
    named = rate(item.names(piece) for item in masked for piece in item.sentence.pieces)
    return [
        *lines,
        f"| alles | {pieces_masked(masked)} | {named} |",
        "",
        "## Wat ten onrechte wordt weggehaald",
        "",
        "| gemeten over | ten onrechte |",
        "|---|---|",
        f"| zinnen zonder persoonsgegevens waarin iets is weggehaald | {lines_by_mistake(masked)} |",
        f"| woorden buiten de stukken waarvan iets is weggehaald | {words_by_mistake(masked)} |",
    ]


def _marked(sort: str, marked: str) -> MarkedSentence:
    text, pieces, position = "", [], 0
    for match in PIECE.finditer(marked):
        text += marked[position : match.start()]
        pieces.append(Identifier(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        position = match.end()
    return MarkedSentence(sort, text + marked[position:], tuple(pieces))


def _covered(identifiers: Sequence[Identifier], place: int) -> bool:
    return any(identifier.start <= place < identifier.end for identifier in identifiers)
