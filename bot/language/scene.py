"""One answer with all that is known of its tokens before people are chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.people_features import EDGE
from bot.language.person_roles import Piece
from bot.language.word_facts import WordFacts


@dataclass(frozen=True)
class Chances:
    """What the tagger holds possible for one token; all 0 to 1."""

    begins: float
    goes_on: float
    not_listed: float


@dataclass(frozen=True)
class Scene:
    """One text with all that is known of its tokens; the sequences have the same length."""

    tokens: Sequence[str]
    facts: Sequence[WordFacts]
    classes: Sequence[str]
    chances: Sequence[Chances]
    tagged: Sequence[Piece]
    youth: bool

    def word(self, i: int) -> str:
        """The plain word at a position, or a sign for outside the text. Names that are nothing else count as one word."""
        if not 0 <= i < len(self.facts):
            return EDGE
        return "N2" if self.classes[i] == "N2" else self.facts[i].word

    def kind(self, i: int) -> str:
        """The class at a position, or a sign for outside the text."""
        return self.classes[i] if 0 <= i < len(self.classes) else EDGE
