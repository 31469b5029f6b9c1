from __future__ import annotations

from typing import Any

import pytest

from partita import limits
from partita.errors import Diagnostic
from partita.manifest.resolved import (
    ChunkSpec,
    ExtendContent,
    PieceSpec,
    PromptContent,
    ReferenceSpec,
    SectionsContent,
    SectionSpec,
    SourceSpec,
    SpliceContent,
    TimeSpan,
    WholeSpan,
)
from partita.plan.check import check
from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.plan.lower import lower
from partita.plan.rules import shown
from tests.plan.written import (
    HERE,
    bars,
    kept,
    made,
    manifest,
    piece,
    seconds,
    song,
    source,
    theme,
)


def found(*pieces: PieceSpec, **more: Any) -> tuple[Diagnostic, ...]:
    written = manifest(*pieces)
    return check(lower(written, lengths={}, drafts={}, **more), written)


def fault(*chunks: ChunkSpec) -> Diagnostic:
    """Return the one thing that the API would refuse in a song of some chunks."""
    (only,) = found(theme(), song("x", *chunks))
    return only


def section(**more: Any) -> SectionSpec:
    return SectionSpec(
        HERE, more.pop("section_name", "A"), more.pop("length", 4_000), **more
    )


def v1_fault(*sections: SectionSpec, styles: tuple[str, ...] = ()) -> Diagnostic:
    content = SectionsContent(styles, (), sections)
    (only,) = found(theme(), piece("x", content, model_id="music_v1"))
    return only


def path(diagnostic: Diagnostic) -> tuple[str | int, ...]:
    assert diagnostic.origin is not None
    return diagnostic.origin.path


def test_a_sound_manifest_has_no_faults() -> None:
    assert found(theme()) == ()


def test_a_chunk_that_is_too_short_says_what_to_do() -> None:
    only = fault(made("[drop]", 2_000), made("[rest]"))

    assert only.message == "chunk `drop` lasts 2s, the API needs at least 3s"
    assert only.severity == "error"
    assert "join" in str(only.hint)


def test_a_chunk_that_is_too_long_says_what_to_do() -> None:
    only = fault(made("[drop]", 120_001))

    assert only.message == "chunk `drop` lasts 2m0.001s, the API takes at most 2m"
    assert "split" in str(only.hint)


def test_a_length_in_bars_shows_its_sum_and_its_place() -> None:
    only = fault(made("[drop]", bars(2), "240 BPM"), made())

    assert only.detail == "2 bars of 4/4 at 240 BPM"
    assert path(only) == (*HERE.path, "bars")


@pytest.mark.parametrize("duration_ms", [3_000, 120_000])
def test_limits_themselves_are_allowed(duration_ms: int) -> None:
    assert found(song("x", made("", duration_ms))) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]\nla", "section-name"),
        (f"[{'a' * 101}]", "section-name"),
        ("la\n" * 31, "lyric-lines"),
        ("a" * 201, "lyric-line"),
    ],
)
def test_texts_are_held_against_their_limits(text: str, code: str) -> None:
    only = fault(made(text))

    assert only.code == code
    assert path(only)[-1] == "text"


def test_a_long_line_is_quoted_from_its_start() -> None:
    assert str(fault(made("word " * 50)).detail).startswith("`word word")


def test_a_text_that_is_too_long_breaks_its_own_limit_too() -> None:
    (only,) = found(song("x", made("\n".join(["a" * 300] * 21))))[:1]

    assert only.code == "chunk-text"
    assert only.message.endswith("takes at most 6132 characters")


def test_styles_are_counted() -> None:
    many = tuple(f"style {number}" for number in range(51))

    asked, forbidden = found(song("x", made("", 4_000, *many, negative_styles=many)))

    assert "asks for 51 styles" in asked.message
    assert "forbids 51 styles" in forbidden.message


def test_a_sum_of_bars_explains_no_styles() -> None:
    many = tuple(f"style {number}" for number in range(51))

    assert fault(made("", bars(4), "120 BPM", *many)).detail is None


def test_a_kept_slice_is_long_enough() -> None:
    only = fault(kept("theme", TimeSpan(0, 49)), made())

    assert only.code == "reference-range"
    assert "keeps 49ms" in only.message


def test_a_sliver_left_by_an_edit_is_found() -> None:
    cut = piece("cut", ExtendContent("theme", TimeSpan(0, 20), (made(),)))

    (only,) = found(theme(), cut)

    assert only.code == "reference-range"


def test_a_conditioning_reference_has_an_end() -> None:
    long = song("long", made("", 31_000))
    cue = made("[A]", conditioning=source("long", WholeSpan()))

    (only,) = found(long, song("x", cue))

    assert only.message == (
        "chunk `A` is conditioned on 31s, the API takes at most 30s"
    )
    assert path(only)[-1] == "conditioning"


