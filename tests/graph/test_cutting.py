from partita.graph.actions import Input
from partita.graph.cutting import cut
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    GenerationChunk,
    LoweredTarget,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)

INPUTS = (Input("source/0", "master:theme", "audio"),)
KEPT = ReferenceChunk(Source(TimeRange(1_000, 5_000), "theme"))


def target(*chunks: Chunk) -> LoweredTarget:
    plan = ChunkPlan(chunks)
    return LoweredTarget("piece", "music_v2", plan, duration_ms=plan.duration_ms)


def sections(source: SectionSource, duration_ms: int) -> LoweredTarget:
    plan = SectionPlan((), (), (Section("Verse", duration_ms, source_from=source),))
    return LoweredTarget("piece", "music_v1", plan, duration_ms=duration_ms)


def test_a_piece_of_nothing_but_references_is_mastered_from_its_sources() -> None:
    found = cut(target(KEPT, KEPT), INPUTS, 1)

    assert found is not None
    assert [each.needs for each in found] == [
        ("master:theme",),
        ("master:piece", "master:theme"),
    ]
    assert [keep["at_ms"] for keep in found[0].spec["keeps"]] == [0, 4_000]


def test_a_piece_of_which_something_is_generated_is_not_cut() -> None:
    assert cut(target(KEPT, GenerationChunk("", 3_000)), INPUTS, 1) is None


def test_what_only_the_provider_has_can_not_be_cut_here() -> None:
    stored = ReferenceChunk(Source(TimeRange(0, 3_000), song_id="stored"))

    assert cut(target(KEPT, stored), INPUTS, 1) is None


def test_a_v1_section_that_lasts_as_long_as_its_source_is_cut() -> None:
    source = SectionSource(KEPT.source)

    assert cut(sections(source, 4_000), INPUTS, 1) is not None
    assert cut(sections(source, 5_000), INPUTS, 1) is None


def test_a_v1_section_with_a_hole_is_asked_for() -> None:
    source = SectionSource(KEPT.source, (TimeRange(2_000, 3_000),))

    assert cut(sections(source, 4_000), INPUTS, 1) is None
