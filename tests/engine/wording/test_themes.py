"""The table of themes, by the pronouncing dictionary."""

from __future__ import annotations

import re

import pytest

from partita.engine.singing.pronounce import is_listed
from partita.engine.wording.metre import rhyme, syllables
from partita.engine.wording.themes import COMMON, HOOKS, LIFTS, NAMING, THEMES

COUPLETS = [
    *(couplet for theme in THEMES.values() for couplet in theme.verses),
    *(chorus[1:] for theme in THEMES.values() for chorus in theme.choruses),
    *COMMON, *LIFTS, *NAMING, *(hook[1:] for hook in HOOKS),
]  # fmt: skip
LINES = [line for couplet in COUPLETS for line in couplet]


@pytest.mark.parametrize("couplet", COUPLETS, ids=" / ".join)
def test_every_couplet_rhymes_and_not_with_the_same_word(
    couplet: tuple[str, str],
) -> None:
    one, other = couplet

    assert rhyme(one) == rhyme(other)
    assert one.split()[-1].lower() != other.split()[-1].lower()


def test_lines_of_verses_have_about_eight_syllables() -> None:
    lines = [
        line for theme in THEMES.values() for pair in theme.verses for line in pair
    ]

    assert {syllables(line) for line in lines} <= {7, 8, 9}


def test_every_word_has_a_known_pronunciation() -> None:
    words = {word for line in LINES for word in re.findall(r"[\w']+", line)}

    assert [
        each for each in sorted(words - {"subject", "thing"}) if not is_listed(each)
    ] == []


def test_no_line_stands_twice() -> None:
    assert len(set(LINES)) == len(LINES)
