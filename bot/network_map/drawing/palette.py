"""Colours of the pictures: calm, and dark enough on light to read. Shapes and words say everything that a colour says."""

from __future__ import annotations

PAPER = "#fbfaf6"
CARD = "#f1efe8"
INK = "#1d2b32"
MUTED = "#47565c"
LIGHT = "#ffffff"
RIM = "#e6e1d3"
RINGS = ("#cfe4df", "#e0eeea", "#eff6f3")  # inner to outer
LINE = "#a9c1bb"
TIE = "#7d938f"
CENTRE = "#f6d9a8"
INFORMAL = "#1c6266"
FORMAL = "#57478a"
OPEN = "#73530c"
DIFFICULT = "#96301f"

LIGHT_BACKGROUNDS = (PAPER, CARD, *RINGS)
# What is written on what; a test computes the contrast of each pair.
TEXT_ON: tuple[tuple[str, str], ...] = (
    *((text, background) for text in (INK, MUTED, OPEN, DIFFICULT) for background in LIGHT_BACKGROUNDS),
    *((mark, PAPER) for mark in (INFORMAL, FORMAL)),
    *((LIGHT, mark) for mark in (INFORMAL, FORMAL)),
    (INK, RIM),
    (INK, CENTRE),
)
# Shapes that carry meaning, and where they stand.
SHAPES_ON: tuple[tuple[str, str], ...] = tuple(
    (shape, background) for shape in (INFORMAL, FORMAL, OPEN, DIFFICULT, INK) for background in LIGHT_BACKGROUNDS
)
