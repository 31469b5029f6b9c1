from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from partita.audio.buffer import FULL_SCALE, Audio
from partita.build.measures import ALL, measure
from tests.audio.sounds import music, tone

RATE_HZ = 44_100


def silence(seconds: float) -> Audio:
    return Audio(np.zeros((round(seconds * RATE_HZ), 2), np.int32), RATE_HZ)


def joined(*pieces: Audio) -> Audio:
    return Audio(np.concatenate([each.frames for each in pieces]), RATE_HZ)


def test_the_length_is_always_told_and_only_what_is_wanted_besides() -> None:
    assert measure(tone(RATE_HZ * 2), []) == {"length_ms": 2_000}
    assert measure(tone(RATE_HZ), ["clipping"]) == {"length_ms": 1_000, "clipping": 0}


def test_loudness_is_that_of_another_meter() -> None:
    audio = music(5)

    found = measure(audio, ["loudness_clufs", "true_peak_cdb"])

    other = pyloudnorm.Meter(audio.rate_hz).integrated_loudness(audio.to_float())
    assert found["loudness_clufs"] == pytest.approx(100 * other, abs=10)
    highest = 2000 * np.log10(np.abs(audio.to_float()).max())
    assert highest - 1 < float(found["true_peak_cdb"]) < highest + 100


def test_nothing_at_all_can_be_measured_too() -> None:
    for audio in (silence(1), Audio(np.zeros((0, 1), np.int32), RATE_HZ)):
        found = measure(audio)

        assert found["loudness_clufs"] == -7_000
        assert found["true_peak_cdb"] == -14_400
        assert found["silence_ms"] == found["length_ms"]
        assert found["clipping"] == 0


def test_the_longest_silence_is_found_where_it_stands() -> None:
    sound = tone(RATE_HZ)

    found = measure(joined(silence(0.3), sound, silence(0.7), sound), ["silence_ms"])

    assert found["silence_ms"] == pytest.approx(700, abs=20)
    assert found["silence_at_ms"] == pytest.approx(1_300, abs=20)


def test_a_fading_reverb_is_no_silence_until_it_is_gone() -> None:
    fade_db = np.linspace(0, -120, 4 * RATE_HZ)
    wave = np.sin(np.arange(4 * RATE_HZ)) * 10 ** (fade_db / 20)

    found = measure(Audio.from_float(wave, RATE_HZ), ["silence_ms"])

    assert found["silence_at_ms"] == pytest.approx(2_000, abs=30)


def test_music_without_a_pause_has_no_silence() -> None:
    assert measure(tone(RATE_HZ), ["silence_ms"]) == {
        "length_ms": 1_000,
        "silence_ms": 0,
    }


@pytest.mark.parametrize("bits", [16, 24])
def test_flat_tops_at_full_scale_are_clipping(bits: int) -> None:
    top = FULL_SCALE - (1 << (24 - bits))
    wave = 1.2 * np.sin(2 * np.pi * 100 * np.arange(RATE_HZ) / RATE_HZ)
    frames = np.clip(np.round(wave * FULL_SCALE), -FULL_SCALE, top).astype(np.int32)

    found = measure(Audio(frames.reshape(-1, 1), RATE_HZ), ["clipping"])

    assert found["clipping"] == 200  # twice in each of a hundred waves
    assert int(found["clipping_at_ms"]) <= 5


def test_a_peak_that_just_fits_does_not_clip() -> None:
    frames = tone(RATE_HZ).frames.copy()
    frames[1_000:1_002] = FULL_SCALE - 1

    assert measure(Audio(frames, RATE_HZ), ["clipping"])["clipping"] == 0


def test_both_channels_clipping_at_once_are_one_place() -> None:
    frames = tone(RATE_HZ).frames.copy()
    frames[1_000:1_010] = FULL_SCALE - 1
    frames[5_000:5_010, 1] = -FULL_SCALE

    found = measure(Audio(frames, RATE_HZ), ["clipping"])

    assert (found["clipping"], found["clipping_at_ms"]) == (2, 23)


def test_tempo_key_and_voice_are_what_ears_hear() -> None:
    found = measure(clicks(120, 12), ["tempo_mbpm"])

    assert found["tempo_mbpm"] == pytest.approx(120_000, rel=0.02)
    assert found["tempo_unit"] in (4, 8)
    assert 0 <= int(found["key_sure"]) <= 100
    assert 0 <= int(found["vocals"]) <= 100


def clicks(tempo_bpm: int, seconds: int) -> Audio:
    """Return strokes of an A minor triad, on every beat."""
    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    in_beat_s = time_s % (60 / tempo_bpm)
    chord = sum(np.sin(2 * np.pi * hz * time_s) for hz in (220.0, 261.63, 329.63))
    return Audio.from_float(0.2 * chord * np.exp(-12 * in_beat_s), RATE_HZ)


def test_everything_that_can_be_measured_has_a_name() -> None:
    assert set(ALL) <= measure(clicks(100, 6)).keys()


def test_what_is_measured_is_whole_numbers_and_words() -> None:
    found = measure(clicks(100, 6))

    assert all(type(each) in (int, str) for each in found.values())
    assert found["musical_key"] == "A minor"
