from dataclasses import replace

import numpy as np
import pytest

from partita.engine.playing import instruments
from partita.engine.playing.struck import Request
from partita.engine.roster import INSTRUMENTS
from tests.engine.scores import RATE_HZ, Wave, hz_of, middle, spectrum, tone

#: What strays on purpose: the overtones of a bell, and a fifth within a drone.
_LOOSE_CENTS = {"tubular_bells": 12.0, "drone": 9.0}


def _cents_off(name: str) -> float:
    """Return how far the strongest of the first harmonics is out of tune."""
    heights = spectrum(tone(name, 1.2)[int(0.25 * RATE_HZ) :])
    base_hz = 440 * 2 ** ((middle(name) - 69) / 12)
    found = []
    for number in (1, 2, 3, 4):
        low, high = (base_hz * number * 2 ** (c / 1200) for c in (-45, 45))
        bins = np.arange(int(low / hz_of(1)), int(high / hz_of(1)) + 1)
        weights = heights[bins] ** 2
        centre = float((hz_of(bins) * weights).sum() / weights.sum())
        cents = 1200 * np.log2(centre / (base_hz * number))
        found.append((weights.max() / number**2, cents))
    return float(max(found)[1])


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_instrument_is_in_tune(name: str) -> None:
    assert abs(_cents_off(name)) < _LOOSE_CENTS.get(name, 5.0)


def _bands(wave: Wave) -> Wave:
    """Return levels of third octaves at the attack, soon after, and later."""
    edges = 60 * 2 ** (np.arange(26) / 3)
    found = []
    for start_s, end_s in ((0.0, 0.06), (0.06, 0.3), (0.3, 0.8)):
        power = spectrum(wave[int(start_s * RATE_HZ) : int(end_s * RATE_HZ)]) ** 2
        cuts = (edges / hz_of(1)).astype(int)
        sums = np.add.reduceat(power, cuts)[:-1]
        found.append(10 * np.log10(sums / power.sum() + 1e-7))
    return np.concatenate(found)


def test_no_two_instruments_of_a_family_sound_alike() -> None:
    bands = {name: _bands(tone(name)) for name in INSTRUMENTS}

    for name, heard in bands.items():
        for other, also_heard in bands.items():
            alike = INSTRUMENTS[name].family == INSTRUMENTS[other].family
            if name < other and alike and middle(name) == middle(other):
                distance = np.sqrt(np.mean((heard - also_heard) ** 2))
                assert distance > 1.5, (name, other)


def test_every_instrument_sounds_cleanly_over_its_range() -> None:
    for name, span in INSTRUMENTS.items():
        for pitch in (span.low, span.high):
            wave = instruments.note(name, Request(pitch, 8_000, 100, RATE_HZ))

            assert np.isfinite(wave).all()
            assert 0.05 < np.abs(wave).max() < 8, name


def test_no_instrument_has_a_direct_current() -> None:
    for name in INSTRUMENTS:
        wave = tone(name)

        assert abs(wave.mean()) < 0.01 * np.abs(wave).max(), name


def test_notes_begin_and_end_without_a_click() -> None:
    for name in INSTRUMENTS:
        wave = np.atleast_2d(
            instruments.note(name, Request(middle(name), 12_000, 90, RATE_HZ))
        )

        assert np.abs(wave[:, 0]).max() < 0.12, name
        assert np.abs(wave[:, -1]).max() < 0.001, name


def test_a_longer_tone_begins_exactly_as_a_shorter_one() -> None:
    for name in INSTRUMENTS:
        short = Request(middle(name), 22_050, 96, RATE_HZ)
        long = replace(short, frames=66_150)
        made = instruments.made(name, short)

        assert np.array_equal(made, instruments.made(name, long)[..., :22_050]), name


def test_a_hard_blow_is_brighter_and_louder() -> None:
    for name in ("grand_piano", "trumpet", "clean_guitar", "violin", "wurlitzer"):
        soft, hard = (tone(name, velocity=velocity) for velocity in (40, 120))
        heights = [spectrum(wave) for wave in (soft, hard)]
        hz = hz_of(np.arange(len(heights[0])))
        centres = [(h * h * hz).sum() / (h * h).sum() for h in heights]

        assert centres[1] > 1.05 * centres[0]
        assert np.abs(hard).max() > 3 * np.abs(soft).max()


def test_a_bright_line_is_brighter() -> None:
    request = Request(60, 20_000, 90, RATE_HZ)
    dull, brilliant = (
        spectrum(np.asarray(instruments.note("saw_lead", each)[0], np.float64))
        for each in (replace(request, bright=-60), replace(request, bright=60))
    )
    high = slice(int(4_000 / hz_of(1)), None)

    assert (brilliant[high] ** 2).sum() > 4 * (dull[high] ** 2).sum()


def test_a_glide_comes_from_where_it_says() -> None:
    request = Request(60, 20_000, 90, RATE_HZ, glide_cents=-400)
    wave = np.asarray(instruments.note("square_lead", request), np.float64)
    start = spectrum(wave[300:1_500])

    assert hz_of(int(start[:20_000].argmax())) < 250


def test_nothing_sounds_above_what_the_rate_can_hold() -> None:
    for name in ("saw_lead", "distorted_guitar", "fm_bell", "chip_pulse", "banjo"):
        request = Request(INSTRUMENTS[name].high, 20_000, 120, RATE_HZ)
        wave = np.atleast_2d(instruments.note(name, request))[0]
        heights = spectrum(np.asarray(wave[4_000:16_000], np.float64))
        base_hz = 440 * 2 ** ((request.pitch - 69) / 12)
        # What folds back lands between the harmonics, or under the fundamental.
        under = slice(int(30 / hz_of(1)), int(base_hz * 0.45 / hz_of(1)))

        assert heights[under].max() < 0.02 * heights.max(), name
