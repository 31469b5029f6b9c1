from __future__ import annotations

import pytest

from partita.manifest.resolved import LoopContent, SpliceContent, WholeSpan
from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    Prompt,
    Source,
    TimeRange,
)
from tests.plan.written import (
    bars,
    chunks,
    fault,
    faults,
    generated,
    kept,
    lowered,
    made,
    marks,
    piece,
    prompted,
    recording,
    seconds,
    section,
    shapes,
    song,
    source,
    target,
    theme,
)

DRAFT = ChunkPlan(
    (GenerationChunk("[Intro]", 4_000), GenerationChunk("[Outro]", 5_000))
)


def test_a_song_by_chunks_is_lowered_as_written() -> None:
    spec = made(
        "[Verse]\nla\n",
        8_000,
        "pop",
        negative_styles=("harsh",),
        context_adherence="low",
    )

    (chunk,) = chunks("theme", song("theme", spec))

    assert chunk == GenerationChunk("[Verse]\nla", 8_000, ("pop",), ("harsh",), "low")


def test_sections_of_a_song_are_marked() -> None:
    found = marks(target("theme", song("theme", made("[A]"), made(), made("[B]"))))

    assert found == [("A", 0, 4), ("B", 8, 12)]


def test_bars_last_as_long_as_the_tempo_says() -> None:
    assert shapes("a", song("a", made("", bars(8), "120 BPM"))) == [16]


def test_the_last_tempo_named_is_in_force() -> None:
    written = song(
        "a",
        made("", bars(4), "120 BPM"),
        made("", bars(4)),
        made("", bars(4), "60 BPM"),
    )

    assert shapes("a", written) == [8, 8, 16]


def test_a_metre_changes_what_bars_last() -> None:
    written = song("a", made("", bars(4), "120 BPM"), made("", bars(4), "waltz"))

    assert shapes("a", written) == [8, 6]


def test_bars_in_a_row_end_where_the_whole_would() -> None:
    written = song("a", made("", bars(4), "110 BPM"), *(made("", bars(4)),) * 10)

    assert target("a", written).duration_ms == 96_000


def test_bars_without_a_tempo_are_an_error_with_a_hint() -> None:
    found = fault(song("a", made("", bars(4), "warm")))

    assert found.code == "unknown-tempo"
    assert "4 bars" in found.message
    assert found.origin is not None
    assert found.origin.path[-1] == "bars"
    assert "110 BPM" in str(found.hint)


def test_one_bar_is_not_called_bars() -> None:
    assert "of 1 bar is" in fault(song("a", made("", bars(1)))).message


def test_a_chunk_without_a_length_is_an_error() -> None:
    assert fault(song("a", made("[A]", None))).code == "no-length"


def test_the_sum_behind_a_length_in_bars_is_kept() -> None:
    lowering = lowered(song("a", made("", bars(2), "240 BPM"), made("", 4_000)))

    assert lowering.workings["a"] == ("2 bars of 4/4 at 240 BPM", None)


def test_every_chunk_knows_where_it_was_written() -> None:
    lowering = lowered(
        theme(), recording(), prompted(), prompted("drafted"), drafts={"drafted": DRAFT}
    )

    counts = {name: len(origins) for name, origins in lowering.origins.items()}

    assert counts == {"theme": 6, "jingle": 1, "menu": 1, "drafted": 2}


def test_a_song_by_file_lasts_as_long_as_its_file() -> None:
    found = target("jingle", recording(), lengths={"jingle": 4_321})

    assert (found.file, found.duration_ms, found.plan) == (
        "assets/jingle.wav",
        4_321,
        None,
    )


def test_a_song_by_prompt_has_no_plan_until_it_is_drafted() -> None:
    found = target("menu", prompted())

    assert found.plan is None
    assert found.prompt == Prompt("a calm bed", 60_000)
    assert (found.duration_ms, found.marks) == (60_000, ())


