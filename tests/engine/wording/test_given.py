from __future__ import annotations

from partita.engine.wording.given import given_lyrics


def test_lyrics_in_quotes_are_taken_out_of_the_prompt() -> None:
    found = given_lyrics('slow rock with the lyrics: "Down by the mill / we lay still"')

    assert found.prompt == "slow rock"
    assert found.groups == (("", ("Down by the mill", "we lay still")),)


def test_a_few_quoted_words_are_no_lyrics() -> None:
    prompt = 'a song called "Rise Again"'

    assert given_lyrics(prompt).groups == ()
    assert given_lyrics(prompt).prompt == prompt


def test_lyrics_under_headings_keep_their_sections() -> None:
    found = given_lyrics("indie pop\n[Verse]\none line\ntwo lines\n\n[Chorus]\nsing it")

    assert found.prompt == "indie pop"
    assert found.groups == (
        ("Verse", ("one line", "two lines")),
        ("Chorus", ("sing it",)),
    )


def test_lines_without_headings_are_grouped_by_four() -> None:
    found = given_lyrics("folk\n" + "\n".join(f"we walk {n} miles" for n in range(6)))

    assert [len(lines) for _, lines in found.groups] == [4, 2]


def test_a_title_in_quotes_is_not_sung() -> None:
    prompt = 'boss music for the game "The Orchard Above the Clouds"'

    assert given_lyrics(prompt).groups == ()


def test_a_description_over_several_lines_is_no_lyrics() -> None:
    prompt = "A slow song\nwith soft strings and piano,\nbuilding drums, warm bass"

    assert given_lyrics(prompt).groups == ()


def test_lines_that_do_not_speak_of_music_are_lyrics() -> None:
    prompt = (
        "gentle folk\nThe kettle went cold on a Tuesday\nand nobody knew where you were"
    )

    assert len(given_lyrics(prompt).groups) == 1
