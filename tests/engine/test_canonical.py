"""Scores as bytes."""

from dataclasses import replace

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.canonical import (
    outline_bytes,
    outline_from_bytes,
    outline_of,
    part_bytes,
    part_from_bytes,
)
from partita.engine.compose import compose

SCORE = compose(
    Brief(
        (
            Make("[Verse]\nRound the corner (ooh)", 9_000, ("soul", "zylofone")),
            Make("[Drop]", 7_001, ("house",)),
        ),
        3,
        48_000,
    ),
    {},
)


def test_a_part_survives_its_bytes() -> None:
    for part in SCORE.parts:
        assert part is not None
        assert part_from_bytes(part_bytes(part)) == part


def test_a_tone_survives_and_where_there_is_none_nothing_is_written() -> None:
    plain = SCORE.parts[0]
    assert plain is not None
    toned = replace(plain, room=replace(plain.room, tone_cb=(0, 10, -10, 0, 0, 5)))

    assert part_from_bytes(part_bytes(toned)) == toned
    assert len(part_bytes(toned)) > len(part_bytes(plain)) + 10


def test_an_outline_survives_its_bytes() -> None:
    outline = outline_from_bytes(outline_bytes(SCORE))

    assert outline == outline_of(SCORE)
    assert outline.frames == (432_000, 336_048)
    assert outline.kept == (False, False)
    assert outline.advice


@pytest.mark.parametrize(
    "content", [b"[]", b'["outline",1,[]]', b'["part",9,[]]', b"1"]
)
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no part"):
        part_from_bytes(content)
