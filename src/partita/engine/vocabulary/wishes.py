"""What styles wish for, once they are read: a record, and who is asked to play.

`clauses` fills it a phrase at a time; what becomes of it is in `composing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partita.engine.vocabulary.instruments import Noun


@dataclass(frozen=True)
class Asked:
    """An instrument or ensemble that a style names.

    Args:
        noun: what the word means.
        role, figure: how it is to be played, "" when nothing says so.
        weight: -1 softly, 0 plainly, 1 strongly.
    """

    noun: Noun
    role: str = ""
    figure: str = ""
    weight: int = 0
    solo: bool = False


@dataclass
class Wishes:
    """All that some styles say. Filled by `read_styles`, then only read.

    `beat` is the genre that drums are named with, as in "hip-hop beat"; `drives` are
    saturations of instruments, of `drums` and of `vocals`.
    """

    genres: list[tuple[str, int]] = field(default_factory=list)
    tempo_mbpm: int | None = None
    tempo_word: tuple[int, int, int] | None = None
    tonic: int | None = None
    mode: str | None = None
    metre: tuple[int, int] | None = None
    dials: dict[str, int] = field(default_factory=dict)
    drives: dict[str, int] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    course: str = ""
    asked: list[Asked] = field(default_factory=list)
    figure: str = ""
    roles: set[str] = field(default_factory=set)
    drums: str = ""
    kit: str = ""
    beat: str = ""
    strokes: list[str] = field(default_factory=list)
    voice: set[str] = field(default_factory=set)
    scenes: list[tuple[str, int]] = field(default_factory=list)
    scenes_out: set[str] = field(default_factory=set)
    out: set[str] = field(default_factory=set)
    strokes_out: set[str] = field(default_factory=set)
    kits_out: set[str] = field(default_factory=set)
    genres_out: set[str] = field(default_factory=set)
    modes_out: set[str] = field(default_factory=set)
    voice_out: set[str] = field(default_factory=set)
    tempo_out: list[tuple[int, int, int]] = field(default_factory=list)
    misspelt: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def turn(self, dial: str, by: int) -> None:
        """Turn one dial."""
        self.dials[dial] = self.dials.get(dial, 0) + by
