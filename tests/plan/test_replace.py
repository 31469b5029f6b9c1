from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from partita.manifest.resolved import (
    GenerationSpec,
    PieceSpec,
    ReplaceContent,
    Replacement,
    Span,
    TimeSpan,
    WholeSpan,
)
from partita.plan.chunks import ReferenceChunk
from tests.plan.written import (
    HERE,
    bars,
    chunks,
    fault,
    faults,
    made,
    marks,
    piece,
    seconds,
    section,
    shapes,
    song,
    target,
    theme,
)

Swap = tuple[Span, GenerationSpec]


def replace(*swaps: Swap, name: str = "finale", of: str = "theme") -> PieceSpec:
    written = tuple(Replacement(HERE, span, spec) for span, spec in swaps)
    return piece(name, ReplaceContent(of, written))


def test_a_replaced_section_lasts_as_long_as_it_did() -> None:
    finale = replace((section("Outro"), made("[Outro]\nbye", None)))

    assert shapes("finale", theme(), finale) == [(0, 20), 4]


def test_neighbouring_kept_stretches_are_one_chunk() -> None:
    middle = replace((section("Chorus"), made("[Chorus]", None)))

    assert shapes("finale", theme(), middle) == [(0, 8), 4, (12, 24)]


def test_the_second_section_of_a_name_is_found() -> None:
    second = replace((section("Verse", 2), made("[Verse]", None)))

    assert shapes("finale", theme(), second) == [(0, 12), 4, (16, 24)]


def test_several_stretches_are_replaced_in_the_order_of_time() -> None:
    both = replace(
        (section("Outro"), made("[Outro]", None)),
        (seconds(0, 6), made("[Overture]", 9_000)),
    )

    assert shapes("finale", theme(), both) == [9, (6, 20), 4]


def test_stretches_may_touch() -> None:
    both = replace((seconds(4, 8), made("", None)), (seconds(8, 12), made("", None)))

    assert shapes("finale", theme(), both) == [(0, 4), 4, 4, (12, 24)]


def test_all_of_a_source_may_be_replaced() -> None:
    assert shapes("finale", theme(), replace((WholeSpan(), made("", None)))) == [24]


def test_a_replacement_in_bars_has_the_tempo_of_what_is_kept() -> None:
    fast = song("theme", made("[A]", 20_000, "120 BPM"), made("[B]", 20_000))
    finale = replace((section("B"), made("[B]", bars(2))))

    assert shapes("finale", fast, finale) == [(0, 20), 4]


def test_a_replaced_section_is_marked_with_its_new_name() -> None:
    finale = replace((section("Chorus"), made("[Solo]", 8_000)))

    assert marks(target("finale", theme(), finale))[1:4] == [
        ("Verse", 4, 8),
        ("Solo", 8, 16),
        ("Verse", 16, 20),
    ]


def test_overlapping_ranges_are_an_error_that_names_both() -> None:
    found = fault(
        theme(),
        replace((seconds(0, 8), made("", None)), (section("Verse"), made("", None))),
    )

    assert found.code == "ranges-overlap"
    assert "`0s..8s` and `4s..8s`" in found.message


def test_a_short_stretch_can_t_be_generated() -> None:
    found = fault(theme(), replace((seconds(0, 2), made("", None))))

    assert found.message == (
        "replaced range `0s..2s` lasts 2s, the API generates at least 3s"
    )
    assert "widen" in str(found.hint)


def test_a_long_stretch_is_replaced_as_several() -> None:
    epic = song("theme", made("", 120_000), made("", 120_000))

    found = fault(epic, replace((WholeSpan(), made("", None))))

    assert "at most 2m" in found.message
    assert "several" in str(found.hint)


def test_a_short_stretch_may_make_way_for_a_longer_chunk() -> None:
    assert shapes("finale", theme(), replace((seconds(0, 2), made("")))) == [4, (2, 24)]


def test_every_unknown_section_is_told() -> None:
    found = faults(
        theme(),
        replace((section("Solo"), made("", None)), (section("Coda"), made("", None))),
    )

    assert [each.code for each in found] == ["unknown-section"] * 2


_BORDERS = st.lists(st.integers(0, 24_000), min_size=2, max_size=8, unique=True)


@given(_BORDERS, st.booleans())
def test_kept_and_replaced_ranges_tile_the_source(
    borders: list[int], late_first: bool
) -> None:
    borders.sort()
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    swaps = [(_span(*pair), made("[New]", 5_000)) for pair in pairs]
    edit = replace(*(reversed(swaps) if late_first else swaps))

    found = chunks("finale", theme(), edit)

    kept = [each.source.range for each in found if isinstance(each, ReferenceChunk)]
    tiles = sorted([*pairs, *((each.start_ms, each.end_ms) for each in kept)])
    assert [start for start, _ in tiles] == [0, *(end for _, end in tiles[:-1])]
    assert tiles[-1][1] == 24_000


def _span(start_ms: int, end_ms: int) -> Span:
    return TimeSpan(start_ms, end_ms)
