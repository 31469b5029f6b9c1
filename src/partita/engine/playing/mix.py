"""The mixing desk: players become a stereo stream, block by block.

Balances, panning, ducking, sends, room, echo and colour, in that order. Knows levels;
does not know notes, and leaves each effect to its own module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from partita.engine.playing import colour, echoes, space
from partita.engine.playing.amps import HEARD
from partita.engine.playing.balance import BALANCE_DB
from partita.engine.playing.curves import Floats, gain, line
from partita.engine.playing.players import AnyLine, Player
from partita.engine.playing.punch import punched
from partita.engine.score import Line, Part
from partita.units import Frames

#: What a line of each stem has before its own level, in decibels.
STEM_DB: Final[dict[str, float]] = {
    "drums": -6.0,
    "bass": -16.5,
    "harmony": -20.0,
    "lead": -16.5,
    "backing": -20.0,
    "effects": -19.0,
}
#: What a voice has instead: its sound comes at another level than instruments'.
VOICE_DB: Final = 3.0

#: Drums are bent under this, as every mixing engineer does, so that a loud piece need
#: not be limited for the sake of its kick.
_DRUMS: Final = "drums"
_DRUMS_CEILING: Final = 1.05

#: Frames that are mixed at a time: what an amplifier takes in whole windows.
BLOCK: Final = 8 * HEARD
#: How much of a full send comes back from the room, and how much of echoes is sent.
_ROOM_DB: Final = -1.0
_ECHO_TO_ROOM: Final = 0.3

#: How far a full duck pushes down, and how it comes back, in (seconds, share) points.
_DUCK_DEPTH: Final = 0.88
_DUCK: Final = ((0.0, 0.0), (0.006, 1.0), (0.05, 0.95), (0.14, 0.5), (0.3, 0.0))
_DUCK_S: Final = 0.3


class Desk:
    """Mix players from a frame onwards; blocks come in order.

    Args:
        start: the first frame, at or below 0.
    """

    def __init__(self, part: Part, players: Sequence[Player], start: Frames) -> None:
        room, rate_hz = part.room, part.rate_hz
        self._part, self._at = part, start
        self._groups = _groups(players, apart=room.drive > 0)
        self._ducks = sorted({_depth(player.line) for player in players} - {0})
        self._echo = echoes.Echo(room.delay_frames) if room.delay_frames else None
        self._tape = colour.Tape(room, rate_hz, start) if room.lofi else None
        ears = space.response(room.size, rate_hz) * (gain(_ROOM_DB) * room.wet / 100)
        self._hall = space.Hall(ears, colour.filter_of(room, rate_hz), BLOCK)

    def blocks(self, frames: Frames, *, crackle: bool) -> Iterator[Floats]:
        """Yield two rows at a time, so many frames in all."""
        while frames > 0:
            block = min(frames, BLOCK)
            yield self._coloured(self._hall.push(*self._sums(block)), crackle=crackle)
            self._at += block
            frames -= block

    def _sums(self, frames: Frames) -> tuple[Floats, Floats]:
        """Return what is heard dry in a block, and what is sent into the room."""
        dry, sent, echoed = (np.zeros((2, frames), np.float32) for _ in range(3))
        duckings = self._duckings(frames)
        for stem, group in self._groups:
            bus: Floats = np.zeros_like(dry) if stem else dry
            for player in group:
                wave = player.play(self._at, self._at + frames)
                if wave is not None:
                    wave = self._worked(wave, player.line, duckings)
                    _spread(wave, player.line, (bus, sent, echoed))
            if stem == _DRUMS:
                bus = colour.pressed(bus, _DRUMS_CEILING)
            if stem:
                dry += colour.driven(bus, self._part.room.drive)
        if self._echo is not None:
            repeats = self._echo.push(echoed)
            dry += repeats
            sent += repeats * _ECHO_TO_ROOM
        return dry, sent

    def _worked(
        self, wave: Floats, line: AnyLine, duckings: dict[int, Floats]
    ) -> Floats:
        """Return what a line sounds like by itself, before it has a level."""
        if line.drive:
            wave = colour.overdriven(wave, line.drive)
        if isinstance(line, Line) and line.punch:
            at = self._at
            wave = wave * punched(line, at, at + wave.shape[1], self._part.rate_hz)
        if (depth := _depth(line)) in duckings:
            wave *= duckings[depth]
        return wave

    def _duckings(self, frames: Frames) -> dict[int, Floats]:
        """Return what lines are multiplied by that duck under kicks, by their depth."""
        part = self._part
        if not (self._ducks and part.kicks):
            return {}
        pressed = ducking(part.kicks, self._at, self._at + frames, part.rate_hz)
        return {
            depth: 1 - (_DUCK_DEPTH * depth / 100) * pressed for depth in self._ducks
        }

    def _coloured(self, wave: Floats, *, crackle: bool) -> Floats:
        wave = colour.widened(wave, self._part.room.width)
        return self._tape.push(wave, crackle=crackle) if self._tape else wave


def ring_frames(part: Part) -> Frames:
    """Return how long a room and its echoes ring after the last note."""
    room = part.room
    wet = int(space.room_seconds(room.size) * part.rate_hz) if room.wet else 0
    return wet + (echoes.REPEATS + 1) * room.delay_frames + 4096


def _groups(
    players: Sequence[Player], *, apart: bool
) -> list[tuple[str, list[Player]]]:
    """Group players by what bends together: stems, which so still add up to the mix."""
    stems = list(STEM_DB) if apart else [_DRUMS, ""]
    return [
        (stem, [p for p in players if (p.line.stem if apart else _bent(p)) == stem])
        for stem in stems
    ]


def _bent(player: Player) -> str:
    return _DRUMS if player.line.stem == _DRUMS else ""


def _spread(wave: Floats, line: AnyLine, buses: tuple[Floats, Floats, Floats]) -> None:
    shares = (1.0, line.reverb / 100, line.delay / 100)
    for ear, level in enumerate(ears(line)):
        one = wave[ear % len(wave)] * level
        for bus, share in zip(buses, shares, strict=True):
            if share:
                bus[ear] += one if share == 1.0 else one * share


def ears(line: AnyLine) -> tuple[float, float]:
    """Return the factors for left and right: its stem, its level and its pan."""
    level_db = VOICE_DB
    if isinstance(line, Line):
        # After its amplifier, which so keeps its growl.
        level_db = STEM_DB[line.stem] + BALANCE_DB.get(line.instrument, 0.0)
    level = gain(level_db + line.level_cb / 10)
    side = line.pan / 100
    return level * (1 - side) ** 0.5, level * (1 + side) ** 0.5


def ducking(
    kicks: Sequence[Frames], start: Frames, end: Frames, rate_hz: int
) -> Floats:
    """Return how far kicks push down between two frames, 0..1."""
    shape = _duck(rate_hz)
    pressed = np.zeros(end - start, np.float32)
    for kick in kicks:
        low, high = max(kick, start), min(kick + len(shape), end)
        if low < high:
            here = pressed[low - start : high - start]
            np.maximum(here, shape[low - kick : high - kick], out=here)
    return pressed


@lru_cache(maxsize=2)
def _duck(rate_hz: int) -> Floats:
    return line(_DUCK, int(_DUCK_S * rate_hz), rate_hz).astype(np.float32)


def _depth(line: AnyLine) -> int:
    return line.duck if isinstance(line, Line) else 0
