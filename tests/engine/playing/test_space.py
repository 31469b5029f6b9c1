import numpy as np

from partita.audio.fourier import fast_length
from partita.engine.playing import space

RATE_HZ = 44_100


def _t60_s(ear: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return the reverberation time by backward integration (ISO 3382)."""
    left = np.cumsum((ear**2)[::-1])[::-1]
    levels = 10 * np.log10(left / left[0] + 1e-12)
    start, end = (int(np.argmax(levels < level)) for level in (-5, -25))
    return 3 * (end - start) / RATE_HZ


def test_larger_rooms_ring_longer() -> None:
    times = [_t60_s(space.response(size, RATE_HZ)[0]) for size in (5, 35, 70, 100)]

    assert times == sorted(times)
    assert times[0] < 0.4
    assert times[-1] > 2


def test_both_ears_hear_the_room_alike_but_not_the_same() -> None:
    left, right = space.response(50, RATE_HZ)
    likeness = np.corrcoef(left[4_000:], right[4_000:])[0, 1]

    assert abs(likeness) < 0.1
    assert 0.8 < (left**2).sum() / (right**2).sum() < 1.25


def test_treble_dies_first() -> None:
    ear = space.response(60, RATE_HZ)[0]
    early, late = (
        np.abs(np.fft.rfft(ear[start : start + 8_192])) ** 2
        for start in (1_500, 25_000)
    )
    high, low = slice(1_200, None), slice(40, 300)

    assert (
        late[high].sum() / late[low].sum() < 0.1 * early[high].sum() / early[low].sum()
    )


def test_a_hall_is_the_same_in_blocks_as_at_once() -> None:
    chance = np.random.default_rng(1)
    ears, tone = chance.normal(size=(2, 3_000)), np.array([1.0, 0.5])
    dry, sent = chance.normal(size=(2, 2, 9_000))
    at_once = space.Hall(ears, tone, 9_000).push(dry, sent)
    hall = space.Hall(ears, tone, 2_500)
    blocks = [
        hall.push(dry[:, at : at + 2_500], sent[:, at : at + 2_500])
        for at in range(0, 9_000, 2_500)
    ]

    assert np.allclose(np.concatenate(blocks, axis=1), at_once, atol=1e-3)


def test_lengths_are_enough_and_not_much_more() -> None:
    for least in (1, 1_000, 70_001, 131_073, 200_000):
        assert least <= fast_length(least) <= max(1.26 * least, 16)
