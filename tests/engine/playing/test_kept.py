import numpy as np

from partita.engine.playing.kept import GRAIN, Kept, packed


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
    kept = Kept(1 << 20)
    kept.get("a", lambda: np.ones(GRAIN), GRAIN)
    longer = kept.get("a", lambda: np.ones(2 * GRAIN), 2 * GRAIN)

    assert kept.bytes == longer.nbytes
    assert kept.get("a", lambda: np.ones(GRAIN), GRAIN) is longer


def test_the_oldest_are_forgotten_when_they_are_too_many() -> None:
    one = packed(np.ones(GRAIN)).nbytes
    kept = Kept(3 * one)
    for name in range(9):
        kept.get(name, lambda: np.ones(GRAIN))

    assert kept.bytes == 3 * one


def test_a_wave_loses_what_is_98_db_under_the_loudest_nearby() -> None:
    # Falls by 170 dB, as the tail of a long note does.
    wave = np.sin(np.arange(20 * GRAIN) / 7) * 0.999 ** np.arange(20 * GRAIN)
    lost = np.abs(packed(wave).floats()[0] - wave).reshape(20, GRAIN)

    assert (lost.max(axis=1) < 2e-5 * np.abs(wave).reshape(20, GRAIN).max(axis=1)).all()


def test_whole_grains_of_a_longer_wave_are_those_of_a_shorter() -> None:
    wave = np.random.default_rng(1).standard_normal((2, 5 * GRAIN))
    short, long = packed(wave[:, : 3 * GRAIN]), packed(wave)

    assert np.array_equal(short.steps, long.steps[:, :3])
    assert np.array_equal(short.sizes, long.sizes[:, :3])


def test_a_stretch_may_begin_and_end_anywhere() -> None:
    whole = packed(np.random.default_rng(2).standard_normal(3_000))

    stretch = whole.stretch(0, 700, 2_900, 0.5)

    assert np.allclose(stretch, 0.5 * whole.floats()[0, 700:2_900])


def test_one_wave_that_is_too_large_is_still_given() -> None:
    kept = Kept(1_000)

    assert kept.get("a", lambda: np.ones(9_000)).frames == 9_000


def test_nothing_is_left_after_forgetting() -> None:
    kept = Kept(1_000)
    kept.get("a", lambda: np.ones(100))
    kept.forget()

    assert kept.bytes == 0
