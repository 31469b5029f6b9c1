"""The courses that pieces take: which sections, how long, and what each adds.

Tables only. What a section's name means to the composer is in `composing.sections`.
"""

from __future__ import annotations

from typing import Final

#: Courses of sections by kind of piece: name, the bars it likes, and how much it is
#: needed; where time is short the least needed goes first.
Course = tuple[tuple[str, int, int], ...]
SONG: Final[Course] = (
    ("Intro", 4, 6), ("Verse", 8, 9), ("Pre-Chorus", 4, 2), ("Chorus", 8, 10),
    ("Verse", 8, 5), ("Pre-Chorus", 4, 1), ("Chorus", 8, 7), ("Bridge", 8, 3),
    ("Chorus", 8, 4), ("Outro", 4, 8),
)  # fmt: skip
CLUB: Final[Course] = (
    ("Intro", 8, 6), ("Build", 8, 7), ("Drop", 16, 10), ("Breakdown", 8, 4),
    ("Build", 8, 3), ("Drop", 16, 5), ("Outro", 8, 8),
)  # fmt: skip
SCORE: Final[Course] = (
    ("Intro", 8, 6), ("Theme", 8, 9), ("Tension Build", 8, 5), ("Climax", 8, 10),
    ("Resolution", 8, 8),
)  # fmt: skip
TUNE: Final[Course] = (
    ("Intro", 4, 6), ("Theme A", 8, 10), ("Theme B", 8, 5), ("Solo", 8, 4),
    ("Theme A", 8, 7), ("Outro", 4, 8),
)  # fmt: skip
CALM: Final[Course] = (
    ("Intro", 8, 7), ("Drift", 16, 10), ("Bloom", 16, 6), ("Drift", 16, 5),
    ("Outro", 8, 8),
)  # fmt: skip

SCORE_GENRES: Final = frozenset(("cinematic", "trailer", "orchestral", "horror"))
CALM_GENRES: Final = frozenset(("ambient", "drone", "meditation"))

#: What each section adds in words.
SECTION_STYLES: Final[dict[str, tuple[str, ...]]] = {
    "Intro": ("building",),
    "Verse": ("steady", "intimate vocals"),
    "Pre-Chorus": ("building intensity", "driving drums"),
    "Chorus": ("full band", "anthemic", "layered vocals"),
    "Bridge": ("stripped back", "reflective"),
    "Outro": ("winding down", "gentle ending"),
    "Build": ("building tension", "riser"),
    "Drop": ("maximum energy", "pumping"),
    "Breakdown": ("breakdown", "atmospheric"),
    "Theme": ("melodic", "memorable"),
    "Theme A": ("melodic", "memorable"),
    "Theme B": ("contrasting", "melodic"),
    "Solo": ("improvised", "lively"),
    "Tension Build": ("building intensity", "tense"),
    "Climax": ("massive", "powerful"),
    "Resolution": ("resolving", "gentle"),
    "Drift": ("floating", "spacious"),
    "Bloom": ("lush", "swelling"),
}
