from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from partita.errors import Origin
from partita.manifest.load import load
from partita.manifest.resolved import (
    Bars,
    Caps,
    ChunksContent,
    ExtendContent,
    GenerationSpec,
    LoopContent,
    Manifest,
    PromptContent,
    ReferenceSpec,
    ReplaceContent,
    SectionsContent,
    SectionSpan,
    SimilarContent,
    SpliceContent,
    TimeSpan,
    WholeSpan,
)
from tests.manifest.projects import resolved, write_lantern

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    manifest = load(write_lantern(tmp_path_factory.mktemp("lantern"))).manifest
    assert manifest is not None
    return manifest


def chunks_of(manifest: Manifest, name: str) -> tuple[GenerationSpec, ...]:
    content = manifest.pieces[name].content
    assert isinstance(content, ChunksContent | SpliceContent | SimilarContent)
    return tuple(each for each in content.chunks if isinstance(each, GenerationSpec))


def test_the_project_is_taken_over(lantern: Manifest) -> None:
    assert (lantern.name, lantern.output_dir, lantern.provider) == (
        "lantern",
        "build",
        "local",
    )
    assert lantern.caps == Caps(per_build=20_000)
    assert lantern.muted_advice == {"not-english"}


def test_song_styles_go_to_the_first_chunk_only(lantern: Manifest) -> None:
    first, second, _ = chunks_of(lantern, "theme")

    assert first.positive_styles == ("slow waltz", "celesta", "96 BPM", "music box")
    assert first.negative_styles == ("drums",)
    assert second.positive_styles == ()


def test_lengths_are_milliseconds_or_bars(lantern: Manifest) -> None:
    lengths = [chunk.length for chunk in chunks_of(lantern, "theme")]

    assert lengths == [16_000, Bars(Fraction(9, 2)), 8_000]


def test_defaults_fill_what_is_not_said(lantern: Manifest) -> None:
    assert lantern.songs["theme"].seed == 7
    assert lantern.songs["theme"].model_id == "music_v2"
    assert chunks_of(lantern, "theme")[0].context_adherence == "medium"


def test_a_song_by_prompt(lantern: Manifest) -> None:
    song = lantern.songs["menu"]

    assert song.content == PromptContent(
        "snow falling on a closed fairground", 60_000, instrumental=True
    )
    assert song.model_id == "music_v2_5"


def test_a_pasted_plan_is_valid_with_its_nulls(lantern: Manifest) -> None:
    (chunk,) = chunks_of(lantern, "boss")

    assert chunk.length == 12_000
    assert chunk.context_adherence == "high"
    assert chunk.conditioning is None
    assert chunk.origin == Origin("plans/boss.json", ("chunks", 0))


def test_a_song_id_that_is_a_name_is_that_target(lantern: Manifest) -> None:
    content = lantern.songs["boss"].content
    assert isinstance(content, ChunksContent)
    kept = [each.source for each in content.chunks if isinstance(each, ReferenceSpec)]

    assert [(each.target, each.song_id) for each in kept] == [
        ("theme", None),
        (None, "st0red"),
    ]


def test_a_plan_in_the_manifest_knows_its_place(lantern: Manifest) -> None:
    (chunk,) = chunks_of(lantern, "inline")

    place = ("songs", "inline", "plan", "chunks", 0)
    assert chunk.origin == Origin("music.toml", place)


def test_a_song_by_sections_of_an_included_file(lantern: Manifest) -> None:
    song = lantern.songs["cellar"]
    assert isinstance(song.content, SectionsContent)
    verse, echo = song.content.sections

    assert song.model_id == "music_v1"
    assert verse.lines == ("Mind the seventh stair", "it sings")
    assert echo.source_from is not None
    assert echo.source_from.target == "theme"
    assert echo.negative_ranges == (TimeSpan(1_000, 2_000),)
    assert verse.origin.file == "levels/cellar.toml"


def test_replacements_name_sections_or_ranges(lantern: Manifest) -> None:
    content = lantern.edits["theme-finale"].content
    assert isinstance(content, ReplaceContent)
    first, second = content.replacements

    assert first.span == SectionSpan("Chorus", 2)
    assert first.chunk.length is None
    assert second.span == TimeSpan(20_000, None)


def test_an_extension_keeps_a_slice(lantern: Manifest) -> None:
    content = lantern.edits["theme-long"].content
    assert isinstance(content, ExtendContent)

    assert content.keep == TimeSpan(10_000, 50_000)
    assert [chunk.text for chunk in (*content.before, *content.after)] == [
        "[Intro]",
        "[Outro]",
    ]


def test_a_loop_has_its_glue(lantern: Manifest) -> None:
    content = lantern.edits["theme-loop"].content
    assert isinstance(content, LoopContent)

    assert (content.source, content.range) == ("theme", TimeSpan(3_000, 8_000))
    assert content.glue.length == 3_000


