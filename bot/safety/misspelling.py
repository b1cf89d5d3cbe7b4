"""Messages as tired or hurried people type them: with typing errors, or in chat spelling."""

from __future__ import annotations

import random
import re

SEED = 7
CHARACTERS_PER_ERROR = 12
SLANG = [(r"\bik\b", "k"), (r"\bniet\b", "nie"), (r"\bmijn\b", "mn"), (r"\bhet\b", "t"), (r"\been\b", "n"), (r"\bmeer\b", "mr"), (r"\bdat\b", "da")]


def with_typing_errors(text: str, seed: int = SEED) -> str:
    """The text with one random edit per twelve characters: a letter dropped, swapped or replaced."""
    dice = random.Random(f"{seed}{text}")
    letters = list(text)
    for _ in range(max(1, len(letters) // CHARACTERS_PER_ERROR)):
        i = dice.randrange(len(letters))
        kind = dice.randrange(3)
        if kind == 0 and len(letters) > 1:
            del letters[i]
        elif kind == 1 and i + 1 < len(letters):
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        else:
            letters[i] = dice.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def in_slang(text: str) -> str:
    """The text in chat spelling, without capitals and punctuation."""
    text = re.sub(r"[^\w\s']", "", text.lower())
    for pattern, short in SLANG:
        text = re.sub(pattern, short, text)
    return text
