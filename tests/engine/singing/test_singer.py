from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partita.engine.score import SungLine, Syllable
from partita.engine.singing.formants import PHONES, VOICES
from partita.engine.singing.lyrics import syllabify
from partita.engine.singing.singer import sing

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 44_100


def _line(
    text: str, *, pitch: int = 57, voice: str = "female", manner: str = "sung",
    syllable_s: float = 0.5, start_s: float = 0.5, seed: int = 3, layers: int = 1,
) -> SungLine:  # fmt: skip
    syllables: list[Syllable] = []
    length = round(syllable_s * RATE_HZ)
    at = round(start_s * RATE_HZ)
    for word in syllabify(text):
        for place, (phones, stress) in enumerate(word.syllables):
            first = "" if place else word.text
            syllables.append(Syllable(phones, at, length, pitch, 100, stress, first))
            at += length
    return SungLine("lead", voice, manner, tuple(syllables), layers, seed=seed)


def _sung(line: SungLine, *, tail: int = 8820) -> NDArray[np.float64]:
    last = line.syllables[-1]
    sound = sing(line, RATE_HZ, last.start + last.length, tail)
    return sound.astype(np.float64)


def _level(sound: NDArray[np.float64], start_s: float, end_s: float) -> float:
    part = sound[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    return float(np.sqrt(np.mean(part * part)))


def _pitch_hz(sound: NDArray[np.float64], low_hz: float, high_hz: float) -> float:
    """Return the pitch of a steady sound by its autocorrelation."""
    mono = sound.mean(axis=1)
    spectrum = np.fft.rfft(mono, 4 * len(mono))
    likeness = np.fft.irfft(spectrum * np.conj(spectrum))
    low, high = int(RATE_HZ / high_hz), int(RATE_HZ / low_hz)
    best = low + int(np.argmax(likeness[low:high]))
    left, middle, right = likeness[best - 1 : best + 2]
    return float(RATE_HZ / (best + 0.5 * (left - right) / (left - 2 * middle + right)))


def _harmonicity(sound: NDArray[np.float64], lag_s: float) -> float:
    """Return how alike a sound is to itself one period later, 0..1."""
    mono = sound.mean(axis=1)
    lag = round(lag_s * RATE_HZ)
    return float(np.corrcoef(mono[:-lag], mono[lag:])[0, 1])


@pytest.mark.parametrize("voice", ["male", "female", "child"])
@pytest.mark.parametrize("pitch", [48, 57, 64, 72])
def test_held_vowels_are_in_tune(voice: str, pitch: int) -> None:
    sound = _sung(_line("ah", voice=voice, pitch=pitch, syllable_s=1.6))
    wanted_hz = 440.0 * 2 ** ((pitch - 69) / 12)

    # Whole vibrato cycles, well inside the note.
    heard_hz = _pitch_hz(sound[33_000:73_000], wanted_hz / 1.4, wanted_hz * 1.4)

    assert abs(1200 * np.log2(heard_hz / wanted_hz)) < 10


@pytest.mark.parametrize("text", ["ah", "sah", "tah", "mah", "lah", "stra", "wah"])
def test_the_vowel_begins_on_the_note(text: str) -> None:
    sound = _sung(_line(text, voice="male", syllable_s=1.0, start_s=0.6))
    # The body of the vowel lies in its first resonance; hiss and murmur do not.
    mono = sound.mean(axis=1)
    size = 441
    frames = mono[: len(mono) // size * size].reshape(-1, size)
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(size), axis=1))
    body = spectrum[:, 5:13].sum(axis=1)
    steady = np.median(body[75:140])
    onset = int(np.argmax(body > 0.4 * steady)) * 10

    assert abs(onset - 600) <= 20


def test_consonants_come_before_the_note() -> None:
    sound = _sung(_line("sah", start_s=0.6))

    assert _level(sound, 0.47, 0.56) > 0.02
    assert _level(sound, 0.3, 0.4) < 0.01


def test_a_final_consonant_comes_at_the_end_of_the_note() -> None:
    sound = _sung(_line("us", start_s=0.5, syllable_s=1.0))
    high = np.diff(sound, axis=0)

    assert _level(high, 1.4, 1.48) > 3 * _level(high, 1.1, 1.2)


def test_a_phrase_is_sung_in_one_breath() -> None:
    sound = _sung(_line("low in my arm", voice="male"))
    quietest = min(_level(sound, at, at + 0.03) for at in np.arange(0.6, 2.3, 0.03))

    assert quietest > 0.01


def test_singers_breathe_in_long_rests() -> None:
    first, second = _line("ah"), _line("ah", start_s=2.5)
    line = SungLine(
        "lead", "female", "sung", (*first.syllables, *second.syllables), seed=1
    )

    sound = _sung(line)

    assert _level(sound, 2.2, 2.4) > 10 * _level(sound, 1.5, 1.7)


def test_spoken_is_not_monotone() -> None:
    line = _line(
        "follow the river away", voice="male", manner="spoken", pitch=45, syllable_s=0.3
    )
    sound = _sung(line)
    heard = [
        _pitch_hz(sound[start + 3000 : start + 8000], 60, 220)
        for start in (each.start for each in line.syllables)
    ]

    assert max(heard) / min(heard) > 1.12
    assert heard[-1] < heard[0]


