"""Prompts to plans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita import limits
from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.text import read_text
from partita.engine.draft import draft


def plan(
    prompt: str, length_ms: int | None = None, **options: object
) -> tuple[Make, ...]:
    instrumental = bool(options.get("instrumental", False))
    return draft(prompt, length_ms=length_ms, instrumental=instrumental, seed=7)


def sung(chunks: tuple[Make, ...]) -> list[str]:
    return [line for chunk in chunks for line in read_text(chunk.text).lines]


@settings(max_examples=80, deadline=None)
@given(
    prompt=st.one_of(
        st.text(min_size=1, max_size=60),
        st.sampled_from(("a sad song", "techno", "epic trailer", "ambient drone")),
    ),
    length_ms=st.integers(3_000, 600_000),
    instrumental=st.booleans(),
)
def test_any_prompt_gives_a_plan_within_the_limits(
    prompt: str, length_ms: int, *, instrumental: bool
) -> None:
    chunks = draft(prompt, length_ms=length_ms, instrumental=instrumental, seed=None)

    assert sum(chunk.duration_ms for chunk in chunks) == length_ms
    assert limits.CHUNKS.allows(len(chunks))
    assert all(limits.CHUNK_DURATION.allows(chunk.duration_ms) for chunk in chunks)
    assert all(limits.CHUNK_TEXT.allows(len(chunk.text)) for chunk in chunks)
    assert all(limits.STYLES.allows(len(chunk.positive_styles)) for chunk in chunks)
    assert len(chunks[0].positive_styles) >= limits.ADVISED_FIRST_STYLES


@settings(max_examples=60, deadline=None)
@given(
    body=st.text(alphabet='ab \n[]"/{}()', max_size=400),
    lines=st.integers(0, 130),
    length_ms=st.sampled_from((3_000, 20_000, 600_000, None)),
)
def test_any_lyrics_give_a_plan_within_the_limits(
    body: str, lines: int, length_ms: int | None
) -> None:
    prompt = f"folk\n[Verse]\n{body}\n" + "\nla la la\n" * lines
    chunks = draft(prompt, length_ms=length_ms, instrumental=False, seed=None)

    assert limits.CHUNKS.allows(len(chunks))
    assert all(limits.CHUNK_DURATION.allows(chunk.duration_ms) for chunk in chunks)
    assert all(limits.CHUNK_TEXT.allows(len(chunk.text)) for chunk in chunks)
    for chunk in chunks:
        assert limits.LYRIC_LINES.allows(len(chunk.text.splitlines()) - 1)


def test_the_first_chunk_names_tempo_and_key() -> None:
    styles = plan("a warm reggae tune")[0].positive_styles

    assert any(style.endswith("BPM") for style in styles)
    assert any(style.endswith((" major", " minor")) for style in styles)


def test_a_plan_is_played_as_its_prompt_asks() -> None:
    chunks = plan("a drum and bass track at 170 bpm in E minor", 40_000)
    chart = compose(Brief(chunks, 7, 44_100), {}).charts[0]

    assert chart.genre == "dnb"
    assert chart.tempo_mbpm == pytest.approx(170_000, rel=0.03)
    assert (chart.tonic, chart.mode) == (4, "minor")


def test_a_song_has_words_that_rhyme_and_a_chorus_that_comes_back() -> None:
    chunks = plan("an upbeat pop song about the sea", 120_000)
    choruses = [chunk.text for chunk in chunks if chunk.text.startswith("[Chorus]")]

    assert len(sung(chunks)) >= 8
    assert len(choruses) >= 2
    assert len({text.splitlines()[1] for text in choruses}) == 1


@pytest.mark.parametrize(
    "prompt", ["a pop song", "gospel choir", "techno", "no vocals, just drums and bass"]
)
def test_an_instrumental_plan_has_no_words(prompt: str) -> None:
    chunks = plan(prompt, 60_000, instrumental=True)

    assert sung(chunks) == []
    assert all("vocals" in chunk.negative_styles for chunk in chunks)


def test_a_length_in_the_prompt_is_kept_to() -> None:
    assert sum(chunk.duration_ms for chunk in plan("a 45 second funk jingle")) == 45_000


def test_sections_begin_on_bar_lines() -> None:
    chunks = plan("house at 120 bpm", 64_000)

    assert all(chunk.duration_ms % 2_000 == 0 for chunk in chunks)


def test_the_same_prompt_gives_the_same_plan() -> None:
    assert plan("a slow waltz") == plan("a slow waltz")
    one = draft("a slow waltz", length_ms=None, instrumental=False, seed=1)
    other = draft("a slow waltz", length_ms=None, instrumental=False, seed=2)
    assert one != other


def test_a_long_plan_has_sections_that_differ() -> None:
    chunks = plan("rock", 600_000)

    assert len({chunk.text.splitlines()[0] for chunk in chunks}) >= 5


def test_lyrics_of_the_prompt_are_sung_as_they_are() -> None:
    chunks = plan('slow rock: "Down by the mill / the wheel stood still"', 60_000)
    choruses = [each.text for each in chunks if each.text.startswith("[Chorus]")]

    assert choruses
    assert all(
        text == "[Chorus]\nDown by the mill\nthe wheel stood still" for text in choruses
    )
    assert not any("mill" in style for style in chunks[0].positive_styles)


def test_headings_of_given_lyrics_are_the_sections() -> None:
    chunks = plan("indie pop\n[Verse]\nOne for you\n[Bridge]\nTwo for me")

    assert [each.text for each in chunks[1:3]] == [
        "[Verse 1]\nOne for you",
        "[Bridge]\nTwo for me",
    ]


def test_what_a_song_is_about_is_in_its_words() -> None:
    chunks = plan("a country song about my tractor Bertha", 90_000)

    assert sum("my tractor Bertha" in line for line in sung(chunks)) >= 2
