from __future__ import annotations

from dataclasses import replace

import pytest

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.compare import Difference, differences

_VERSE = GenerationChunk("[Verse]", 4_000, ("warm",))
_KEPT = ReferenceChunk(Source(TimeRange(0, 4_000), song_id="a"))
_PLAN = ChunkPlan((_KEPT, _VERSE))
_OLD = SectionPlan(("folk",), (), (Section("Verse", 4_000),))


def test_equal_plans_do_not_differ() -> None:
    assert differences(_PLAN, _PLAN) == ()
    assert differences(_OLD, _OLD) == ()


def test_each_field_that_differs_is_told_with_its_chunk() -> None:
    other = replace(_VERSE, text="[Chorus]", negative_styles=("thin",))

    assert differences(_PLAN, ChunkPlan((_KEPT, other))) == (
        Difference(1, "text", "[Verse]", "[Chorus]"),
        Difference(1, "negative_styles", (), ("thin",)),
    )


def test_what_holds_for_all_sections_differs_by_itself() -> None:
    other = replace(_OLD, positive_global_styles=("jazz",))

    difference = Difference(None, "positive_global_styles", ("folk",), ("jazz",))
    assert differences(_OLD, other) == (difference,)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (ChunkPlan((_KEPT,)), "1 chunk, not 2"),
        (ChunkPlan((_KEPT, _VERSE, _VERSE)), "3 chunks, not 2"),
        (ChunkPlan((_VERSE, _VERSE)), "chunk 1 is of another kind"),
        (_OLD, "one has chunks, the other has sections"),
    ],
)
def test_plans_that_are_built_otherwise_are_not_compared(
    other: ChunkPlan | SectionPlan, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        differences(_PLAN, other)
