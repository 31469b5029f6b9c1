"""Genres that are guessed from sound alone."""

from __future__ import annotations

import pytest

from partita.engine.composing.fingerprints import FINGERPRINTS, Fingerprint
from partita.engine.composing.guessing import centibels, is_half, likely_sound
from partita.engine.hearing import Hearing, Sound, unheard
from partita.engine.score import Chart
from partita.engine.vocabulary.genres import GENRES

RATE = 44_100


def heard(like: Fingerprint, bpm: int) -> Hearing:
    shares = tuple(round(10 ** (each / 100 + 3)) for each in like.bands_cb)
    sound = Sound(-180, like.density, 700, shares)
    mode = GENRES[like.genre].modes[0]
    chart = Chart(RATE, "", bpm * 1000, 0, 4, 4, 0, mode, energy=50)
    return Hearing(RATE, RATE, (chart,), 100, 100, 0, sound=sound)


def test_every_genre_has_been_heard_calm_and_lively() -> None:
    assert [each.genre for each in FINGERPRINTS[::2]] == list(GENRES)
    assert all(
        calm.genre == lively.genre and calm.energy < lively.energy
        for calm, lively in zip(FINGERPRINTS[::2], FINGERPRINTS[1::2], strict=True)
    )


@pytest.mark.parametrize("name", ["jazz", "metal", "deep_house", "ballad", "chiptune"])
def test_what_sounds_like_a_genre_is_taken_for_it(name: str) -> None:
    like = next(each for each in FINGERPRINTS if each.genre == name)
    genre = GENRES[name]
    drums = genre.drums_enter <= like.energy

    assert likely_sound(heard(like, genre.tempo[1]), drums=drums) == like


def test_drums_that_are_not_there_speak_against_a_genre() -> None:
    like = next(each for each in FINGERPRINTS if each.genre == "rock")
    without = likely_sound(heard(like, 120), drums=False)

    assert without is not None
    assert GENRES[without.genre].drums_enter > without.energy


def test_nothing_is_guessed_of_silence() -> None:
    assert likely_sound(unheard(RATE, RATE), drums=None) is None


def test_a_share_is_told_in_centibels() -> None:
    assert [centibels(each) for each in (1000, 100, 1)] == [0, -100, -300]
    assert centibels(0) < centibels(1)


@pytest.mark.parametrize(
    ("mbpm", "half"), [(70_000, True), (140_000, False), (None, False)]
)
def test_half_a_tempo_is_told_from_a_tempo(mbpm: int | None, *, half: bool) -> None:
    assert is_half(GENRES["trap"], mbpm) is half
