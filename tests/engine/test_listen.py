from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from partita.engine.hearing import (
    Hearing,
    beat_after,
    beat_frames,
    from_bytes,
    to_bytes,
)
from partita.engine.listen import listen

if TYPE_CHECKING:
    from numpy.typing import NDArray

Chord = tuple[int, str]
MAJOR: tuple[Chord, ...] = ((0, "maj"), (9, "min"), (5, "maj"), (7, "maj"))
MINOR: tuple[Chord, ...] = ((0, "min"), (8, "maj"), (5, "min"), (7, "min"))
_THIRDS = {"maj": 4, "min": 3}
_TUNES = {"maj": (0, 2, 4, 7, 9, 7, 4, 2), "min": (0, 2, 3, 7, 8, 7, 3, 2)}


@dataclass(frozen=True)
class Known:
    """A piece of which everything is known.

    Args:
        first_beat_s: time of some downbeat.
        cents: how far it is out of tune.
        in_three: strike two hats between beats instead of one.
    """

    tempo_bpm: float = 120.0
    seconds: float = 12.0
    rate_hz: int = 44_100
    first_beat_s: float = 0.0
    chords: tuple[Chord, ...] = MAJOR
    tonic: int = 0
    beats_a_bar: int = 4
    drums: bool = True
    cents: int = 0
    in_three: bool = False


def play(known: Known) -> NDArray[np.float64]:
    """Return its audio, both sides alike."""
    sheet = np.zeros(round((known.seconds + 4) * known.rate_hz))
    beat_s = 60 / known.tempo_bpm
    for beat in range(-2 * known.beats_a_bar, round(known.seconds / beat_s) + 2):
        for at_s, sound in _on_beat(known, beat, beat_s):
            _add(sheet, round((known.first_beat_s + at_s) * known.rate_hz), sound)
    return np.repeat(sheet[: round(known.seconds * known.rate_hz), None] * 0.5, 2, 1)


def _on_beat(
    known: Known, beat: int, beat_s: float
) -> list[tuple[float, NDArray[np.float64]]]:
    bar, in_bar = divmod(beat, known.beats_a_bar)
    root, quality = known.chords[bar % len(known.chords)]
    low = (known.tonic + root) % 12
    third = _THIRDS[quality]
    tune = _TUNES[known.chords[0][1]][beat * 3 % 8] + known.tonic
    sounds = [
        (beat * beat_s, 0.3 * tone(known, 36 + low, beat_s)),
        (beat * beat_s, 0.12 * tone(known, 72 + tune, 0.8 * beat_s)),
    ]
    if in_bar == 0:
        bar_s = beat_s * known.beats_a_bar
        sounds += [
            (beat * beat_s, 0.12 * tone(known, 48 + low + degree, bar_s))
            for degree in (0, third, 7)
        ]
    if known.drums:
        stroke = kick(known) if in_bar in (0, 2) else snare(known)
        sounds += [(beat * beat_s, stroke), (beat * beat_s, hat(known))]
        between = (1 / 3, 2 / 3) if known.in_three else (0.5,)
        sounds += [((beat + each) * beat_s, hat(known)) for each in between]
    return sounds


def _add(sheet: NDArray[np.float64], start: int, sound: NDArray[np.float64]) -> None:
    sound, start = sound[max(0, -start) :], max(0, start)
    end = min(len(sheet), start + len(sound))
    sheet[start:end] += sound[: max(0, end - start)]


def tone(known: Known, pitch: float, seconds: float) -> NDArray[np.float64]:
    time_s = np.arange(round(seconds * known.rate_hz)) / known.rate_hz
    hz = 440 * 2 ** ((pitch - 69 + known.cents / 100) / 12)
    waves = [np.sin(2 * np.pi * hz * n * time_s) / n**1.3 for n in range(1, 6)]
    swell = np.minimum(1, time_s / 0.005) * np.minimum(1, (seconds - time_s) / 0.01)
    return np.asarray(np.sum(waves, axis=0) * np.exp(-2 * time_s) * swell)


