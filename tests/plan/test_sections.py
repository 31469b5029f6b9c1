from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from partita.plan.chunks import (
    Chunk,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)
from partita.plan.sections import as_chunks
from tests.plan.written import generated


def plan(*sections: Section) -> SectionPlan:
    return SectionPlan(("pop", "120 BPM"), ("harsh", "drums"), sections)


def taken(
    duration_ms: int, span: tuple[int, int], *left_out: tuple[int, int]
) -> Section:
    source = Source(TimeRange(*span), "theme")
    holes = tuple(TimeRange(*each) for each in left_out)
    return Section("A", duration_ms, (), (), ("la",), SectionSource(source, holes))


def shapes(*sections: Section) -> list[int | tuple[int, int]]:
    return [_shape(each) for each in as_chunks(plan(*sections)).chunks]


def _shape(chunk: Chunk) -> int | tuple[int, int]:
    if isinstance(chunk, GenerationChunk):
        return chunk.duration_ms
    return chunk.source.range.start_ms, chunk.source.range.end_ms


def test_the_first_generated_chunk_takes_the_global_styles() -> None:
    first, second = as_chunks(
        plan(Section("A", 4_000, ("soft",)), Section("B", 4_000, ("loud",)))
    ).chunks

    assert generated(first).positive_styles == ("pop", "120 BPM", "soft")
    assert generated(second).positive_styles == ("loud",)


def test_global_styles_wait_for_the_first_generated_chunk() -> None:
    chunks = as_chunks(plan(taken(4_000, (0, 4_000)), Section("B", 4_000))).chunks

    assert isinstance(chunks[0], ReferenceChunk)
    assert generated(chunks[1]).positive_styles == ("pop", "120 BPM")


def test_what_is_forbidden_globally_is_forbidden_in_every_chunk() -> None:
    chunks = as_chunks(
        plan(Section("A", 4_000, (), ("choir",)), Section("B", 4_000, ("drums",)))
    ).chunks

    assert [generated(each).negative_styles for each in chunks] == [
        ("harsh", "drums", "choir"),
        ("harsh",),
    ]


def test_lines_stand_under_the_name_of_their_section() -> None:
    (chunk,) = as_chunks(plan(Section("Verse", 4_000, lines=("la", "lo")))).chunks

    assert generated(chunk).text == "[Verse]\nla\nlo"


def test_a_section_from_a_source_is_kept() -> None:
    assert shapes(taken(4_000, (1_000, 5_000))) == [(1_000, 5_000)]


def test_a_range_that_is_too_short_is_filled_up() -> None:
    assert shapes(taken(9_000, (1_000, 5_000))) == [(1_000, 5_000), 5_000]


def test_a_range_that_is_too_long_is_cut() -> None:
    assert shapes(taken(3_000, (1_000, 5_000))) == [(1_000, 4_000)]


def test_what_is_left_out_is_made_anew_in_place() -> None:
    section = taken(9_000, (1_000, 10_000), (3_000, 4_000), (6_000, 9_000))

    assert shapes(section) == [
        (1_000, 3_000),
        1_000,
        (4_000, 6_000),
        3_000,
        (9_000, 10_000),
    ]


def test_lyrics_go_where_most_room_is() -> None:
    section = taken(9_000, (1_000, 10_000), (3_000, 4_000), (6_000, 9_000))

    texts = [
        each.text
        for each in as_chunks(plan(section)).chunks
        if isinstance(each, GenerationChunk)
    ]

    assert texts == ["[A]", "[A]\nla"]


def test_gaps_that_meet_are_one() -> None:
    assert shapes(taken(9_000, (0, 6_000), (4_000, 6_000))) == [(0, 4_000), 5_000]


def test_negative_ranges_may_come_in_any_order_and_overlap() -> None:
    section = taken(6_000, (0, 6_000), (3_000, 5_000), (1_000, 4_000), (2_000, 3_000))

    assert shapes(section) == [(0, 1_000), 4_000, (5_000, 6_000)]


_TIMES = st.integers(0, 20_000)
_SPANS = st.tuples(_TIMES, _TIMES).map(lambda pair: (min(pair), max(pair) + 1))
_SECTIONS = st.builds(
    lambda duration, span, holes: taken(duration, span, *holes),
    st.integers(1, 20_000),
    _SPANS,
    st.lists(_SPANS, max_size=3),
)


@given(st.lists(_SECTIONS, min_size=1, max_size=4))
def test_chunks_last_exactly_as_long_as_the_sections(sections: list[Section]) -> None:
    written = plan(*sections)

    assert as_chunks(written).duration_ms == written.duration_ms


@given(_SECTIONS)
def test_kept_pieces_lie_inside_the_range_and_no_piece_is_empty(
    section: Section,
) -> None:
    assert section.source_from is not None
    whole = section.source_from.source.range
    chunks = as_chunks(plan(section)).chunks

    assert all(each.duration_ms > 0 for each in chunks)
    for each in chunks:
        if isinstance(each, ReferenceChunk):
            assert whole.start_ms <= each.source.range.start_ms
            assert each.source.range.end_ms <= whole.end_ms
