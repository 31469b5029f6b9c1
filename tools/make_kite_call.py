"""Make the example project's recording: a courier's whistle, twice, and its echo.

The example needs a song by file. This one is ours, and small: run
`python tools/make_kite_call.py` to make it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECORDING: Final = Path("example-project/recordings/kite-call.ogg")
_RATE_HZ: Final = 44_100
_LENGTH_S: Final = 5
_ECHO_S: Final = 0.42

#: Start and length in seconds, pitch in hertz from and to: G major, and glides.
_CALL: Final = (
    (0.10, 0.22, 784.0, 784.0),
    (0.36, 0.16, 988.0, 988.0),
    (0.54, 0.70, 1175.0, 1568.0),
    (1.90, 0.22, 784.0, 784.0),
    (2.16, 0.16, 988.0, 988.0),
    (2.34, 0.90, 1319.0, 1175.0),
)


def _whistled(length_s: float, from_hz: float, to_hz: float) -> NDArray[np.float64]:
    """Whistle one note: a glide with vibrato, a soft attack, and some breath."""
    time_s = np.arange(round(length_s * _RATE_HZ)) / _RATE_HZ
    pitch_hz = from_hz + (to_hz - from_hz) * (time_s / length_s) ** 2
    pitch_hz += 6 * np.sin(2 * np.pi * 5.5 * time_s) * (time_s > 0.2)
    tone = np.sin(2 * np.pi * np.cumsum(pitch_hz) / _RATE_HZ)
    breath = np.random.default_rng(7).standard_normal(len(time_s))
    rise, fall = time_s / 0.03, (length_s - time_s) / 0.08
    return (tone + 0.03 * breath) * np.clip(np.minimum(rise, fall), 0, 1)


def call() -> NDArray[np.float64]:
    """Return the whole call in stereo; the echo answers from the other side."""
    dry = np.zeros(_LENGTH_S * _RATE_HZ)
    for start_s, length_s, from_hz, to_hz in _CALL:
        start = round(start_s * _RATE_HZ)
        note = _whistled(length_s, from_hz, to_hz)
        dry[start : start + len(note)] += note
    left, right = dry * 0.9, dry * 0.6
    for repeat in range(1, 4):
        delay = round(repeat * _ECHO_S * _RATE_HZ)
        echo = np.concatenate([np.zeros(delay), dry[:-delay]]) * 0.35**repeat
        left, right = (left, right + echo) if repeat % 2 else (left + echo, right)
    return 0.4 * np.column_stack([left, right])


if __name__ == "__main__":
    RECORDING.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(RECORDING, call(), _RATE_HZ, format="OGG", subtype="VORBIS")