def kick(known: Known) -> NDArray[np.float64]:
    time_s = np.arange(known.rate_hz // 5) / known.rate_hz
    phase = 50 * time_s + 2 * (1 - np.exp(-30 * time_s))
    return np.asarray(0.5 * np.sin(2 * np.pi * phase) * np.exp(-18 * time_s))


def snare(known: Known) -> NDArray[np.float64]:
    time_s = np.arange(known.rate_hz // 6) / known.rate_hz
    noise = np.random.default_rng(1).standard_normal(len(time_s))
    return np.asarray(0.2 * noise * np.exp(-25 * time_s))


def hat(known: Known) -> NDArray[np.float64]:
    time_s = np.arange(known.rate_hz // 20) / known.rate_hz
    noise = np.random.default_rng(2).standard_normal(len(time_s))
    return np.asarray(0.1 * np.diff(noise, prepend=0) * np.exp(-80 * time_s))


def hear(known: Known) -> Hearing:
    return listen(play(known), known.rate_hz)


def phase_error_s(hearing: Hearing, some_beat_s: float) -> float:
    beat_s = float(beat_frames(hearing.first, hearing.rate_hz)) / hearing.rate_hz
    beats = (hearing.first.beat_offset / hearing.rate_hz - some_beat_s) / beat_s
    return abs(beats - round(beats)) * beat_s


@pytest.mark.parametrize("drums", [True, False])
@pytest.mark.parametrize("tempo_bpm", [71.3, 84.0, 97.7, 120.0, 128.0, 149.5])
def test_the_beat_is_found(tempo_bpm: float, drums: bool) -> None:
    hearing = hear(Known(tempo_bpm, first_beat_s=0.137, drums=drums))

    assert hearing.main.tempo_mbpm == pytest.approx(1000 * tempo_bpm, rel=0.002)
    assert phase_error_s(hearing, 0.137) < 0.010


@pytest.mark.parametrize("tempo_bpm", [55.0, 174.0, 190.0])
def test_an_extreme_tempo_is_tapped_in_octaves(tempo_bpm: float) -> None:
    hearing = hear(Known(tempo_bpm, seconds=16))

    octaves = np.log2(hearing.main.tempo_mbpm / 1000 / tempo_bpm)
    assert octaves == pytest.approx(round(octaves), abs=0.003)


@pytest.mark.parametrize("beats_a_bar", [3, 4])
def test_bars_are_found(beats_a_bar: int) -> None:
    beat_s = 60 / 110
    known = Known(110, 16, first_beat_s=-beat_s + 0.05, beats_a_bar=beats_a_bar)

    chart = hear(known).main

    assert (chart.beats_a_bar, chart.beat_in_bar) == (beats_a_bar, 1)


def test_loud_off_beats_are_no_beats() -> None:
    known = Known(126, 16, first_beat_s=0.05, drums=False)
    audio = play(known)
    for beat in range(32):
        _add(
            audio[:, 0], round((0.05 + (beat + 0.5) * 60 / 126) * 44_100), snare(known)
        )
    audio[:, 1] = audio[:, 0]

    assert phase_error_s(listen(audio, known.rate_hz), 0.05) < 0.02


def test_beats_that_divide_in_three_are_compound() -> None:
    known = Known(80, 16, first_beat_s=0.6, in_three=True)

    hearing = hear(known)

    chart = hearing.main
    assert (chart.beats_a_bar, chart.beat_unit) == (6, 8)
    assert chart.tempo_mbpm == pytest.approx(3 * 80_000, rel=0.002)
    assert chart.beat_offset / 44_100 == pytest.approx(0.1, abs=0.01)
    assert chart.beat_in_bar % 3 == 1


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize(("chords", "mode"), [(MAJOR, "major"), (MINOR, "minor")])
def test_the_key_is_found_out_of_tune(
    tonic: int, chords: tuple[tuple[int, str], ...], mode: str
) -> None:
    known = Known(
        seconds=8, rate_hz=16_000, tonic=tonic, chords=chords, cents=tonic * 7 % 80 - 40
    )

    chart = hear(known).main

    assert (chart.tonic, chart.mode) == (tonic, mode)


def test_a_minor_key_is_told_from_its_relative_by_its_home() -> None:
    loop = ((0, "min"), (8, "maj"), (3, "maj"), (10, "maj"))

    chart = hear(Known(97, tonic=6, chords=loop)).main

    assert (chart.tonic, chart.mode) == (6, "minor")


def test_slow_notes_without_a_stroke_have_little_density() -> None:
    time_s = np.arange(8 * 22_050) / 22_050
    swelling = np.sin(np.pi * time_s) ** 2 * np.sin(2 * np.pi * 220 * time_s)

    hearing = listen(np.stack([swelling, swelling], axis=1), 22_050)

    assert hearing.sound is not None
    assert hearing.sound.density < 150


def test_the_chords_are_found_on_the_bars() -> None:
    hearing = hear(Known(tempo_bpm=120, seconds=8, tonic=2))

    chords = hearing.main.chords
    assert [(c.root, c.quality) for c in chords] == [
        (2, "maj"),
        (11, "min"),
        (7, "maj"),
        (9, "maj"),
    ]
    assert [c.start / 44_100 for c in chords] == pytest.approx([0, 2, 4, 6], abs=0.02)


def test_the_beat_after_an_upload_is_where_it_would_go_on() -> None:
    hearing = hear(Known(tempo_bpm=100, seconds=12.2, first_beat_s=0.1))

    offset, _ = beat_after(hearing)
    assert offset / 44_100 == pytest.approx(0.1 + 21 * 0.6 - 12.2, abs=0.012)


def test_drums_are_told_from_none() -> None:
    assert hear(Known()).drums > 80
    assert hear(Known(drums=False)).drums < 20


def test_a_change_of_tempo_bends_the_grid() -> None:
    audio = np.concatenate([play(Known(112, 15)), play(Known(118, 15))])

    hearing = listen(audio, 44_100)

    assert hearing.first.tempo_mbpm == pytest.approx(112_000, rel=0.01)
    assert hearing.last.tempo_mbpm == pytest.approx(118_000, rel=0.01)
    assert sum(chart.frames for chart in hearing.charts) == hearing.frames


@pytest.mark.parametrize("frames", [1, 50, 2_205, 9_000, 60_000])
@pytest.mark.parametrize("kind", ["silence", "noise", "constant", "sine", "broken"])
def test_anything_is_heard_somehow(kind: str, frames: int) -> None:
    chance = np.random.default_rng(3)
    mono = {
        "silence": np.zeros(frames),
        "noise": 0.3 * chance.standard_normal(frames),
        "constant": np.ones(frames),
        "sine": np.sin(0.05 * np.arange(frames)),
        "broken": np.where(np.arange(frames) % 2, np.nan, np.inf),
    }[kind]

    hearing = listen(np.stack([mono, mono], axis=1), 44_100)

    assert hearing.tempo_confidence < 50
    assert hearing.frames == hearing.main.frames == frames
    assert from_bytes(to_bytes(hearing)) == hearing


def test_silence_is_heard_as_nothing() -> None:
    hearing = listen(np.zeros((44_100, 2)), 44_100)

    assert hearing.sound is not None
    assert (hearing.sound.level_cb, hearing.sound.density) == (-1200, 0)
    assert (hearing.energy, hearing.drums, hearing.vocals) == (0, 0, 0)
    assert hearing.key_confidence == 0


def test_no_audio_is_heard_as_nothing() -> None:
    assert listen(np.zeros((0, 2)), 48_000).frames == 0


def test_a_quieter_copy_differs_in_level_alone() -> None:
    loud = play(Known(seconds=6))

    first, second = listen(loud, 44_100), listen(loud / 2, 44_100)

    assert first.sound is not None
    assert second.sound is not None
    assert first.sound.level_cb - second.sound.level_cb == 60
    assert first.charts == second.charts


def test_listening_twice_hears_the_same() -> None:
    audio = play(Known(seconds=6, tempo_bpm=93))

    assert to_bytes(listen(audio, 44_100)) == to_bytes(listen(audio, 44_100))
