"""The example project says everything that a manifest can say, and plays it.

Nothing is rendered: manifests are loaded, lowered and checked by the public functions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from partita.errors import Diagnostic
from partita.manifest.load import load
from partita.manifest.resolved import (
    ExtendContent,
    FileContent,
    LoopContent,
    Manifest,
    PromptContent,
    ReplaceContent,
    SectionSpan,
    SimilarContent,
    SpliceContent,
)
from partita.manifest.schema import schema
from partita.plan.advice import advise
from partita.plan.check import check
from partita.plan.chunks import ChunkPlan, GenerationChunk, ReferenceChunk, SectionPlan
from partita.plan.lower import Lowering, lower
from tests.example.fields import documents, known_fields, used_fields

PROJECT = Path(__file__).parents[2] / "example-project"
#: Length of the one recording; `test_the_recording_is_as_long_as_we_say` holds it.
RECORDING_MS = 5_000


@dataclass(frozen=True)
class Example:
    manifest: Manifest
    lowering: Lowering
    found: tuple[Diagnostic, ...]

    def plan(self, name: str) -> ChunkPlan:
        plan = self.lowering.targets[name].plan
        assert isinstance(plan, ChunkPlan)
        return plan


@pytest.fixture(scope="module")
def example() -> Example:
    loaded = load(PROJECT / "music.toml")
    assert loaded.manifest is not None, loaded.diagnostics
    songs = loaded.manifest.songs.items()
    lengths = {n: RECORDING_MS for n, s in songs if isinstance(s.content, FileContent)}
    lowering = lower(loaded.manifest, lengths=lengths, drafts={})
    found = (
        *loaded.diagnostics,
        *lowering.diagnostics,
        *check(lowering, loaded.manifest),
        *advise(lowering, loaded.manifest),
    )
    return Example(loaded.manifest, lowering, found)


def kinds(plan: ChunkPlan) -> str:
    """Write a plan as `k` for kept and `m` for made chunks."""
    return "".join("k" if isinstance(c, ReferenceChunk) else "m" for c in plan.chunks)


def test_the_example_has_no_errors_and_no_warnings(example: Example) -> None:
    assert example.found == ()
    assert example.lowering.targets.keys() == example.manifest.pieces.keys()


def test_every_field_of_the_manifest_is_used() -> None:
    rules = schema()
    used = set()
    for definition, value in documents(PROJECT):
        used |= used_fields(rules, value, definition)

    unused = [
        f"{name} of {', '.join(sorted(tables))}"
        for (name, words), tables in known_fields(rules).items()
        if (name, words) not in used
    ]
    assert unused == []


def test_every_way_to_declare_a_piece_is_used(example: Example) -> None:
    pieces = example.manifest.pieces.values()
    ways = {type(piece.content).__name__ for piece in pieces}

    assert ways == {
        f"{way}Content"
        for way in (
            *("Prompt", "Chunks", "Sections", "File"),
            *("Replace", "Extend", "Loop", "Similar", "Splice"),
        )
    }


def test_a_plan_file_of_each_type_is_used(example: Example) -> None:
    targets = example.lowering.targets

    assert isinstance(targets["bell-giant"].plan, ChunkPlan)
    assert isinstance(targets["hive-waltz"].plan, SectionPlan)
    assert example.manifest.songs["hive-waltz"].origin.file == "music.toml"


def test_one_section_is_regenerated(example: Example) -> None:
    content = example.manifest.edits["orchard-finale"].content
    assert isinstance(content, ReplaceContent)

    assert content.replacements[0].span == SectionSpan("Outro")
    assert kinds(example.plan("orchard-finale")) == "km"
    assert example.lowering.targets["orchard-finale"].duration_ms == 45_000


def test_the_second_section_of_a_name_is_found(example: Example) -> None:
    chunks = example.plan("orchard-first-frost").chunks
    kept = [c.source.range for c in chunks if isinstance(c, ReferenceChunk)]

    assert [(each.start_ms, each.end_ms) for each in kept] == [
        (5_000, 30_000),
        (40_000, 45_000),
    ]


def test_a_song_is_extended_at_both_ends(example: Example) -> None:
    assert isinstance(example.manifest.edits["orchard-trailer"].content, ExtendContent)
    assert kinds(example.plan("orchard-trailer")) == "mkm"


def test_a_loop_is_glued(example: Example) -> None:
    first, glue, again = example.plan("meadow-loop").chunks

    assert isinstance(example.manifest.edits["meadow-loop"].content, LoopContent)
    assert first == again
    assert isinstance(glue, GenerationChunk)
    assert example.lowering.targets["meadow-loop"].loop is not None


def test_a_similar_song_is_conditioned_on_a_slice(example: Example) -> None:
    first = example.plan("orchard-in-snow").chunks[0]

    content = example.manifest.edits["orchard-in-snow"].content
    assert isinstance(content, SimilarContent)
    assert isinstance(first, GenerationChunk)
    assert first.conditioning is not None
    assert first.conditioning.target == "orchard"
    assert first.condition_strength == "high"


def test_sections_of_several_songs_are_combined(example: Example) -> None:
    content = example.manifest.edits["credits"].content
    chunks = example.plan("credits").chunks
    kept = [c.source.target for c in chunks if isinstance(c, ReferenceChunk)]

    assert isinstance(content, SpliceContent)
    assert kept == ["orchard", "hive-waltz", "kite-call"]
    assert kinds(example.plan("credits")) == "kmkmk"


def test_an_edit_is_made_from_an_edit(example: Example) -> None:
    content = example.manifest.edits["orchard-trailer-loop"].content

    assert isinstance(content, LoopContent)
    assert content.source in example.manifest.edits


def test_included_files_hold_songs_edits_and_styles(example: Example) -> None:
    pieces = example.manifest.pieces.values()
    files = {piece.origin.file for piece in pieces}

    assert {"levels/meadow.toml", "levels/winter.toml"} <= files


def test_the_warning_that_is_switched_off_would_be_given(example: Example) -> None:
    heard = replace(example.manifest, muted_advice=frozenset())

    codes = {each.code for each in advise(example.lowering, heard)}

    assert codes == example.manifest.muted_advice


def test_the_recording_is_as_long_as_we_say() -> None:
    from partita.audio.decode import probe

    found = probe(PROJECT / "recordings" / "kite-call.ogg")

    assert found.frames * 1000 == found.rate_hz * RECORDING_MS


def test_the_prompt_has_a_length_of_its_own(example: Example) -> None:
    content = example.manifest.songs["meadow"].content

    assert isinstance(content, PromptContent)
    assert content.length == 24_000


@pytest.mark.parametrize("folder", [PROJECT, PROJECT.parent])
def test_the_schema_beside_a_manifest_is_up_to_date(folder: Path) -> None:
    import json

    written = json.loads((folder / "music.schema.json").read_text("utf-8"))

    assert written == schema(), "run `partita schema -o music.schema.json`"
