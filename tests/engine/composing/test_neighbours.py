"""Kept audio beside new chunks, and references."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partita.engine.brief import Adherence, Brief, Keep, Make, Slice, Strength
from partita.engine.canonical import part_bytes
from partita.engine.compose import compose
from partita.engine.hearing import Hearing, beat_after, beat_frames, hearing_of_charts
from partita.engine.score import Chart, Score

RATE = 44_100


def source(*styles: str, ms: int = 24_000) -> Score:
    return compose(Brief((Make("[Verse]", ms, styles),), 3, RATE), {})


def hear(score: Score, start_ms: int, end_ms: int) -> Hearing:
    return hearing_of_charts(
        score.charts, start_ms * RATE // 1000, end_ms * RATE // 1000, RATE
    )


SOURCE = source("pop", "112 BPM", "A minor", "acoustic guitar")
WALTZ = source("waltz", "170 BPM", "Bb major")
POP = hear(SOURCE, 3_000, 11_000)
TECHNO = hear(source("techno", "130 BPM", "F# minor"), 2_000, 9_000)
ONE, OTHER = Slice("one", 3_000, 11_000), Slice("other", 2_000, 9_000)
HEARINGS = {ONE: POP, OTHER: TECHNO}


def edit(*chunks: Make | Keep) -> Score:
    return compose(Brief(chunks, None, RATE), HEARINGS)


def grid_distance(chart: Chart, frame: int) -> float:
    """Return how far a frame is from the chart's nearest beat, in beats."""
    beat = beat_frames(chart, RATE)
    beats = Fraction(frame - chart.beat_offset) / beat
    return abs(float(beats - round(beats)))


def test_kept_chunks_have_charts_and_no_parts() -> None:
    score = edit(Keep(ONE), Make("[Outro]", 8_000))

    assert score.parts[0] is None
    assert score.charts[0].kept
    assert score.charts[0].frames == 8 * RATE
    assert score.charts[0].tonic == 9


@pytest.mark.parametrize("adherence", ["high", "medium"])
def test_the_beat_goes_on_after_kept_audio(adherence: Adherence) -> None:
    chart = edit(Keep(ONE), Make("[Outro]", 9_000, adherence=adherence)).charts[1]
    offset, beat_in_bar = beat_after(POP)

    assert abs(chart.beat_offset - offset) <= 3
    assert chart.beat_in_bar == beat_in_bar
    assert chart.tempo_mbpm == pytest.approx(POP.last.tempo_mbpm, rel=0.005)
    assert (chart.tonic, chart.mode) == (9, "minor")


def test_the_beat_leads_into_kept_audio() -> None:
    chart = edit(Make("[Intro]", 9_300), Keep(ONE)).charts[0]
    first_kept_beat = chart.frames + POP.first.beat_offset

    assert grid_distance(chart, first_kept_beat) < 0.02
    assert chart.tempo_mbpm == pytest.approx(POP.first.tempo_mbpm, rel=0.03)


@pytest.mark.parametrize("duration_ms", [3_000, 4_321, 6_000, 9_999])
def test_glue_leads_back_into_the_slice_in_phase(duration_ms: int) -> None:
    glue = Make("[Glue]", duration_ms, ("smooth transition",))
    chart = edit(Keep(ONE), glue, Keep(ONE)).charts[1]

    assert grid_distance(chart, chart.frames + POP.first.beat_offset) < 0.03
    assert abs(chart.beat_offset - beat_after(POP)[0]) <= 3
    assert chart.energy == pytest.approx(POP.energy, abs=6)


@settings(max_examples=40, deadline=None)
@given(
    start_ms=st.integers(0, 8_000),
    length_ms=st.integers(1_200, 12_000),
    glue_ms=st.integers(3_000, 20_000),
)
def test_any_glue_leads_back_in_phase(
    start_ms: int, length_ms: int, glue_ms: int
) -> None:
    heard = hear(SOURCE, start_ms, start_ms + length_ms)
    audio = Slice("any", start_ms, start_ms + length_ms)
    brief = Brief(
        (Keep(audio), Make("[Glue]", glue_ms), Keep(audio)), seed=None, rate_hz=RATE
    )
    chart = compose(brief, {audio: heard}).charts[1]

    assert grid_distance(chart, chart.frames + heard.first.beat_offset) < 0.05


