"""Signs that settle a candidate whatever has been learned: "Wim, de buurman." is one person, "past op Daan" is about the child."""

from __future__ import annotations

from bot.language.candidates import Candidate
from bot.language.person_roles import NAME, Piece
from bot.language.scene import Scene
from bot.language.sentence_words import SIDES

FOR, AGAINST, NEVER = 3.0, -2.0, -9.0  # log-odds
WITH_ARTICLE = frozenset("de een die het".split())
WITH_OWNER = frozenset("mijn me mn m'n onze ons zijn haar hun zn dr".split())
CLOSES = frozenset(". ! ? )".split())
LIST_GOES_ON = frozenset({",", "en"})
LOOKS_AFTER = frozenset({"past", "passen", "paste", "oppassen"})
CARRIES = frozenset({"haalt", "brengt", "helpt", "leert", "neemt"})
FOND_OF = (["zijn", "dol"], ["is", "dol"], ["zijn", "gek"], ["is", "gek"])
REACH = 7
NAME_SIGNS = frozenset("- ' .".split())


def adjustment(scene: Scene, candidate: Candidate) -> float:
    """What the signs add to the log-odds of a candidate; 0 when there are none."""
    if _has_odd_name(scene, candidate.piece):
        return NEVER
    if _is_all_that_is_said(scene, candidate.piece):
        return FOR
    if candidate.build.startswith("apposition"):
        return FOR * _apposition(scene, candidate.piece)
    return AGAINST if candidate.build == "name" and not scene.youth and _is_cared_for(scene, candidate.piece.start) else 0.0


def _is_all_that_is_said(scene: Scene, piece: Piece) -> bool:
    """Whether an answer is one word for who somebody is, perhaps with whose: "zijn vader", "de juf"."""
    alone = piece.end - piece.start == 1 and piece.end == len(scene.tokens) and bool(scene.facts[piece.start].relation)
    return alone and (piece.start == 0 or (piece.start == 1 and scene.facts[0].word in WITH_ARTICLE | WITH_OWNER))


def _has_odd_name(scene: Scene, piece: Piece) -> bool:
    """Whether an emoji or "mz" would be a name."""
    for i, role in zip(range(piece.start, piece.end), piece.roles):
        letters = any(c.isalpha() for c in scene.tokens[i]) or scene.tokens[i] in NAME_SIGNS
        if role == NAME and (not letters or scene.facts[i].word in SIDES):
            return True
    return False


def _apposition(scene: Scene, piece: Piece) -> int:
    """1 when a name and a role are surely one person, -1 when they surely are two, 0 when it can be either."""
    named = [i for i, role in zip(range(piece.start, piece.end), piece.roles) if role == NAME]
    heads = [i for i in range(piece.start, piece.end) if scene.facts[i].relation and i not in named]
    if not named or not heads:
        return 0
    head = heads[0]
    between = [scene.facts[i].word for i in range(min(named[-1], head) + 1, max(named[0], head))]
    if between == ["("]:
        return 1
    behind = scene.facts[piece.end].word if piece.end < len(scene.facts) else "."
    if named[-1] < head:
        return _role_behind(scene, piece, between, behind)
    before = scene.facts[piece.start - 1].word if piece.start else ""
    return int(between == [","] and before in WITH_ARTICLE | WITH_OWNER and (behind in CLOSES or behind == ","))


def _role_behind(scene: Scene, piece: Piece, between: list[str], behind: str) -> int:
    """ "Wim, de buurman": in a list that goes on it can be two people."""
    if len(between) != 2 or between[0] != "," or between[1] not in WITH_ARTICLE | WITH_OWNER:
        return 0
    if behind in LIST_GOES_ON and any(_may_be_somebody(scene, i) for i in range(piece.start)):
        return -1
    return 1


def _is_cared_for(scene: Scene, position: int) -> bool:
    """Whether a name in a parent's answer is that of the child: "oma past op Daan", "Lia haalt Pim", "Floor en Jip zijn dol op"."""
    words = [fact.word for fact in scene.facts]
    before = words[max(0, position - REACH) : position]
    if before[-1:] == ["op"] and LOOKS_AFTER & set(before) or before[-3:-2] == ["op"] and before[-1:] == ["en"] and LOOKS_AFTER & set(before):
        return True
    if before and before[-1] in CARRIES and any(_may_be_somebody(scene, i) for i in range(position)):
        return True
    return before[-1:] == ["voelt"] or words[position + 1 : position + 2] == ["zich"] or words[position + 1 : position + 3] in FOND_OF


def _may_be_somebody(scene: Scene, position: int) -> bool:
    fact = scene.facts[position]
    return fact.name == 2 or bool(fact.relation and not fact.relation.doubtful)
