from __future__ import annotations

from partita.manifest.resolved import (
    ExtendContent,
    LoopContent,
    PieceSpec,
    SimilarContent,
    SpliceContent,
    WholeSpan,
)
from partita.plan.chunks import Source, TimeRange
from tests.plan.written import (
    bars,
    chunks,
    fault,
    generated,
    kept,
    made,
    marks,
    piece,
    recording,
    seconds,
    section,
    shapes,
    song,
    source,
    target,
    theme,
)


def extend() -> PieceSpec:
    content = ExtendContent(
        "theme", seconds(2, 10), (made("[Rise]", 5_000),), (made("[Fall]", 6_000),)
    )
    return piece("long", content)


def loop() -> PieceSpec:
    return piece("again", LoopContent("theme", seconds(3, 8), made("[Glue]", 3_000)))


def test_an_extended_song_keeps_the_slice_between_new_chunks() -> None:
    assert shapes("long", theme(), extend()) == [5, (2, 10), 6]


def test_an_extended_song_is_marked_anew() -> None:
    assert marks(target("long", theme(), extend())) == [
        ("Rise", 0, 5),
        ("Intro", 5, 7),
        ("Verse", 7, 11),
        ("Chorus", 11, 13),
        ("Fall", 13, 19),
    ]


def test_a_slice_may_be_kept_alone() -> None:
    trim = piece("trim", ExtendContent("theme", section("Chorus", 2)))

    assert shapes("trim", theme(), trim) == [(16, 20)]


def test_bars_before_a_kept_slice_have_its_tempo() -> None:
    fast = song("theme", made("", 20_000, "120 BPM"))
    rise = piece("rise", ExtendContent("theme", WholeSpan(), (made("", bars(4)),)))

    assert shapes("rise", fast, rise) == [8, (0, 20)]


def test_bars_before_an_edit_with_bars_before_have_its_tempo() -> None:
    fast = song("theme", made("", 20_000, "120 BPM"))
    rise = piece("rise", ExtendContent("theme", WholeSpan(), (made("", bars(4)),)))
    more = piece("more", ExtendContent("rise", WholeSpan(), (made("", bars(2)),)))

    assert shapes("more", fast, rise, more) == [4, (0, 28)]


def test_a_loop_plays_the_slice_twice_around_the_glue() -> None:
    found = target("again", theme(), loop())

    assert shapes("again", theme(), loop()) == [(3, 8), 3, (3, 8)]
    assert found.loop == TimeRange(0, 8_000)


def test_only_loops_have_loop_points() -> None:
    assert target("long", theme(), extend()).loop is None


def test_a_loop_without_its_slice_is_told_once() -> None:
    gone = piece("again", LoopContent("theme", section("Solo"), made()))

    assert fault(theme(), gone).code == "unknown-section"


def test_a_similar_song_is_conditioned_in_its_first_chunk() -> None:
    night = piece(
        "night",
        SimilarContent("theme", seconds(0, 10), "high", (made("[A]"), made("[B]"))),
    )

    first, second = map(generated, chunks("night", theme(), night))

    assert first.conditioning == Source(TimeRange(0, 10_000), "theme")
    assert (first.condition_strength, second.conditioning) == ("high", None)


def test_a_similar_song_may_leave_the_strength_to_its_chunk() -> None:
    first = made("[A]", condition_strength="low")
    night = piece("night", SimilarContent("theme", WholeSpan(), None, (first,)))

    (chunk,) = chunks("night", theme(), night)

    assert generated(chunk).condition_strength == "low"


def test_a_similar_song_without_chunks_is_empty() -> None:
    night = piece("night", SimilarContent("theme", WholeSpan(), None, ()))

    assert chunks("night", theme(), night) == ()


def test_a_first_chunk_can_t_be_conditioned_twice() -> None:
    first = made("[A]", conditioning=source("theme", WholeSpan()))
    night = piece("night", SimilarContent("theme", WholeSpan(), None, (first,)))

    found = fault(theme(), night)

    assert found.code == "conditioned-twice"
    assert "`splice`" in str(found.hint)


def test_a_splice_takes_from_several_songs() -> None:
    medley = piece(
        "medley",
        SpliceContent(
            (
                kept("theme", section("Chorus")),
                made("[Bridge]", 8_000),
                kept("jingle", WholeSpan()),
            )
        ),
    )

    found = shapes("medley", theme(), recording(), medley, lengths={"jingle": 4_500})

    assert found == [(8, 12), 8, (0, 4.5)]


def test_an_edit_of_an_edit_finds_the_sections_that_it_has_now() -> None:
    short = piece("short", LoopContent("long", section("Fall"), made("[Glue]", 3_000)))

    assert shapes("short", theme(), extend(), short) == [(13, 19), 3, (13, 19)]


def test_a_section_cut_by_an_edit_is_as_long_as_what_is_left() -> None:
    part = piece("part", ExtendContent("long", section("Intro")))

    assert shapes("part", theme(), extend(), part) == [(5, 7)]


def test_an_edit_follows_when_its_source_grows() -> None:
    longer = song("theme", made("[Intro]", 9_000), made("[Chorus]", 7_000))
    part = piece("part", ExtendContent("theme", section("Chorus")))

    assert shapes("part", longer, part) == [(9, 16)]


def test_an_extension_of_an_unknown_slice_is_told_once() -> None:
    gone = piece("gone", ExtendContent("theme", section("Solo"), (made(),)))

    found = fault(theme(), gone)

    assert found.origin is not None
    assert found.origin.path == ("songs", "gone", "keep")
