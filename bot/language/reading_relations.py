"""The relation that a piece tells: its word, and whose relative it is ("haar man", "moeder van Fenna", "mijn broer zn vrouw")."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.annotated import INFORMAL
from bot.language.first_names import default_names
from bot.language.inflection import plural
from bot.language.person_roles import NAME, TITLES, Piece
from bot.language.reading import FAMILY, FEMALE_SIGN, FRIENDS, MALE_SIGN, NEIGHBOURHOOD, OF, OUR_OWN, WORK, Reading, Sentence, gender
from bot.language.sentence_words import (
    ADJECTIVES,
    ARTICLES,
    CHILD,
    FAMILY_TITLES,
    HER,
    HIS,
    LINKS,
    LIST_SIGNS,
    PLACE_LINKS,
    PLAIN_PEOPLE,
    SEVERAL,
    THEIRS,
    capital,
)
from bot.language.word_facts import PARENTS

FRIEND_OF_EITHER, FEMALE_FRIEND = frozenset({"bff", "bestie", "besti"}), "vriendin"
OWNED_SECTORS, OWNED_RELATIONS = (FAMILY, FRIENDS, WORK), frozenset({"buurvrouw", "buurman"})
NAMES_OF_WOMEN = ("a", "lijn", "lot", "ine", "elle", "ette", "ke", "ah", "fee")
TOWN, SIDE = "stad", frozenset({"kant", "zijde", "kaant"})
SPOUSES = frozenset({"man", "vrouw", "partner", "verloofde", "weduwe"})  # a child has none: "haar man" is that of who was mentioned
THEIR = frozenset({"hun", "haren"})
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
        found = [i for i in found if self._words[i] not in TITLES and not self._is_family_name(piece, i)] or [
            i for i in found if not self._is_family_name(piece, i)
        ]
        found = [i for i in found if not self._is_body_of(i, found) and not self._describes_a_name(piece, i)]
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

    def _is_family_name(self, piece: Piece, position: int) -> bool:
        """Whether "familie" is a title here: "familie Bakker"."""
        following = position + 1 - piece.start
        return self._words[position] in FAMILY_TITLES and following < len(piece.roles) and piece.roles[following] == NAME

    def _describes_a_name(self, piece: Piece, position: int) -> bool:
        """Whether a word that may be a relation is an adjective here: "ouwe Sjef"."""
        following = position + 1 - piece.start
        return self._words[position] in ADJECTIVES and following < len(piece.roles) and piece.roles[following] == NAME

    def _is_body_of(self, position: int, heads: Sequence[int]) -> bool:
        """Whether an organisation only says where the next word belongs: "Home-Start vrijwilliger"."""
        known, following = self._facts[position].relation, self._facts[position + 1].relation if position + 1 in heads else None
        return bool(known and known.body and following and not following.body and following is not known)

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
        return NAME not in piece.roles or bool(known and (known.body or known.sector is None))

    def relate(self, reading: Reading, before: list[Reading]) -> None:
        """Set relation, kind, group and owner of a reading; ``before`` are the people mentioned earlier."""
        if reading.word is None or reading.head is None:
            return
        word, piece, head = reading.word, reading.piece, reading.head
        reading.relation = self._female(word.relation, head, reading.name)
        reading.kind = word.kind
        reading.group = (word.group or self._are_several(head)) and reading.name is None
        if self._is_honorific(piece, head):
            reading.relation = None
            return
        owner = self._owner_before(piece, head, before) or self._owner_behind(piece, head, before)
        if word.relation in ("zuster", "broeder") and head > 0 and self._words[head - 1] in OUR_OWN:
            reading.relation = {"zuster": "zus", "broeder": "broer"}[word.relation]
        if owner and (word.sector in OWNED_SECTORS or word.relation in OWNED_RELATIONS or word.relation.endswith(PARENTS)):
            reading.owner, reading.owner_sector = owner
            reading.relation = word.relation + OF + reading.owner
        elif word.relation in PLAIN_PEOPLE and self._at_a_place(piece, head):
            reading.relation = None

    def _are_several(self, head: int) -> bool:
        """Whether "moeders", which is also what one calls a mother, is a plural: "de andere moeders"."""
        return self._words[head] in ("moeders", "vaders") and head > 0 and self._words[head - 1] in SEVERAL

    def _is_honorific(self, piece: Piece, head: int) -> bool:
        """Whether "Ma" before a name is what an older woman of the church is called: "Ma Tita"."""
        following = head + 1 - piece.start
        named = following < len(piece.roles) and piece.roles[following] == NAME
        return self._words[head] == "ma" and named and not (head and self._words[head - 1] in OUR_OWN)

    def _female(self, relation: str, head: int, name: str | None) -> str:
        """A "bff" or "bestie" is a woman where the text says "ze" or "haar", or her name does."""
        either = self._words[head].rstrip("'s") in FRIEND_OF_EITHER or self._words[head] in FRIEND_OF_EITHER
        woman = bool(SHE & set(self._words)) or bool(name and name.casefold().endswith(NAMES_OF_WOMEN))
        return FEMALE_FRIEND if either and woman else relation

    def _owner_before(self, piece: Piece, head: int, before: list[Reading]) -> tuple[str, str | None] | None:
        """ "zus dr vriend", "haar man", "papa's moeder": somebody inside the piece, or the person mentioned before."""
        for i in range(piece.start, head):
            known = self._facts[i].relation
            if known and not self._is_body_of(i, (head,)) and piece.roles[i - piece.start] != NAME and not known.body:
                stem = self._genitive(i)
                return (stem or known.relation), known.sector
        owned = next((i for i in range(piece.start, head) if self._words[i] in THEIRS), None)
        if owned is None and piece.start == head and head and self._words[head - 1] in THEIRS and self._is_one_of(head, SPOUSES):
            return self._mentioned_before(before, self._words[head - 1])
        if owned is None:
            near = range(max(piece.start, head - 2), head)
            name = next((i for i in near if self._genitive(i) and self._words[head - 1] not in ARTICLES | {","}), None)
            return (self._genitive(name) or "", None) if name is not None else None
        if owned > piece.start and piece.roles[owned - 1 - piece.start] != NAME and self._may_own(owned - 1):
            return capital(self._tokens[owned - 1]), None
        return self._mentioned_before(before, self._words[owned])

    def _may_own(self, position: int) -> bool:
        fact = self._facts[position]
        return bool(fact.name) or self._tokens[position][0].isupper()

    def _mentioned_before(self, before: list[Reading], their: str) -> tuple[str, str | None] | None:
        sign = MALE_SIGN if their in HIS else FEMALE_SIGN if their in HER else None
        # "zijn begeleider en zijn moeder": the mother is the child's, not that of somebody who is there for work. An unlisted name is
        # mostly that of the child.
        close = [r for r in before if (r.name or r.kind == INFORMAL) and (r.piece.listed or r.relation)]
        fitting = [reading for reading in close if sign is None or (gender(reading) in (None, sign) and not reading.group)]
        if not fitting:
            return None
        last = fitting[-1]
        if their in THEIR and not last.group and len(fitting) > 1 and self._are_a_pair(fitting[-2], last):
            last = fitting[-2]
        sector = last.sector or (last.word.sector if last.word else None)
        named = last.name and (sector != FAMILY or last.relation is None)
        who = last.name if named else last.relation or last.name
        if last.group and last.word and last.word.plural and who == last.relation:
            who = plural(last.word.relation)
        return (who, sector) if who else None

    def _are_a_pair(self, first: Reading, second: Reading) -> bool:
        return first.piece.listed and all(word in LIST_SIGNS for word in self._words[first.piece.end : second.piece.start])

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
        return capital(stem) if len(stem) > 2 and (marked or stem in default_names() and word not in default_names()) else None

    def _owner_behind(self, piece: Piece, head: int, before: list[Reading]) -> tuple[str, str | None] | None:
        """ "moeder van Fenna", "vrouw van mijn broer", "moeder van klasgenoot Mees"."""
        position = head + 1
        if position >= piece.end or self._words[position] not in LINKS:
            return None
        position += 1
        while position < piece.end and self._words[position] in ARTICLES:
            position += 1
        if position >= piece.end or (position + 1 < piece.end and self._words[position + 1] in SIDE):
            return None
        fact = self._facts[position]
        if fact.relation and not fact.relation.body:
            if fact.relation.relation in CHILD:
                return None
            following = position + 1
            if self._is_one_of(head, PLAIN_PEOPLE) and fact.relation.sector in (None, NEIGHBOURHOOD) and following >= piece.end:
                return None
            if following < piece.end and (self._facts[following].name or self._tokens[following][0].isupper()):
                return capital(self._tokens[following]), fact.relation.sector
            owner = fact.relation.relation
            return plural(owner) if fact.relation.plural else owner, fact.relation.sector
        if fact.hint == TOWN:
            return None
        if (fact.name and not fact.place) or (self._tokens[position][0].isupper() and not fact.place):
            name = capital(self._tokens[position])
            known = next((r for r in before if r.name == name), None)
            return name, (known.sector or (known.word.sector if known.word else None)) if known else None
        if self._is_parent(head) and position + 1 == piece.end and self._words[position - 1] in ("de", "een") and not fact.place:
            return self._words[position], None
        return None

    def _is_one_of(self, head: int, words: frozenset[str]) -> bool:
        known = self._facts[head].relation
        return known is not None and known.relation in words

    def _is_parent(self, head: int) -> bool:
        known = self._facts[head].relation
        return known is not None and known.relation.endswith(PARENTS)

    def _at_a_place(self, piece: Piece, head: int) -> bool:
        return any(self._words[i] in PLACE_LINKS for i in range(head + 1, piece.end))
