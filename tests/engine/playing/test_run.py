import numpy as np

from partita.engine.playing.run import Run
from partita.engine.render import Rendered
from tests.engine.scores import RATE_HZ


def _render(before: int, frames: int, tail: int, value: int) -> Rendered:
    samples = np.full((before + frames + tail, 2), value, np.int32)
    return Rendered(RATE_HZ, before, frames, samples)


def _played(
    *renders: Rendered, chunks: range | None = None
) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    lengths = [render.frames for render in renders]
    # Two more chunks around, so that nothing is faded at the ends.
    every = [None, *renders, None]
    run = Run(every, [9, *lengths, 9], chunks or range(1, len(renders) + 1), RATE_HZ)
    return np.concatenate(list(run.play()))[:, 0]


def test_tails_and_early_attacks_are_added_where_they_overlap() -> None:
    heard = _played(_render(0, 60_000, 500, 1), _render(300, 60_000, 0, 10))

    assert len(heard) == 120_000
    assert np.flatnonzero(heard == 11).tolist() == list(range(59_700, 60_500))
    assert heard[59_699] == 1
    assert heard[60_500] == 10


def test_a_tail_may_outlast_the_next_chunk() -> None:
    heard = _played(
        _render(0, 30_000, 80_000, 1),
        _render(0, 20_000, 0, 10),
        _render(0, 30_000, 0, 100),
    )

    assert heard[29_999] == 1
    assert set(heard[30_000:50_000].tolist()) == {11}
    assert set(heard[50_000:].tolist()) == {101}


def test_what_rings_past_the_run_is_cut_off() -> None:
    assert len(_played(_render(100, 5_000, 9_000, 1))) == 5_000


def test_very_short_chunks_add_up() -> None:
    heard = _played(*[_render(5, 40, 30, 1)] * 20)

    assert len(heard) == 800
    assert set(heard[80:760].tolist()) <= {1, 2}


def test_renders_are_left_as_they_are() -> None:
    render = _render(0, 9_000, 0, 1_000)
    run = Run([render], [9_000], range(1), RATE_HZ)
    first, second = (np.concatenate(list(run.play())) for _ in range(2))

    assert np.array_equal(first, second)
    assert (render.samples == 1_000).all()
    assert first[0, 0] < 100
    assert first[-1, 0] < 10
