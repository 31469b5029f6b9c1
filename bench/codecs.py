"""Measure how fast each format is written and read, as seconds of audio a CPU second.

    python bench/codecs.py [seconds of audio]

Prints Markdown. CPU time of one process, best of three; the audio is seeded, so sizes
are the same everywhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from partita.audio.buffer import Audio
from partita.audio.codecs import encode
from partita.audio.decode import decode, probe
from partita.audio.formats import FORMATS

_RATE_HZ: Final = 48_000
_TURNS: Final = 3
_HEADERLESS: Final = ("pcm", "ulaw", "alaw")


def main(seconds: float) -> None:
    """Print the table."""
    audio = piece(seconds)
    print(f"{seconds:g} s of stereo at {_RATE_HZ} Hz; times real time, one core\n")
    print("| format | bytes | kbit/s | encode | decode | probe |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, chosen in FORMATS.items():
        content = encode(audio, name)
        reads = chosen.codec not in _HEADERLESS
        cells = (
            name,
            f"{len(content):,}",
            f"{len(content) * 8 / seconds / 1000:.0f}",
            speed(seconds, partial(encode, audio, name)),
            speed(seconds, partial(decode, content)) if reads else "",
            speed(seconds, partial(probe, content)) if reads else "",
        )
        print("| " + " | ".join(cells) + " |")


def piece(seconds: float) -> Audio:
    """Make chords, a beat and a little noise."""
    chance = np.random.default_rng(1)
    at = np.arange(round(seconds * _RATE_HZ)) / _RATE_HZ
    frames = chance.standard_normal((len(at), 2)) * 0.003
    for pitch in (110, 165, 220, 277.2, 330, 880, 1320, 3520):
        swell = np.sin(at * chance.uniform(0.3, 2)) ** 2
        wave = swell * np.sin(2 * np.pi * pitch * at)
        frames += wave[:, np.newaxis] * chance.uniform(0.01, 0.1, 2)
    beat = np.exp(-(at % 0.5) * 60) * chance.standard_normal(len(at)) * 0.2
    return Audio.from_float(frames + beat[:, np.newaxis], _RATE_HZ)


def speed(seconds: float, work: Callable[[], object]) -> str:
    """Return the best of some turns, as seconds of audio a second."""
    times = []
    for _ in range(_TURNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return f"{seconds / max(min(times), 1e-6):,.0f}x"


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