def test_glue_at_the_end_leads_back_to_the_beginning() -> None:
    chart = edit(Keep(ONE), Make("[Glue]", 5_000)).charts[1]

    assert grid_distance(chart, chart.frames + POP.first.beat_offset) < 0.03


def test_high_adherence_goes_on_with_the_instruments_and_chords() -> None:
    chart = edit(Keep(ONE), Make("[Verse]", 8_000)).charts[1]

    assert set(chart.instruments) <= set(POP.main.instruments)
    assert {c.root for c in chart.chords} <= {c.root for c in POP.main.chords} | {4}


def test_low_adherence_is_free() -> None:
    chunk = Make("[Verse]", 8_000, ("ska", "150 BPM", "Eb major"), adherence="low")
    chart = edit(Keep(ONE), chunk).charts[1]

    assert chart.genre == "ska"
    assert chart.tempo_mbpm == pytest.approx(150_000, rel=0.02)
    assert (chart.tonic, chart.mode) == (3, "major")


def test_medium_adherence_keeps_beat_and_key_alone() -> None:
    chunk = Make("[Verse]", 8_000, ("ska",), adherence="medium")
    chart = edit(Keep(ONE), chunk).charts[1]

    assert chart.genre == "ska"
    assert chart.tonic == 9
    assert chart.tempo_mbpm == pytest.approx(POP.last.tempo_mbpm, rel=0.01)


def test_between_two_keys_it_modulates_through_the_dominant() -> None:
    chart = edit(Keep(ONE), Make("[Bridge]", 12_000), Keep(OTHER)).charts[1]
    roots = [(chord.root, chord.quality) for chord in chart.chords]

    # C#7 is the dominant of the F# minor that follows.
    assert (1, "dom7") in roots
    assert roots[0][0] in {0, 2, 4, 5, 7, 8, 9, 11}


def test_between_two_tempi_the_tempo_is_led_across() -> None:
    score = edit(Keep(ONE), Make("[Bridge]", 12_000), Keep(OTHER))
    part = score.parts[1]
    assert part is not None
    drums = next(line for line in part.lines if line.stem == "drums")
    # Sixteen hats at either end, from loud beat to loud beat.
    kicks = sorted({note.start for note in drums.notes if note.piece == "hat_closed"})
    early, late = kicks[4] - kicks[0], kicks[-1] - kicks[-5]

    assert late < early


def test_an_own_tempo_is_reached_from_the_kept_one() -> None:
    chunk = Make("[Outro]", 12_000, ("80 BPM",))
    chart = edit(Keep(ONE), chunk).charts[1]

    assert 80_000 < chart.tempo_mbpm < 112_000


def nearness(strength: Strength) -> tuple[float, float, float, int]:
    """Return how far a chunk is from its reference: tempo, key, chords, instruments."""
    chunk = Make(
        "[Verse]", 16_000, ("folk", "calm"), conditioning=OTHER, strength=strength
    )
    chart = edit(chunk).charts[0]
    reference = TECHNO.main
    fifths = (7 * (chart.tonic - reference.tonic)) % 12
    wanted = {(c.root, c.quality) for c in reference.chords}
    strange = [c for c in chart.chords if (c.root, c.quality) not in wanted]
    return (
        abs(chart.tempo_mbpm / reference.tempo_mbpm - 1),
        min(fifths, 12 - fifths),
        len(strange) / len(chart.chords),
        -len(set(chart.instruments) & set(reference.instruments)),
    )


def test_each_strength_is_at_least_as_near_as_the_weaker_ones() -> None:
    order: tuple[Strength, ...] = ("low", "medium", "high", "xhigh")
    weaker = [nearness(strength) for strength in order]

    for near, nearer in pairwise(weaker):
        assert all(b <= a + 0.02 for a, b in zip(near, nearer, strict=True))
        assert near != nearer


def test_the_first_chunks_reference_shapes_the_whole_song() -> None:
    first = Make("[Verse]", 12_000, ("calm",), conditioning=OTHER, strength="high")
    chart = edit(first, Make("[Chorus]", 12_000)).charts[1]

    assert chart.tonic == 6
    assert chart.tempo_mbpm == pytest.approx(TECHNO.main.tempo_mbpm, rel=0.02)


@pytest.mark.parametrize("strength", ["low", "medium", "high", "xhigh"])
def test_a_reference_of_which_nothing_is_known_does_no_harm(strength: Strength) -> None:
    chunk = Make(
        "[Verse]", 8_000, ("jazz",), conditioning=Slice("?", 0, 50), strength=strength
    )

    assert edit(chunk).charts[0].genre == "jazz"


