import numpy as np
import pytest

from partita.engine.fonts.font_levels import RATE_HZ
from partita.engine.fonts.font_tuning import cents_to, pitch_of
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.soundfont import Soundfont
from partita.engine.playing.curves import Floats
from tests.engine.font_files import (
    DEBIAN_FONT,
    MODES,
    SAMPLE,
    font,
    needs_debian_font,
    sine,
)

TOMS = ("tom_low", "tom_mid", "tom_high")


def ringing(hertz: float) -> Floats:
    time = np.arange(RATE_HZ) / RATE_HZ
    wave = np.sin(2 * np.pi * hertz * time) * np.exp(-6 * time)
    return np.stack([wave, wave])


def struck(opened: Soundfont, piece: str, pitch: int) -> Floats:
    stroke = opened.struck(
        "acoustic_kit", piece, 100, (RATE_HZ, RATE_HZ), 0, pitch=pitch
    )
    assert stroke is not None
    return stroke.rows()


def distance(rows: Floats, pitch: int) -> float:
    """Return how far a stroke is from a pitch, its fourth or its fifth."""
    heard = pitch_of(rows)
    assert heard is not None
    return min(abs((heard - pitch - each + 6) % 12 - 6) for each in (0, 5, 7))


def test_a_drum_that_rings_has_a_pitch() -> None:
    assert pitch_of(ringing(110.0)) == pytest.approx(45, abs=0.05)


def test_noise_and_what_is_over_at_once_have_none() -> None:
    noise = np.random.default_rng(5).standard_normal((2, RATE_HZ))

    assert pitch_of(noise) is None
    assert pitch_of(ringing(110.0)[:, :2_000]) is None


@pytest.mark.parametrize(
    ("own", "pitch", "cents"),
    [
        (45.0, 45, 0),
        (45.5, 57, -50),
        (44.2, 46, 180),
        (45.0, 49, -100),
        (45.0, 51, -100),
    ],
)
def test_a_drum_goes_to_the_pitch_or_to_its_fourth_or_fifth(
    own: float, pitch: int, cents: int
) -> None:
    assert cents_to(own, pitch) == pytest.approx(cents)


def test_no_drum_is_bent_by_more_than_two_semitones() -> None:
    bends = [cents_to(40 + at / 10, pitch) for at in range(120) for pitch in range(12)]

    assert max(map(abs, bends)) <= 200
    assert cents_to(None, 45) == 0


def test_a_tuned_stroke_is_heard_at_its_pitch() -> None:
    content = font({(128, 0): [{MODES: 1, SAMPLE: 0}]}, [sine(300)])
    opened = Soundfont(Bank(content, "test.sf2"))
    # The sine at the key of the low tom: 43.
    plain, tuned = (pitch_of(struck(opened, "tom_low", pitch)) for pitch in (0, 42))

    assert plain == pytest.approx(43, abs=0.1)
    assert tuned == pytest.approx(42, abs=0.1)


@needs_debian_font
@pytest.mark.parametrize("piece", TOMS)
def test_debians_toms_go_with_the_chord(piece: str) -> None:
    opened = Soundfont.open(DEBIAN_FONT)
    for pitch in range(42, 54):
        plain, tuned = (distance(struck(opened, piece, to), pitch) for to in (0, pitch))
        assert tuned < 0.25 or plain > 2


@needs_debian_font
def test_debians_snare_stays_as_it_is() -> None:
    opened = Soundfont.open(DEBIAN_FONT)
    plain, tuned = (struck(opened, "snare", pitch) for pitch in (0, 50))

    assert plain.tobytes() == tuned.tobytes()
