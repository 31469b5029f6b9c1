"""What production words do to the sound, measured before and after in four genres."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.render import render, stem_of
from partita.engine.score import Part

RATE_HZ = 44_100
GENRES = pytest.mark.parametrize("genre", ["funk", "folk", "pop", "techno"])

Wave = NDArray[np.float64]


@cache
def _part(genre: str, word: str = "") -> Part:
    words = ("100 BPM", "A minor", *([word] if word else []))
    brief = Brief((Make("[Theme]", 4_000, (genre, *words)),), 9, RATE_HZ)
    (part,) = compose(brief, {}).parts
    assert part is not None
    return part


def _heard(part: Part, *, crackle: bool = True) -> Wave:
    """Return what sounds of a part while it lasts, two columns."""
    rendered = render(part, crackle=crackle)
    start = rendered.before
    return rendered.samples[start : start + part.frames].astype(np.float64)


@cache
def _mix(genre: str, word: str = "") -> Wave:
    return _heard(_part(genre, word))


def _db(share: float) -> float:
    return float(10 * np.log10(share + 1e-12))


def _spectrum(wave: Wave) -> tuple[Wave, Wave]:
    mono = wave.mean(axis=1)
    powers = np.abs(np.fft.rfft(mono * np.hanning(len(mono)))) ** 2
    return np.asarray(np.fft.rfftfreq(len(mono), 1 / RATE_HZ)), np.asarray(powers)


def _centroid_hz(wave: Wave) -> float:
    hz, powers = _spectrum(wave)
    return float((hz * powers).sum() / powers.sum())


def _above_8_khz_db(wave: Wave) -> float:
    hz, powers = _spectrum(wave)
    return _db(powers[hz > 8_000].sum() / powers.sum())


def _side_db(wave: Wave) -> float:
    middle, side = wave[:, 0] + wave[:, 1], wave[:, 0] - wave[:, 1]
    return _db((side**2).sum() / (middle**2).sum())


def _reverberation_db(genre: str, word: str = "") -> float:
    """Return the energy of what comes back from the room, against all else."""
    part = _part(genre, word)
    dry = _heard(replace(part, room=replace(part.room, wet=0)))
    return _db(((_mix(genre, word) - dry) ** 2).sum() / (dry**2).sum())


def _distortion_db(part: Part) -> float:
    """Return what saturation adds that is no copy of what was there, against all."""
    calm = tuple(replace(line, drive=0) for line in part.lines)
    clean = _heard(replace(part, lines=calm, room=replace(part.room, drive=0))).ravel()
    heard = _heard(part).ravel()
    added = heard - clean * float((heard @ clean) / (clean @ clean))
    return _db(float((added @ added) / (heard @ heard)))


def _punch_db(part: Part) -> float:
    """Return how far strokes' beginnings stand out from what rings after them."""
    wave = _heard(stem_of(part, "drums")).mean(axis=1)
    drums = (note for line in part.lines if line.stem == "drums" for note in line.notes)
    starts = {each.start for each in drums if each.piece in ("kick", "snare", "clap")}
    inside = [start for start in starts if start + 5_300 < part.frames]
    began = sum((wave[start : start + 900] ** 2).sum() for start in inside)
    rang = sum((wave[start + 2_600 : start + 5_300] ** 2).sum() for start in inside)
    return _db(float(began / rang))


@GENRES
def test_bright_is_brighter_and_warm_is_duller(genre: str) -> None:
    plain = _centroid_hz(_mix(genre))

    assert _centroid_hz(_mix(genre, "bright")) > 1.1 * plain
    assert _centroid_hz(_mix(genre, "warm")) < 0.92 * plain


@GENRES
def test_wide_has_more_side_and_mono_none(genre: str) -> None:
    plain = _side_db(_mix(genre))

    assert _side_db(_mix(genre, "wide")) > plain + 1.5
    assert _side_db(_mix(genre, "mono")) < -80


@GENRES
def test_rooms_are_as_wet_as_they_are_said_to_be(genre: str) -> None:
    plain = _reverberation_db(genre)

    assert _reverberation_db(genre, "dry") < plain - 5
    assert _reverberation_db(genre, "hall") > plain + 2
    assert _reverberation_db(genre, "reverberant") > plain + 4
    assert _reverberation_db(genre, "cathedral") > plain + 4
    assert _reverberation_db(genre, "reverb-drenched") > plain + 7


@GENRES
@pytest.mark.parametrize("word", ["lo-fi", "vinyl"])
def test_what_is_worn_has_a_narrow_band_and_dust(genre: str, word: str) -> None:
    part, worn = _part(genre, word), _mix(genre, word)
    dust = worn - _heard(part, crackle=False)

    assert _above_8_khz_db(worn) < _above_8_khz_db(_mix(genre)) - 6
    assert _db((dust**2).sum() / (worn**2).sum()) > -60


@GENRES
def test_punchy_drums_stand_out_from_their_ringing(genre: str) -> None:
    plain = _punch_db(_part(genre))

    assert _punch_db(_part(genre, "punchy")) > plain + 1
    assert _punch_db(_part(genre, "punchy drums")) > plain + 1


@GENRES
def test_distortion_is_heard(genre: str) -> None:
    assert _distortion_db(_part(genre, "distorted")) > -17
    assert _distortion_db(_part(genre, "crunchy")) > -21
    assert _distortion_db(_part(genre, "saturated")) > -22


@GENRES
def test_who_is_said_to_be_distorted_is_so_alone(genre: str) -> None:
    plain, part = _part(genre), _part(genre, "distorted drums")
    driven = {line.stem for line in part.lines if line.drive}

    assert driven == {"drums"}
    assert part.room.drive == plain.room.drive
    assert _distortion_db(stem_of(part, "drums")) > -17


def test_a_distorted_voice_and_instrument_are_driven_by_themselves() -> None:
    styles = ("pop", "female vocals", "distorted vocals", "gritty organ")
    make = Make("[Verse]\nNothing is as loud as rain", 6_000, styles)
    (part,) = compose(Brief((make,), 9, RATE_HZ), {}).parts
    assert part is not None
    driven = {line.instrument for line in part.lines if line.drive}

    assert driven == {"hammond_organ"}
    assert {line.drive for line in part.sung if line.stem == "lead"} == {95}
