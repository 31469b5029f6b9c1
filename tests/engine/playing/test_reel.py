import numpy as np
import pytest

from partita.engine.playing.reel import Reel, blocks_of, windows

SAMPLES = np.arange(20_000, dtype=np.int32).reshape(-1, 2)


@pytest.mark.parametrize("size", [1, 700, 3_000, 99_999])
def test_blocks_of_windows_join_up(size: int) -> None:
    cut = windows(blocks_of(SAMPLES, size), 1_000, 300)
    blocks = [window[start:end] for window, start, end in cut]

    assert np.array_equal(np.concatenate(blocks), SAMPLES)


def test_windows_know_what_is_around_their_blocks() -> None:
    cut = list(windows(blocks_of(SAMPLES, 700), 1_000, 300))

    assert [start for _, start, _ in cut] == [0] + [300] * 9
    assert [len(window) - end for window, _, end in cut] == [300] * 9 + [0]


def test_no_stream_has_no_windows() -> None:
    assert not list(windows(iter(()), 10, 3))


def test_a_reel_is_read_by_stretches_that_overlap() -> None:
    reel = Reel(blocks_of(SAMPLES, 512), len(SAMPLES))
    heard = [reel.column(1, start, start + 900) for start in range(0, 9_000, 600)]

    assert len(reel) == 10_000
    assert reel.channels == 2
    for number, column in enumerate(heard):
        assert np.array_equal(column, SAMPLES[number * 600 :][:900, 1])
