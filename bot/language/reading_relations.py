"""The relation that a piece tells: its word, and whose relative it is ("haar man", "moeder van Fenna", "mijn broer zn vrouw")."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.annotated import INFORMAL
from bot.language.first_names import default_names
from bot.language.inflection import plural
from bot.language.person_roles import NAME, TITLES, Piece
from bot.language.reading import FAMILY, FEMALE_SIGN, FRIENDS, MALE_SIGN, OF, WORK, Reading, Sentence, gender
from bot.language.sentence_words import ARTICLES, CHILD, HER, HIS, LINKS, PLACE_LINKS, PLAIN_PEOPLE, THEIRS, capital

FRIEND_OF_EITHER, FEMALE_FRIEND = frozenset({"bff", "bestie", "besti"}), "vriendin"
SHE = frozenset({"ze", "zij", "haar", "d'r", "dr", "vriendin", "vriendinnen"})


class RelationReader(Sentence):
    """Reads relations in the pieces of one sentence."""

    def head(self, piece: Piece) -> int | None:
        """The position of the relation word that a piece is about; None when there is none."""
        roles = piece.roles
        found = []
        for i in range(piece.start, piece.end):
            k = i - piece.start
            titled = roles[k] == NAME and k + 1 < len(roles) and roles[k + 1] == NAME and (k == 0 or roles[k - 1] != NAME)
            if self._facts[i].relation and (roles[k] != NAME or (titled and not self._facts[i].name)):
                found.append(i)
        found = [i for i in found if self._words[i] not in TITLES] or found
        found = [i for i in found if not self._is_qualifier(i, found)]
        if not found:
            return None
        owned = [i for i in found if i > found[0] and self._is_owned(found[0], i)]
        if owned and not any(self._tokens[i] == "," for i in range(found[0], owned[0])):
            return owned[-1]
        if self._after_link(piece, found[0]):
            return None
        return found[0]

    def _is_qualifier(self, position: int, heads: Sequence[int]) -> bool:
        """Whether a word that may be a relation says something of the next one: "ouwe vriendin", "oudste zus"."""
        known = self._facts[position].relation
        unsure = self._facts[position].guessed or bool(known and known.doubtful)
        return unsure and position + 1 in heads and self._facts[position + 1].relation is not known

    def _is_owned(self, first: int, position: int) -> bool:
        """Whether a later relation word is that of the first: "broer zn vrouw", "moeders werkgever"."""
        known = self._facts[position].relation
        if known is None or known.body:
            return False
        between = self._words[first + 1 : position]
        return (
            bool(THEIRS & set(between)) and not {",", "van"} & set(between) or (not between or between == ["nieuwe"]) and bool(self._genitive(first))
        )

    def _after_link(self, piece: Piece, position: int) -> bool:
        """Whether the first relation word stands behind "van": then the piece is about somebody else ("de kok van het buurthuis")."""
        links = [i for i in range(piece.start + 1, position) if self._words[i] in PLACE_LINKS]
        if not links or any(self._tokens[i] in ",(" for i in range(links[0], position)):
            return False
        known = self._facts[position].relation
        return NAME not in piece.roles or bool(known and known.body)

    def relate(self, reading: Reading, before: list[Reading]) -> None:
        """Set relation, kind, group and owner of a reading; ``before`` are the people mentioned earlier."""
        if reading.word is None or reading.head is None:
            return
        word, piece, head = reading.word, reading.piece, reading.head
        reading.relation = self._female(word.relation, head)
        reading.kind = word.kind
        reading.group = word.group and reading.name is None
        owner = self._owner_before(piece, head, before) or self._owner_behind(piece, head, before)
        if owner and (word.sector in (FAMILY, FRIENDS, WORK) or word.relation in ("buurvrouw", "buurman")):
            reading.owner, reading.owner_sector = owner
            reading.relation = word.relation + OF + reading.owner
        elif word.relation in PLAIN_PEOPLE and self._at_a_place(piece, head):
            reading.relation = None

    def _female(self, relation: str, head: int) -> str:
        """A "bff" or "bestie" is a woman where the text says "ze" or "haar"."""
        either = self._words[head] in FRIEND_OF_EITHER
        return FEMALE_FRIEND if either and SHE & set(self._words) else relation

    def _owner_before(self, piece: Piece, head: int, before: list[Reading]) -> tuple[str, str | None] | None:
        """ "zus dr vriend", "haar man", "papa's moeder": somebody inside the piece, or the person mentioned before."""
        for i in range(piece.start, head):
            known = self._facts[i].relation
            if known and piece.roles[i - piece.start] != NAME and not known.body:
                stem = self._genitive(i)
                return (stem or known.relation), known.sector
        owned = next((i for i in range(piece.start, head) if self._words[i] in THEIRS), None)
        if owned is None:
            name = next((i for i in range(max(piece.start, head - 2), head) if self._genitive(i) and self._tokens[head - 1] != ","), None)
            return (self._genitive(name) or "", None) if name is not None else None
        if owned > piece.start and self._tokens[owned - 1] not in ",(":
            return capital(self._tokens[owned - 1]), None
        return self._mentioned_before(before, self._words[owned])

    def _mentioned_before(self, before: list[Reading], their: str) -> tuple[str, str | None] | None:
        sign = MALE_SIGN if their in HIS else FEMALE_SIGN if their in HER else None
        # "zijn begeleider en zijn moeder": the mother is the child's, not that of somebody who is there for work.
        close = [reading for reading in before if reading.name or reading.kind == INFORMAL]
        fitting = [reading for reading in close if sign is None or (gender(reading) in (None, sign) and not reading.group)]
        if not fitting:
            return None
        last = fitting[-1]
        sector = last.sector or (last.word.sector if last.word else None)
        named = last.name and (sector != FAMILY or last.relation is None)
        who = last.name if named else last.relation or last.name
        return (who, sector) if who else None

    def _genitive(self, position: int) -> str | None:
        """Whose, when a word is a genitive of a name or relation: "lina's", "moeders"."""
        word = self._words[position]
        if not word.endswith("s") or word in THEIRS:
            return None
        marked = word.endswith("'s")
        stem = word[:-2] if marked else word[:-1]
        known = self._facts[position].relation
        if known:
            return known.relation if marked or known.relation in ("moeder", "vader") else None
        return capital(stem) if len(stem) > 2 and (marked or stem in default_names()) else None

    def _owner_behind(self, piece: Piece, head: int, before: list[Reading]) -> tuple[str, str | None] | None:
        """ "moeder van Fenna", "vrouw van mijn broer", "moeder van klasgenoot Mees"."""
        position = head + 1
        if position >= piece.end or self._words[position] not in LINKS:
            return None
        position += 1
        while position < piece.end and self._words[position] in ARTICLES:
            position += 1
        if position >= piece.end:
            return None
        fact = self._facts[position]
        if fact.relation and not fact.relation.body:
            if fact.relation.relation in CHILD:
                return None
            following = position + 1
            if following < piece.end and (self._facts[following].name or self._tokens[following][0].isupper()):
                return capital(self._tokens[following]), fact.relation.sector
            owner = fact.relation.relation
            return plural(owner) if fact.relation.plural else owner, fact.relation.sector
        if (fact.name and not fact.place) or (self._tokens[position][0].isupper() and not fact.place):
            name = capital(self._tokens[position])
            known = next((r for r in before if r.name == name), None)
            return name, (known.sector or (known.word.sector if known.word else None)) if known else None
        return None

    def _at_a_place(self, piece: Piece, head: int) -> bool:
        return any(self._words[i] in PLACE_LINKS for i in range(head + 1, piece.end))
