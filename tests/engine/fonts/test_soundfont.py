from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from partita.engine.fonts import font_levels, soundfont
from partita.engine.fonts.general_midi import KITS, MOVED, PIECES, PROGRAMS
from partita.engine.fonts.sampler import Pitched
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.soundfont import Soundfont
from partita.engine.playing import drums
from partita.engine.playing.balance import BALANCE_DB
from partita.engine.roster import INSTRUMENTS
from partita.engine.roster import KITS as ALL_KITS
from partita.engine.roster import PIECES as ALL_PIECES
from tests.engine.font_files import (
    ATTACK,
    CHOKE,
    CUTOFF,
    DEBIAN_FONT,
    MODES,
    PAN,
    RATE_HZ,
    RELEASE,
    SAMPLE,
    font,
    needs_debian_font,
    sine,
)

Wave = NDArray[np.float64]


def _piano(**generators: int) -> Soundfont:
    """Return a font whose piano is a looped sine."""
    names = {"pan": PAN, "attack": ATTACK, "release": RELEASE, "cutoff": CUTOFF}
    zone = {MODES: 1, **{names[k]: v for k, v in generators.items()}, SAMPLE: 0}
    return Soundfont(Bank(font({(0, 0): [zone]}, [sine()]), "test.sf2"))


def _note(opened: Soundfont, pitch: int = 60, velocity: int = 100) -> Wave:
    wave = opened.note("grand_piano", pitch, RATE_HZ // 2, velocity, RATE_HZ)
    assert wave is not None
    return np.asarray(wave)


@pytest.fixture(scope="module")
def debian() -> Soundfont:
    return Soundfont.open(DEBIAN_FONT)


def test_the_tables_name_only_what_the_roster_has() -> None:
    assert set(PROGRAMS) <= set(INSTRUMENTS)
    assert set(KITS) <= set(ALL_KITS)
    assert {*PIECES, *(piece for _, piece in MOVED)} <= set(ALL_PIECES)


def test_what_a_font_lacks_it_leaves_to_others() -> None:
    opened = _piano()

    assert opened.holds("grand_piano")
    assert not opened.holds("violin")
    assert opened.note("violin", 60, 1000, 100, RATE_HZ) is None
    assert opened.stroke("acoustic_kit", "kick", 100, RATE_HZ, 0) is None


def test_a_note_is_heard_until_its_release_has_ended() -> None:
    # 1200 timecents are two seconds to fall by 100 dB.
    wave = _note(_piano(release=1200))[0]
    levels = np.abs(wave).reshape(-1)
    loud, half_s = levels[: RATE_HZ // 2].max(), RATE_HZ // 2

    assert 20 * np.log10(levels[half_s + 22_050 : half_s + 22_250].max() / loud) < -24
    assert len(wave) < RATE_HZ * 2
    assert levels[-5:].max() < 0.002 * loud


def test_a_release_has_no_click() -> None:
    wave = _note(_piano())[0]
    bend = np.abs(np.diff(wave, 2))

    assert bend[20_000:].max() < 1.5 * bend[5_000:20_000].max()


def test_a_slow_attack_rises_in_its_time() -> None:
    # -2400 timecents are a quarter of a second.
    levels = np.abs(_note(_piano(attack=-2400))[0])
    peaks = [levels[at : at + 441].max() for at in (1000, 5000, 10_900, 16_000)]

    assert peaks == sorted(peaks)
    assert peaks[1] == pytest.approx(peaks[3] / 2, rel=0.05)


def test_pan_moves_a_zone_from_one_ear_to_the_other() -> None:
    left, right = _note(_piano(pan=-500))

    assert np.abs(left).max() > 0.1
    assert not right.any()


def test_a_closed_filter_takes_what_lies_above_it() -> None:
    # 4500 cents are 110 Hz; C4 lies more than an octave above.
    notes = [
        opened.sounding("grand_piano", Pitched(60, 22_050, RATE_HZ), 100)
        for opened in (_piano(), _piano(cutoff=4500))
    ]
    # After what the filter makes of the tone's sudden start.
    levels = [np.abs(each.layers[0].tone[0, 9000:]).max() for each in notes if each]

    assert -28 < 20 * np.log10(levels[1] / levels[0]) < -13


def test_velocity_sets_the_level() -> None:
    loud, soft = _note(_piano(), velocity=100), _note(_piano(), velocity=50)

    assert np.allclose(soft, loud * 0.5**1.65)


def test_fonts_of_any_loudness_are_heard_alike() -> None:
    waves = []
    for share in (1, 8):
        quiet = sine()
        frames = (quiet.frames // share).astype(np.int16)
        recording = type(quiet)(frames, quiet.loop)
        content = font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [recording])
        waves.append(_note(Soundfont(Bank(content, "test.sf2")), pitch=70))
    levels = [font_levels.loudness_db(wave) for wave in waves]

    assert levels[0] == pytest.approx(levels[1], abs=0.2)


def test_pieces_of_one_class_choke_each_other() -> None:
    zones = [{CHOKE: 1, SAMPLE: 0}]
    opened = Soundfont(Bank(font({(128, 0): zones}, [sine()]), "test.sf2"))

    assert opened.choke("acoustic_kit", "hat_open") == 1
    assert opened.choke("acoustic_kit", "riser") == 0


def test_what_was_played_before_changes_nothing() -> None:
    fresh, used = _piano(cutoff=9000), _piano(cutoff=9000)
    for pitch in range(40, 80):
        _note(used, pitch)

    assert _note(fresh).tobytes() == _note(used).tobytes()


def test_a_font_is_opened_again_only_when_its_content_is_another(
    tmp_path: Path,
) -> None:
    path = tmp_path / "one.sf2"
    path.write_bytes(font({(0, 0): [{SAMPLE: 0}]}, [sine()]))
    first = soundfont.opened(path, "a")

    assert soundfont.opened(path, "a") is first
    assert soundfont.opened(path, "b") is not first


@needs_debian_font
def test_debians_font_has_all_that_the_tables_name(debian: Soundfont) -> None:
    assert [name for name in (*PROGRAMS, *KITS) if not debian.holds(name)] == []


@needs_debian_font
@pytest.mark.parametrize(
    ("name", "pitch"),
    [("grand_piano", 60), ("trumpet", 64), ("clarinet", 69), ("finger_bass", 40)],
)
def test_debians_instruments_are_in_tune(
    debian: Soundfont, name: str, pitch: int
) -> None:
    wave = debian.note(name, pitch, RATE_HZ, 100, RATE_HZ)
    assert wave is not None
    spectrum = np.abs(np.fft.rfft(wave.mean(axis=0)[4000:RATE_HZ], 1 << 20))
    wanted = 440 * 2 ** ((pitch - 69) / 12) * (1 << 20) / RATE_HZ
    low, high = int(wanted * 0.97), int(wanted * 1.03)
    found = low + int(np.argmax(spectrum[low:high]))

    assert abs(1200 * np.log2(found / wanted)) < 3


@needs_debian_font
@pytest.mark.parametrize("name", ["grand_piano", "violin", "slap_bass", "warm_pad"])
def test_debians_instruments_are_as_loud_as_the_engines(
    debian: Soundfont, name: str
) -> None:
    span = INSTRUMENTS[name]
    pitch = (span.low + span.high) // 2
    theirs = debian.note(name, pitch, RATE_HZ // 2, 100, RATE_HZ)
    assert theirs is not None
    goal_db = -1.0 - BALANCE_DB[name]

    assert font_levels.loudness_db(theirs) == pytest.approx(goal_db, abs=3)


@needs_debian_font
@pytest.mark.parametrize("kit", ["acoustic_kit", "kit_808", "cinematic_kit"])
def test_debians_strokes_are_as_loud_as_the_engines(
    debian: Soundfont, kit: str
) -> None:
    for piece in ("kick", "snare", "hat_closed", "tambourine"):
        theirs = debian.stroke(kit, piece, 100, RATE_HZ, 0)
        ours = drums.stroke(kit, piece, 100, (RATE_HZ, RATE_HZ), 0).floats()
        goal_db = font_levels.loudness_db(ours * drums.loudness(kit, piece, 100))
        assert theirs is not None

        assert font_levels.loudness_db(theirs) == pytest.approx(goal_db, abs=0.1)


@needs_debian_font
def test_strokes_of_debians_kit_differ_a_little(debian: Soundfont) -> None:
    one, other, again = (
        debian.stroke("rock_kit", "snare", 100, RATE_HZ, take) for take in (0, 1, 3)
    )
    assert one is not None
    assert other is not None
    assert again is not None

    assert one.tobytes() == again.tobytes() != other.tobytes()
