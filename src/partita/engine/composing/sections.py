"""What section names mean: a table from the words of a name to a kind of section.

Knows how much energy each kind has and whether it builds or fades; does not know
genres.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """A kind of section.

    Args:
        energy: against the piece's usual energy.
        course: `build`, `fade`, or "" for level.
        is_tune: whether an instrumental one has a tune.
        thin: how many of the band's last-come players stay out.
    """

    name: str
    energy: int
    course: str = ""
    is_tune: bool = True
    thin: int = 0


KINDS: Final[dict[str, Kind]] = {
    each.name: each
    for each in (
        Kind("intro", -18, "build", is_tune=False, thin=1),
        Kind("verse", -6),
        Kind("prechorus", 5, "build"),
        Kind("chorus", 20),
        Kind("postchorus", 16),
        Kind("bridge", -4),
        Kind("drop", 28),
        Kind("sting", 24),
        Kind("build", 4, "build", is_tune=False),
        Kind("breakdown", -26, "", thin=2),
        Kind("solo", 12),
        Kind("interlude", -8),
        Kind("break", -6),
        Kind("climax", 28),
        Kind("outro", -18, "fade", is_tune=False, thin=1),
        Kind("resolution", -14, "fade"),
        Kind("tension", -2, "build", is_tune=False),
        Kind("voiceover", -14, is_tune=False),
        Kind("glue", -4, is_tune=False),
        Kind("body", 0),
    )
}

#: Words inside a name and the kind that they mean; the first that fits decides.
NAMES: Final = (
    ("pre-chorus|prechorus|pre chorus|pre-drop|lift|ramp", "prechorus"),
    ("pre-estribillo|pre-coro|pré-refrain", "prechorus"),
    ("post-chorus|postchorus|post chorus|tag", "postchorus"),
    ("glue|loop|transition|bridge between|segue|seam", "glue"),
    ("climax|finale|peak|showdown|apex|triumph", "climax"),
    ("chorus|refrain|hook|main theme|full band", "chorus"),
    ("estribillo|coro|ritornello|kehrreim|refrão", "chorus"),
    ("tension", "tension"),
    ("build|rise|riser|crescendo|ascent|approach", "build"),
    ("drop|mosh", "drop"),
    ("breakdown|break down|calm|quiet|still", "breakdown"),
    ("solo|improvisation|cadenza", "solo"),
    ("instrumental break|break", "break"),
    ("interlude|instrumental|transition|development", "interlude"),
    ("bridge|middle eight|middle 8|departure|contrast", "bridge"),
    ("puente|ponte|brücke|pont", "bridge"),
    ("resolution|resolve|aftermath|coda|farewell", "resolution"),
    ("sting|stinger|button|logo", "sting"),
    ("outro|ending|end|fade|credits|closing|final chord|epilogue|postlude", "outro"),
    ("fin|schluss|ende|cierre", "outro"),
    ("intro|opening|prelude|prologue|overture|start|beginning|wake", "intro"),
    ("einleitung|entrada", "intro"),
    ("voiceover|voice over|voice-over|narration|spoken|dialogue", "voiceover"),
    ("verse|stanza|rap|couplet", "verse"),
    ("verso|estrofa|strophe|strofa|copla|estrofe", "verse"),
)
_PATTERNS: Final = tuple(
    (re.compile(rf"\b(?:{words})s?\b"), kind) for words, kind in NAMES
)
_NUMBER: Final = re.compile(r"[\s#:-]*(?:\d+|[ivx]+)\s*$")
_PLAIN_NAMES: Final = frozenset(("theme", "part", "section", "movement"))


def kind_of(name: str) -> Kind:
    """Return what kind of section a name means; `body` for any other."""
    plain = name.lower()
    for pattern, kind in _PATTERNS:
        if pattern.search(plain):
            return KINDS[kind]
    return KINDS["body"]


def identity_of(name: str) -> str:
    """Return what two sections share that have the same tune: "verse" for "Verse 2"."""
    kind = kind_of(name).name
    if kind != "body":
        return kind
    return " ".join(_NUMBER.sub("", name.lower()).split()) or "body"
