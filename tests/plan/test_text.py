from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.plan.text import (
    from_lines,
    is_instrumental,
    lyric_lines,
    parse,
    section_name,
    tidy,
)

VERSE = "[Verse 1]\nThe lamp is low (ooh)\n{guitar solo}\nand I am home"


def test_a_text_gives_its_section_and_lines() -> None:
    read = parse(VERSE)

    assert read.section == "Verse 1"
    assert read.lines == ("The lamp is low (ooh)", "{guitar solo}", "and I am home")


def test_parts_come_in_order_with_their_kind_and_line() -> None:
    parts = parse(VERSE).parts

    assert [(part.kind, part.text, part.line) for part in parts] == [
        ("lyric", "The lamp is low", 0),
        ("sound", "ooh", 0),
        ("direction", "guitar solo", 1),
        ("lyric", "and I am home", 2),
    ]


def test_a_part_knows_where_it_stands_in_the_text() -> None:
    parts = parse("  [Verse]\n  la  ( ooh ) {riff} la").parts
    text = "  [Verse]\n  la  ( ooh ) {riff} la"

    places = [text[part.start : part.end] for part in parts]

    assert places == ["la", "( ooh )", "{riff}", "la"]


@pytest.mark.parametrize("text", ["", "  ", "just a line", "line\n[Late]"])
def test_a_text_need_not_name_a_section(text: str) -> None:
    assert parse(text).section is None
    assert section_name(text) is None


def test_an_empty_name_is_told_from_no_name() -> None:
    assert parse("[ ]\nla").section == ""
    assert section_name("[ ]\nla") is None


def test_words_may_follow_the_section_on_its_line() -> None:
    read = parse("[Hook] hey now")

    assert (read.section, read.lines) == ("Hook", ("hey now",))


def test_a_later_name_in_brackets_is_not_sung() -> None:
    assert lyric_lines("[Verse]\nla\n[Chorus]\nlo") == ("la", "lo")


def test_an_open_parenthesis_is_part_of_the_lyrics() -> None:
    assert [part.kind for part in parse("wait (for me").parts] == ["lyric"]


def test_lyric_lines_keep_sounds_and_drop_directions() -> None:
    assert lyric_lines(VERSE) == ("The lamp is low (ooh)", "and I am home")


@pytest.mark.parametrize("text", ["", "[Intro]", "[Solo]\n{guitar solo}", "[A]\n…"])
def test_a_text_without_words_is_instrumental(text: str) -> None:
    assert is_instrumental(text)


@pytest.mark.parametrize("text", ["la", "[A]\n(hmm)", "{riff} now"])
def test_a_text_with_words_is_not_instrumental(text: str) -> None:
    assert not is_instrumental(text)


def test_tidy_drops_what_nobody_hears() -> None:
    assert tidy("\n[A]  \r\nla la \n\nlo\n\n") == "[A]\nla la\n\nlo"


_LINES = st.lists(st.text("ab (){}é", min_size=1).filter(str.strip), max_size=5)


@given(st.none() | st.just("Verse 2"), _LINES)
def test_lines_written_as_text_are_read_back(
    section: str | None, lines: list[str]
) -> None:
    written = from_lines(section, tuple(line.rstrip() for line in lines))

    read = parse(written)

    assert read.section == section
    assert read.lines == tuple(line.rstrip() for line in lines)


@given(st.text("[]ab (){}\n"))
def test_parts_never_overlap(text: str) -> None:
    parts = parse(text).parts

    borders = [border for part in parts for border in (part.start, part.end)]

    assert borders == sorted(borders)
    assert all(0 <= border <= len(text) for border in borders)
