"""Names that take the relation of a word that is about them: "mijn vriendinnen Els en Noor", "Els en Noor, mijn zussen"."""

from __future__ import annotations

from bot.language.reading import OUR_OWN, Reading, Sentence
from bot.language.sentence_words import CHILD, CLAUSE_ENDS, LIST_SIGNS, PLAIN_PEOPLE, SAYS_WHAT_SOMEBODY_IS

LIKENESS = frozenset({"als", "geen", "soort", "tweede"})
UNCERTAIN = frozenset({"een", "ook", "n", "'n"})
FRIEND_GROUPS = {"vriendengroep": "vriend", "vriendinnengroep": "vriendin"}


class ListReader(Sentence):
    """Reads what a sentence says of the names in it, outside their pieces."""

    def take_over_relations(self, readings: list[Reading]) -> None:
        """Names take the relation of an unmarked word that is about them: "mijn vriendinnen Els en Noor", "Els en Noor, mijn zussen"."""
        self._share_plurals(readings)
        covered = {i for reading in readings for i in range(reading.piece.start, reading.piece.end)}
        for i, fact in enumerate(self._facts):
            if i in covered or not fact.relation or fact.relation.doubtful or fact.guessed:
                continue
            if fact.relation.relation in PLAIN_PEOPLE and not (i and self._words[i - 1] in OUR_OWN):
                continue
            if fact.relation.body and fact.relation.relation not in FRIEND_GROUPS:
                continue
            if i and self._words[i - 1] == "voor":
                continue
            if self._is_compared(i) or (i and self._words[i - 1] in UNCERTAIN and fact.relation.relation in CHILD):
                continue
            for reading in self._about(readings, i, fact.relation.group):
                reading.word, reading.said_at = fact.relation, i
                reading.relation = FRIEND_GROUPS.get(fact.relation.relation, fact.relation.relation)
                reading.kind = fact.relation.kind

    def _share_plurals(self, readings: list[Reading]) -> None:
        """A plural in the piece of the first name is about the names behind it too: "mijn collega's Erdal, Sjoerd en Kwame"."""
        for first, second in zip(readings, readings[1:]):
            linked = all(word in LIST_SIGNS for word in self._words[first.piece.end : second.piece.start])
            several = first.name and first.word and first.word.plural and not first.owner and first.piece.listed
            if several and linked and second.name and second.relation is None and second.piece.listed:
                second.word, second.relation, second.kind = first.word, first.relation, first.kind

    def _is_compared(self, position: int) -> bool:
        """Whether somebody is only like that: "als een zus voor me", "een soort tweede moeder", "geen vriend"."""
        return bool(LIKENESS & set(self._words[max(0, position - 3) : position]))

    def _about(self, readings: list[Reading], position: int, several: bool) -> list[Reading]:
        after = [r for r in readings if r.piece.start > position]
        before = [r for r in readings if r.piece.end <= position][::-1]
        ways = [(after, self._near_after), (before, self._near_before)]
        if position and self._words[position - 1] == "(":
            ways = ways[1:]
        if SAYS_WHAT_SOMEBODY_IS & set(self._words[max(0, position - 4) : position]):
            ways.reverse()
        for group, near in ways:
            free: list[Reading] = []
            edge = position
            for reading in group:
                if not near(edge, reading) or not reading.piece.listed:
                    break
                if not reading.name or reading.relation is not None:
                    break
                free.append(reading)
                edge = reading.piece.end if group is after else reading.piece.start
                near = self._listed_after if group is after else self._listed_before
            if free:
                return free if several else free[:1]
        return []

    def _near_after(self, edge: int, reading: Reading) -> bool:
        between = self._words[edge + 1 : reading.piece.start]
        return len(between) <= 4 and not CLAUSE_ENDS & set(between)

    def _near_before(self, edge: int, reading: Reading) -> bool:
        between = self._words[reading.piece.end : edge]
        return len(between) <= 6 and not {".", "!", "?", ";", "maar", "en"} & set(between)

    def _listed_after(self, edge: int, reading: Reading) -> bool:
        return all(word in LIST_SIGNS for word in self._words[edge : reading.piece.start])

    def _listed_before(self, edge: int, reading: Reading) -> bool:
        return all(word in LIST_SIGNS for word in self._words[reading.piece.end : edge])
