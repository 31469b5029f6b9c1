import numpy as np
import pytest
from numpy.typing import NDArray

from partita.engine.fonts.sampler import Pitched, resampled
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.sf2_zones import Preset, Zone
from tests.engine.font_files import (
    FINE,
    MODES,
    RATE_HZ,
    ROOT,
    SAMPLE,
    Recording,
    font,
    sine,
)

Wave = NDArray[np.float64]


def _first_zone(content: bytes) -> tuple[Bank, Zone]:
    bank = Bank(content, "test.sf2")
    ((_, zone),) = Preset(bank, 0).answering(60, 100)
    return bank, zone


def _played(
    pitch: int, frames: int = RATE_HZ, rate_hz: int = RATE_HZ, **generators: int
) -> Wave:
    extra = {"root": ROOT, "fine": FINE}
    zone = {MODES: 1, **{extra[k]: v for k, v in generators.items()}, SAMPLE: 0}
    bank, made = _first_zone(font({(0, 0): [zone]}, [sine()]))
    return np.asarray(resampled(bank, made, Pitched(pitch, frames, rate_hz)))


def _hz(wave: Wave, rate_hz: int = RATE_HZ) -> float:
    """Return the frequency of a sine from where it crosses zero upwards."""
    up = np.flatnonzero((wave[:-1] < 0) & (wave[1:] >= 0))
    exact = up + wave[up] / (wave[up] - wave[up + 1])
    return float((len(exact) - 1) / (exact[-1] - exact[0]) * rate_hz)


def _cents(hz: float, pitch: float) -> float:
    return float(1200 * np.log2(hz / 440.0) - 100 * (pitch - 69))


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
@pytest.mark.parametrize("pitch", range(24, 109, 12))
def test_a_sample_is_in_tune_at_every_pitch_and_rate(pitch: int, rate_hz: int) -> None:
    wave = _played(pitch, rate_hz, rate_hz)

    # The file's own tuning is in whole cents.
    assert abs(_cents(_hz(wave, rate_hz), pitch)) < 0.6


def test_a_zone_may_name_another_root_and_tuning() -> None:
    wave = _played(60, root=57, fine=30)

    assert abs(_cents(_hz(wave), 72.3)) < 0.6


def test_a_loop_has_no_click() -> None:
    wave = _played(64, 2 * RATE_HZ)
    bend = np.abs(np.diff(wave, 2))

    assert bend[3000:].max() < 1.02 * bend[200:3000].max()


def test_a_loop_goes_on_for_as_long_as_it_is_asked() -> None:
    wave = _played(69, 10 * RATE_HZ)

    assert len(wave) == 10 * RATE_HZ
    assert np.abs(wave[-1000:]).max() == pytest.approx(20_000 / 32_768, rel=1e-3)


def test_a_sample_without_a_loop_ends() -> None:
    bank, zone = _first_zone(font({(0, 0): [{SAMPLE: 0}]}, [sine()]))
    wave = resampled(bank, zone, Pitched(57, RATE_HZ, RATE_HZ))

    # An octave below 440 Hz, so twice as long, and a little more for its tuning.
    assert 10_000 <= len(wave) <= 10_050


def test_a_loop_outside_of_its_sample_is_left_out() -> None:
    content = font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [sine(loop=(4_000, 9_999))])
    bank, zone = _first_zone(content)

    assert len(resampled(bank, zone, Pitched(69, RATE_HZ, RATE_HZ))) < 5_100


def test_what_is_read_does_not_depend_on_how_much_is_asked() -> None:
    short, long = _played(67, 20_000), _played(67, 90_000)

    assert np.array_equal(short, long[:20_000])


def test_a_glide_begins_off_its_pitch_and_arrives() -> None:
    bank, zone = _first_zone(font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [sine()]))
    wanted = Pitched(69, RATE_HZ, RATE_HZ, glide_cents=-1200)
    wave = np.asarray(resampled(bank, zone, wanted), np.float64)

    assert _hz(wave[:1500]) < 330
    assert abs(_cents(_hz(wave[-20_000:]), 69)) < 0.6


def test_interpolation_leaves_little_but_the_tone() -> None:
    wave = _played(76, RATE_HZ) * np.hanning(RATE_HZ)
    spectrum = np.abs(np.fft.rfft(wave))
    peak = int(np.argmax(spectrum))
    near = slice(peak - 100, peak + 101)
    tone, whole = np.sum(spectrum[near] ** 2), np.sum(spectrum**2)

    # 16-bit samples of this loudness leave about 90 dB.
    assert 10 * np.log10(tone / (whole - tone)) > 75


def test_compressed_samples_sound_like_plain_ones() -> None:
    zones = {(0, 0): [{MODES: 1, SAMPLE: 0}]}
    waves = [
        resampled(*_first_zone(font(zones, [sine()], vorbis=vorbis)),
                  Pitched(66, 20_000, RATE_HZ))
        for vorbis in (False, True)
    ]  # fmt: skip

    assert np.sqrt(np.mean((waves[0] - waves[1]) ** 2)) < 0.01


def test_24_bit_samples_keep_their_lowest_bits() -> None:
    high = Recording(np.zeros(64, np.int16))
    content = font({(0, 0): [{SAMPLE: 0}]}, [high])
    low = np.arange(64 + 46, dtype=np.uint8)
    chunk = b"sm24" + len(low).to_bytes(4, "little") + low.tobytes()
    bank = Bank(_with_chunk(content, chunk), "test.sf2")
    sample = bank.sample(0)
    assert sample is not None

    assert bank.read(sample, 0, 64).tolist() == (np.arange(64) / 2**23).tolist()


def _with_chunk(content: bytes, chunk: bytes) -> bytes:
    """Put a chunk behind `smpl`."""
    at = content.index(b"LIST", content.index(b"smpl"))
    sdta = content.index(b"sdta") - 4
    size = int.from_bytes(content[sdta : sdta + 4], "little") + len(chunk)
    return (
        content[:sdta] + size.to_bytes(4, "little") + content[sdta + 4 : at]
        + chunk + content[at:]
    )  # fmt: skip
