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
