"""Generated audio beside kept audio that is no music."""

import numpy as np
import pytest
from numpy.typing import NDArray

from partita.audio.buffer import Audio, quantised
from partita.audio.loudness import measure
from partita.engine.finish import finish
from partita.engine.render import Rendered, render
from tests.engine.scores import RATE_HZ, melody, outline, part

_FRAMES = 3 * RATE_HZ


@pytest.fixture(scope="module")
def piano() -> Rendered:
    return render(part(melody("grand_piano", 3.0), seconds=3.0))


def _still(value: float = 0.0) -> NDArray[np.float64]:
    return np.full((_FRAMES, 2), value)


def _click() -> NDArray[np.float64]:
    click = _still()
    click[_FRAMES // 2 : _FRAMES // 2 + 20] = 0.9
    return click


def _beside(kept: NDArray[np.float64], made: Rendered) -> float:
    """Return the loudness of what was made after some kept audio."""
    audio = Audio(quantised(kept), RATE_HZ)
    whole = finish(outline(_FRAMES, made.frames), [None, made], [audio, None])
    return measure(whole.slice(_FRAMES, whole.frame_count)).integrated_lufs


@pytest.mark.parametrize("kept", [_still(), _click(), _still(0.4)])
def test_beside_silence_a_click_or_a_constant_music_has_its_usual_level(
    kept: NDArray[np.float64], piano: Rendered
) -> None:
    assert _beside(kept, piano) == pytest.approx(-14, abs=1)


def test_what_is_quiet_but_there_is_followed(piano: Rendered) -> None:
    noise = np.random.default_rng(1).normal(0, 0.004, (_FRAMES, 2))

    assert _beside(noise, piano) < -35


def test_between_loud_and_quiet_each_seam_has_its_neighbours_level() -> None:
    bridge = render(part(melody("grand_piano", 12.0), seconds=12.0))
    noise = np.random.default_rng(1).normal(0, 0.25, (_FRAMES, 2))
    loud, soft = (Audio(quantised(noise * level), RATE_HZ) for level in (1.0, 0.1))
    told = outline(_FRAMES, bridge.frames, _FRAMES)

    whole = finish(told, [None, bridge, None], [loud, None, soft])

    end, second = _FRAMES + bridge.frames, RATE_HZ
    first = measure(whole.slice(_FRAMES, _FRAMES + second)).integrated_lufs
    last = measure(whole.slice(end - second, end)).integrated_lufs
    assert first - last > 13  # of 20; it is on its way already
