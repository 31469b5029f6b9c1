from __future__ import annotations

import pytest

from partita.engine.wording.about import About, about, given_lyrics


@pytest.mark.parametrize(
    ("prompt", "subject", "theme"),
    [
        ("a folk song about the sea, female voice", "", "sea"),
        ("a pop song about my robot vacuum cleaner", "my vacuum cleaner", "machine"),
        ("sad ballad about losing a dog", "the dog", "loss"),
        ("happy birthday rap for grandma Inge", "grandma Inge", "home"),
        ("a song about a beekeeper who sails to Mars", "the beekeeper", "sea"),
        ("electric guitar rock, heavy drums", "", ""),
        ("a christmas song with bells", "", "winter"),
        ("a song about how it feels", "", ""),
    ],
)
def test_a_prompt_says_what_it_is_about(prompt: str, subject: str, theme: str) -> None:
    found = about(prompt)

    assert (found.subject, found.theme) == (subject, theme)


def test_a_title_is_known_apart_from_the_subject() -> None:
    found = about("an anthem called Rise Again, with choir")

    assert found == About("", "fire", "Rise Again")


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
    found = given_lyrics("folk\n" + "\n".join(f"line {n}" for n in range(6)))

    assert [len(lines) for _, lines in found.groups] == [4, 2]