def test_a_whisper_has_no_pitch() -> None:
    voiced = _sung(_line("ah", pitch=48, syllable_s=1.0, voice="male"))
    whisper = _sung(_line("ah", pitch=48, syllable_s=1.0, voice="whisper"))
    period_s = 1 / 130.81

    assert _harmonicity(voiced[31_000:40_000], period_s) > 0.8
    assert _harmonicity(whisper[31_000:40_000], period_s) < 0.25


@pytest.mark.parametrize("voice", ["female", "child"])
def test_high_notes_have_air_between_their_partials(voice: str) -> None:
    def air_db(pitch: int) -> float:
        sound = _sung(_line("ah", voice=voice, pitch=pitch, syllable_s=0.43))
        mono = sound[27_000:39_000, 0] * np.hanning(12_000)
        power = np.abs(np.fft.rfft(mono)) ** 2
        hz = np.fft.rfftfreq(12_000, 1 / RATE_HZ)
        place = hz / (440 * 2 ** ((pitch - 69) / 12)) % 1
        midway = np.abs(place - 0.5) < 0.2
        return float(10 * np.log10(power[midway].sum() / power.sum()))

    # Of equal air, 2 and 7 dB more would lie between them.
    assert air_db(76) > air_db(57) + 9


def test_vowels_differ_in_their_resonances() -> None:
    def share_above_1500_hz(text: str) -> float:
        sound = _sung(_line(text, voice="male", pitch=48, syllable_s=1.0))
        power = np.abs(np.fft.rfft(sound[30_000:50_000, 0])) ** 2
        return float(power[700:].sum() / power.sum())

    assert share_above_1500_hz("ee") > 4 * share_above_1500_hz("ooh")
    assert share_above_1500_hz("ee") > 1.5 * share_above_1500_hz("ah")


def test_louder_notes_are_louder() -> None:
    line = _line("ah", syllable_s=1.0)
    (loud,) = line.syllables
    soft = Syllable(loud.phones, loud.start, loud.length, loud.pitch, 50, 1, "ah")

    quieter = _sung(SungLine("lead", "female", "sung", (soft,), seed=3))

    assert _level(quieter, 0.7, 1.4) < 0.7 * _level(_sung(line), 0.7, 1.4)


def test_layers_are_spread_and_stay_in_the_same_range() -> None:
    alone = _sung(_line("ah", syllable_s=1.0))
    doubled = _sung(_line("ah", syllable_s=1.0, layers=3))

    assert np.array_equal(alone[:, 0], alone[:, 1])
    assert not np.array_equal(doubled[:, 0], doubled[:, 1])
    assert 0.4 < _level(doubled, 0.7, 1.4) / _level(alone, 0.7, 1.4) < 2.5


@pytest.mark.parametrize("voice", sorted(VOICES))
def test_there_is_no_click(voice: str) -> None:
    sound = _sung(_line("oh moon", voice=voice, pitch=55, syllable_s=0.8))
    steps = np.abs(np.diff(sound[:, 0], n=3))
    edges = max(steps[:100].max(), steps[-100:].max())

    assert edges < 1e-4
    assert steps.max() < 0.6


def test_equal_lines_give_equal_bytes() -> None:
    def digest() -> str:
        sound = _sung(_line("shine on, silver river", layers=2))
        return hashlib.sha256((sound * 2**23).round().tobytes()).hexdigest()

    assert digest() == digest()


def test_another_seed_is_another_performance() -> None:
    first, second = _sung(_line("ah", seed=1)), _sung(_line("ah", seed=2))

    assert not np.array_equal(first, second)


def test_the_sound_is_as_long_as_asked() -> None:
    line = _line("ah")

    assert sing(line, RATE_HZ, 50_000, 4_321).shape == (54_321, 2)
    assert sing(line, 48_000, 1_000, 0).shape == (1_000, 2)


def test_a_line_without_syllables_is_silence() -> None:
    empty = SungLine("lead", "male", "sung", ())

    assert not np.any(sing(empty, RATE_HZ, 1_000, 100))


_SYLLABLES = st.builds(
    Syllable,
    phones=st.lists(st.sampled_from([*PHONES, "??"]), min_size=1, max_size=6).map(
        tuple
    ),
    start=st.integers(-3_000, 60_000),
    length=st.integers(0, 40_000),
    pitch=st.integers(30, 96),
    velocity=st.integers(1, 127),
    stress=st.integers(0, 2),
)


def _at(start: int, length: int, pitch: int) -> Syllable:
    return Syllable(("IY",), start, length, pitch, velocity=1)


@settings(max_examples=60, deadline=None)
@given(
    syllables=st.lists(_SYLLABLES, max_size=6).map(tuple),
    voice=st.sampled_from(sorted(VOICES)),
    manner=st.sampled_from(["sung", "spoken"]),
    bright=st.integers(-100, 100),
)
@example((_at(0, 0, 83), _at(713, 5_501, 30), _at(713, 0, 72)), "child", "sung", 0)
def test_any_line_is_sung_soundly(
    syllables: tuple[Syllable, ...], voice: str, manner: str, bright: int
) -> None:
    line = SungLine("lead", voice, manner, syllables, bright=bright, seed=1)

    sound = sing(line, RATE_HZ, 66_150, 4_410)

    assert sound.shape == (70_560, 2)
    assert np.all(np.isfinite(sound))
    assert np.max(np.abs(sound)) < 4.0
