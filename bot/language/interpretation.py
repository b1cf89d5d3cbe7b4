"""From a found piece of text to the person on the map: label, relation, kind, sector, and whether it is a group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.joining import THAT_IS, joined
from bot.language.person_roles import Piece
from bot.language.reading import FAMILY, OUR_OWN, Reading, Sentence
from bot.language.reading_descriptions import Describer
from bot.language.reading_lists import ListReader
from bot.language.reading_names import NameReader
from bot.language.reading_relations import RelationReader
from bot.language.reading_sectors import SectorReader
from bot.language.sentence_words import CHILD, PLURAL_PERSONS, QUESTION_OPENINGS
from bot.language.word_facts import WordFacts


class Interpreter(Sentence):
    """Reads the pieces of one text. ``tokens`` are as typed, ``facts`` belong to them."""

    def __init__(self, tokens: Sequence[str], facts: Sequence[WordFacts], youth: bool) -> None:
        super().__init__(tokens, facts, youth)
        self._names = NameReader(tokens, facts, youth)
        self._relations = RelationReader(tokens, facts, youth)
        self._descriptions = Describer(tokens, facts, youth)
        self._lists = ListReader(tokens, facts, youth)
        self._sectors = SectorReader(tokens, facts, youth)

    def read(self, pieces: Sequence[Piece]) -> list[Reading]:
        """The listed pieces with their meaning, in order of the text."""
        readings: list[Reading] = []
        for piece in joined(pieces, self._words, self._facts):
            readings.append(self._read(piece, readings))
        self._lists.take_over_relations(readings)
        for number in range(len(readings)):
            self._sectors.place(readings, number)
        asked = self._end_of_question()
        return [reading for reading in readings if self._counts(reading, asked)]

    def _counts(self, reading: Reading, asked: int) -> bool:
        answered = reading.name or reading.piece.start >= asked or self._is_ours(reading.piece)
        return bool(reading.piece.listed and answered) and not self._own_child(reading)

    def _is_ours(self, piece: Piece) -> bool:
        return piece.start > 0 and self._words[piece.start - 1] in OUR_OWN

    def head(self, piece: Piece) -> int | None:
        """The position of the relation word that a piece is about; None when there is none."""
        return self._relations.head(piece)

    def label(self, piece: Piece) -> str:
        """The label of a piece by itself, whoever is mentioned before."""
        return self._read(piece, []).label

    def _end_of_question(self) -> int:
        """Where the question ends with which the text begins, 0 when it does not: "wat doet een steunouder?" lists nobody."""
        if not self._words or self._words[0] not in QUESTION_OPENINGS:
            return 0
        if self._words[0] in ("zijn", "is", "mag", "moet", "kan") and "?" not in self._words:
            return 0
        return next((i for i, word in enumerate(self._words) if word in ("?", ".", "!", ":")), len(self._words))

    def _own_child(self, reading: Reading) -> bool:
        """Whether a parent means a child of the family itself."""
        own = reading.head is not None and reading.head > 0 and self._words[reading.head - 1] in OUR_OWN
        return not self._youth and own and reading.relation in CHILD and reading.sector == FAMILY and THAT_IS.isdisjoint(self._inside(reading.piece))

    def _inside(self, piece: Piece) -> set[str]:
        return set(self._words[piece.start : piece.end])

    def _read(self, piece: Piece, before: list[Reading]) -> Reading:
        reading = Reading(piece)
        reading.head = self._relations.head(piece)
        if reading.head is not None:
            reading.word = self._facts[reading.head].relation
        reading.name = self._names.name(piece) if piece.listed else self._names.name_of_unlisted(piece)
        self._relations.relate(reading, before)
        if reading.name is None and reading.word is None:
            reading.group = self._words[piece.start] in PLURAL_PERSONS
        elif reading.name and reading.name.startswith("familie "):
            reading.group = True
        reading.label = reading.name or self._descriptions.described(reading)
        return reading
