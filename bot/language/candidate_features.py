"""What the chooser sees of a candidate: its words, its surroundings, hints in the same clause, and what the tagger makes of it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bot.language.candidates import Candidate
from bot.language.joining import CALLED, THAT_IS
from bot.language.people_features import CLAUSE_ENDS, CLAUSE_HINTS
from bot.language.person_roles import NAME, Piece
from bot.language.scene import Scene
from bot.language.sentence_words import ADJECTIVES, ARTICLES, LINKS, LIST_SIGNS, QUESTION_OPENINGS

STEPS = (-6.0, -4.5, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.5)  # of log-odds
SMALLEST = 1e-4
PERSONS = ("R", "N2", "Cap")
LIST_BEFORE = frozenset(", en & + : - / ;".split())
LIST_AFTER = frozenset(", en & + . ! ? / ;".split())
LONGEST_SEGMENT = 6
OURS = "bezit"
POSSESSIVES = (OURS, "bezit_ander")


def candidate_features(scene: Scene, candidate: Candidate, head: int | None) -> list[str]:
    """The features of one candidate, as texts; ``head`` is the position of its relation word."""
    shape = candidate.shape + ("|" if head is None else "|" + _head_class(scene, head))
    return [
        *_inside(scene, candidate, head, shape),
        *_around(scene, candidate.piece, shape, candidate.shape),
        *_listing(scene, candidate.piece, shape),
        *_neighbours(scene, candidate.piece, candidate.shape),
        *_hints(scene, candidate.piece, candidate.shape),
        *_tagging(scene, candidate.piece, candidate.shape),
        *_text(scene, candidate.piece, shape),
    ]


def _head_class(scene: Scene, head: int) -> str:
    return scene.classes[head]


def _inside(scene: Scene, candidate: Candidate, head: int | None, shape: str) -> Iterator[str]:
    piece = candidate.piece
    kinds = [scene.kind(i) for i in range(piece.start, piece.end)]
    words = [scene.word(i) for i in range(piece.start, piece.end)]
    yield f"shape={shape}"
    yield f"shape={candidate.shape}{scene.youth:d}"
    yield f"build={candidate.build}{candidate.tagged:d}"
    yield f"build={candidate.build}|{'' if head is None else _head_class(scene, head)}"
    yield f"kinds={'_'.join(kinds[:5])}"
    yield f"len={candidate.shape}{min(6, len(kinds))}"
    yield f"last={candidate.shape}={kinds[-1]}"
    yield f"lastw={words[-1]}"
    yield f"first={candidate.shape}={kinds[0]}"
    yield f"firstw={words[0]}"
    for i, role in zip(range(piece.start, piece.end), piece.roles):
        yield f"role={role}{scene.kind(i)}"
        if role == NAME:
            fact = scene.facts[i]
            yield f"name={fact.name}{fact.surname:d}{scene.tokens[i][0].isupper():d}{i == 0:d}"
            yield f"namew={scene.word(i)}"
    known = None if head is None else scene.facts[head].relation
    if head is not None and known:
        yield f"rel={known.relation}"
        yield f"rel={known.relation}{scene.youth:d}"
        yield f"rel={known.relation}|{candidate.shape}"
        yield f"relw={scene.facts[head].word}"
        yield f"relprev={known.relation}|{scene.word(piece.start - 1)}"
        yield f"relk={known.sector}{known.kind[0]}{known.plural:d}{known.body:d}{known.doubtful:d}{known.listed:d}|{candidate.shape}|{scene.youth:d}"
    if "+" in candidate.build:
        yield from _modifier(scene, piece, head)
    if candidate.build.startswith("apposition"):
        yield from _gap(scene, piece, head)


def _modifier(scene: Scene, piece: Piece, head: int | None) -> Iterator[str]:
    start = max((i for i in range(piece.start, piece.end) if piece.roles[i - piece.start] == NAME), default=piece.start)
    start = max(start, head or 0) + 1
    if start >= piece.end:
        return
    behind = range(start, piece.end)
    yield f"link={scene.word(start)}"
    yield f"link={scene.word(start)}|{scene.kind(piece.end - 1)}"
    yield f"link={scene.word(start)}|{scene.kind(piece.end - 1)}|{scene.kind(piece.end)}"
    yield f"modlen={len(behind)}"
    yield f"modend={scene.kind(piece.end - 1)}|{scene.kind(piece.end)}"
    for i in behind:
        yield f"modk={scene.kind(i)}"
        yield f"modw={scene.word(i)}"


def _gap(scene: Scene, piece: Piece, head: int | None) -> Iterator[str]:
    named = [i for i, role in zip(range(piece.start, piece.end), piece.roles) if role == NAME]
    if head is None or not named:
        return
    first, second = (head, named[0]) if head < named[0] else (named[-1], head)
    between = range(first + 1, second)
    order = "RN" if first == head else "NR"
    words = [scene.word(i) for i in between]
    yield f"gap={order}{'_'.join(words[:4])}"
    yield f"gapk={order}{'_'.join(scene.kind(i) for i in between)[:40]}"
    yield f"gaplen={order}{len(words)}"
    signs = order + "_".join(_sign(scene, i) for i in between)
    sides = f"{scene.word(piece.start - 1)}|{scene.kind(piece.end) if scene.word(piece.end) not in LIST_AFTER else scene.word(piece.end)}"
    others = min(3, sum(kind.startswith(PERSONS) for kind in scene.classes) - 2)
    yield f"signs={signs}"
    yield f"signs={signs}|{sides}"
    yield f"signs={signs}|{others}"
    yield f"signs={signs}|{scene.word(piece.end)}|{others}"
    yield f"signs={signs}|{scene.kind(head)}"
    for word in words:
        yield f"gapw={order}{word}"
    yield f"gapsides={order}{scene.word(piece.start - 1)}|{'_'.join(words[:2])}|{scene.word(piece.end)}"
    yield f"gapend={order}{'_'.join(words[:2])}|{scene.word(piece.end)}"
    yield f"gapnext={order}{'_'.join(words[:2])}|{scene.kind(piece.end)}|{scene.kind(piece.end + 1)}"
    yield f"gaprel={order}{'_'.join(words[:2])}|{scene.kind(head)}"
    yield f"gappos={order}{'_'.join(words[:2])}|{scene.word(piece.start - 1)}"


def _sign(scene: Scene, i: int) -> str:
    """What a word between a name and a role does, in one word for words that do the same."""
    word, hint = scene.word(i), scene.facts[i].hint
    if hint in POSSESSIVES:
        return hint
    if word in ADJECTIVES:
        return "adjective"
    if word in CALLED or word in THAT_IS:
        return "is"
    return word


def _around(scene: Scene, piece: Piece, shape: str, short: str) -> Iterator[str]:
    before, after = piece.start - 1, piece.end
    yield f"-1={scene.kind(before)}|{shape}"
    yield f"-1={scene.kind(before)}|{short}"
    yield f"-2={scene.kind(before - 1)}_{scene.kind(before)}|{short}"
    yield f"+1={scene.kind(after)}|{shape}"
    yield f"+1={scene.kind(after)}|{short}"
    yield f"+2={scene.kind(after)}_{scene.kind(after + 1)}|{short}"
    yield f"-1+1={scene.kind(before)}_{scene.kind(after)}|{short}"
    for distance in (1, 2, 3):
        yield f"-{distance}w={scene.word(piece.start - distance)}"
        yield f"+{distance}w={scene.word(piece.end - 1 + distance)}"
    yield f"-1w={scene.word(before)}|{short}"
    yield f"-1w={scene.word(before)}|{short}|{scene.youth:d}"
    yield f"-1w={scene.word(before)}|{short}|{scene.youth:d}{_someone_before(scene, piece):d}"
    yield f"someone={_someone_before(scene, piece):d}|{short}|{scene.youth:d}{scene.kind(before)}"
    yield f"+1w={scene.word(after)}|{short}"
    yield f"-w={scene.word(before - 1)}_{scene.word(before)}"
    yield f"+w={scene.word(after)}_{scene.word(after + 1)}"


def _someone_before(scene: Scene, piece: Piece) -> bool:
    """Whether a relation word stands earlier in the clause and no comma or "en" directly before the piece."""
    i = piece.start - 1
    if i >= 0 and scene.tokens[i] in LIST_BEFORE:
        return False
    while i >= 0 and scene.tokens[i] not in CLAUSE_ENDS:
        known = scene.facts[i].relation
        if known and not known.doubtful:
            return True
        i -= 1
    return False


def _listing(scene: Scene, piece: Piece, shape: str) -> Iterator[str]:
    before = piece.start - 1
    while before >= 0 and scene.facts[before].word in ARTICLES:
        before -= 1
    opens = before < 0 or scene.tokens[before] in LIST_BEFORE
    closes = piece.end >= len(scene.tokens) or scene.facts[piece.end].word in LIST_AFTER
    yield f"list={opens:d}{closes:d}|{shape}"
    yield f"listy={opens:d}{closes:d}|{scene.youth:d}"
    if before < 0 and piece.end >= len(scene.tokens):
        yield f"all|{shape}"
    if piece.end < len(scene.tokens) and scene.facts[piece.end].word in LINKS:
        yield f"van|{shape}|{scene.kind(piece.end + 1)}"


def _neighbours(scene: Scene, piece: Piece, short: str) -> Iterator[str]:
    """How likely the tagger lists who stands before and behind in the same list."""
    for side, step, i in (("<", -1, piece.start - 1), (">", 1, piece.end)):
        linked = False
        while 0 <= i < len(scene.tokens) and not scene.kind(i).startswith(PERSONS):
            word = scene.word(i)
            linked = linked or word in LIST_BEFORE
            if word not in LIST_SIGNS and word not in ARTICLES and word not in ADJECTIVES:
                break
            i += step
        if 0 <= i < len(scene.tokens) and scene.kind(i).startswith(PERSONS):
            chances = scene.chances[i]
            yield from _steps(f"beside{linked:d}|{short}", chances.begins + chances.goes_on)
            yield from _steps(f"beside{side}{linked:d}x", chances.not_listed)
            yield f"beside{side}{linked:d}{scene.kind(i)}"


def _hints(scene: Scene, piece: Piece, short: str) -> Iterator[str]:
    for side, step, edge in (("<", -1, piece.start - 1), (">", 1, piece.end)):
        others = 0
        seen = set()
        i, walked = edge, 0
        segment = True
        while 0 <= i < len(scene.tokens) and scene.tokens[i] not in CLAUSE_ENDS:
            kind = scene.kind(i)
            if kind.startswith(PERSONS):
                others += 1
                segment = False
            elif segment and walked < LONGEST_SEGMENT:
                yield f"seg{side}{scene.word(i)}"
            hint = scene.facts[i].hint
            if hint in CLAUSE_HINTS and hint not in seen:
                seen.add(hint)
                yield f"hint{side}{hint}{min(2, others)}{min(3, walked // 3)}"
                yield f"hint{side}{hint}{min(2, others)}|{short}"
                yield f"hint{side}{hint}"
            i += step
            walked += 1
        if seen:
            yield f"hints{side}{'+'.join(sorted(seen))}"


def _tagging(scene: Scene, piece: Piece, short: str) -> Iterator[str]:
    chances = scene.chances
    exact = chances[piece.start].begins
    for i in range(piece.start + 1, piece.end):
        exact *= chances[i].goes_on
    if piece.end < len(chances):
        exact *= 1 - chances[piece.end].goes_on
    covered = [chance.begins + chance.goes_on for chance in chances[piece.start : piece.end]]
    struck = max(chance.not_listed for chance in chances[piece.start : piece.end])
    yield from _steps("exact", exact)
    yield from _steps("exact|" + short, exact)
    yield from _steps("most", max(covered))
    yield from _steps("most|" + short, max(covered))
    yield from _steps("least", min(covered))
    yield from _steps("x", struck)
    yield from _steps("x|" + short, struck)
    overlapping = [other for other in scene.tagged if other.start < piece.end and piece.start < other.end]
    same = any((other.start, other.end) == (piece.start, piece.end) and other.listed for other in overlapping)
    listed = sum(other.listed for other in overlapping)
    yield f"tag={same:d}{min(2, listed)}{len(overlapping) > listed:d}"
    yield f"tag={same:d}{min(2, listed)}{len(overlapping) > listed:d}|{short}"


def _steps(name: str, chance: float) -> Iterator[str]:
    chance = min(1 - SMALLEST, max(SMALLEST, chance))
    odds = math.log(chance / (1 - chance))
    for step in STEPS:
        if odds >= step:
            yield f"{name}>{step}"


def _text(scene: Scene, piece: Piece, shape: str) -> Iterator[str]:
    asks = scene.facts[0].word in QUESTION_OPENINGS
    yield f"asks={asks:d}{'?' in scene.tokens:d}|{shape}"
    yield f"start={min(4, piece.start)}|{shape}"
    calm = not any(fact.hint in CLAUSE_HINTS for fact in scene.facts)
    yield f"calm={calm:d}"
    yield f"calm={calm:d}|{shape}"
    before = scene.facts[piece.start - 1].hint if piece.start else None
    plain = all(scene.facts[i].relation and not scene.facts[i].guessed or scene.facts[i].name == 2 for i in range(piece.start, piece.end))
    follows = piece.end >= len(scene.tokens) or scene.facts[piece.end].word in LIST_AFTER
    yield f"plain={calm:d}{plain:d}{before == OURS:d}{follows:d}"
    yield f"plain={calm:d}{plain:d}{before == OURS:d}{follows:d}{scene.youth:d}|{shape}"
    yield f"size={min(5, len(scene.tokens) // 4)}"
