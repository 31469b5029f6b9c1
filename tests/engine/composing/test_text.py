"""Chunk texts."""

from partita.engine.composing.text import Cue, read_text


def test_the_section_is_the_first_name_in_brackets() -> None:
    assert read_text("[Verse 2]\nHello there").section == "Verse 2"
    assert read_text("Hello there").section == ""


def test_cues_keep_their_order() -> None:
    text = read_text("[Chorus]\nStay with me (ooh)\n{guitar solo}\nUntil the end")

    assert text.cues == (
        Cue("line", "Stay with me"),
        Cue("sound", "ooh"),
        Cue("direction", "guitar solo"),
        Cue("line", "Until the end"),
    )


def test_punctuation_alone_is_no_line() -> None:
    assert read_text("[A]\n...\n--\n{}()").cues == ()


def test_an_unclosed_bracket_is_sung_rather_than_lost() -> None:
    assert read_text("[Verse\nHello").cues == (
        Cue("line", "[Verse"),
        Cue("line", "Hello"),
    )


def test_a_line_is_sung_as_often_as_is_written_behind_it() -> None:
    text = read_text("Sing it loud (x3)\nNow go home (2x)\nDone (repeat 2 times)")

    assert text.lines == (*["Sing it loud"] * 3, *["Now go home"] * 2, "Done", "Done")


def test_signs_that_nobody_can_say_are_not_sung() -> None:
    assert read_text("All my love \u2764 & more \U0001f499").lines == (
        "All my love & more",
    )
