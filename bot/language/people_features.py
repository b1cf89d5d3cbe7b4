"""What the tagger sees of each word: the word, its neighbours, what the lists say of them, and hints in the same clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.word_facts import WordFacts

CLAUSE_ENDS = frozenset(".!?;/")
CLAUSE_HINTS = ("dood", "weg", "niet", "behalve", "meer", "contact", "noemt", "beest")
NEAR, NEAR_WORDS, NEAREST = 4, 3, 2
LONGEST_SEGMENT = 7
EDGE = "END"
NAMELIKE = frozenset({"N2"})
UNKNOWN = "?"


def word_classes(tokens: Sequence[str], facts: Sequence[WordFacts], ordinary: frozenset[str]) -> list[str]:
    """One class per token: what it most likely is."""
    return [_word_class(token, fact, position, ordinary) for position, (token, fact) in enumerate(zip(tokens, facts))]


def _word_class(token: str, fact: WordFacts, position: int, ordinary: frozenset[str]) -> str:
    if fact.relation:
        relation = fact.relation
        number = "g" if relation.body else "p" if relation.plural else ""
        return f"R:{relation.sector or '-'}{relation.kind[0]}{number}{'?' if relation.doubtful or fact.guessed else ''}"
    if fact.hint:
        return f"H:{fact.hint}"
    if fact.name:
        return f"N{fact.name}"
    if fact.place:
        return f"P:{fact.place}"
    if not any(c.isalnum() for c in token):
        return "." + token[0]
    if fact.surname:
        return "S"
    if token[0].isupper() and position:
        return "Cap"
    return "w" if fact.word in ordinary else UNKNOWN


def token_features(tokens: Sequence[str], facts: Sequence[WordFacts], youth: bool, classes: Sequence[str]) -> list[list[str]]:
    """The features per token, as texts. Which name it is does not count, so that an unknown one is treated alike."""
    facts = [replace(fact, word=kind) if kind in NAMELIKE else fact for fact, kind in zip(facts, classes)]
    shapes = [_shape(token) for token in tokens]
    return [
        [
            "b",
            *_own(i, tokens[i], facts[i], classes[i], shapes[i], youth),
            *_neighbours(i, facts, classes, shapes),
            *_together(i, facts, classes),
            *_clause(i, tokens, facts),
            *_segment(i, facts, classes),
        ]
        for i in range(len(tokens))
    ]


def _own(i: int, token: str, fact: WordFacts, kind: str, shape: str, youth: bool) -> list[str]:
    word = fact.word
    found = [
        f"y{youth:d}",
        f"w={word}",
        f"c={kind}",
        f"s3={word[-3:]}",
        f"s2={word[-2:]}",
        f"p3={word[:3]}",
        f"sh={shape}",
        f"n={fact.name}{fact.surname:d}",
        f"pl={fact.place}",
    ]
    if fact.relation:
        relation = fact.relation.relation
        found += [f"rel={relation}", f"rel={relation}{youth:d}"]
    return found


def _neighbours(i: int, facts: Sequence[WordFacts], classes: Sequence[str], shapes: Sequence[str]) -> list[str]:
    found = []
    for distance in range(-NEAR, NEAR + 1):
        j = i + distance
        if distance == 0:
            continue
        if not 0 <= j < len(facts):
            found.append(f"{distance}:{EDGE}")
            continue
        found.append(f"{distance}:c={classes[j]}")
        if abs(distance) <= NEAR_WORDS:
            found.append(f"{distance}:w={facts[j].word}")
        if abs(distance) <= NEAREST:
            found += [f"{distance}:sh={shapes[j][:3]}", f"{distance}:n={facts[j].name}{facts[j].surname:d}"]
            relation = facts[j].relation
            if relation:
                found.append(f"{distance}:rel={relation.relation}")
    return found


def _together(i: int, facts: Sequence[WordFacts], classes: Sequence[str]) -> list[str]:
    def kind(j: int) -> str:
        return classes[j] if 0 <= j < len(classes) else EDGE

    def word(j: int) -> str:
        return facts[j].word if 0 <= j < len(facts) else EDGE

    return [
        f"-1,0={kind(i - 1)}|{kind(i)}",
        f"0,1={kind(i)}|{kind(i + 1)}",
        f"-1,0,1={kind(i - 1)}|{kind(i)}|{kind(i + 1)}",
        f"-2,-1={kind(i - 2)}|{kind(i - 1)}",
        f"-2,-1,0={kind(i - 2)}|{kind(i - 1)}|{kind(i)}",
        f"1,2={kind(i + 1)}|{kind(i + 2)}",
        f"w-1,0={word(i - 1)}|{kind(i)}",
        f"0,w1={kind(i)}|{word(i + 1)}",
        f"w-2,w-1={word(i - 2)}|{word(i - 1)}",
        f"w1,w2={word(i + 1)}|{word(i + 2)}",
    ]


def _clause(i: int, tokens: Sequence[str], facts: Sequence[WordFacts]) -> list[str]:
    begin = next((j + 1 for j in range(i - 1, -1, -1) if tokens[j] in CLAUSE_ENDS), 0)
    end = next((j for j in range(i, len(tokens)) if tokens[j] in CLAUSE_ENDS), len(tokens))
    found, seen = [], set()
    for j in range(begin, end):
        hint = facts[j].hint
        if hint in CLAUSE_HINTS and hint not in seen:
            seen.add(hint)
            found.append(f"H{hint}{'<' if j < i else '>'}{min(3, abs(j - i) // 3)}")
    return found


def _segment(i: int, facts: Sequence[WordFacts], classes: Sequence[str]) -> list[str]:
    """Words and hints up to the next and the previous word that may be somebody else: "Iwan is dood, Humphrey niet"."""
    found = []
    for side, step in (("R", 1), ("L", -1)):
        j = i + step
        while 0 <= j < len(facts) and _may_be_person(classes[j]):
            j += step
        hints = set()
        for _ in range(LONGEST_SEGMENT):
            if not 0 <= j < len(facts) or _may_be_person(classes[j]) or facts[j].word in CLAUSE_ENDS:
                break
            found.append(f"{side}w={facts[j].word}")
            if facts[j].hint in CLAUSE_HINTS:
                hints.add(facts[j].hint)
            j += step
        found.append(f"{side}={'+'.join(sorted(map(str, hints)))}")
    return found


def _may_be_person(kind: str) -> bool:
    return kind[0] == "R" or kind in ("N2", "Cap")


def _shape(token: str) -> str:
    """ "Riet" gives Xxxx; longer runs are cut at four."""
    shape = ""
    for c in token[:12]:
        sign = "d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c
        if shape[-4:] != sign * 4:
            shape += sign
    return shape
