"""What each strength takes of a conditioning reference, and what it leaves of words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from partita.engine.brief import Brief, Make, Slice, Strength
from partita.engine.compose import compose
from partita.engine.composing.reference import as_reference
from partita.engine.hearing import Hearing, Sound, hearing_of_charts, unheard
from partita.engine.score import Chart, ChordAt, Part

RATE = 44_100
STRENGTHS: tuple[Strength, ...] = ("low", "medium", "high", "xhigh")
LIKE = Slice("reference", 0, 10_000)
HOUSE = Make("[Drop]", 12_000, ("deep house", "122 BPM", "B minor"))
AMBIENT = Make("[Theme]", 12_000, ("ambient", "D major"), ("drums",))


def hearing(make: Make) -> Hearing:
    charts = compose(Brief((make,), 3, RATE), {}).charts
    return hearing_of_charts(charts, 0, 10 * RATE, RATE)


def similar(
    make: Make, strength: Strength, *styles: str, never: tuple[str, ...] = ()
) -> tuple[Chart, Part]:
    chunk = Make("[Theme]", 10_000, styles, never, conditioning=LIKE, strength=strength)
    score = compose(Brief((chunk,), 7, RATE), {LIKE: hearing(make)})
    part = score.parts[0]
    assert part is not None
    return score.charts[0], part


def test_each_strength_goes_further_and_leaves_less_of_words() -> None:
    heard = [as_reference(hearing(HOUSE), strength) for strength in STRENGTHS]

    for weak, strong in pairwise(heard):
        assert weak.tempo_share <= strong.tempo_share
        assert weak.energy_share < strong.energy_share
        assert weak.rhythm_share < strong.rhythm_share
        assert weak.brightness_share < strong.brightness_share
        assert weak.words_share >= strong.words_share


@pytest.mark.parametrize(
    ("strength", "bpm"), [("low", 70), ("medium", 70), ("high", 122), ("xhigh", 122)]
)
def test_a_named_tempo_holds_until_the_reference_insists(
    strength: Strength, bpm: int
) -> None:
    chart, _ = similar(HOUSE, strength, "folk", "70 BPM")

    assert chart.tempo_mbpm == pytest.approx(1000 * bpm, rel=0.025)


def test_a_named_tempo_leans_to_one_that_is_nearly_the_same() -> None:
    named, leaning = (
        similar(HOUSE, strength, "folk", "117 BPM")[0].tempo_mbpm
        for strength in ("low", "medium")
    )

    assert named < leaning < 122_000


def test_a_named_key_holds_at_medium_with_chords_that_suit_the_other() -> None:
    low, medium = (
        similar(HOUSE, strength, "pop", "C major")[0] for strength in ("low", "medium")
    )
    scale = {each % 12 for each in (11, 13, 14, 16, 18, 19, 21)}

    assert (medium.tonic, medium.mode) == (0, "major")
    assert sum(chord.root in scale for chord in medium.chords) * len(low.chords) >= (
        sum(chord.root in scale for chord in low.chords) * len(medium.chords)
    )


def test_the_strongest_has_the_band_alone() -> None:
    band = set(hearing(HOUSE).main.instruments)
    with_guest, alone = (
        set(similar(HOUSE, strength, "banjo", "bagpipe")[0].instruments)
        for strength in ("high", "xhigh")
    )

    assert "bagpipe" in with_guest
    assert alone <= band


def test_the_strongest_still_leaves_out_what_may_not_be() -> None:
    _, part = similar(HOUSE, "xhigh", never=("drums",))

    assert all(line.stem != "drums" for line in part.lines)


def test_whoever_is_named_for_the_tune_plays_it_at_any_strength() -> None:
    chart, _ = similar(HOUSE, "xhigh", "trumpet solo")

    assert "trumpet" in chart.instruments


@pytest.mark.parametrize(
    ("make", "style"), [(HOUSE, "calm solo piano"), (AMBIENT, "busy samba")]
)
def test_the_strongest_is_as_busy_and_as_bright(make: Make, style: str) -> None:
    reference = hearing(make).main
    chart, _ = similar(make, "xhigh", style)

    assert chart.density == pytest.approx(reference.density, rel=0.25, abs=30)
    assert chart.brightness_hz == pytest.approx(reference.brightness_hz, rel=0.15)


def test_a_weaker_one_is_on_the_way() -> None:
    busy = [similar(HOUSE, each, "calm solo piano")[0].density for each in STRENGTHS]

    assert busy[0] < busy[1] < busy[3]


def test_later_chunks_have_their_own_words() -> None:
    first = Make("[Verse]", 8_000, (), conditioning=LIKE, strength="xhigh")
    later = Make("[Chorus]", 8_000, ("banjo",))
    score = compose(Brief((first, later), 7, RATE), {LIKE: hearing(HOUSE)})

    assert "banjo" in score.charts[1].instruments


def test_a_later_chunk_can_resemble_what_the_first_one_does_not() -> None:
    later = Make("[Verse]", 8_000, (), conditioning=LIKE, strength="xhigh")
    score = compose(
        Brief((Make("[Verse]", 8_000, ("jazz", "banjo")), later), 7, RATE),
        {LIKE: hearing(HOUSE)},
    )

    assert set(score.charts[1].instruments) <= set(hearing(HOUSE).main.instruments)


def test_what_was_only_heard_is_played_in_a_manner_that_fits() -> None:
    bands = (400, 300, 200, 60, 30, 10)
    sound = Sound(-180, 650, 700, bands, groove=(100, 5, 60, 5) * 4, width=30)
    chart = Chart(
        10 * RATE, "", 174_000, 0, 4, 4, 9, "minor", energy=70,
        instruments=("analog_strings", "synth_bass", "acoustic_kit"),
    )  # fmt: skip
    heard = Hearing(RATE, 10 * RATE, (chart,), 100, 100, 100, drums=100, sound=sound)

    assert as_reference(heard, "xhigh").band_of
    assert as_reference(heard, "medium").band_of == ""


def test_nothing_is_guessed_of_what_was_not_heard() -> None:
    heard = as_reference(unheard(RATE, RATE), "xhigh")

    assert (heard.band_of, heard.genre, heard.words_share) == ("", None, 100)


def test_a_slice_of_two_sections_is_as_busy_as_both() -> None:
    calm, busy = (
        Chart(5 * RATE, "", 120_000, 0, 4, 4, 0, "major", energy=60, genre="house",
              density=each, brightness_hz=each)
        for each in (200, 600)
    )  # fmt: skip
    heard = as_reference(hearing_of_charts((calm, busy), 0, 10 * RATE, RATE), "xhigh")

    assert (heard.density, heard.brightness_hz) == (400, 400)


def test_no_chord_is_lost_between_bars_that_are_not_sure() -> None:
    chords = tuple(
        ChordAt(at * 2 * RATE, root, "maj") for at, root in enumerate((0, 5, 7, 2, 9))
    )
    sound = Sound(-180, 400, 700, (400, 300, 200, 60, 30, 10))
    chart = Chart(
        10 * RATE, "", 120_000, 0, 5, 4, 0, "major", energy=60, chords=chords
    )  # fmt: skip
    heard = Hearing(RATE, 10 * RATE, (chart,), 100, 100, 0, sound=sound)
    bars = as_reference(heard, "xhigh").bars

    assert [root for bar in bars for root, _ in bar] == [0, 5, 7, 2, 9]
