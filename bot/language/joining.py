"""Two pieces that are one person: "de fysio, Jeroen", "Sjaak de conciërge", "haar juf. haar naam is Lotte"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.person_roles import NAME, REST, Piece
from bot.language.sentence_words import ARTICLES
from bot.language.word_facts import WordFacts

CALLED = frozenset({"heet", "heette", "heten", "naam", "genaamd", "noemen"})
THAT_IS = frozenset({"dat", "da", "das", "dit", "da's", "dus"})
LONGEST_GAP = 6
SEPARATORS = frozenset({"en", "&", "of", "+", "maar"})


def joined(pieces: Sequence[Piece], words: Sequence[str], facts: Sequence[WordFacts]) -> list[Piece]:
    """The pieces with those that are one person made one; ``words`` are plain, ``facts`` belong to them."""
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        last = found[-1] if found else None
        following = pieces[number + 1].start if number + 1 < len(pieces) else None
        if last and last.listed and piece.listed and _same(last, piece, words, facts, following):
            gap = (REST,) * (piece.start - last.end)
            found[-1] = Piece(last.start, piece.end, (*last.roles, *gap, *piece.roles))
        else:
            found.append(piece)
    return found


def _same(first: Piece, second: Piece, words: Sequence[str], facts: Sequence[WordFacts], following: int | None) -> bool:
    between = list(words[first.end : second.start])
    if len(between) > LONGEST_GAP:
        return False
    if _role_only(first, facts) and _name_only(second, facts):
        called = bool(CALLED & set(between)) and not SEPARATORS & set(between)
        return called or between == ["("] or (between == [","] and _apposition(first, second, words, following))
    if _name_only(first, facts) and _role_only(second, facts):
        with_article = bool(between) and between[-1] in ARTICLES
        return (len(between) == 1 and with_article) or between == ["("] or bool(THAT_IS & set(between)) and not SEPARATORS & set(between)
    return False


def _apposition(role: Piece, name: Piece, words: Sequence[str], following: int | None) -> bool:
    """Whether a name behind a comma says who the role is, instead of going on with a list."""
    before = words[role.start - 1] if role.start else ""
    behind = words[name.end] if name.end < len(words) else "."
    goes_on = behind in SEPARATORS or (behind == "," and following == name.end + 1)
    return before in ("de", "een", "die", "het") and not goes_on


def _role_only(piece: Piece, facts: Sequence[WordFacts]) -> bool:
    known = [facts[i].relation for i in range(piece.start, piece.end)]
    return NAME not in piece.roles and any(word and not word.group for word in known)


def _name_only(piece: Piece, facts: Sequence[WordFacts]) -> bool:
    return NAME in piece.roles and not any(facts[i].relation for i, role in zip(range(piece.start, piece.end), piece.roles) if role != NAME)
