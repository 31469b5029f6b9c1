import numpy as np

from partita.engine.playing.kept import Kept


def test_a_wave_is_made_once() -> None:
    made = []

    def make() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        made.append(1)
        return np.ones(100)

    kept = Kept(10_000)
    waves = [kept.get("a", make) for _ in range(3)]

    assert len(made) == 1
    assert waves[0] is waves[2]


def test_a_longer_wave_takes_the_place_of_a_shorter() -> None:
    kept = Kept(10_000)
    kept.get("a", lambda: np.ones(100), 100)
    kept.get("a", lambda: np.ones(200), 200)

    assert kept.bytes == 800
    assert len(kept.get("a", lambda: np.ones(100), 100)) == 200


def test_the_oldest_are_forgotten_when_they_are_too_many() -> None:
    kept = Kept(1_000)
    for name in range(9):
        kept.get(name, lambda: np.ones(100))

    assert kept.bytes == 800


def test_one_wave_that_is_too_large_is_still_given() -> None:
    kept = Kept(1_000)

    assert len(kept.get("a", lambda: np.ones(9_000))) == 9_000


def test_nothing_is_left_after_forgetting() -> None:
    kept = Kept(1_000)
    kept.get("a", lambda: np.ones(100))
    kept.forget()

    assert kept.bytes == 0
