"""What kind of section a chunk is, by its name and its styles."""

from __future__ import annotations

import pytest

from partita.engine.composing.asked_kinds import asked_kind
from partita.engine.vocabulary.reading import read_styles

PLAIN = read_styles(("rock",), ())


@pytest.mark.parametrize(
    "style", ["big finish", "big ending", "grand finale", "triumphant and loud"]
)
def test_an_outro_that_is_asked_to_be_big_is_a_climax_that_does_not_fade(
    style: str,
) -> None:
    kind = asked_kind("Outro", read_styles((style,), ()), PLAIN)

    assert (kind.name, kind.course, kind.thin) == ("climax", "", 0)


@pytest.mark.parametrize("style", ["soft ending", "big finish, fade out", "warm"])
def test_an_outro_that_is_to_fade_fades(style: str) -> None:
    kind = asked_kind("Outro", read_styles((style,), ()), PLAIN)

    assert (kind.name, kind.course) == ("outro", "fade")


def test_an_outro_that_says_no_more_than_the_whole_piece_is_a_plain_one() -> None:
    energetic = read_styles(("energetic rock",), ())

    assert asked_kind("Outro", energetic, energetic).name == "outro"
    assert asked_kind("Outro", energetic, None).name == "outro"