def test_the_id_of_a_stored_song_has_a_length() -> None:
    spec = ReferenceSpec(HERE, SourceSpec(HERE, seconds(0, 5), song_id="a" * 101))

    assert fault(spec).code == "song-id"


def test_a_plan_has_a_chunk() -> None:
    assert fault().message == "`x` has 0 chunks, the API needs at least 1 chunk"


def test_a_plan_has_not_too_many_chunks() -> None:
    only = fault(*(made(),) * 31)

    assert (only.code, path(only)) == ("chunk-count", ("songs", "x"))


def test_a_plan_is_not_too_long() -> None:
    only = fault(*(made("", 120_000),) * 6)

    assert only.message == "`x` lasts 12m, the API takes at most 10m"


def test_an_edit_that_only_keeps_has_a_least_length() -> None:
    cut = piece("cut", SpliceContent((kept("theme", seconds(0, 2)),)))

    (only,) = found(theme(), cut)

    assert only.code == "plan-length"


@pytest.mark.parametrize("seed", [-1, 2_147_483_648])
def test_a_seed_is_in_range(seed: int) -> None:
    (only,) = found(piece("x", theme().content, seed=seed))

    assert (only.code, path(only)[-1]) == ("seed", "seed")


def test_a_seed_may_stand_with_a_prompt() -> None:
    assert found(piece("x", PromptContent("calm", 60_000), seed=7)) == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PromptContent("", 60_000), "prompt"),
        (PromptContent("a" * 4_101, None), "prompt"),
        (PromptContent("calm", 2_999), "prompt-length"),
        (PromptContent("calm", 600_001), "prompt-length"),
    ],
)
def test_prompts_are_held_against_their_limits(
    content: PromptContent, code: str
) -> None:
    (only,) = found(piece("x", content))

    assert only.code == code


def test_a_drafted_plan_is_checked_and_points_at_its_prompt() -> None:
    written = manifest(piece("x", PromptContent("calm", 60_000)))
    draft = ChunkPlan((GenerationChunk("[A]", 1_000), GenerationChunk("[B]", 9_000)))

    (only,) = check(lower(written, lengths={}, drafts={"x": draft}), written)

    assert (only.code, path(only)[-1]) == ("chunk-duration", "prompt")


@pytest.mark.parametrize(
    ("section", "code"),
    [
        (section(length=2_999), "chunk-duration"),
        (section(section_name=""), "section-name"),
        (section(lines=("a",) * 31), "lyric-lines"),
        (section(lines=("a" * 201,)), "lyric-line"),
        (section(positive_local_styles=("a",) * 51), "style-count"),
        (section(negative_local_styles=("a",) * 51), "style-count"),
    ],
)
def test_sections_are_held_against_their_limits(
    section: SectionSpec, code: str
) -> None:
    assert v1_fault(section, *(_good(),) * 1).code == code


def _good() -> SectionSpec:
    return section(section_name="Good")


def test_what_a_section_leaves_out_is_counted() -> None:
    holes = tuple(TimeSpan(at * 1000, at * 1000 + 500) for at in range(11))
    taken = section(source_from=source("theme", WholeSpan()), negative_ranges=holes)

    only = v1_fault(taken)

    assert (only.code, path(only)[-1]) == ("negative-ranges", "source_from")


def test_global_styles_are_counted() -> None:
    assert v1_fault(section(), styles=("a",) * 51).code == "style-count"


def test_sections_are_counted() -> None:
    assert v1_fault().code == "section-count"
    assert v1_fault(*(section(),) * 31).code == "section-count"


@pytest.mark.parametrize(
    ("content", "model_id", "hint"),
    [
        (theme().content, "music_v1", "`music_v2` or `music_v2_5`"),
        (SectionsContent((), (), (section(),)), "music_v2", "`music_v1`"),
    ],
)
def test_a_plan_fits_its_model(content: Any, model_id: str, hint: str) -> None:
    (only,) = found(piece("x", content, model_id=model_id))

    assert only.code == "model-plan"
    assert only.hint == f"give it the model {hint}"


def test_an_unknown_model_gets_the_nearest_known_one() -> None:
    (only,) = found(piece("x", theme().content, model_id="music_v3"))

    assert only.code == "unknown-model"
    assert "did you mean `music_v" in str(only.hint)


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (1, "lines", "1 line"),
        (31, "chunks", "31 chunks"),
        (2_500, "ms", "2.5s"),
        (7, "", "7"),
    ],
)
def test_numbers_are_shown_with_their_unit(number: int, unit: str, words: str) -> None:
    assert shown(number, unit) == words


def test_every_limit_of_a_plan_has_a_rule() -> None:
    """A finetune is no part of a plan; a provider's options are checked elsewhere."""
    from partita.plan import rules

    judged = {
        each.limit for each in vars(rules).values() if isinstance(each, rules.Rule)
    }
    known = {each for each in vars(limits).values() if isinstance(each, limits.Limit)}

    assert known - judged == {limits.FINETUNE_ID}
