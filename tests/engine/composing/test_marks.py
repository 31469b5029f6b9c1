"""Marks of singers in lyrics."""

import pytest

from partita.engine.composing.marks import named_in_section, split_mark
from partita.engine.composing.text import read_text


@pytest.mark.parametrize(
    ("line", "named", "rest"),
    [
        ("(Female) Leave the lantern on", ("female",), "Leave the lantern on"),
        ("Male: Leave the lantern on", ("male",), "Leave the lantern on"),
        ("(Both:) Leave it on", ("both",), "Leave it on"),
        ("[Singer 2]", ("second",), ""),
        ("Male & Female: Leave it on", ("male", "female"), "Leave it on"),
        ("(spoken)", ("spoken",), ""),
        ("Ella: la noche cae", ("female",), "la noche cae"),
    ],
)
def test_a_line_names_its_singer(line: str, named: tuple[str, ...], rest: str) -> None:
    who, sung = split_mark(line)

    assert who == named
    assert sung.strip() == rest


@pytest.mark.parametrize(
    "line",
    ["(ooh) stay", "Remember: stay", "One: I am alone", "{guitar solo}", "(oh man) go"],
)
def test_what_names_nobody_is_no_mark(line: str) -> None:
    assert split_mark(line) == ((), line)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Verse 2: Female", ("female",)),
        ("Chorus - Both", ("both",)),
        ("Male Verse", ("male",)),
        ("Verse 2", ()),
        ("Lead Break", ()),
    ],
)
def test_a_section_names_its_singer(name: str, named: tuple[str, ...]) -> None:
    assert named_in_section(name) == named


def test_proper_names_take_the_voice_that_they_have() -> None:
    text = read_text("[Duet]\nAnna: one\nTom: two\nRemember: three\nAnna: four")

    assert [(each.text, each.who) for each in text.cues] == [
        ("one", ("female",)), ("two", ("male",)), ("three", ("male",)),
        ("four", ("female",)),
    ]  # fmt: skip


def test_a_section_that_names_its_singer_lends_the_name_to_its_lines() -> None:
    text = read_text("[Verse: Captain]\none\n(All) two\n(Captain) three")

    assert [each.who for each in text.cues] == [("male",), ("all",), ("male",)]
    assert named_in_section("Verse 2: Nina") == ("female",)


def test_who_is_named_sings_until_somebody_else_is() -> None:
    text = read_text("[Verse: Male]\none\n(Female) two\nthree (ah)\n{both}\nfour")

    assert [(each.text, each.who) for each in text.cues] == [
        ("one", ("male",)), ("two", ("female",)), ("three", ("female",)),
        ("ah", ("female",)), ("four", ("both",)),
    ]  # fmt: skip
