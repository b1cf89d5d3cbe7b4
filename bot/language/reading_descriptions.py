"""The label of somebody without a name: the relation word, or the shortest phrase that tells who it is."""

from __future__ import annotations

from bot.language.inflection import plural
from bot.language.reading import OF, SCHOOL, Reading, Sentence
from bot.language.relations import FORMAL
from bot.language.sentence_words import ARTICLES, CHILD, OUR

KEEPS_ITS_PLACE = frozenset({"vrijwilliger", "portier", "kok", "beheerder", "verzorger", "groepsapp", "appgroep", "jeugdclub"})


class Describer(Sentence):
    """Describes the people of one sentence."""

    def described(self, reading: Reading) -> str:
        """ "juf van groep 3", "man van zus", "zussen"; the piece itself where no relation is told."""
        word, head, piece = reading.word, reading.head, reading.piece
        if word is None or head is None or reading.relation is None:
            return self._phrase(piece.start, piece.end)
        said = word.relation
        if reading.group and word.plural:
            said = plural(word.relation)
        if reading.owner:
            return said + OF + reading.owner
        behind = [i for i in range(head + 1, piece.end)]
        formal_school = word.sector == SCHOOL and word.kind == FORMAL and not word.body
        if len(behind) > 1 and self._words[behind[0]] == "van" and (formal_school or word.relation in KEEPS_ITS_PLACE):
            rest = [i for i in behind if self._words[i] not in OUR]
            if not (formal_school and any(self._is_child(i) for i in rest)):
                return f"{said} {self._phrase(rest[0], piece.end, lower=False)}"
        return said

    def _is_child(self, position: int) -> bool:
        known = self._facts[position].relation
        return known is not None and known.relation in CHILD

    def _phrase(self, start: int, end: int, lower: bool = True) -> str:
        positions = list(range(start, end))
        while len(positions) > 1 and self._words[positions[0]] in ARTICLES:
            positions.pop(0)
        text = ""
        for i in positions:
            glue = not text or self._tokens[i] in ".,)" or text[-1] in "(-" or self._tokens[i] == "-"
            text += ("" if glue else " ") + self._tokens[i]
        return text[:1].lower() + text[1:] if lower and len(positions) > 1 else text
