"""Who sings: who is named, and who of those may."""

from __future__ import annotations

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Part

_LYRICS = "[Verse]\nCinders on a windowsill\nSnow along the lane"


def _part(text: str, styles: tuple[str, ...], out: tuple[str, ...] = ()) -> Part:
    brief = Brief((Make(text, 12_000, styles, out),), seed=3, rate_hz=44_100)
    (part,) = compose(brief, {}).parts
    assert part is not None
    return part


def _voices(part: Part) -> list[str]:
    return [each.voice for each in part.sung]


@pytest.mark.parametrize(
    ("styles", "voice"),
    [
        (("pop", "choir"), "choir"),
        (("gospel choir",), "choir"),
        (("unaccompanied choir",), "choir"),
        (("male choir",), "choir"),
        (("female vocals", "choir"), "female"),
        (("barbershop quartet",), "male"),
    ],
)
def test_a_choir_sings_the_words_where_nobody_else_is_named(
    styles: tuple[str, ...], voice: str
) -> None:
    assert _voices(_part(_LYRICS, styles))[0] == voice


def test_a_forbidden_choir_leaves_the_words_to_one() -> None:
    assert _voices(_part(_LYRICS, ("gospel",), ("choir",)))[0] in ("male", "female")


def test_a_forbidden_sex_leaves_the_words_to_the_other() -> None:
    assert _voices(_part(_LYRICS, ("pop",), ("female vocals",)))[0] == "male"


def test_a_voice_that_is_alone_sings_even_without_words() -> None:
    part = _part("[Verse]", ("a cappella",))

    assert part.lines == ()
    assert part.sung
