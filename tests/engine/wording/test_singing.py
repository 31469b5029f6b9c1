from __future__ import annotations

import pytest

from partita.engine.brief import Make
from partita.engine.composing.tone import tone_of
from partita.engine.vocabulary.reading import read_styles
from partita.engine.wording.singing import sings


def _sings(prompt: str) -> bool:
    genre = tone_of(Make("", 0, (prompt,)), 1).genre
    return sings(prompt, genre, read_styles([prompt]))


@pytest.mark.parametrize(
    "prompt",
    [
        "a folk song about the sea",
        "upbeat pop",
        "house track with female vocals",
        "a theme song about friendship",
        "country ballad",
        "lullaby for a child, soft voice",
    ],
)
def test_songs_are_sung(prompt: str) -> None:
    assert _sings(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "a slow glassy ambient bed",
        "tense boss fight music",
        "instrumental rock",
        "pop without vocals",
        "calm folk tune for the main menu",
        "lo-fi beats to study to",
        "orchestral piece about the sea",
        "epic trailer with choir",
        "pop, no lead vocals",
        "hip-hop backing track",
        "techno",
    ],
)
def test_music_behind_something_else_is_not(prompt: str) -> None:
    assert not _sings(prompt)
