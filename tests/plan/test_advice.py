from __future__ import annotations

from typing import Any

import pytest

from partita.errors import Diagnostic
from partita.manifest.resolved import (
    GenerationSpec,
    PieceSpec,
    SectionsContent,
    SectionSpec,
    SimilarContent,
    SpliceContent,
    WholeSpan,
)
from partita.plan.advice import advise
from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.plan.lower import lower
from tests.plan.written import (
    HERE,
    kept,
    made,
    manifest,
    piece,
    prompted,
    recording,
    seconds,
    song,
)

TONE = ("folk pop", "fingerpicked guitar", "warm", "92 BPM", "G major", "close mics")


def advice(*pieces: PieceSpec, muted: str = "", **more: Any) -> tuple[Diagnostic, ...]:
    written = manifest(*pieces, muted_advice=frozenset(muted.split()))
    drafts = more.get("drafts", {})
    return advise(lower(written, lengths={"jingle": 9_000}, drafts=drafts), written)


def told(text: str, *styles: str, length_ms: int = 30_000, **more: Any) -> Diagnostic:
    """Return the one warning about a chunk with a full set of styles."""
    (only,) = advice(song("x", made(text, length_ms, *TONE, *styles, **more)))
    return only


def test_a_well_written_song_gets_no_advice() -> None:
    assert advice(song("x", made("[Verse]\nThe lamp is low", 8_000, *TONE))) == ()


def test_few_styles_in_the_first_chunk_are_told() -> None:
    (only,) = advice(song("x", made("[A]", 4_000, "pop", "warm"), made("[B]")))

    assert (only.severity, only.code) == ("warning", "few-styles")
    assert "`A` asks for 2 styles" in only.message
    assert "all of `x`" in only.message


@pytest.mark.parametrize(("count", "words"), [(0, "no styles"), (1, "1 style,")])
def test_few_styles_are_counted_in_words(count: int, words: str) -> None:
    (only,) = advice(song("x", made("", 4_000, *TONE[:count])))

    assert words in only.message


def test_a_style_said_twice_counts_once() -> None:
    (only,) = advice(song("x", made("", 4_000, *TONE[:5], "Folk-Pop")))

    assert "5 styles" in only.message


def test_a_song_with_a_source_has_its_tone_from_there() -> None:
    jingle = recording()
    night = piece(
        "night", SimilarContent("jingle", WholeSpan(), "high", (made("[A]"),))
    )
    mix = piece("mix", SpliceContent((made("[A]"), kept("jingle", seconds(0, 4)))))

    assert advice(jingle, night, mix) == ()


def test_drafted_plans_are_left_alone() -> None:
    draft = ChunkPlan((GenerationChunk("(guitar solo)", 4_000, ("pop",)),))

    assert advice(prompted(), drafts={"menu": draft}) == ()


def test_a_direction_in_parentheses_is_told_with_its_correction() -> None:
    only = told("[Verse]\nwait (guitar solo)")

    assert only.code == "parenthesised-direction"
    assert only.detail == "wait {guitar solo}"
    assert only.origin == HERE.at("text")


def test_a_style_asked_for_and_forbidden_is_told() -> None:
    only = told("", "distorted guitars", negative_styles=("Distorted  Guitar",))

    assert only.code == "contradicting-styles"
    assert "`distorted guitars`" in only.message


def test_opposites_are_no_contradiction() -> None:
    spec = made("", 4_000, *TONE, negative_styles=("bass", "cold", "pop folk"))

    assert advice(song("x", spec)) == ()


def test_a_foreign_style_is_told_once_for_all_chunks() -> None:
    chunk = made("", 4_000, *TONE, "Klavier")

    found = advice(song("x", chunk, chunk), song("y", chunk))

    assert [each.code for each in found] == ["not-english"]
    assert found[0].detail == "`Klavier` is German"


def test_forbidden_styles_are_to_be_english_too() -> None:
    assert told("", negative_styles=("Schlagzeug",)).code == "not-english"


def test_crowded_lyrics_show_their_sum() -> None:
    only = told("[Verse]\n" + "la la la la la\n" * 8, length_ms=4_000)

    assert only.code == "crowded-lyrics"
    assert only.detail == (
        "about 40 syllables in 4s, at 5.5 a second there is room for 22"
    )
    assert "give it 8s" in str(only.hint)


def test_rap_and_speech_are_faster_than_singing() -> None:
    words = "[Verse]\n" + "la la la la la\n" * 5

    assert advice(song("x", made(words, 4_000, *TONE, "spoken voiceover"))) == ()
    assert told(words, length_ms=4_000).code == "crowded-lyrics"


def test_the_time_that_is_advised_is_enough() -> None:
    words = "[Verse]\n" + "la la la la la\n" * 8

    assert advice(song("x", made(words, 8_000, *TONE))) == ()


def test_every_warning_says_how_to_switch_it_off() -> None:
    only = told("(drum fill)")

    assert "`[advice] parenthesised-direction = false`" in str(only.hint)


BAD = made(
    "(drum fill)\n" + "la " * 60, 4_000, "Klavier", "loud", negative_styles=("loud",)
)
CODES = {
    "few-styles",
    "parenthesised-direction",
    "contradicting-styles",
    "not-english",
    "crowded-lyrics",
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_kind_of_advice_can_be_switched_off(code: str) -> None:
    found = advice(song("x", BAD), muted=code)

    assert {each.code for each in found} == CODES - {code}


def v1(section: SectionSpec, *styles: str) -> tuple[Diagnostic, ...]:
    content = SectionsContent(styles, ("loud",), (section,))
    return advice(piece("x", content, model_id="music_v1"))


def test_section_plans_are_advised_by_all_their_styles() -> None:
    section = SectionSpec(HERE, "A", 4_000, TONE[3:], lines=("(drum fill)",))

    (only,) = v1(section, *TONE[:3])

    assert only.code == "parenthesised-direction"
    assert only.origin == HERE.at("lines")


def test_a_local_style_may_contradict_a_global_one() -> None:
    (only,) = v1(SectionSpec(HERE, "A", 4_000, ("loud",)), *TONE)

    assert only.code == "contradicting-styles"


def test_advice_about_generated_chunks_names_their_place() -> None:
    chunks: tuple[GenerationSpec, ...] = (made("[A]", 4_000, *TONE), made("(x2)"))

    (only,) = advice(song("x", *chunks))

    assert "chunk 2" in only.message
