"""Directions in a text, and the sounds that words ask for."""

from __future__ import annotations

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.cues import read_cue, sounds_in
from partita.engine.roster import PIECES, SOUNDS
from partita.engine.score import Line, Score
from partita.engine.vocabulary.scenes import BEDS, CUES

TUNED = {"toll", "braam", "clock"}


def score(*chunks: Make) -> Score:
    return compose(Brief(chunks, 1, 44_100), {})


def make(text: str, *styles: str, no: tuple[str, ...] = ()) -> Make:
    return Make(text, 16_000, ("pop", "120 BPM", *styles), no)


def effects(whole: Score, number: int = 0) -> list[Line]:
    part = whole.parts[number]
    assert part is not None
    return [line for line in part.lines if line.stem == "effects"]


def sounds(whole: Score, number: int = 0) -> set[str]:
    return {note.piece for line in effects(whole, number) for note in line.notes}


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("guitar solo", "solo"), ("drum fill", "fill"), ("thunder", "scene"),
        ("record scratch", "scene"), ("church bell", "scene"), ("big hit", "impact"),
        ("cowbell", "scene"), ("oboe", "solo"),
    ],
)  # fmt: skip
def test_a_direction_is_understood(cue: str, kind: str) -> None:
    read = read_cue(cue)

    assert read is not None
    assert read[0] == kind


def test_what_is_not_understood_does_nothing_and_is_said() -> None:
    plain, odd = score(make("[Verse]")), score(make("[Verse]\n{frobnicate}"))

    assert odd.parts == plain.parts
    assert odd.advice == ("the direction `frobnicate` is not known, and does nothing",)


def test_all_sounds_of_the_words_can_be_played() -> None:
    named = {name for names in CUES.values() for name in names}

    assert named - TUNED <= {*SOUNDS, *PIECES}
    assert {*BEDS} - TUNED <= {*SOUNDS}


def test_a_sound_stands_where_the_text_names_it() -> None:
    whole = score(make("[Verse]\n{gong}\nOne slow line\n{thunder}\nAnother slow line"))
    (gong,), (thunder,) = (line.notes for line in effects(whole))

    assert (gong.piece, gong.start) == ("gong", 0)
    assert (thunder.piece, thunder.start) == ("thunder", 8 * 44_100)


def test_a_bed_lies_under_all_and_fills_its_chunk() -> None:
    whole = score(make("[Intro]", "rain"), make("[Verse]"), make("[Outro]"))

    for number in range(3):
        (line,) = effects(whole, number)
        assert {note.piece for note in line.notes} == {"rain"}
        assert line.notes[0].start == 0
        assert line.notes[-1].start + line.notes[-1].length >= 16 * 44_100


def test_a_bed_goes_where_it_is_forbidden() -> None:
    whole = score(make("[Intro]", "rain"), make("[Verse]", no=("rain",)))

    assert not effects(whole, 1)


def test_a_single_sound_stays_in_its_section() -> None:
    whole = score(make("[Intro]", "gong"), make("[Verse]"))

    assert sounds(whole) == {"gong"}
    assert not effects(whole, 1)


def test_a_clock_goes_with_the_beat() -> None:
    (line,) = effects(score(make("[Intro]", "ticking clock")))

    assert {note.start % 22_050 for note in line.notes} == {0}
    assert [note.piece for note in line.notes[:3]] == ["tick", "tock", "tick"]


def test_distant_thunder_is_softer() -> None:
    (near,) = effects(score(make("[Intro]", "thunder")))
    (far,) = effects(score(make("[Intro]", "distant thunder")))

    assert far.level_cb < near.level_cb


def test_a_church_bell_tolls_on_the_tonic() -> None:
    (line,) = effects(score(make("[Verse]\n{church bell}", "D minor")))

    assert line.instrument == "tubular_bells"
    assert {note.pitch % 12 for note in line.notes} == {2}


def test_the_longest_name_is_meant() -> None:
    assert sounds_in("air raid siren") == ("siren",)
    assert sounds_in("rain and thunder") == ("rain", "thunder")
    assert not sounds_in("with feeling")
