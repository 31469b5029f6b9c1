from __future__ import annotations

from typing import Any

import pytest

from partita.manifest.resolved import (
    Length,
    LoopContent,
    PieceSpec,
    SectionsContent,
    SectionSpec,
    Span,
    TimeSpan,
)
from partita.plan.chunks import SectionPlan, SectionSource, Source, TimeRange
from tests.plan.written import (
    HERE,
    bars,
    fault,
    faults,
    made,
    marks,
    piece,
    seconds,
    section,
    shapes,
    source,
    target,
    theme,
)


def spec(name: str, length: Length | None = 4_000, **more: Any) -> SectionSpec:
    return SectionSpec(HERE, name, length, **more)


def taken(span: Span, length: Length | None = None, *left_out: TimeSpan) -> SectionSpec:
    return spec(
        "A", length, source_from=source("theme", span), negative_ranges=left_out
    )


def v1(*sections: SectionSpec, styles: tuple[str, ...] = ("pop",)) -> PieceSpec:
    content = SectionsContent(styles, ("harsh",), sections)
    return piece("old", content, model_id="music_v1")


def plan(*sections: SectionSpec, styles: tuple[str, ...] = ("pop",)) -> SectionPlan:
    found = target("old", theme(), v1(*sections, styles=styles)).plan
    assert isinstance(found, SectionPlan)
    return found


def test_sections_are_lowered_as_written() -> None:
    found = plan(
        spec(
            "Verse",
            8_000,
            positive_local_styles=("soft",),
            negative_local_styles=("drums",),
            lines=("la", "lo"),
        )
    )

    (only,) = found.sections
    assert found.positive_global_styles == ("pop",)
    assert found.negative_global_styles == ("harsh",)
    assert (only.section_name, only.duration_ms, only.lines) == (
        "Verse",
        8_000,
        ("la", "lo"),
    )
    assert (only.positive_local_styles, only.negative_local_styles) == (
        ("soft",),
        ("drums",),
    )


def test_global_styles_give_the_tempo_and_local_ones_change_it() -> None:
    found = plan(
        spec("A", bars(4)),
        spec("B", bars(4), positive_local_styles=("60 BPM",)),
        spec("C", bars(4)),
        styles=("120 BPM",),
    )

    assert [each.duration_ms for each in found.sections] == [8_000, 16_000, 16_000]


def test_bars_of_sections_need_a_tempo() -> None:
    assert fault(v1(spec("A", bars(4)))).code == "unknown-tempo"


def test_sections_are_marked() -> None:
    assert marks(target("old", v1(spec("A"), spec("B")))) == [("A", 0, 4), ("B", 4, 8)]


def test_a_section_from_a_source_lasts_as_long_as_its_range() -> None:
    (only,) = plan(taken(section("Chorus"))).sections

    assert only.duration_ms == 4_000
    assert only.source_from == SectionSource(Source(TimeRange(8_000, 12_000), "theme"))


def test_negative_ranges_are_sorted_and_may_be_open() -> None:
    (only,) = plan(
        taken(seconds(4, 20), None, seconds(15, None), seconds(5, 6))
    ).sections

    assert only.source_from is not None
    assert only.source_from.negative_ranges == (
        TimeRange(5_000, 6_000),
        TimeRange(15_000, 20_000),
    )


@pytest.mark.parametrize(
    "left_out", [seconds(3, 5), seconds(19, 21), seconds(6, 6), seconds(20, None)]
)
def test_a_negative_range_lies_inside_its_range(left_out: TimeSpan) -> None:
    found = fault(theme(), v1(taken(seconds(4, 20), None, left_out)))

    assert found.code == "negative-range"
    assert "`4s..20s`" in found.message


def test_negative_ranges_must_not_overlap() -> None:
    found = fault(
        theme(), v1(taken(seconds(4, 20), None, seconds(5, 8), seconds(7, 9)))
    )

    assert "overlap" in found.message


def test_every_fault_of_a_section_plan_is_told() -> None:
    found = faults(theme(), v1(taken(section("Solo")), spec("B", None)))

    assert [each.code for each in found] == [
        "unknown-section",
        "no-length",
        "no-length",
    ]


def test_an_edit_of_a_section_plan_is_a_chunk_plan() -> None:
    glue = made("[Glue]", 3_000)
    again = piece("again", LoopContent("theme", seconds(3, 8), glue))

    assert shapes(
        "again",
        piece("theme", v1(spec("A", 9_000)).content, model_id="music_v1"),
        again,
    ) == [(3, 8), 3, (3, 8)]
