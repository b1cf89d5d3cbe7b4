"""What a found piece of text says, and the sentence in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.person_roles import Piece
from bot.language.relations import INFORMAL, RelationWord
from bot.language.sentence_words import FEMALE, MALE
from bot.language.word_facts import WordFacts

OF = " van "
MALE_SIGN, FEMALE_SIGN = "m", "v"
FAMILY, FRIENDS, SCHOOL, NEIGHBOURHOOD, HELP = "familie", "vrienden", "school", "buurt", "hulp"
LEISURE, FAITH = "vrije_tijd", "geloof"
WORK = "werk"
OUR_OWN = frozenset({"mijn", "me", "mn", "m'n", "onze", "ons", "mien"})


@dataclass
class Reading:
    """What a piece says; ``head`` is the position of its relation word ``word``, ``owner`` whose relative it is;
    ``said_at`` is the position of a relation word outside the piece that is about it.
    """

    piece: Piece
    name: str | None = None
    head: int | None = None
    word: RelationWord | None = None
    owner: str | None = None
    owner_sector: str | None = None
    said_at: int | None = None
    relation: str | None = None
    label: str = ""
    sector: str | None = None
    kind: str = INFORMAL
    group: bool = False


class Sentence:
    """The tokens of one answer as typed, and the facts that belong to them; ``youth`` says whose answer it is."""

    def __init__(self, tokens: Sequence[str], facts: Sequence[WordFacts], youth: bool) -> None:
        self._tokens = tokens
        self._facts = facts
        self._words = [fact.word for fact in facts]
        self._youth = youth


def gender(reading: Reading) -> str | None:
    """A sign for man or woman where a reading tells it, else None."""
    said = (reading.word.relation if reading.word else "") if reading.relation is None else reading.relation.split(OF)[0]
    if said.endswith(FEMALE):
        return FEMALE_SIGN
    if said.endswith(MALE):
        return MALE_SIGN
    if reading.name and reading.name.split()[0] in ("mevrouw", "meneer"):
        return FEMALE_SIGN if reading.name.startswith("mevrouw") else MALE_SIGN
    return None
