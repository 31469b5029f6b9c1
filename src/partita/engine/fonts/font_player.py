"""Players of lines that a soundfont has the instruments for.

What the font lacks, be it one piece of a kit or a pitch out of reach, the engine plays.
Knows fonts and notes; does not know how either makes its sound.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.fonts.sampler import Pitched
from partita.engine.playing.curves import Floats
from partita.engine.playing.players import LinePlayer, Player
from partita.engine.roster import KITS
from partita.engine.score import Line, Note
from partita.units import Frames

if TYPE_CHECKING:
    from partita.engine.fonts.font_tones import Sounding
    from partita.engine.fonts.soundfont import Soundfont

#: How fast a stroke is silenced by the next one of its class, as a closing hat does.
_CHOKE_S: Final = 0.02


def players_of(line: Line, rate_hz: int, font: Soundfont | None) -> list[Player]:
    """Return who plays a line: the font what it can, the engine the rest.

    Raises:
        AudioError: when the font's file is damaged.
    """
    held = [font is not None and _held(font, line, note) for note in line.notes]
    pairs = list(zip(line.notes, held, strict=True))
    notes = tuple(note for note, is_held in pairs if is_held)
    rest = tuple(note for note, is_held in pairs if not is_held)
    players: list[Player] = []
    if font is not None and notes:
        players.append(FontPlayer(replace(line, notes=notes), rate_hz, font))
    if rest:
        players.append(LinePlayer(replace(line, notes=rest), rate_hz))
    return players


def _held(font: Soundfont, line: Line, note: Note) -> bool:
    if line.instrument in KITS:
        return font.strikes(line.instrument, note.piece, note.velocity)
    return font.answers(line.instrument, note.pitch, note.velocity)


@dataclass(frozen=True)
class _Placed:
    """A note and where it goes; `cut` is where another one silences it."""

    start: Frames
    end: Frames
    note: Note
    take: int
    cut: Frames | None


class FontPlayer:
    """Play the notes of an instrument or a kit, all of which the font has."""

    def __init__(self, line: Line, rate_hz: int, font: Soundfont) -> None:
        self.line = line
        self._font, self._rate_hz = font, rate_hz
        self._drum = line.instrument in KITS
        notes = sorted(
            line.notes, key=lambda each: (each.start, each.pitch, each.piece)
        )
        cuts = self._cuts(notes) if self._drum else [None] * len(notes)
        self._placed = [
            self._place(note, line.seed + number, cut)
            for number, (note, cut) in enumerate(zip(notes, cuts, strict=True))
        ]
        self._starts = [each.start for each in self._placed]
        self._longest = max((p.end - p.start for p in self._placed), default=0)
        self.first = min(self._starts, default=0)
        self.last = max((each.end for each in self._placed), default=0)

    def play(self, start: Frames, end: Frames) -> Floats | None:
        """Return two rows of what sounds between two frames; None for none."""
        bus: Floats | None = None
        for placed in self._placed[bisect_left(self._starts, start - self._longest) :]:
            if placed.start >= end:
                break
            if placed.end > start:
                if bus is None:
                    # Half the memory to move: samples have 16 bits, this has 24.
                    bus = np.zeros((2, end - start), np.float32)
                self._sounding(placed).add(bus, placed.start - start)
        return bus

    def _place(self, note: Note, take: int, cut: Frames | None) -> _Placed:
        placed = _Placed(note.start, note.start, note, take, cut)
        if self._drum:
            frames = self._sounding(placed).frames
        else:
            name, rate_hz = self.line.instrument, self._rate_hz
            ring = self._font.ring_frames(name, note.pitch, note.velocity, rate_hz)
            frames = note.length + ring
        return replace(placed, end=note.start + frames)

    def _cuts(self, notes: list[Note]) -> list[Frames | None]:
        """Return when each stroke is silenced by a later one of its class."""
        cuts: list[Frames | None] = []
        following: dict[int, list[Frames]] = {}
        for note in reversed(notes):
            choke = self._font.choke(self.line.instrument, note.piece)
            later = following.setdefault(choke, []) if choke else []
            start = next((each for each in reversed(later) if each > note.start), None)
            cuts.append(None if start is None else start - note.start)
            later.append(note.start)
        return cuts[::-1]

    def _sounding(self, placed: _Placed) -> Sounding:
        note, name = placed.note, self.line.instrument
        if self._drum:
            shape = (note.length, self._rate_hz)
            stroke = self._font.struck(
                name, note.piece, note.velocity, shape, placed.take, pitch=note.pitch
            )
            assert stroke is not None
            if placed.cut is None:
                return stroke
            return stroke.cut(placed.cut, int(_CHOKE_S * self._rate_hz))
        wanted = Pitched(
            note.pitch, note.length, self._rate_hz, self.line.bright,
            glide_cents=note.glide_cents,
        )  # fmt: skip
        tone = self._font.sounding(name, wanted, note.velocity)
        assert tone is not None
        return tone
