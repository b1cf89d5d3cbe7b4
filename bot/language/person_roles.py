"""Roles of tokens in a mention, as the tagger learns them: the name, the rest of the mention, or a mention not to be listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.language.annotated import AnnotatedAnswer, MarkedPerson
from bot.language.people_tokens import document
from bot.language.sentence_words import SIDES
from bot.language.tokens import plain

OUTSIDE = "O"
NAME, REST, NOT_LISTED = "n", "r", "x"
SURNAMED = ("dokter", "dominee", "jeugdbeschermer", "familie")
LINKED = (" van ", " uit ", " op ", " met ", " bij ", " die ", " in ", " voor ")
TITLES = {
    **dict.fromkeys(("mevrouw", "mevr", "mevr.", "mw", "mw.", "mevrou", "mefrouw"), "mevrouw"),
    **dict.fromkeys(("meneer", "mijnheer", "menir", "mneer", "m'neer", "dhr", "dhr.", "hr.", "mr."), "meneer"),
}


@dataclass(frozen=True)
class Piece:
    """A mention: token positions, the role of each of its tokens, and whether it is to be listed."""

    start: int
    end: int
    roles: tuple[str, ...]

    @property
    def listed(self) -> bool:
        """Whether the mention counts."""
        return NOT_LISTED not in self.roles


def gold_pieces(doc: Doc, answer: AnnotatedAnswer) -> list[Piece]:
    """The marked people of an answer as pieces of its document. Raises ValueError when a mark cuts a word."""
    pieces = []
    for person in answer.people:
        span = doc.char_span(person.start, person.end, alignment_mode="expand")
        if span is None:
            raise ValueError(f"een aanduiding valt buiten de zin: {person.label}")
        pieces.append(Piece(span.start, span.end, tuple(_roles([token.text for token in span], person))))
    return sorted(pieces, key=lambda piece: piece.start)


def tags(pieces: Sequence[Piece], length: int) -> list[str]:
    """A tag per token: O, or B or I with the role, such as "B-r I-n" for "oma Riet"."""
    found = [OUTSIDE] * length
    for piece in pieces:
        for position, role in zip(range(piece.start, piece.end), piece.roles):
            found[position] = ("B-" if position == piece.start else "I-") + role
    return found


def pieces(tagged: Sequence[str]) -> list[Piece]:
    """The inverse of :func:`tags`, for tags that need not be in order."""
    found: list[list[int]] = []
    for position, tag in enumerate(tagged):
        if tag == OUTSIDE:
            continue
        role = tag[2]
        begins = tag[0] == "B" or position == 0 or tagged[position - 1] == OUTSIDE
        if begins or (role == NOT_LISTED) != (tagged[position - 1][2] == NOT_LISTED):
            found.append([position, position + 1])
        else:
            found[-1][1] = position + 1
    return [Piece(start, end, tuple(tag[2] for tag in tagged[start:end])) for start, end in found]


def _roles(typed: Sequence[str], person: MarkedPerson) -> list[str]:
    if person.reason:
        return [NOT_LISTED] * len(typed)
    roles = [REST] * len(typed)
    if named(person):
        said = [TITLES.get(plain(word), plain(word)) for word in typed]
        label = [TITLES.get(word, word) for word in (plain(token.text) for token in document(person.label))]
        starts = [i for i in range(len(said) - len(label) + 1) if said[i : i + len(label)] == label]
        if starts:
            roles[starts[-1] : starts[-1] + len(label)] = [NAME] * len(label)
    return roles


def named(person: MarkedPerson) -> bool:
    """Whether the label of a marked person is a name, not a description."""
    label, relation = person.label.casefold(), (person.relation or "").casefold()
    if label == relation or (person.group and person.relation):
        return False
    first, *rest = person.label.split()
    if rest and rest[-1].casefold() in SIDES:
        return False
    if rest and (first.casefold() in TITLES or first.casefold() in SURNAMED):
        return rest[-1][:1].isupper()
    return not any(link in f" {person.label} " for link in LINKED)
