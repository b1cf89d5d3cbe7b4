"""The sector of each person: from places in or near the piece, from the relation, from the group somebody belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.person_roles import NAME, Piece
from bot.language.reading import FAITH, FAMILY, FRIENDS, HELP, LEISURE, NEIGHBOURHOOD, SCHOOL, WORK, Reading, Sentence, gender
from bot.language.relations import FORMAL, INFORMAL
from bot.language.sentence_words import (
    ABOVE_ALL,
    CLAUSE_ENDS,
    FEMALE,
    HER,
    HIS,
    LIST_SIGNS,
    MALE,
    OUR,
    PLACE_LINKS,
    PLACE_OPENINGS,
    SINCE,
    VOLUNTEERS_WORK_HERE,
    capital,
)

PLACE_REACH = 7
LAST_LINKS = frozenset({"en", "&", "+", "n"})  # before the last of a list
CALLED_FAMILY = frozenset({"tante", "oom", "zus", "broer"})  # often no relative: "tante Abena van de kerk"
NO_FAMILY = frozenset({FAITH, NEIGHBOURHOOD, LEISURE})
PARENTS_OF = ("moeder van", "vader van", "ouder van", "oma van", "opa van")
PARTNERS, LOVES = frozenset({"ex", "partner"}), frozenset({"lief", "verkering"})
DAY_CARE = frozenset({"bso", "kinderopvang", "kdv", "opvang", "creche", "kinderdagverblijf", "peuterspeelzaal"})


class SectorReader(Sentence):
    """Reads sectors in one sentence."""

    def place(self, readings: list[Reading], number: int) -> None:
        """Set sector and, where the place tells it, kind of one of the readings."""
        reading = readings[number]
        piece, word = reading.piece, reading.word
        inside = self._place_in(range(piece.start, piece.end), piece, reading.head)
        behind = self._place_of_what_was_said(reading) or self._place_behind(readings, number)
        hint = inside or behind or self._place_ahead(readings, number)
        if reading.name and reading.group and hint:
            reading.sector = hint
        elif reading.owner:
            own = self._own_sector(reading)
            reading.sector = own or inside or reading.owner_sector or self._sector_of_named(readings, reading.owner) or behind
            parent = (reading.relation or "").startswith(PARENTS_OF)
            if reading.sector is None and self._youth and parent:
                reading.sector = FRIENDS
        elif word is None or reading.relation is None:
            group = self._group_before(readings, number)
            if group and not (inside or behind):
                reading.sector, reading.kind = group.sector, group.kind
                reading.relation = group.relation if group.word and group.word.plural else None
            else:
                reading.sector = hint
                reading.kind = self._kind_by_place(reading, hint)
        elif word.sector == FAMILY and (reading.group and inside or word.relation in CALLED_FAMILY and inside in NO_FAMILY):
            reading.sector = inside
        elif word.sector == FAITH and reading.relation in ("zus", "broer"):
            reading.sector = FAMILY
        elif word.sector == SCHOOL and word.kind == FORMAL and inside in (LEISURE, FAITH):
            reading.sector, reading.kind = inside, INFORMAL
        elif word.sector is None or word.sector == FRIENDS:
            reading.sector = hint or word.sector
        else:
            reading.sector = word.sector

    def _own_sector(self, reading: Reading) -> str | None:
        """The sector of colleagues whoever's they are, and of friends of the parents with whom a professional talks."""
        said = reading.word.sector if reading.word else None
        if said == FRIENDS and reading.owner_sector == FAMILY:
            if reading.owner in PARTNERS or reading.word and reading.word.relation in LOVES:
                return FAMILY
            owner = "m" if (reading.owner or "").endswith(MALE) else "v" if (reading.owner or "").endswith(FEMALE) else None
            return FRIENDS if owner is None or gender(reading) in (None, owner) else FAMILY
        return said if said in (WORK, NEIGHBOURHOOD) or (said == FRIENDS and not reading.owner_sector) else None

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
        said = {*self._words[reading.piece.start : reading.piece.end + 3]}
        if hint == HELP:
            return INFORMAL if VOLUNTEERS_WORK_HERE & said else FORMAL
        first = reading.label.split()[0] if reading.label else ""
        staff = first in ("mevrouw", "meneer", "medewerker", "medewerkster", "miss") or (first in ("meiden", "dames", "mensen") and DAY_CARE & said)
        return FORMAL if hint == SCHOOL and staff else INFORMAL

    def _place_in(self, positions: range, piece: Piece | None = None, head: int | None = None) -> str | None:
        for i in positions:
            if i == head or (piece and piece.roles[i - piece.start] == NAME):
                continue
            fact = self._facts[i]
            if fact.word == "geloof" and self._words[i + 1 : i + 2] == ["ik"]:
                continue
            if fact.place and not SINCE & set(self._words[max(0, i - 3) : i]):
                return fact.place
            if fact.relation and fact.relation.body and fact.relation.sector:
                return fact.relation.sector
        return None

    def _place_of_what_was_said(self, reading: Reading) -> str | None:
        """The place behind a word that told the relation from outside the piece: "Luuk en Tygo, vrienden van waterpolo"."""
        if reading.said_at is None or not PLACE_LINKS & set(self._words[reading.said_at + 1 : reading.said_at + 2]):
            return None
        return self._place_in(range(reading.said_at + 1, min(reading.said_at + 5, len(self._words))))

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
            joined = LAST_LINKS & set(self._words[end:following])
            number += 1
            end = readings[number].piece.end
            inside = self._place_in(range(following, end), readings[number].piece, readings[number].head) if joined else None
            if inside and readings[number].name:
                return inside

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