@pytest.mark.parametrize("duration_ms", [50, 120, 700, 3_000])
def test_unknown_and_tiny_kept_slices_are_no_trouble(duration_ms: int) -> None:
    tiny = Slice("nobody knows", 0, duration_ms)
    score = edit(Keep(tiny), Make("[Glue]", duration_ms), Keep(tiny), Keep(ONE))

    assert [chart.frames for chart in score.charts][1] > 0


def test_a_changed_neighbour_two_chunks_away_changes_nothing() -> None:
    chunks = (Keep(ONE), Make("[Verse]", 8_000), Make("[Chorus]", 8_000))
    other = (*chunks[:2], Make("[Chorus]", 8_000, ("choir",)))

    assert edit(*chunks).parts[1] == edit(*other).parts[1]


LIKE = Slice("one", 2, 3_229)
KEPT = st.builds(
    Slice,
    audio=st.sampled_from(("one", "other", "nobody knows")),
    start_ms=st.integers(0, 3_000),
    end_ms=st.integers(3_050, 11_000),
)
MIXED = st.one_of(
    st.builds(Keep, KEPT),
    st.builds(
        Make,
        text=st.sampled_from(("[Glue]", "", "[Chorus]\nla la\n(ooh)", "[Outro]")),
        duration_ms=st.integers(50, 9_000),
        positive_styles=st.sampled_from(
            ((), ("fading out", "60 BPM"), ("7/8", "Eb minor"), ("jazz", "no drums"))
        ),
        adherence=st.sampled_from(("low", "medium", "high")),
        conditioning=st.one_of(st.none(), KEPT),
        strength=st.sampled_from((None, "low", "medium", "high", "xhigh")),
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    chunks=st.lists(MIXED, min_size=1, max_size=4),
    rate_hz=st.sampled_from((44_100, 48_000)),
)
# The second begins inside a bar, and no groove may begin before it.
@example(
    chunks=[
        Keep(Slice("one", 0, 3_050)),
        Make("[Glue]", 1_968, ("7/8",), conditioning=LIKE, strength="xhigh"),
    ],
    rate_hz=48_000,
)
def test_any_mix_of_kept_and_new_chunks_can_be_played(
    chunks: list[Make | Keep], rate_hz: int
) -> None:
    slices = [
        each
        for chunk in chunks
        for each in (chunk.slice if isinstance(chunk, Keep) else chunk.conditioning,)
        if each is not None
    ]
    sources = {"one": SOURCE, "other": WALTZ}
    heard = {
        each: hear(sources[each.audio], each.start_ms, each.end_ms)
        for each in slices
        if each.audio in sources
    }
    score = compose(Brief(tuple(chunks), 5, rate_hz), heard)

    for chunk, chart, part in zip(chunks, score.charts, score.parts, strict=True):
        assert chart.kept == (part is None) == isinstance(chunk, Keep)
        assert chart.tempo_mbpm > 0
        assert abs(chart.frames - chunk.duration_ms * rate_hz / 1000) <= 1
        if part is not None:
            assert part_bytes(part)
            assert all(
                0 <= note.start < part.frames and note.length > 0
                for line in part.lines
                for note in line.notes
            )


def test_words_of_the_piece_outweigh_a_recording_further_on() -> None:
    first = Make("[Verse]", 8_000, ("rock", "80 BPM", "E major"))
    charts = edit(first, Make("[Chorus]", 8_000), Make("[Outro]", 8_000), Keep(ONE))
    verse, chorus, outro, _ = charts.charts

    for chart in (verse, chorus):
        assert chart.tempo_mbpm == pytest.approx(80_000, rel=0.025)
        assert (chart.tonic, chart.mode) == (4, "major")
    assert 80_000 < outro.tempo_mbpm < POP.first.tempo_mbpm


def test_a_piece_without_a_tempo_takes_the_one_of_a_recording_further_on() -> None:
    charts = edit(Make("[Verse]", 8_000), Make("[Chorus]", 8_000), Keep(ONE)).charts

    assert charts[0].tempo_mbpm == pytest.approx(POP.first.tempo_mbpm, rel=0.01)
    assert (charts[0].tonic, charts[0].mode) == (9, "minor")
