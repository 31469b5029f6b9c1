from __future__ import annotations

from partita.engine.wording.about import About
from partita.engine.wording.metre import rhyme
from partita.engine.wording.verses import bridge, chorus, lift, verse

SEA = About("", "sea")
KEEPER = About("the beekeeper", "")


def test_a_verse_rhymes_in_pairs() -> None:
    for seed in range(5):
        lines = verse(SEA, seed, 1, 4)

        assert rhyme(lines[0]) == rhyme(lines[1])
        assert rhyme(lines[2]) == rhyme(lines[3])


def test_verses_of_a_song_are_different() -> None:
    lines = [line for nth in (1, 2, 3) for line in verse(SEA, 1, nth, 4)]

    assert len(set(lines)) == 12
    assert not set(lines) & set(bridge(SEA, 1, 2))


def test_a_subject_that_no_theme_knows_is_sung_of_by_name() -> None:
    assert any("the beekeeper" in line for line in verse(KEEPER, 3, 1, 4))
    assert "the beekeeper" in chorus(KEEPER, 3, 4)[0]


def test_a_chorus_has_a_hook_that_comes_back_between_rhymes() -> None:
    hook, one, again, other = chorus(SEA, 2, 4)

    assert hook == again
    assert rhyme(one) == rhyme(other)


def test_a_title_is_the_hook() -> None:
    assert chorus(About("", "fire", "Rise Again"), 1, 4)[0] == "Rise Again"


def test_another_seed_writes_another_song() -> None:
    assert verse(SEA, 1, 1, 4) == verse(SEA, 1, 1, 4)
    assert len({verse(SEA, seed, 1, 4) for seed in range(6)}) > 3


def test_no_lines_are_no_lines() -> None:
    assert verse(SEA, 1, 1, 0) == bridge(SEA, 1, 0) == chorus(SEA, 1, 0) == lift(1, 0)
