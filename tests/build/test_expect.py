from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from partita import digest
from partita.audio.buffer import Audio
from partita.build.expect import judged
from partita.build.measures import ALL, measure
from partita.manifest.expectations import Expectations
from tests.audio.sounds import tone

#: A good take.
MEASURES: dict[str, int | str] = {
    "length_ms": 64_000,
    "tempo_mbpm": 110_200,
    "tempo_unit": 4,
    "tempo_sure": 95,
    "musical_key": "A minor",
    "key_sure": 90,
    "loudness_clufs": -1_420,
    "true_peak_cdb": -105,
    "silence_ms": 400,
    "silence_at_ms": 63_600,
    "clipping": 0,
    "vocals": 80,
}
GOOD = Expectations(
    length_ms=(63_500, 64_500),
    tempo_mbpm=(105_600, 114_400),
    musical_key="A minor",
    loudness_clufs=(-1_500, -1_300),
    true_peak_cdb=-100,
    silence_ms=2_000,
    clipping=0,
    vocals=True,
)


def misses(expect: Expectations, **measures: int | str) -> tuple[str, ...]:
    return judged({**MEASURES, **measures}, expect.plain).misses


def doubts(expect: Expectations, **measures: int | str) -> tuple[str, ...]:
    verdict = judged({**MEASURES, **measures}, expect.plain)
    assert verdict.misses == ()
    return verdict.doubts


def test_a_take_that_is_as_expected_has_nothing_to_tell() -> None:
    verdict = judged(MEASURES, GOOD.plain)

    assert (verdict.misses, verdict.doubts) == ((), ())
    assert verdict.measures is MEASURES


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        ({"length_ms": 60_250}, "it lasts 1m0.25s, expected is 1m3.5s to 1m4.5s"),
        (
            {"tempo_mbpm": 98_000},
            "its tempo is heard as 98 BPM (95 % sure), expected is 105.6 to 114.4 BPM",
        ),
        (
            {"musical_key": "F# major"},
            "its key is heard as F# major (90 % sure), expected is A minor",
        ),
        (
            {"loudness_clufs": -920},
            "its loudness is -9.2 LUFS, expected is -15 to -13 LUFS",
        ),
        (
            {"true_peak_cdb": 31},
            "its true peak is 0.31 dBTP, expected is at most -1 dBTP",
        ),
        (
            {"silence_ms": 3_210, "silence_at_ms": 12_300},
            "it is silent for 3.21s at 12.3s, expected is at most 2s",
        ),
        (
            {"clipping": 14, "clipping_at_ms": 30_000},
            "it clips in 14 places, first at 30s, expected is at most 0",
        ),
        ({"vocals": 0}, "that there is a voice is 0 % likely, expected is one"),
    ],
)
def test_a_miss_is_told_with_its_figures(
    measures: dict[str, int | str], told: str
) -> None:
    assert misses(GOOD, **measures) == (told,)


def test_several_misses_are_told_at_once() -> None:
    assert len(misses(GOOD, length_ms=1_000, clipping=3, clipping_at_ms=5)) == 2


@pytest.mark.parametrize("tempo_mbpm", [55_100, 110_200, 220_400])
def test_half_and_double_the_tempo_are_the_same_music(tempo_mbpm: int) -> None:
    assert misses(GOOD, tempo_mbpm=tempo_mbpm) == ()


def test_eighths_in_threes_may_be_counted_by_the_dotted_quarter() -> None:
    assert misses(GOOD, tempo_mbpm=330_600, tempo_unit=8) == ()
    assert len(misses(GOOD, tempo_mbpm=330_600)) == 1


def test_a_tempo_that_is_not_heard_surely_is_a_doubt() -> None:
    assert len(doubts(GOOD, tempo_mbpm=98_000, tempo_sure=75)) == 1
    assert doubts(GOOD, tempo_sure=0) == ()


def test_a_relative_key_has_the_same_notes_and_is_a_doubt() -> None:
    (doubt,) = doubts(GOOD, musical_key="C major")

    assert doubt.endswith("expected is A minor, which has the same notes")


def test_flats_and_sharps_are_the_same_keys() -> None:
    assert misses(Expectations(musical_key="Bb major"), musical_key="A# major") == ()
    assert misses(Expectations(musical_key="Cb major"), musical_key="B major") == ()


def test_an_unwanted_voice_is_never_more_than_a_doubt() -> None:
    assert len(doubts(Expectations(vocals=False), vocals=100)) == 1
    assert doubts(Expectations(vocals=False), vocals=20) == ()
    assert len(doubts(Expectations(vocals=True), vocals=40)) == 1


def test_an_open_end_is_no_bound() -> None:
    assert misses(Expectations(length_ms=(60_000, None))) == ()
    assert misses(Expectations(length_ms=(70_000, None))) == (
        "it lasts 1m4s, expected is at least 1m10s",
    )
    assert misses(Expectations(length_ms=(None, 60_000))) == (
        "it lasts 1m4s, expected is at most 1m",
    )


def test_expectations_are_told_in_the_names_of_what_is_measured() -> None:
    names = {each.name for each in fields(Expectations)} - {"on_miss"}

    assert names == set(ALL) == GOOD.plain.keys()


def test_what_a_miss_does_is_no_part_of_what_is_judged() -> None:
    assert Expectations(clipping=0, on_miss="warn").plain == {"clipping": 0}
    assert digest.of_value(GOOD.plain) != digest.of_value({})


def test_only_what_is_expected_is_measured() -> None:
    assert measure(tone(44_100), {"length_ms"}) == {"length_ms": 1_000}


def test_what_is_no_music_is_a_miss_of_anything() -> None:
    assert judged({}, GOOD.plain).misses == ("it can't be read as music",)


def test_a_master_is_measured_and_judged() -> None:
    clipped = Audio.from_float(2 * tone(88_200, level=0.9).to_float(), 44_100)
    expect: dict[str, Any] = Expectations(
        length_ms=(None, 1_000), true_peak_cdb=-100, clipping=0, silence_ms=10
    ).plain

    verdict = judged(measure(clipped, expect), expect)

    assert len(verdict.misses) == 3
    assert digest.of_value([*verdict.misses, verdict.measures])
