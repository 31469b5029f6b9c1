"""Listening: from audio that nobody has a score of to a `Hearing`.

Works on any length from a few frames to ten minutes and never fails: what can't be
heard is said with little confidence. Each part of it is heard by a module of its own;
this one puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.hearing import SILENCE_CB, Hearing, Sound, chords_within, unheard
from partita.engine.listening.beats import beat_of
from partita.engine.listening.busyness import density_of
from partita.engine.listening.chordfinder import chords_of
from partita.engine.listening.keyfinder import key_of, settled
from partita.engine.listening.lineup import lineup_of
from partita.engine.listening.metre import groove_of, metre_of
from partita.engine.listening.offbeats import on_the_beat
from partita.engine.listening.onsets import onsets, with_notes
from partita.engine.listening.pitches import between, peaks_of, pitches_of
from partita.engine.listening.timbre import (
    decay_of,
    drums_of,
    follow,
    timbre_of,
    vocals_of,
)
from partita.engine.score import Chart, ChordAt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from partita.engine.listening.beats import Beat, Grid
    from partita.engine.listening.keyfinder import Key
    from partita.engine.listening.metre import Metre
    from partita.engine.listening.pitches import Pitches

#: Sound that is as busy, or as bright, as music gets.
_BUSY: Final = 800
_BRIGHT_HZ: Final = 3_000


def listen(audio: NDArray[np.float64], rate_hz: int) -> Hearing:
    """Return what can be heard in some audio, shape (frames, channels)."""
    if len(audio) == 0:
        return unheard(0, rate_hz)
    duration_s = len(audio) / rate_hz
    found = peaks_of(audio, rate_hz)
    pitches = pitches_of(found, found.where.count(len(audio)))
    struck = with_notes(onsets(audio, rate_hz), pitches)
    beat = on_the_beat(beat_of(struck, duration_s), struck, pitches, duration_s)
    on_beats = _on_beats(pitches, beat, duration_s)
    metre = metre_of(struck, beat.times_s, on_beats.classes + on_beats.bass)
    notes = key_of(pitches.classes, pitches.bass)
    chords = _chords(on_beats, notes, metre)
    key = settled(notes, chords)
    followed = follow(found)
    drums, vocals = drums_of(audio, struck), vocals_of(followed)
    changes = _changes(chords, beat, rate_hz)
    groove = groove_of(struck.strength, struck.where, beat.times_s, metre)
    sound = _sound(audio, rate_hz, groove)
    chart = Chart(
        frames=len(audio),
        section="",
        tempo_mbpm=120_000,
        beat_offset=0,
        beats_a_bar=metre.beats_a_bar * metre.parts,
        beat_unit=4 if metre.parts == 1 else 8,
        tonic=key.tonic,
        mode=key.mode,
        energy=_energy(sound, drums),
        instruments=lineup_of(
            sound,
            drums=drums,
            vocals=vocals,
            decay_db=decay_of(followed, found.where.spectra_a_second),
        ),
        kept=True,
    )
    return Hearing(
        rate_hz=rate_hz,
        frames=len(audio),
        charts=tuple(_by_tempo(chart, beat, metre, changes, rate_hz)),
        tempo_confidence=beat.confidence,
        key_confidence=key.confidence,
        metre_confidence=metre.confidence * beat.confidence // 100,
        drums=drums,
        vocals=vocals,
        sound=sound,
    )


@dataclass(frozen=True)
class _OnBeats:
    """What pitch classes sound on each beat."""

    classes: NDArray[np.float64]
    bass: NDArray[np.float64]


def _on_beats(pitches: Pitches, beat: Beat, duration_s: float) -> _OnBeats:
    borders_s = np.append(beat.times_s, duration_s)
    return _OnBeats(
        between(pitches.classes, pitches.where, borders_s),
        between(pitches.bass, pitches.where, borders_s),
    )


def _sound(audio: NDArray[np.float64], rate_hz: int, groove: tuple[int, ...]) -> Sound:
    timbre = timbre_of(audio, rate_hz)
    return Sound(
        level_cb=timbre.level_cb,
        density=density_of(audio, rate_hz),
        brightness_hz=timbre.brightness_hz,
        bands=timbre.bands,
        groove=groove,
        width=timbre.width,
    )


def _energy(sound: Sound, drums: int) -> int:
    """Guess how energetic a listener would call the sound, 0..100."""
    if sound.level_cb <= SILENCE_CB:
        return 0
    busy = min(1.0, sound.density / _BUSY)
    bright = min(1.0, sound.brightness_hz / _BRIGHT_HZ)
    return round(15 + 40 * busy + 25 * bright + 20 * drums / 100)


def _chords(on_beats: _OnBeats, key: Key, metre: Metre) -> list[tuple[int, str]]:
    """Find the chord on each beat, as root and quality."""
    numbers = np.arange(len(on_beats.classes)) + metre.first_in_bar
    downbeats = numbers % metre.beats_a_bar == 0
    return chords_of(on_beats.classes, on_beats.bass, key, downbeats)


def _changes(
    chords: list[tuple[int, str]], beat: Beat, rate_hz: int
) -> tuple[ChordAt, ...]:
    """Return where chords begin; the first is taken to sound from the start."""
    starts = [0, *(round(time_s * rate_hz) for time_s in beat.times_s[1:])]
    former = [None, *chords]
    return tuple(
        ChordAt(start, *chord)
        for start, chord, before in zip(starts, chords, former, strict=False)
        if chord != before
    )


def _by_tempo(
    whole: Chart,
    beat: Beat,
    metre: Metre,
    chords: tuple[ChordAt, ...],
    rate_hz: int,
) -> Iterator[Chart]:
    """Give a chart for each stretch of one tempo."""
    starts = [0, *(round(grid.first_s * rate_hz) for grid in beat.grids[1:])]
    ends = [*starts[1:], whole.frames]
    beats_so_far = metre.first_in_bar
    for grid, start, end in zip(beat.grids, starts, ends, strict=True):
        early, offset = _first_part(grid, metre.parts, start, rate_hz)
        yield replace(
            whole,
            frames=end - start,
            tempo_mbpm=round(60_000 * metre.parts / grid.period_s),
            beat_offset=offset,
            beat_in_bar=(beats_so_far * metre.parts - early) % whole.beats_a_bar,
            chords=chords_within(chords, start, end),
        )
        beats_so_far += grid.beats


def _first_part(grid: Grid, parts: int, start: int, rate_hz: int) -> tuple[int, int]:
    """Return how many parts of a beat precede a grid's first, and where they begin."""
    part_s = grid.period_s / parts
    before_s = grid.first_s - start / rate_hz
    early = min(parts - 1, max(0, int(before_s / part_s)))
    return early, max(0, round((before_s - early * part_s) * rate_hz))
