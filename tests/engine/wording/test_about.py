from __future__ import annotations

import pytest

from partita.engine.wording.about import About, about


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
