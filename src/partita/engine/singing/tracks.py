"""Articulation as curves: resonances and levels, frame by frame.

Each border between two postures is a soft step; the curve is the sum of its steps, so
short sounds colour each other as they do in speech. Knows no pitch and no samples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.singing.formants import NOISES, SILENT_DB, VOICES, Voice
from partita.engine.singing.intonation import grid, smoothstep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.singing.consonants import Piece
    from partita.engine.singing.speech import Segment

#: The nose's own resonance, in a man; a closed nose hides it behind its own gap.
NOSE_HZ: Final = 280.0
#: Levels below this are silence: -100 dB.
_NOTHING: Final = 1e-5
#: Ends that take longer than this are fades: they lie across their border.
_FADE_S: Final = 0.05
#: Less than this share of its neighbour's level is an end, or a beginning.
_FAINT: Final = 0.15
#: Silence of so many values, some 90 ms, parts phrases.
_PHRASE_GAP: Final = 64
_NOISE_NAMES: Final = tuple(NOISES)


@dataclass(frozen=True)
class Tracks:
    """Curves with one value each `HOP` frames.

    Args:
        formants: three columns, Hz, as the voice has them.
        zero_hz, muffle: of the nose and the closed mouth.
        voiced, breath: levels, 1 is a full vowel.
        air: what streams along with the voice, as long as it is not high.
        noises: one column for each of `noise_names`.
    """

    formants: NDArray[np.float64]
    zero_hz: NDArray[np.float64]
    muffle: NDArray[np.float64]
    voiced: NDArray[np.float64]
    breath: NDArray[np.float64]
    air: NDArray[np.float64]
    noises: NDArray[np.float64]
    noise_names: tuple[str, ...]

    def cut(self, low: int, high: int) -> Tracks:
        """Return a stretch of all curves."""
        return Tracks(
            self.formants[low:high],
            self.zero_hz[low:high],
            self.muffle[low:high],
            self.voiced[low:high],
            self.breath[low:high],
            self.air[low:high],
            self.noises[low:high],
            self.noise_names,
        )

    def phrases(self) -> list[tuple[int, int]]:
        """Return the stretches in which anything sounds, silence cut away."""
        sounds = self.voiced + self.breath + np.sum(self.noises, axis=1) > 0
        edges = np.diff(np.concatenate(([0], sounds.astype(np.int8), [0])))
        starts, ends = np.nonzero(edges > 0)[0], np.nonzero(edges < 0)[0]
        found: list[tuple[int, int]] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if found and start - found[-1][1] < _PHRASE_GAP:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


def amplitude(level_db: float) -> float:
    """Return a level as a factor; what is silent is exactly 0."""
    return 0.0 if level_db <= SILENT_DB else float(10.0 ** (level_db / 20.0))


def tracks(
    segments: tuple[Segment, ...], voice_name: str, rate_hz: int, frames: int
) -> Tracks:
    """Return the curves of a line for one kind of voice."""
    voice = VOICES[voice_name]
    used = {segment.piece.noise for segment in segments}
    names = tuple(name for name in _NOISE_NAMES if name in used)
    times_s = grid(frames, rate_hz)
    shapes = np.array([_shape(each.piece, voice) for each in segments])
    levels = np.array([_levels(each, voice, names) for each in segments])
    bent, edged = _steps(segments, times_s, shapes, levels)
    edged[edged < _NOTHING] = 0.0
    return Tracks(
        bent[:, :3], bent[:, 3], bent[:, 4],
        edged[:, 0], edged[:, 1], edged[:, 2], edged[:, 3:], names,
    )  # fmt: skip


def _shape(piece: Piece, voice: Voice) -> tuple[float, ...]:
    low, high = voice.scale
    first, second, third = piece.formants
    zero_hz = piece.zero_hz * high or NOSE_HZ * low
    return (first * low, second * high, third * high, zero_hz, piece.muffle)


def _levels(segment: Segment, voice: Voice, names: tuple[str, ...]) -> list[float]:
    piece = segment.piece
    loud_db = _velocity_db(segment.velocity)
    voiced_db = piece.voice_db + loud_db if piece.voice_db > SILENT_DB else SILENT_DB
    # Consonants gain and lose less than vowels do.
    soft_db = 0.5 * loud_db
    voiced = amplitude(voiced_db)
    breath = amplitude(piece.breath_db) * amplitude(soft_db)
    air = voiced * amplitude(voice.breath_db)
    noise = amplitude(piece.noise_db) * amplitude(soft_db + voice.noise_db)
    noises = [noise if name == piece.noise else 0.0 for name in names]
    if not voice.is_voiced:
        return [0.0, breath + air, 0.0, *noises]
    return [voiced, breath, air, *noises]


def _velocity_db(velocity: int) -> float:
    return 20.0 * math.log10(max(1, velocity) / 100)


def _steps(
    segments: tuple[Segment, ...],
    times_s: NDArray[np.float64],
    shapes: NDArray[np.float64],
    levels: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    bent = np.zeros((len(times_s), shapes.shape[1]))
    edged = np.zeros((len(times_s), levels.shape[1]))
    bent[0] = shapes[0]
    starts_now = segments[0].start_s <= 0
    edged[0] = levels[0] if starts_now else 0.0
    if not starts_now:
        _step(edged, times_s, segments[0].start_s, 0.03, levels[0])
    for place, (before, after) in enumerate(pairwise(segments)):
        border_s = after.start_s
        bend_s = max(before.piece.bend_ms, after.piece.bend_ms) / 1000
        if after.piece.lean > 0 or before.piece.lean < 0:
            bend_s = (before if before.piece.lean < 0 else after).piece.bend_ms / 1000
        middle_s = border_s + _lean(before.piece, after.piece) * bend_s / 2
        _step(bent, times_s, middle_s, bend_s, shapes[place + 1] - shapes[place])
        edge_s = min(before.piece.edge_ms, after.piece.edge_ms) / 1000
        if after.piece.voice_db <= SILENT_DB and after.piece.edge_ms > 30:
            edge_s = after.piece.edge_ms / 1000
        _edges(edged, times_s, (border_s, edge_s), levels[place : place + 2])
    return np.cumsum(bent, axis=0), np.cumsum(edged, axis=0)


def _edges(
    track: NDArray[np.float64],
    times_s: NDArray[np.float64],
    border: tuple[float, float],
    levels: NDArray[np.float64],
) -> None:
    """Add a border's steps: what ends has ended before the next thing is there."""
    (border_s, width_s), (before, after) = border, levels
    ends = after < _FAINT * before
    size = after - before
    for middle_s, which in (
        (border_s - (width_s / 2 if width_s < _FADE_S else 0.0), ends),
        (border_s, ~ends),
    ):
        if np.any(size * which):
            _step(track, times_s, middle_s, width_s, size * which)


def _lean(before: Piece, after: Piece) -> float:
    """Return where the way from one posture to the next lies: -1 early, 1 late."""
    # A closed mouth stays closed until its border, a vowel gives way before it.
    return -before.lean if before.lean < 0 else after.lean


def _step(
    track: NDArray[np.float64],
    times_s: NDArray[np.float64],
    middle_s: float,
    width_s: float,
    size: NDArray[np.float64],
) -> None:
    """Add a soft step to columns of differences, near its middle only."""
    hop_s = times_s[1] - times_s[0]
    low = max(0, int((middle_s - width_s / 2) / hop_s))
    high = min(len(times_s), int((middle_s + width_s / 2) / hop_s) + 3)
    if low < high:
        step = np.diff(smoothstep(times_s[low:high], middle_s, width_s), prepend=0.0)
        track[low:high] += step[:, None] * size
