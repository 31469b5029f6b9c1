"""Two singers: who has which line, where, and how high."""

from __future__ import annotations

from itertools import pairwise

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.vocal import RANGES
from partita.engine.score import Part, SungLine

VERSE = "[Verse]\nPaint the gate\nMend the wall\nSweep the yard\nBefore the fall"
CHORUS = "[Chorus]\nEverything is growing\nEverything is green"


def parts(*chunks: Make) -> list[Part]:
    found = compose(Brief(chunks, 1, 44_100), {}).parts
    return [each for each in found if each is not None]


def make(text: str, *styles: str, no: tuple[str, ...] = ()) -> Make:
    return Make(text, 16_000, ("pop", *styles), no)


def leads(part: Part) -> list[SungLine]:
    return [each for each in part.sung if each.stem == "lead"]


def words(line: SungLine) -> str:
    return " ".join(each.word for each in line.syllables if each.word)


@pytest.mark.parametrize(
    "style", ["male and female duet", "duet", "two singers", "alternating vocals"]
)
def test_a_man_and_a_woman_sing_a_verse_in_turn(style: str) -> None:
    (part,) = parts(make(VERSE, style))

    assert {each.voice for each in leads(part)} == {"male", "female"}
    assert {words(each) for each in leads(part)} == {
        "Paint the gate Sweep the yard", "Mend the wall Before the fall",
    }  # fmt: skip


def test_the_second_verse_begins_with_the_other_singer() -> None:
    first, second = parts(make(VERSE, "duet"), make(VERSE))
    begins = [
        min(leads(part), key=lambda each: each.syllables[0].start).voice
        for part in (first, second)
    ]

    assert {*begins} == {"male", "female"}


def test_a_chorus_is_sung_together_in_step() -> None:
    (part,) = parts(make(CHORUS, "male and female vocals"))
    one, other = leads(part)

    assert [each.start for each in one.syllables] == [
        each.start for each in other.syllables
    ]
    assert not words(other)


def test_a_line_together_is_in_octaves_or_parallel() -> None:
    (part,) = parts(make(CHORUS, "male and female vocals"))
    one, other = leads(part)
    apart = [
        (above.pitch - below.pitch) % 12
        for above, below in zip(one.syllables, other.syllables, strict=True)
    ]

    assert apart[0] == 0
    assert {3, 4} & {*apart}


def test_each_singer_stays_in_range() -> None:
    for part in parts(make(VERSE, "duet"), make(CHORUS)):
        for line in leads(part):
            low, _, high = RANGES[line.voice]
            assert all(low <= each.pitch <= high + 2 for each in line.syllables)


def test_two_who_sing_in_turn_do_not_overlap() -> None:
    (part,) = parts(make(VERSE, "duet"))
    every = sorted(
        (each.start, each.start + each.length)
        for line in leads(part)
        for each in line.syllables
    )

    assert all(end <= start for (_, end), (start, _) in pairwise(every))


def test_a_choir_answers_a_call() -> None:
    (part,) = parts(make(CHORUS, "call and response vocals", "male vocals"))

    assert [(each.voice, words(each)) for each in leads(part)] == [
        ("male", "Everything is growing"), ("choir", "Everything is green"),
    ]  # fmt: skip


def test_a_choir_answers_the_singer_who_is_named() -> None:
    style = "call and response between female soloist and choir"
    (part,) = parts(make(CHORUS, style))

    assert [each.voice for each in leads(part)] == ["female", "choir"]


def test_a_chorus_after_two_named_singers_is_sung_together() -> None:
    text = "[Verse]\n(Him) Paint the gate\n(Her) Mend the wall\n[Chorus]\nSing with me"
    (part,) = parts(make(text, "duet"))

    assert {each.voice: len(each.syllables) for each in leads(part)} == {
        "male": 6, "female": 6,
    }  # fmt: skip


def test_lyrics_name_their_singers_whatever_the_styles() -> None:
    text = "[Verse: Female]\nPaint the gate\n(Male) Mend the wall"
    (part,) = parts(make(text, "male vocals"))

    assert {each.voice: words(each) for each in leads(part)} == {
        "male": "Mend the wall", "female": "Paint the gate",
    }  # fmt: skip


def test_a_mark_does_not_bring_in_who_is_forbidden() -> None:
    text = "[Verse]\n(Male) Paint the gate"
    (part,) = parts(make(text, no=("male vocals",)))

    assert [(each.voice, words(each)) for each in leads(part)] == [
        ("female", "Paint the gate")
    ]


def test_a_line_can_be_spoken_in_a_song() -> None:
    (part,) = parts(make("[Verse]\nPaint the gate\n(spoken) Mend the wall"))

    assert {each.manner: words(each) for each in leads(part)} == {
        "sung": "Paint the gate", "spoken": "Mend the wall",
    }  # fmt: skip


def test_a_song_may_begin_with_a_rapped_line() -> None:
    (part,) = parts(make("[Verse]\n(Rap) Paint the gate\n(sung) Mend the wall"))

    assert {each.manner: words(each) for each in leads(part)} == {
        "sung": "Mend the wall", "spoken": "Paint the gate",
    }  # fmt: skip


def test_who_is_named_later_sings_alone() -> None:
    _, chorus = parts(make(VERSE, "duet"), make(CHORUS, "female vocals"))

    assert [each.voice for each in leads(chorus)] == ["female"]


def test_backing_vocals_of_a_woman_leave_the_lead_to_the_man() -> None:
    (part,) = parts(make(CHORUS, "male lead vocals", "female backing vocals"))

    assert [(each.stem, each.voice) for each in part.sung] == [
        ("lead", "male"), ("backing", "female"),
    ]  # fmt: skip


def test_a_duet_of_instruments_is_not_sung() -> None:
    (part,) = parts(make("[Theme]", "violin and cello duet"))

    assert not part.sung
    assert {each.instrument for each in part.lines} == {"violin", "cello"}


def test_syllables_stand_in_order_where_sounds_fill_the_gaps() -> None:
    text = "[Outro]\nAnna: Paint the gate (hey)\nMend the wall"
    (part,) = parts(Make(text, 30_000, ("pop", "a cappella")))

    for line in part.sung:
        starts = [each.start for each in line.syllables]
        assert starts == sorted(starts)