def test_a_drafted_song_has_its_plan_and_keeps_its_prompt() -> None:
    found = target("menu", prompted(), drafts={"menu": DRAFT})

    assert found.plan == DRAFT
    assert found.prompt is not None
    assert found.duration_ms == 9_000
    assert marks(found) == [("Intro", 0, 4), ("Outro", 4, 9)]


def test_seed_model_and_tags_are_handed_on() -> None:
    written = piece(
        "menu", prompted().content, seed=7, tags=("bgm",), model_id="music_v2_5"
    )

    found = target("menu", written)

    assert (found.seed, found.tags, found.model_id) == (7, ("bgm",), "music_v2_5")


def test_targets_come_originals_first() -> None:
    loop = piece("again", LoopContent("theme", section("Verse"), made()))

    assert list(lowered(loop, theme()).targets) == ["theme", "again"]


def test_all_errors_come_at_once() -> None:
    found = faults(
        song("a", made("", bars(1)), made("", None)),
        song("b", made("", None)),
        piece("c", LoopContent("c", WholeSpan(), made())),
    )

    assert [each.code for each in found] == [
        "cycle",
        "unknown-tempo",
        "no-length",
        "no-length",
    ]


def test_what_is_made_from_a_faulty_song_says_nothing_of_its_own() -> None:
    loop = piece("again", LoopContent("a", section("Nowhere"), made()))

    lowering = lowered(song("a", made("", None)), loop, theme())

    assert [each.code for each in lowering.diagnostics] == ["no-length"]
    assert list(lowering.targets) == ["theme"]


def test_a_cycle_points_at_its_first_member() -> None:
    found = fault(
        piece("a", LoopContent("b", WholeSpan(), made())),
        piece("b", LoopContent("a", WholeSpan(), made())),
    )

    assert found.message == "edit `a` is made from `b`, `b` from `a`"
    assert found.origin is not None
    assert found.origin.path == ("songs", "a")


def test_an_unknown_source_gets_the_nearest_name() -> None:
    loop = piece("again", LoopContent("them", WholeSpan(), made()))

    found = fault(theme(), loop)

    assert found.code == "unknown-source"
    assert "did you mean `theme`?" in str(found.hint)


def test_a_chunk_may_be_conditioned_on_another_song() -> None:
    spec = made(
        "[Bridge]",
        conditioning=source("theme", seconds(0, 10)),
        condition_strength="medium",
    )

    chunk = generated(chunks("a", song("a", spec), theme())[0])

    assert chunk.conditioning == Source(TimeRange(0, 10_000), "theme")
    assert chunk.condition_strength == "medium"


def test_bars_of_a_conditioned_chunk_follow_its_reference() -> None:
    fast = song("fast", made("", 8_000, "120 BPM"))
    cue = made("", bars(4), conditioning=source("fast", WholeSpan()))

    assert shapes("a", fast, song("a", cue, made("", bars(2)))) == [8, 4]


def test_bars_after_a_kept_slice_follow_its_tempo() -> None:
    fast = song("fast", made("[A]", 8_000, "120 BPM"), made("[B]", 8_000, "60 BPM"))
    mix = piece("mix", SpliceContent((kept("fast", section("B")), made("", bars(2)))))

    assert shapes("mix", fast, mix) == [(8, 16), 8]


def test_a_fault_in_one_chunk_does_not_hide_the_next() -> None:
    mix = piece(
        "mix",
        SpliceContent(
            (
                kept("theme", section("Solo")),
                made("", None),
                kept("theme", seconds(9, 9)),
            )
        ),
    )

    codes = [each.code for each in faults(theme(), mix)]

    assert codes == ["unknown-section", "empty-range", "no-length"]


@pytest.mark.parametrize("length_ms", [1, 2_999, 600_000])
def test_limits_are_not_judged_here(length_ms: int) -> None:
    assert target("a", song("a", made("", length_ms))).duration_ms == length_ms
