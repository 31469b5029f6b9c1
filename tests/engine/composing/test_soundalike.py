"""Bands that sound like music that was only heard."""

from __future__ import annotations

from dataclasses import replace

from partita.engine.composing.fingerprints import FINGERPRINTS
from partita.engine.composing.heard import Heard
from partita.engine.composing.soundalike import sounding_alike
from partita.engine.hearing import Hearing, Sound
from partita.engine.score import Chart
from partita.engine.vocabulary.genres import GENRES

RATE = 44_100
TRAP = next(each for each in FINGERPRINTS if each.genre == "trap")
SHARES = tuple(round(10 ** (each / 100 + 3)) for each in TRAP.bands_cb)
BAR = ((0, "min"),)


def alike(*, density: int = TRAP.density, bpm: int = 140, itself: bool = True) -> Heard:
    sound = Sound(-180, density, 700, SHARES)
    chart = Chart(RATE, "", bpm * 1000, 0, 4, 4, 0, "minor", energy=50)
    hearing = Hearing(RATE, RATE, (chart,), 100, 100, 0, drums=100, sound=sound)
    heard = Heard(
        tempo_mbpm=bpm * 1000, drums=True, bars=(BAR,), groove=(100, 5, 60, 5)
    )
    return sounding_alike(heard, hearing, 100, is_itself=itself)


def test_the_players_are_those_of_the_likely_genre() -> None:
    heard = alike()
    band = {each.instrument for each in GENRES["trap"].players}

    assert heard.band_of == "trap"
    assert set(heard.instruments or ()) <= band


def test_a_tone_that_fits_is_hardly_turned() -> None:
    assert max(map(abs, alike().tone_cb)) < 20


def test_busier_music_is_struck_more_often_but_not_beyond_measure() -> None:
    usual, busier, wild = (
        alike(density=TRAP.density * each // 100).busier for each in (100, 120, 400)
    )

    assert usual < busier < wild == 160


def test_a_band_that_plays_otherwise_goes_by_the_rhythm_that_was_heard() -> None:
    heard = alike(itself=False)

    assert heard.groove == (100, 5, 60, 5)
    assert heard.busier == 0


def test_two_beats_are_counted_where_one_was_tapped() -> None:
    heard = alike(bpm=70)

    assert heard.tempo_mbpm == 140_000
    assert heard.bars == (BAR, BAR)


def test_silence_leaves_things_as_they_are() -> None:
    chart = Chart(RATE, "", 120_000, 0, 4, 4, 0, "minor", energy=0)
    nothing = Hearing(RATE, RATE, (chart,), sound=Sound())
    heard = replace(Heard(), drums=False)

    assert sounding_alike(heard, nothing, 100, is_itself=True) == heard
