"""The sector of each person: from places in or near the piece, from the relation, from the group somebody belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.person_roles import NAME, Piece
from bot.language.reading import FAITH, FAMILY, FRIENDS, HELP, LEISURE, NEIGHBOURHOOD, SCHOOL, WORK, Reading, Sentence
from bot.language.relations import FORMAL, INFORMAL
from bot.language.sentence_words import ABOVE_ALL, CLAUSE_ENDS, HER, HIS, LIST_SIGNS, OUR, PLACE_OPENINGS, capital

PLACE_REACH = 7


class SectorReader(Sentence):
    """Reads sectors in one sentence."""

    def place(self, readings: list[Reading], number: int) -> None:
        """Set sector and, where the place tells it, kind of one of the readings."""
        reading = readings[number]
        piece, word = reading.piece, reading.word
        inside = self._place_in(range(piece.start, piece.end), piece, reading.head)
        behind = self._place_behind(readings, number)
        hint = inside or behind or self._place_ahead(readings, number)
        if reading.owner:
            own = self._own_sector(reading)
            reading.sector = own or inside or reading.owner_sector or self._sector_of_named(readings, reading.owner) or behind
        elif word is None or reading.relation is None:
            group = self._group_before(readings, number)
            if group and not (inside or behind):
                reading.sector, reading.kind = group.sector, group.kind
                reading.relation = group.relation if group.word and group.word.plural else None
            else:
                reading.sector = hint
                reading.kind = self._kind_by_place(reading, hint)
        elif word.sector == FAMILY and inside in (FAITH, NEIGHBOURHOOD) and word.relation in ("tante", "oom", "zus", "broer"):
            reading.sector = inside
        elif word.sector == SCHOOL and word.kind == FORMAL and inside in (LEISURE, FAITH):
            reading.sector, reading.kind = inside, INFORMAL
        elif word.sector is None or word.sector == FRIENDS:
            reading.sector = hint or word.sector
        else:
            reading.sector = word.sector

    def _own_sector(self, reading: Reading) -> str | None:
        """The sector of colleagues whoever's they are, and of friends of the parents with whom a professional talks."""
        said = reading.word.sector if reading.word else None
        of_parent = reading.owner in ("moeder", "vader") and not self._youth
        return said if said == WORK or (said == FRIENDS and of_parent) else None

    def _sector_of_named(self, readings: Sequence[Reading], name: str) -> str | None:
        """The sector of somebody who is named in the same answer, or of whom is said who it is: "de ouders van Liv, haar vriendin"."""
        known = next((r for r in readings if r.name == name and r.sector), None)
        if known:
            return known.sector
        for i in range(1, len(self._words) - 1):
            if capital(self._tokens[i]) == name and (self._words[i + 1] == "," or self._words[i - 1] in (",", "vriend", "vriendin")):
                said = [fact.relation for fact in self._facts[i + 2 : i + 5] if fact.relation]
                return said[0].sector if said and self._words[i + 2] in OUR | HER | HIS else None
        return None

    def _group_before(self, readings: list[Reading], number: int) -> Reading | None:
        """The group of which somebody is said to be one: "de groepsleiding, vooral Kim", "een steungezin, Jan en Riet"."""
        while number and all(word in LIST_SIGNS for word in self._words[readings[number - 1].piece.end : readings[number].piece.start]):
            if readings[number - 1].group:
                return readings[number - 1] if self._words[readings[number - 1].piece.end] not in ("en", "&") else None
            number -= 1
        if number and readings[number - 1].group and set(self._words[readings[number - 1].piece.end : readings[number].piece.start]) & ABOVE_ALL:
            return readings[number - 1]
        return None

    def _kind_by_place(self, reading: Reading, hint: str | None) -> str:
        if hint == HELP:
            return FORMAL
        titled = reading.name is not None and reading.name.split()[0] in ("mevrouw", "meneer")
        return FORMAL if hint == SCHOOL and titled else INFORMAL

    def _place_in(self, positions: range, piece: Piece | None = None, head: int | None = None) -> str | None:
        for i in positions:
            if i == head or (piece and piece.roles[i - piece.start] == NAME):
                continue
            fact = self._facts[i]
            if fact.place:
                return fact.place
            if fact.relation and fact.relation.body and fact.relation.sector:
                return fact.relation.sector
        return None

    def _place_behind(self, readings: list[Reading], number: int) -> str | None:
        end = readings[number].piece.end
        while True:
            following = readings[number + 1].piece.start if number + 1 < len(readings) else len(self._facts)
            stop = next((i for i in range(end, following) if self._words[i] in CLAUSE_ENDS), following)
            found = self._place_in(range(end, min(stop, end + PLACE_REACH))) if self._linked(end) else None
            if found:
                return found
            if number + 1 >= len(readings) or not all(word in LIST_SIGNS for word in self._words[end:following]):
                return None
            number += 1
            end = readings[number].piece.end

    def _linked(self, end: int) -> bool:
        """Whether what stands behind a name or list is about it: "van ...", ", allebei ...", "ken ik van ..."."""
        return bool(PLACE_OPENINGS & set(self._words[end : end + 2]))

    def _place_ahead(self, readings: list[Reading], number: int) -> str | None:
        while number and all(word in LIST_SIGNS for word in self._words[readings[number - 1].piece.end : readings[number].piece.start]):
            number -= 1
        end = readings[number].piece.start
        begin = readings[number - 1].piece.end if number else 0
        for i in range(end - 1, begin - 1, -1):
            if self._words[i] in {".", "!", "?", ";", "/"} or (self._words[i] in {",", "en"} and begin):
                return None
            found = self._place_in(range(i, i + 1))
            if found:
                return found
        return None
