"""Tests of seams, on cuts that can be heard and cuts that can't."""

from __future__ import annotations

import numpy as np
import pytest

from partita.audio.buffer import Audio, concatenate, silence
from partita.audio.loops import wrap
from partita.audio.seams import crossfade_into, seam
from partita.errors import AudioError
from tests.audio.sounds import music, noise, tone

RATE_HZ = 44_100


def test_music_that_goes_on_has_no_click() -> None:
    report = seam(music(2.0), 48_000)

    assert not report.clicks
    assert abs(report.level_jump_db) < 3


@pytest.mark.parametrize("late", [9, 25, 50, 77])
def test_a_cut_in_a_tone_clicks(late: int) -> None:
    long = tone(3 * RATE_HZ)
    report = seam(
        concatenate((long.slice(0, 40_000), long.slice(40_000 + late))), 40_000
    )

    assert report.clicks


def test_a_cut_between_noises_does_not_click() -> None:
    long = noise(2 * RATE_HZ)

    cut = concatenate((long.slice(0, 40_000), long.slice(50_000)))

    assert not seam(cut, 40_000).clicks


def test_a_drum_that_falls_on_the_seam_is_no_click() -> None:
    frames = tone(2 * RATE_HZ).to_float()
    fall = np.exp(-np.arange(2_000) / 260)[:, np.newaxis]
    for beat in range(8):
        at = beat * RATE_HZ // 4
        frames[at : at + 2_000] += noise(2_000).to_float() * 2 * fall

    report = seam(Audio.from_float(frames, RATE_HZ), RATE_HZ)

    assert not report.clicks


def test_half_the_level_is_a_jump_of_six_decibels() -> None:
    loud = noise(RATE_HZ)
    quiet = Audio(loud.frames // 2, RATE_HZ)

    assert seam(concatenate((loud, quiet)), RATE_HZ).level_jump_db == pytest.approx(
        -6, abs=0.3
    )


def test_a_tick_in_silence_clicks() -> None:
    frames = silence(RATE_HZ, 1, RATE_HZ).frames.copy()
    frames[20_000] = 1 << 20

    assert seam(Audio(frames, RATE_HZ), 20_000).clicks


def test_silence_has_no_click() -> None:
    report = seam(silence(RATE_HZ, 2, RATE_HZ), 1_000)

    assert (report.step_db, report.click_db, report.level_jump_db) == (0, 0, 0)


@pytest.mark.parametrize("frame", [0, -1, 100])
def test_there_is_no_seam_at_the_ends(frame: int) -> None:
    with pytest.raises(AudioError, match="no seam"):
        seam(silence(100, 1, RATE_HZ), frame)


@pytest.mark.parametrize("frame", [1, 50, 99])
def test_the_shortest_audio_can_be_measured(frame: int) -> None:
    assert isinstance(seam(noise(100), frame).clicks, bool)


@pytest.mark.parametrize("kept_first", [True, False])
def test_the_kept_side_of_a_crossfade_is_the_same_to_the_sample(
    kept_first: bool,
) -> None:
    kept, generated, spill = noise(5_000), tone(6_000), noise(1_000)

    joined = crossfade_into(kept, generated, spill, kept_first=kept_first)

    side = joined.slice(0, 5_000) if kept_first else joined.slice(6_000)
    assert side.digest() == kept.digest()
    assert joined.frame_count == 11_000


@pytest.mark.parametrize("kept_first", [True, False])
def test_the_generated_side_is_changed_only_where_it_fades(
    kept_first: bool,
) -> None:
    kept, generated, spill = noise(5_000), tone(6_000), noise(1_000)

    joined = crossfade_into(kept, generated, spill, kept_first=kept_first)

    far = joined.slice(6_000) if kept_first else joined.slice(0, 5_000)
    same = generated.slice(1_000) if kept_first else generated.slice(0, 5_000)
    assert far.digest() == same.digest()


@pytest.mark.parametrize("kept_first", [True, False])
def test_a_crossfade_hides_the_cut(
    kept_first: bool,
) -> None:
    source = tone(4 * RATE_HZ)
    other = tone(RATE_HZ, 550.3)
    if kept_first:
        kept, spill = source.slice(0, 50_000), source.slice(50_000, 52_000)
    else:
        kept, spill = source.slice(50_000), source.slice(48_000, 50_000)

    joined = crossfade_into(kept, other, spill, kept_first=kept_first)

    at = kept.frame_count if kept_first else other.frame_count
    hard = concatenate((kept, other) if kept_first else (other, kept))
    assert not seam(joined, at).clicks
    assert seam(hard, at).clicks


def test_a_crossfade_keeps_the_power() -> None:
    long = noise(300_000)
    kept, spill = long.slice(0, 100_000), long.slice(100_000, 150_000)

    joined = crossfade_into(kept, long.slice(150_000, 250_000), spill)

    levels = [
        joined.slice(start, start + 50_000).to_float().std()
        for start in (50_000, 100_000, 150_000)
    ]
    assert max(levels) / min(levels) < 1.03


def test_without_spill_the_cut_is_hard() -> None:
    kept, generated = noise(100), tone(100)

    joined = crossfade_into(kept, generated, silence(0, 2, RATE_HZ))

    assert joined.digest() == concatenate((kept, generated)).digest()


def test_a_spill_longer_than_what_was_generated_fades_over_all_of_it() -> None:
    joined = crossfade_into(noise(100), tone(50), noise(1_000))

    assert joined.frame_count == 150


def test_a_loop_of_whole_waves_has_no_click() -> None:
    assert not wrap(tone(RATE_HZ), (2_205, 44_100)).clicks


def test_a_loop_that_ends_inside_a_wave_clicks() -> None:
    assert wrap(tone(RATE_HZ), (441, 44_050)).clicks


def test_the_whole_piece_is_a_loop_by_itself() -> None:
    audio = tone(RATE_HZ)

    assert wrap(audio) == wrap(audio, (0, RATE_HZ))


def test_a_loop_shorter_than_the_surroundings_is_played_on() -> None:
    assert not wrap(tone(RATE_HZ), (0, 4_410)).clicks


@pytest.mark.parametrize("loop", [(0, 0), (5, 4), (0, 101), (-1, 5)])
def test_a_loop_outside_is_refused(loop: tuple[int, int]) -> None:
    with pytest.raises(AudioError, match="not inside"):
        wrap(noise(100), loop)
