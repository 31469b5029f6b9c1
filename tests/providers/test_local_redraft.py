from __future__ import annotations

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.providers.local_redraft import redraft

KEPT = ReferenceChunk(Source(TimeRange(0, 10_000), target="song"))
SONG = ChunkPlan(
    (
        GenerationChunk(
            "[Intro]",
            8_000,
            ("pop rock", "110 BPM", "C major", "electric guitar", "drums"),
        ),
        GenerationChunk(
            "[Verse 1]\nSalt on the rail\nWind in the sail\n{guitar solo}",
            12_000,
            ("steady drums", "female vocals"),
        ),
        GenerationChunk("[Chorus]\nRow, row", 20_000, ("full band",)),
    )
)


def changed(
    text: str, source: ChunkPlan = SONG, **options: object
) -> list[GenerationChunk]:
    plan = redraft(Prompt(text, **options), source, 1)  # type: ignore[arg-type]
    assert isinstance(plan, ChunkPlan)
    return [each for each in plan.chunks if isinstance(each, GenerationChunk)]


def test_tempo_and_key_replace_what_was_there() -> None:
    first = changed("make it 90 BPM, in D minor")[0].positive_styles

    assert "110 BPM" not in first
    assert "C major" not in first
    assert first[:2] == ("90 BPM", "in D minor")
    assert "electric guitar" in first


def test_slower_is_slower_than_it_was() -> None:
    assert "94 BPM" in changed("a little slower")[0].positive_styles


def test_a_genre_replaces_a_genre() -> None:
    first = changed("turn it into bossa nova")[0].positive_styles

    assert first[0] == "bossa nova"
    assert "pop rock" not in first


def test_what_is_to_go_goes_from_every_section() -> None:
    chunks = changed("remove the drums")

    assert all("drums" in each.negative_styles for each in chunks)
    assert not any("drums" in " ".join(each.positive_styles) for each in chunks)


def test_names_lyrics_and_order_stay_when_only_the_sound_changes() -> None:
    for one, other in zip(changed("add a string section"), SONG.chunks, strict=True):
        assert isinstance(other, GenerationChunk)
        assert (one.text, one.duration_ms) == (other.text, other.duration_ms)


def test_an_instrumental_version_has_no_lyrics_but_its_directions() -> None:
    chunks = changed("instrumental")

    assert [each.text for each in chunks] == [
        "[Intro]",
        "[Verse 1]\n{guitar solo}",
        "[Chorus]",
    ]
    assert all("vocals" in each.negative_styles for each in chunks)
    assert "female vocals" not in chunks[1].positive_styles


def test_another_subject_has_other_words() -> None:
    text = "\n".join(each.text for each in changed("now about my cat Olive"))

    assert "my cat Olive" in text
    assert "Salt on the rail" not in text


def test_a_voice_that_has_no_words_gets_some() -> None:
    silent = redraft(Prompt("instrumental"), SONG, 1)
    assert isinstance(silent, ChunkPlan)
    sung = changed("add male vocals", silent)

    assert len(sung[1].text.splitlines()) > 3
    assert not any("vocals" in each.negative_styles for each in sung)


def test_a_length_stretches_what_is_made_and_keeps_what_is_kept() -> None:
    plan = redraft(Prompt("make it 90 seconds"), ChunkPlan((*SONG.chunks, KEPT)), 1)

    assert isinstance(plan, ChunkPlan)
    assert plan.duration_ms == 90_000
    assert plan.chunks[-1] is KEPT
    assert [each.duration_ms for each in plan.chunks[:3]] == [16_000, 24_000, 40_000]


def test_no_section_leaves_the_limits() -> None:
    chunks = changed("", length_ms=9_500)

    assert [each.duration_ms for each in chunks] == [3_000, 3_000, 3_500]


def test_a_v1_plan_is_changed_in_its_global_styles() -> None:
    source = SectionPlan(
        ("rock", "120 BPM"),
        ("harsh",),
        (
            Section("Intro", 5_000, ("soft",)),
            Section("Verse", 9_000, ("loud",), lines=("One line", "Two lines")),
        ),
    )
    plan = redraft(Prompt("in 3/4, 140 BPM"), source, 1)

    assert isinstance(plan, SectionPlan)
    assert plan.positive_global_styles == ("in 3/4", "140 BPM", "rock")
    assert plan.negative_global_styles == ("harsh",)
    assert [each.positive_local_styles for each in plan.sections] == [
        ("soft",),
        ("loud",),
    ]
    assert [each.lines for each in plan.sections] == [(), ("One line", "Two lines")]
    assert [each.section_name for each in plan.sections] == ["Intro", "Verse"]


def test_the_same_change_gives_the_same_plan() -> None:
    prompt = Prompt("about the moon, slower")

    assert redraft(prompt, SONG, 3) == redraft(prompt, SONG, 3)
    assert redraft(prompt, SONG, 3) != redraft(prompt, SONG, 4)
