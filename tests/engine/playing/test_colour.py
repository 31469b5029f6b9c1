import numpy as np

from partita.engine.playing import amps, colour, echoes
from partita.engine.playing.curves import Floats
from partita.engine.score import Room

RATE_HZ = 44_100


def _db_at(response: Floats, hz: float) -> float:
    heights = np.abs(np.fft.rfft(response, RATE_HZ))
    return float(20 * np.log10(heights[int(hz)]))


def test_a_tilt_is_told_at_eight_kilohertz_against_two_hundred_hertz() -> None:
    plain, tilted = (
        np.asarray(colour.filter_of(Room(tilt_cb=tilt), RATE_HZ)) for tilt in (0, 40)
    )
    rise = [_db_at(tilted, hz) - _db_at(plain, hz) for hz in (200, 8_000)]

    assert abs(rise[1] - rise[0] - 4) < 0.2


def test_a_tone_turns_its_band_and_leaves_the_others() -> None:
    plain, turned = (
        np.asarray(colour.filter_of(Room(tone_cb=tone), RATE_HZ))
        for tone in ((), (0, 0, -50, 0, 0, 0))
    )
    rises = [_db_at(turned, hz) - _db_at(plain, hz) for hz in (70, 700, 6_000)]

    assert abs(rises[1] + 5) < 0.2
    assert max(abs(rises[0]), abs(rises[2])) < 0.2


def test_a_filter_rings_only_forwards() -> None:
    response = colour.filter_of(Room(lofi=60), RATE_HZ)

    assert int(np.abs(response).argmax()) < 40


def test_an_old_record_has_a_narrow_band() -> None:
    old = np.asarray(colour.filter_of(Room(lofi=100), RATE_HZ))

    assert _db_at(old, 60) < _db_at(old, 700) - 10
    assert _db_at(old, 9_000) < _db_at(old, 700) - 20


def test_what_is_soft_is_not_pressed() -> None:
    soft = np.linspace(-0.4, 0.4, 99)[None]
    loud = np.linspace(-9, 9, 99)[None]

    assert np.array_equal(colour.pressed(soft, 1.0), soft)
    assert np.abs(colour.pressed(loud, 1.0)).max() < 1
    assert (np.diff(colour.pressed(loud, 1.0)) > 0).all()


def test_width_nought_is_mono() -> None:
    wave = np.random.default_rng(0).normal(size=(2, 50))
    left, right = colour.widened(wave, 0)

    assert np.array_equal(left, right)


def test_tape_strays_in_pitch() -> None:
    turns = np.arange(3 * RATE_HZ) * 1_000 / RATE_HZ
    wave = np.tile(np.sin(2 * np.pi * turns), (2, 1))
    tape = colour.Tape(Room(lofi=100), RATE_HZ, 0)
    heard = tape.push(wave, crackle=False)[0, 1_000:]
    crossings = np.flatnonzero((heard[:-1] < 0) & (heard[1:] >= 0))
    periods = np.convolve(np.diff(crossings), np.ones(100) / 100, "valid")

    assert 1.002 < periods.max() / periods.min() < 1.03


def test_echoes_come_on_the_beat_and_from_the_other_side() -> None:
    echo = echoes.Echo(1_000)
    wave = np.zeros((2, 600))
    wave[0, 100] = 1.0
    heard = np.concatenate(
        [echo.push(each) for each in (wave, *[np.zeros((2, 600))] * 8)], axis=1
    )
    peaks = [int(heard[ear].argmax()) for ear in (1, 0)]

    assert peaks[0] in (1_100, 1_101)
    assert peaks[1] in (2_100, 2_101, 2_102)
    assert heard[1].max() > heard[0].max()


def test_a_driven_line_is_the_same_in_blocks_as_at_once() -> None:
    turns = np.arange(60_000) * 196 / RATE_HZ
    wave = np.sin(2 * np.pi * turns)[None]
    amp, margin = amps.AMPS["distorted_guitar"], amps.MARGIN
    at_once = amps.driven(amp, wave, RATE_HZ)
    first = amps.driven(amp, wave[:, : 9_000 + 2 * margin], RATE_HZ)

    assert np.abs(first - at_once[:, :9_000]).max() < 1e-3


def test_drive_adds_harmonics_but_nothing_between_them() -> None:
    turns = np.arange(RATE_HZ + 2 * amps.MARGIN) * 900 / RATE_HZ
    wave = 0.7 * np.sin(2 * np.pi * turns)[None]
    heard = amps.driven(amps.AMPS["distorted_guitar"], wave, RATE_HZ)[0]
    heights = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    harmonics = heights[900:4_600:900]
    between = np.delete(
        heights[:6_000], [n for n in range(6_000) if n % 900 in (0, 1, 2, 898, 899)]
    )

    assert harmonics[2] > 0.05 * harmonics[0]
    assert between.max() < 0.01 * harmonics.max()
