"""Make the example project's soundfont: a rubbed and struck glass, as a glockenspiel.

Three pitches, drawn from partials and packed as SF3. Run
`python -m tools.make_glass_font` in the root of the repository to make it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from tests.engine.fonts import KEYS, RELEASE, ROOT, SAMPLE, Recording, font

FONT: Final = Path("example-project/assets/glass.sf3")
_RATE_HZ: Final = 44_100
_LENGTH_S: Final = 2.0

#: Where in General MIDI it is found: bank 0, glockenspiel and music box.
_PROGRAMS: Final = (9, 10)

#: Root pitches in MIDI, each with the keys that it plays.
_ROOTS: Final = ((67, 0, 73), (79, 74, 85), (91, 86, 127))

#: Partials of a wine glass: times the pitch, loudness, and decay in seconds.
_PARTIALS: Final = (
    (1.0, 1.0, 1.1),
    (2.32, 0.35, 0.5),
    (4.25, 0.18, 0.25),
    (6.63, 0.08, 0.12),
)


def _glass(pitch: int) -> Recording:
    """Strike a glass that is tuned to a pitch."""
    time_s = np.arange(round(_LENGTH_S * _RATE_HZ)) / _RATE_HZ
    pitch_hz = 440.0 * 2 ** ((pitch - 69) / 12)
    wave = sum(
        level
        * np.sin(2 * np.pi * times * pitch_hz * time_s)
        * np.exp(-time_s / decay_s)
        for times, level, decay_s in _PARTIALS
    )
    attack, end = time_s / 0.004, (_LENGTH_S - time_s) / 0.1
    shaped = np.asarray(wave) * np.clip(np.minimum(attack, end), 0, 1)
    frames = np.rint(shaped / np.abs(shaped).max() * 20_000).astype(np.int16)
    return Recording(frames, rate_hz=_RATE_HZ, root=pitch, cents=0)


def glass_font() -> bytes:
    """Return the font: one preset a program, a zone for each root pitch."""
    zones = [
        {KEYS: low | high << 8, RELEASE: 0, ROOT: root, SAMPLE: number}
        for number, (root, low, high) in enumerate(_ROOTS)
    ]
    presets = {(0, program): zones for program in _PROGRAMS}
    return font(presets, [_glass(root) for root, _, _ in _ROOTS], vorbis=True)


if __name__ == "__main__":
    FONT.parent.mkdir(parents=True, exist_ok=True)
    FONT.write_bytes(glass_font())
