from __future__ import annotations

import pytest

from partita.engine.wording.metre import rhyme, syllables


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("carry me over", 5),
        ("my robot vacuum cleaner", 7),
        ("half-past nine", 3),
        ("", 0),
    ],
)
def test_syllables_are_counted_as_they_are_said(line: str, count: int) -> None:
    assert syllables(line) == count


def test_a_rhyme_is_heard_and_not_spelled() -> None:
    assert rhyme("the letters that I wrote") == rhyme("a leaking boat")
    assert rhyme("it was rough") != rhyme("with a cough")
    assert rhyme("falling water") == rhyme("my daughter")
