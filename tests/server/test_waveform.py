from __future__ import annotations

import numpy as np
import pytest

from partita.audio.buffer import FULL_SCALE
from partita.server.waveform import Waveform


@pytest.mark.parametrize("size", [1, 7, 100])
def test_a_quarter_is_its_loudest_sample(size: int) -> None:
    frames = np.zeros((100, 2), np.int32)
    frames[3] = FULL_SCALE // 2
    frames[30] = [-FULL_SCALE, 0]
    waveform = Waveform(80)
    for start in range(0, 100, size):
        waveform.add(frames[start : start + size])
    waveform.finish()

    assert waveform.values == [500, -500, 0, 0, 0]


def test_less_than_half_a_quarter_is_left_out() -> None:
    waveform = Waveform(80)
    waveform.add(np.zeros((29, 1), np.int32))
    waveform.finish()

    assert len(waveform.values) == 1
