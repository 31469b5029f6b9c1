from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partita.manifest.expectations import Expectations
from partita.manifest.resolved import Caps, PieceSpec
from tests.manifest.projects import errors, resolved

if TYPE_CHECKING:
    from pathlib import Path

_SONG = '[songs.a]\nprompt = "a kettle drum in a well"\n'


def song(root: Path, fields: str, before: str = "") -> PieceSpec:
    return resolved(root, f"{before}\n{_SONG}{fields}\n").songs["a"]


def expected(root: Path, fields: str) -> Expectations:
    expect = song(root, f"[songs.a.expect]\n{fields}").expect
    assert expect is not None
    return expect


def test_nothing_is_expected_of_a_song_that_says_nothing(tmp_path: Path) -> None:
    piece = song(tmp_path, "")

    assert (piece.expect, piece.takes, piece.on_change) == (None, 1, "revise")
    assert (piece.finetune_id, piece.respect_sections_durations) == (None, True)


@pytest.mark.parametrize(
    ("fields", "expect"),
    [
        ('length = "64s"', Expectations(length_ms=(63_500, 64_500))),
        ('length = "1m..70s"', Expectations(length_ms=(60_000, 70_000))),
        ('length = "1m.."', Expectations(length_ms=(60_000, None))),
        ("tempo = 110", Expectations(tempo_mbpm=(105_600, 114_400))),
        ("tempo = [90, 92.5]", Expectations(tempo_mbpm=(90_000, 92_500))),
        ('key = "F♯ minor"', Expectations(musical_key="F# minor")),
        ('key = "Bb major"', Expectations(musical_key="Bb major")),
        ("loudness = -16", Expectations(loudness_clufs=(-1_700, -1_500))),
        ("loudness = [-16, -13.5]", Expectations(loudness_clufs=(-1_600, -1_350))),
        ("true_peak = -1", Expectations(true_peak_cdb=-100)),
        ('silence = "1.5s"', Expectations(silence_ms=1_500)),
        ("clipping = 0", Expectations(clipping=0)),
        ("vocals = false", Expectations(vocals=False)),
        ('on_miss = "warn"', Expectations(on_miss="warn")),
    ],
)
def test_what_is_expected_becomes_bounds_in_whole_numbers(
    tmp_path: Path, fields: str, expect: Expectations
) -> None:
    assert expected(tmp_path, fields) == expect


_NUMBER = "is no {} (write a number from {} to {}, or `[least, most]`)"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("tempo = 5", "`tempo`: `5` " + _NUMBER.format("tempo", 20, 400)),
        ("tempo = [90, 100, 110]", "`[90, 100, 110]` is no tempo"),
        ("tempo = true", "`true` is no tempo"),
        ("loudness = nan", "`NaN` " + _NUMBER.format("loudness", -70, 0)),
        (
            "loudness = [-13, -16]",
            "the least loudness of `[-13, -16]` is above the most",
        ),
        ('key = "Am"', '`"Am"` is no key (write it as `A minor` or `Bb major`)'),
        ("clipping = -1", "`clipping` must be at least 0 (it is `-1` now)"),
        ("length = 64", 'a duration is text with a unit, not `64` (write `"64s"`)'),
        ('length = "5s..2s"', 'the range `"5s..2s"` ends before it begins'),
        ("truepeak = 0", "no field `truepeak` here (did you mean `true_peak`?)"),
    ],
)
def test_what_can_t_be_expected_is_told(tmp_path: Path, fields: str, told: str) -> None:
    (message,) = errors(tmp_path, f"{_SONG}[songs.a.expect]\n{fields}\n")

    assert message.startswith("4: ")
    assert told in message


def test_takes_and_what_a_change_does_come_from_the_defaults(tmp_path: Path) -> None:
    defaults = '[defaults]\ntakes = 2\non_change = "recompose"\n'

    by_default = song(tmp_path, "", defaults)
    of_its_own = song(tmp_path, 'takes = 3\non_change = "revise"', defaults)

    assert (by_default.takes, by_default.on_change) == (2, "recompose")
    assert (of_its_own.takes, of_its_own.on_change) == (3, "revise")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("takes = 0", "`takes` must be at least 1 (it is `0` now)"),
        ('on_change = "redo"', "(it is one of `revise`, `recompose`)"),
    ],
)
def test_takes_and_changes_have_their_bounds(
    tmp_path: Path, fields: str, told: str
) -> None:
    (message,) = errors(tmp_path, f"{_SONG}{fields}\n")

    assert told in message


def test_a_recording_has_no_takes(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, '[songs.a]\nfile = "a.wav"\ntakes = 2\n')

    assert "`takes`" in message


def test_every_cap_is_taken_over(tmp_path: Path) -> None:
    budget = (
        "[budget]\nmax_credits_per_build = 3\nmax_credits_per_target = 2\n"
        "max_credits_per_month = 0\n"
    )

    assert resolved(tmp_path, budget).caps == Caps(3, 2, 0)
    assert resolved(tmp_path, "").caps == Caps()


def test_a_finetune_and_free_section_lengths_can_be_asked_for(tmp_path: Path) -> None:
    sections = (
        '[songs.b]\nrespect_sections_durations = false\nfinetune_id = "ft_7"\n'
        'sections = [{ section_name = "A", duration = "9s" }]\n'
    )

    piece = resolved(tmp_path, sections).songs["b"]

    assert (piece.finetune_id, piece.respect_sections_durations) == ("ft_7", False)
