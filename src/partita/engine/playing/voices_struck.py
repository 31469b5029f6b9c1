"""Recipes of what is struck: pianos and their kin, bars, bells and drums with pitch.

Numbers only. Mode ratios of bars, plates and bells are those of Fletcher and Rossing,
"The Physics of Musical Instruments"; decays and brightness were set by spectrogram.
"""

from __future__ import annotations

from typing import Final

from partita.engine.playing.overtones import Timbre
from partita.engine.playing.struck import Struck

_HAMMER = ((60, -12), (180, 0), (700, -4), (2500, -16), (9000, -40))
_TICK = ((300, -24), (1500, -6), (4000, 0), (9000, -6), (16000, -24))
_MALLET = ((80, -18), (300, 0), (1200, -6), (4000, -24), (12000, -50))
_PLECTRUM = ((200, -20), (1200, -6), (3500, 0), (8000, -8), (16000, -30))

STRUCK: Final[dict[str, Struck]] = {
    "grand_piano": Struck(
        Timbre(4.6, 1800, 3, 0.5, 1.3, struck_at=0.122),
        t60_s=9.0, octave=0.62, damp_hz=1500, stiff=0.00035,
        strings=(-0.5, 0.6), after=(-13, 2.6), knock=(_HAMMER, -25, 0.09),
        attack_s=0.0015, release_s=0.14, spread=0.5,
    ),
    "felt_piano": Struck(
        Timbre(7.0, 650, 3, 0.6, 0.9, struck_at=0.13),
        t60_s=7.0, octave=0.62, damp_hz=900, stiff=0.00035,
        strings=(-0.6, 0.5), after=(-11, 2.4), knock=(_HAMMER, -19, 0.12),
        attack_s=0.006, release_s=0.2, spread=0.35,
    ),
    "honky_tonk_piano": Struck(
        Timbre(4.2, 2600, 3, 0.5, 1.0, struck_at=0.1),
        t60_s=6.0, octave=0.62, damp_hz=2200, stiff=0.0005,
        strings=(-9.0, 1.0, 10.0), knock=(_HAMMER, -22, 0.07),
        release_s=0.12, spread=0.4,
    ),
    "electric_piano": Struck(
        Timbre(6.0, 1900, 2, 0.4, 1.7),
        t60_s=6.5, octave=0.72, damp_hz=1300,
        modes=(
            (1, 0, 1), (2, -7, 0.8), (3, -12, 0.6), (4, -17, 0.5), (5, -21, 0.4),
            (6, -25, 0.4), (7, -27, 0.3), (8, -30, 0.3), (14.2, -8, 0.09),
            (21.1, -16, 0.06),
        ),
        strings=(-1.2, 1.2), knock=(_MALLET, -30, 0.04), attack_s=0.002,
        release_s=0.12, spread=0.35,
    ),
    "wurlitzer": Struck(
        Timbre(5.5, 1500, 2, 0.4, 1.9, even=0.75, first=(1, 0.6, 1.0, 0.8)),
        t60_s=3.6, octave=0.7, damp_hz=2000, strings=(0.0,),
        knock=(_HAMMER, -24, 0.05), attack_s=0.0015, release_s=0.08, spread=0.2,
    ),
    "clavinet": Struck(
        Timbre(2.8, 2600, 3, 0.35, 1.2, struck_at=0.09,
               formants=((900, 400, 5), (2300, 700, 5))),
        t60_s=2.6, octave=0.75, damp_hz=2600, stiff=0.0002,
        knock=(_PLECTRUM, -24, 0.02), release_s=0.03,
    ),
    "harpsichord": Struck(
        Timbre(2.0, 5200, 2, 0.25, 0.25, struck_at=0.14),
        t60_s=4.2, octave=0.7, damp_hz=4200, stiff=0.00008,
        strings=(-0.8, 0.8), knock=(_PLECTRUM, -20, 0.025), attack_s=0.0006,
        release_s=0.07, spread=0.35,
    ),
    "music_box": Struck(
        Timbre(3.0, 5200, 2, 0.3, 0.5), t60_s=3.8, octave=0.8, damp_hz=6000,
        modes=((1, 0, 1), (2.01, -18, 0.6), (6.27, -9, 0.28), (17.55, -20, 0.1)),
        strings=(-1.5, 1.5), knock=(_TICK, -16, 0.012), release_s=0.6, spread=0.3,
    ),
    "celesta": Struck(
        Timbre(4.0, 3200, 2, 0.4, 0.8), t60_s=3.0, octave=0.75, damp_hz=4000,
        modes=((1, 0, 1), (2.0, -15, 0.8), (4.0, -11, 0.35), (9.2, -24, 0.12)),
        strings=(-0.7, 0.7), knock=(_HAMMER, -27, 0.03), attack_s=0.002,
        release_s=0.35, spread=0.3,
    ),
    "glockenspiel": Struck(
        Timbre(2.0, 9000, 2, 0.2, 0.6), t60_s=5.0, octave=0.75, damp_hz=9000,
        modes=((1, 0, 1), (2.756, -9, 0.5), (5.404, -15, 0.25), (8.93, -24, 0.12)),
        strings=(-0.6, 0.6), knock=(_TICK, -15, 0.012), release_s=0.8, spread=0.3,
    ),
    "vibraphone": Struck(
        Timbre(4.0, 2600, 2, 0.4, 1.0), t60_s=6.5, octave=0.7, damp_hz=4000,
        modes=((1, 0, 1), (3.98, -12, 0.35), (9.9, -24, 0.1), (16.8, -36, 0.05)),
        strings=(-1.0, 1.0), knock=(_MALLET, -22, 0.03), attack_s=0.002,
        release_s=0.3, spread=0.35,
    ),
    "marimba": Struck(
        Timbre(5.0, 1900, 2, 0.4, 1.0), t60_s=1.5, octave=0.6, damp_hz=2500,
        modes=((1, 0, 1), (3.93, -10, 0.35), (9.4, -18, 0.12), (16.4, -28, 0.06)),
        knock=(_MALLET, -13, 0.04), attack_s=0.0018, release_s=0.4, spread=0.4,
    ),
    "xylophone": Struck(
        Timbre(2.5, 5600, 2, 0.3, 0.8), t60_s=0.9, octave=0.7, damp_hz=6000,
        modes=((1, 0, 1), (3.0, -5, 0.5), (6.1, -10, 0.25), (9.9, -18, 0.1)),
        knock=(_TICK, -11, 0.02), release_s=0.3, spread=0.4,
    ),
    "kalimba": Struck(
        Timbre(4.0, 3000, 2, 0.4, 0.9), t60_s=1.9, octave=0.75, damp_hz=3500,
        modes=((1, 0, 1), (2.0, -24, 0.6), (5.6, -14, 0.12), (13.4, -22, 0.05)),
        strings=(-0.8, 0.8), knock=(_MALLET, -12, 0.025), release_s=0.3, spread=0.25,
    ),
    "steel_drum": Struck(
        Timbre(3.0, 2600, 2, 0.4, 1.3), t60_s=1.9, octave=0.8, damp_hz=3000,
        modes=(
            (1, 0, 1), (2.003, -4, 0.8), (3.01, -11, 0.5), (4.02, -10, 0.35),
            (5.1, -20, 0.25), (6.3, -22, 0.2), (8.2, -24, 0.15),
        ),
        strings=(-3.0, 3.5), knock=(_MALLET, -22, 0.03), attack_s=0.003,
        release_s=0.25, spread=0.4, bend_cents=10,
    ),
    "tubular_bells": Struck(
        # The strike note is what the ear makes of partials 4, 5 and 6.
        Timbre(1.0, 4200, 2, 0.2, 0.8), t60_s=9.0, octave=0.8, damp_hz=3000,
        modes=(
            (0.5, -17, 1.3), (1, -4, 1.0), (2, 0, 0.8), (3.01, -3, 0.6),
            (4.17, -6, 0.45), (5.43, -10, 0.35), (6.79, -14, 0.25), (8.21, -18, 0.2),
        ),
        strings=(-0.8, 0.8), knock=(_TICK, -22, 0.02), release_s=1.4,
    ),
    "timpani": Struck(
        Timbre(4.0, 420, 2, 0.3, 1.1), t60_s=3.4, octave=0.85, damp_hz=500,
        modes=(
            (1, 0, 1), (1.5, -5, 0.8), (1.98, -9, 0.6), (2.44, -13, 0.5),
            (2.9, -17, 0.4), (0.82, -12, 0.13), (1.72, -14, 0.15), (3.6, -22, 0.2),
        ),
        knock=(((40, -6), (110, 0), (400, -8), (1500, -24), (6000, -50)), -9, 0.09),
        attack_s=0.004, release_s=0.7, bend_cents=14,
    ),
}  # fmt: skip
