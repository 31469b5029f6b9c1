"""Random plans and manifests, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)

TEXTS = st.text("[]ab (){}\né鼓", max_size=12)
STYLES = st.lists(st.sampled_from(["pop", "120 BPM", "3/4", ""]), max_size=3).map(tuple)
TIMES = st.integers(0, 600_000)
RANGES = st.builds(TimeRange, TIMES, TIMES)
SOURCES = st.builds(Source, RANGES, st.sampled_from(["theme", "menu"])) | st.builds(
    Source, RANGES, song_id=st.just("abc123")
)
GENERATION_CHUNKS = st.builds(
    GenerationChunk,
    TEXTS,
    TIMES,
    STYLES,
    STYLES,
    st.sampled_from(["low", "medium", "high"]),
    st.none() | SOURCES,
    st.none() | st.sampled_from(["low", "medium", "high", "xhigh"]),
)
CHUNK_PLANS = st.builds(
    ChunkPlan,
    st.lists(GENERATION_CHUNKS | st.builds(ReferenceChunk, SOURCES), max_size=4).map(
        tuple
    ),
)
SECTION_SOURCES = st.builds(
    SectionSource, SOURCES, st.lists(RANGES, max_size=3).map(tuple)
)
SECTIONS = st.builds(
    Section,
    TEXTS,
    TIMES,
    STYLES,
    STYLES,
    st.lists(TEXTS, max_size=2).map(tuple),
    st.none() | SECTION_SOURCES,
)
SECTION_PLANS = st.builds(
    SectionPlan, STYLES, STYLES, st.lists(SECTIONS, max_size=3).map(tuple)
)
PLANS: st.SearchStrategy[CompositionPlan] = CHUNK_PLANS | SECTION_PLANS
