"""The label of somebody without a name: the relation word, or the shortest phrase that tells who it is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.inflection import plural
from bot.language.reading import FAMILY, OF, Reading, Sentence
from bot.language.sentence_words import ADJECTIVES, ARTICLES, CHILD, OUR, PERSON_NOUNS, SIDES, TEACHERS

KEEPS_ITS_PLACE = frozenset({"vrijwilliger", "portier", "kok", "beheerder", "verzorger", "groepsapp", "appgroep", "jeugdclub"})


class Describer(Sentence):
    """Describes the people of one sentence."""

    def described(self, reading: Reading) -> str:
        """ "juf van groep 3", "man van zus", "zussen"; the piece itself where no relation is told."""
        word, head, piece = reading.word, reading.head, reading.piece
        if word is None or head is None or reading.relation is None:
            return self._phrase(piece.start, piece.end)
        said = word.relation
        if reading.group and not word.body:
            said = plural(word.relation)
        if reading.owner:
            return said + OF + reading.owner
        behind = [i for i in range(head + 1, piece.end)]
        if len(behind) == 1 and self._words[behind[0]] in SIDES:
            return f"{said} {self._words[behind[0]]}"
        if len(behind) > 1 and self._words[behind[0]] in ("van", "bij") and self._keeps_its_place(reading, behind):
            rest = [i for i in behind if self._words[i] not in OUR]
            return f"{said} {self._phrase(rest[0], piece.end, lower=False)}"
        return said

    def _keeps_its_place(self, reading: Reading, behind: Sequence[int]) -> bool:
        """Whether what follows tells who it is: "juf van groep 3", "vaders van het plein", but not "conciërge van de Beatrixschool"."""
        word = reading.word
        if word is None or any(self._is_child(i) for i in behind):
            return False
        if word.relation in TEACHERS:
            school = any(self._tokens[i][0].isupper() and not self._facts[i].name for i in behind)
            return not word.plural and not school and self._words[behind[-1]] != "school"
        if reading.group and word.sector == FAMILY:
            return any(self._facts[i].place not in (None, FAMILY) for i in behind)
        return word.relation in KEEPS_ITS_PLACE and not (word.plural and not word.body)

    def _is_child(self, position: int) -> bool:
        known = self._facts[position].relation
        return known is not None and known.relation in CHILD

    def _is_adjective(self, position: int, following: int) -> bool:
        return self._words[position] in ADJECTIVES and self._words[following] in PERSON_NOUNS

    def _phrase(self, start: int, end: int, lower: bool = True) -> str:
        positions = list(range(start, end))
        while len(positions) > 1 and (self._words[positions[0]] in ARTICLES or self._is_adjective(positions[0], positions[1])):
            positions.pop(0)
        text = ""
        for i in positions:
            glue = not text or self._tokens[i] in ".,)" or text[-1] in "(-" or self._tokens[i] == "-"
            text += ("" if glue else " ") + self._tokens[i]
        return text[:1].lower() + text[1:] if lower and len(positions) > 1 else text
