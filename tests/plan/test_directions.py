from __future__ import annotations

import pytest

from partita.plan.directions import misplaced


@pytest.mark.parametrize(
    "cue",
    [
        "guitar solo",
        "Instrumental Break",
        "drums",
        "electric guitar",
        "piano enters softly",
        "drum fill",
        "fade out",
        "fading strings",
        "repeat chorus",
        "x2",
        "whispered",
        "short pause",
        "beat drop",
        "saxophone solo over the bridge",
    ],
)
def test_a_direction_in_parentheses_is_found(cue: str) -> None:
    (found,) = misplaced(f"[Verse]\nla la ({cue})")

    assert found.corrected == f"la la {{{cue}}}"
    assert found.hint == f"write `{{{cue}}}`"


@pytest.mark.parametrize(
    "sound",
    [
        "ooh",
        "hmmm hmmm",
        "oh, the bass",
        "play that guitar",
        "feel the music",
        "all night long",
        "slow down",
        "my guitar",
        "the beat goes on",
        "hey! hey!",
        "break my heart",
        "we never stop",
        "yeah",
        "you and I",
    ],
)
def test_what_is_sung_is_left_alone(sound: str) -> None:
    assert list(misplaced(f"[Verse]\nla la ({sound})")) == []


@pytest.mark.parametrize(
    "style", ["soft female vocals", "whispered voice", "deep, raspy singing"]
)
def test_the_manner_of_a_voice_belongs_to_the_styles(style: str) -> None:
    (found,) = misplaced(f"({style}) and so I wait")

    assert found.corrected == "and so I wait"
    assert found.hint.startswith(f"add `{style}` to `positive_styles`")


def test_directions_in_braces_are_right() -> None:
    assert list(misplaced("{guitar solo}")) == []


def test_each_direction_is_found() -> None:
    text = "[A]\n(guitar solo)\nla\n(drum fill) lo"

    assert [each.text for each in misplaced(text)] == ["guitar solo", "drum fill"]