def test_a_similar_song_has_its_slice(lantern: Manifest) -> None:
    content = lantern.edits["theme-night"].content
    assert isinstance(content, SimilarContent)

    assert (content.range, content.strength) == (TimeSpan(0, 10_000), "high")


def test_a_splice_names_its_sources(lantern: Manifest) -> None:
    content = lantern.edits["medley"].content
    assert isinstance(content, SpliceContent)
    spans = [c.source.span for c in content.chunks if isinstance(c, ReferenceSpec)]
    (made,) = chunks_of(lantern, "medley")

    assert spans[:2] == [SectionSpan("Chorus", 2), TimeSpan(0, 4_000)]
    assert made.conditioning is not None
    assert made.conditioning.target == "menu"
    assert made.condition_strength == "low"


def test_an_export_has_selectors(lantern: Manifest) -> None:
    export = lantern.exports["game"]

    assert export.select == ("tag:bgm", "theme-*")
    assert export.loudness_lufs == -16.0


def test_a_source_without_range_is_all_of_it(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[songs.a]\nprompt = "x"\n'
        '[edits.b]\nkind = "loop"\nsource = "a"\nglue = { bars = 2 }',
    )

    content = manifest.edits["b"].content
    assert isinstance(content, LoopContent)
    assert content.range == WholeSpan()


def test_a_section_may_be_kept_by_name(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[songs.a]\nprompt = "x"\n[edits.b]\nkind = "extend"\nsource = "a"\n'
        'keep = { section = "Verse", nth = 2 }\nafter = [{ duration = "5s" }]',
    )

    content = manifest.edits["b"].content
    assert isinstance(content, ExtendContent)
    assert content.keep == SectionSpan("Verse", 2)


def test_a_default_model_is_taken_where_it_can_play(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[defaults]\nmodel = "music_v1"\nduration = "5s"\n'
        '[songs.a]\nprompt = "x"\n[songs.b]\nchunks = [{ text = "la" }]\n',
    )

    assert manifest.songs["a"].model_id == "music_v1"
    assert manifest.songs["b"].model_id == "music_v2"
    assert chunks_of(manifest, "b")[0].length == 5_000


def test_a_song_says_more_than_the_defaults(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[project]\noutput_format = "flac"\n'
        '[defaults]\nseed = 1\ntags = ["all"]\n'
        '[songs.a]\nprompt = "x"\nseed = 0\ntags = ["own"]\noutput_format = "wav"\n'
        '[songs.b]\nprompt = "x"\n',
    )
    a, b = manifest.songs["a"], manifest.songs["b"]

    assert (a.seed, a.tags, a.output_format) == (0, ("own",), "wav")
    assert (b.seed, b.tags, b.output_format) == (1, ("all",), "flac")


def test_an_empty_list_opts_out_of_the_defaults(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[defaults]\ntags = ["all"]\npositive_styles = ["harp"]\n'
        "[songs.a]\ntags = []\npositive_styles = []\n"
        'chunks = [{ duration = "5s" }]\n',
    )

    assert manifest.songs["a"].tags == ()
    assert chunks_of(manifest, "a")[0].positive_styles == ()


def test_a_kept_slice_in_front_leaves_the_tone_to_the_first_new_chunk(
    tmp_path: Path,
) -> None:
    manifest = resolved(
        tmp_path,
        '[songs.a]\nprompt = "x"\n[songs.b]\npositive_styles = ["oboe"]\n'
        'chunks = [{ song = "a", range = "1s..2s" }, { duration = "5s" }]',
    )

    assert chunks_of(manifest, "b")[0].positive_styles == ("oboe",)


def test_a_style_asked_for_twice_is_one(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        '[styles.x]\npositive = ["oboe", "slow"]\n[[songs.a.chunks]]\n'
        'duration = "5s"\nstyles = ["x"]\npositive_styles = ["slow", "dark"]',
    )

    assert chunks_of(manifest, "a")[0].positive_styles == ("oboe", "slow", "dark")


def test_an_unnamed_project_has_its_folder_s_name(tmp_path: Path) -> None:
    assert resolved(tmp_path, "").name == tmp_path.name


def test_a_section_from_a_source_needs_no_length_of_its_own(tmp_path: Path) -> None:
    manifest = resolved(
        tmp_path,
        """
        [songs.rope]
        chunks = [{ text = "[Verse]", duration = "12s" }]

        [[songs.knot.sections]]
        section_name = "Solo"
        source_from = { song = "rope", range = "0s..9s" }
        """,
    )

    content = manifest.songs["knot"].content
    assert isinstance(content, SectionsContent)
    assert content.sections[0].length is None
