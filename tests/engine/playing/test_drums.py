import numpy as np
import pytest

from partita.engine.playing import drums
from partita.engine.playing.kits import recipe
from partita.engine.roster import KITS, PIECES
from tests.engine.scores import RATE_HZ, Wave, hz_of, spectrum

SHAPE = (RATE_HZ // 2, RATE_HZ)


def _stroke(kit: str, piece: str, velocity: int = 96) -> Wave:
    wave = drums.stroke(kit, piece, velocity, SHAPE, 0).floats()
    return np.asarray(wave * drums.loudness(kit, piece, velocity), np.float64)


@pytest.mark.parametrize("kit", KITS)
def test_every_kit_answers_to_every_stroke(kit: str) -> None:
    for piece in PIECES:
        wave = _stroke(kit, piece)

        assert wave.shape[0] == 2
        assert np.isfinite(wave).all()
        assert 0.005 < np.abs(wave).max() < 6, piece
        assert np.abs(wave[:, 0]).max() < 0.06, piece
        assert np.abs(wave[:, -1]).max() < 0.001, piece


@pytest.mark.parametrize("kit", KITS)
def test_a_drum_is_tuned_to_the_nearest_octave_of_a_pitch(kit: str) -> None:
    for piece in ("kick", "tom_low", "conga_high"):
        for pitch in range(24, 36):
            factor = drums.tuning(recipe(kit, piece), pitch)

            assert 2**-0.5 <= factor <= 2**0.5


def test_a_tuned_tom_has_its_pitch() -> None:
    stroke = drums.stroke("kit_808", "tom_high", 96, SHAPE, 0, pitch=57)
    wave = stroke.floats().mean(axis=0)
    ringing = wave[RATE_HZ // 10 : RATE_HZ // 10 + 8192]

    assert abs(hz_of(int(spectrum(ringing).argmax())) - 220) < 8


def test_a_cymbal_has_no_pitch_to_tune() -> None:
    assert drums.tuning(recipe("rock_kit", "hat_closed"), 60) == 1.0


def test_kits_differ_in_kick_and_snare() -> None:
    for piece in ("kick", "snare"):
        heard = {}
        for kit in KITS:
            wave = _stroke(kit, piece).mean(axis=0)
            power = spectrum(np.append(wave, np.zeros(RATE_HZ))[:20_000]) ** 2
            cuts = (40 * 2 ** (np.arange(28) / 3) / hz_of(1)).astype(int)
            bands = np.add.reduceat(power, cuts)
            heard[kit] = 10 * np.log10(bands / bands.sum() + 1e-6)
        for one in KITS:
            for other in KITS:
                if one < other and {one, other} != {"brush_kit", "latin_kit"}:
                    distance = np.abs(heard[one] - heard[other]).mean()
                    assert distance > 0.5, (one, other, piece)


def test_repeated_strokes_are_not_copies() -> None:
    one, other = (drums.stroke("rock_kit", "snare", 96, SHAPE, take) for take in (0, 1))

    assert not np.array_equal(one.steps, other.steps)


def test_a_ghost_is_softer_than_a_snare() -> None:
    for kit in KITS:
        ghost, full = (_stroke(kit, piece) for piece in ("ghost_snare", "snare"))

        assert (ghost**2).sum() < 0.8 * (full**2).sum(), kit


def test_a_riser_swells_as_long_as_it_is_held() -> None:
    wave = drums.stroke("kit_909", "riser", 100, (2 * RATE_HZ, RATE_HZ), 0).floats()
    quarters = [np.abs(q).mean() for q in np.array_split(wave[0], 4)]

    assert wave.shape[1] == 2 * RATE_HZ
    assert quarters == sorted(quarters)


def test_a_reversed_cymbal_ends_loud_and_then_at_once() -> None:
    shape = (RATE_HZ, RATE_HZ)
    wave = drums.stroke("acoustic_kit", "reverse_cymbal", 100, shape, 0).floats()

    assert np.abs(wave[:, -2_000:]).max() > 4 * np.abs(wave[:, : RATE_HZ // 2]).max()


def test_hats_are_high_and_kicks_are_low() -> None:
    kick, hat = (
        _stroke("acoustic_kit", p).mean(axis=0) for p in ("kick", "hat_closed")
    )

    assert hz_of(int(spectrum(kick).argmax())) < 90
    assert hz_of(int(spectrum(hat).argmax())) > 2_500
