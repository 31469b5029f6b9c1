from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from partita.manifest.resolved import (
    Bars,
    EditContent,
    ExtendContent,
    GenerationSpec,
    LoopContent,
    PieceSpec,
    ReplaceContent,
    Replacement,
    SimilarContent,
    SpliceContent,
    TimeSpan,
)
from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Source,
    TimeRange,
)
from partita.plan.tempo import Pulse
from partita.plan.timeline import Timeline, of_plan
from tests.plan.plans import CHUNK_PLANS
from tests.plan.written import HERE, kept, lowered, made, piece, song


def test_a_time_line_without_pulses_has_no_tempo() -> None:
    assert Timeline("file", 9_000).pulse_at(3_000) == Pulse()


def test_tempi_of_a_source_come_along_with_its_slice() -> None:
    fast = GenerationChunk("", 4_000, ("120 BPM",))
    slow = GenerationChunk("", 4_000, ("60 BPM",))
    theme = of_plan(ChunkPlan((fast, slow)), {})
    slice_ = ReferenceChunk(Source(TimeRange(2_000, 6_000), "theme"))

    found = of_plan(ChunkPlan((fast, slice_)), {"theme": theme})

    tempi = [(each.start_ms, str(each.pulse)) for each in found.pulses]
    assert tempi == [
        (0, "4/4 at 120 BPM"),
        (4_000, "4/4 at 120 BPM"),
        (6_000, "4/4 at 60 BPM"),
    ]


def test_audio_that_nothing_is_known_of_leaves_the_tempo_as_it_was() -> None:
    fast = GenerationChunk("", 4_000, ("120 BPM",))
    stored = ReferenceChunk(Source(TimeRange(0, 4_000), song_id="abc"))

    found = of_plan(ChunkPlan((fast, stored, GenerationChunk("", 4_000))), {})

    assert found.pulse_at(9_000).tempo_bpm == 120


@given(CHUNK_PLANS)
def test_any_plan_has_a_time_line_of_its_length(plan: ChunkPlan) -> None:
    assert of_plan(plan, {}).duration_ms == plan.duration_ms


_TEXTS = st.sampled_from(["[A]\nla", "[B]", "la", "[A]"])
_MADE: st.SearchStrategy[GenerationSpec] = st.builds(
    made,
    _TEXTS,
    st.integers(3_000, 20_000) | st.fractions("1/4", 8, max_denominator=4).map(Bars),
    st.sampled_from(["97 BPM", "6/8, 110 bpm", "131 BPM"]),
)
_MANY = st.lists(_MADE, min_size=1, max_size=3).map(tuple)


def _edits(of: str, span: TimeSpan) -> st.SearchStrategy[EditContent]:
    return st.one_of(
        _MADE.map(lambda spec: ReplaceContent(of, (Replacement(HERE, span, spec),))),
        st.builds(ExtendContent, st.just(of), st.just(span), _MANY, _MANY),
        st.builds(LoopContent, st.just(of), st.just(span), _MADE),
        st.builds(SimilarContent, st.just(of), st.just(span), st.just("low"), _MANY),
        _MADE.map(lambda spec: SpliceContent((kept(of, span), spec))),
    )


@st.composite
def _chains(draw: st.DrawFn) -> list[PieceSpec]:
    """Return a song, and edits each of some slice of the one before."""
    chain = [song("p0", made("[A]", 8_000), *draw(_MANY))]
    for number in range(1, draw(st.integers(2, 4))):
        length_ms = lowered(*chain).targets[f"p{number - 1}"].duration_ms
        assert length_ms is not None
        start_ms = draw(st.integers(0, length_ms - 1))
        span = TimeSpan(start_ms, draw(st.integers(start_ms + 1, length_ms)))
        content = draw(_edits(f"p{number - 1}", span))
        chain.append(piece(f"p{number}", content))
    return chain


@given(_chains())
def test_a_lowered_piece_is_as_long_as_its_chunks(chain: list[PieceSpec]) -> None:
    lowering = lowered(*chain)

    assert lowering.diagnostics == ()
    for each in lowering.targets.values():
        assert isinstance(each.plan, ChunkPlan)
        assert each.duration_ms == sum(c.duration_ms for c in each.plan.chunks)


@given(_chains())
def test_marks_lie_inside_in_order_and_do_not_overlap(chain: list[PieceSpec]) -> None:
    for each in lowered(*chain).targets.values():
        borders = [
            border
            for mark in each.marks
            for border in (mark.range.start_ms, mark.range.end_ms)
        ]
        assert borders == sorted(borders)
        assert all(mark.range.duration_ms > 0 for mark in each.marks)
        assert each.duration_ms is not None
        assert max(borders, default=0) <= each.duration_ms


@given(_chains())
def test_sources_lie_inside_their_targets(chain: list[PieceSpec]) -> None:
    targets = lowered(*chain).targets

    for each in targets.values():
        for source in each.sources:
            duration_ms = targets[str(source.target)].duration_ms
            assert duration_ms is not None
            assert 0 <= source.range.start_ms < source.range.end_ms <= duration_ms


@given(_chains())
def test_lowering_again_gives_the_same(chain: list[PieceSpec]) -> None:
    assert lowered(*chain) == lowered(*chain)
