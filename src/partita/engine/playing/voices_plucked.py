"""Recipes of what is plucked: guitars, harps, lutes, basses.

Numbers only. Electric guitars and basses are the bare string here; what their
amplifiers add is in `amps`.
"""

from __future__ import annotations

from typing import Final

from partita.engine.playing.overtones import Timbre
from partita.engine.playing.struck import Struck

_FINGER = ((90, -14), (260, 0), (1200, -10), (4000, -26), (12000, -50))
_NAIL = ((150, -16), (800, -4), (2600, 0), (6000, -10), (14000, -34))
_PICK = ((300, -18), (1800, -4), (4500, 0), (9000, -6), (16000, -24))
_SLAP = ((80, -6), (300, -4), (1500, -3), (3500, 0), (9000, -14))

#: Bodies: the air of a guitar's hole, its top plate, and what a skin or a gourd adds.
_GUITAR = ((104, 22, 5), (205, 40, 5), (420, 90, 2), (2600, 900, 3))
_SKIN = ((420, 130, 6), (850, 260, 5), (3000, 1100, 4))
_LUTE = ((140, 40, 4), (330, 90, 4), (1500, 600, 3))
_SITAR = ((280, 90, 5), (900, 300, 5), (1900, 700, 8), (4200, 1500, 8))

PLUCKED: Final[dict[str, Struck]] = {
    "nylon_guitar": Struck(
        Timbre(6.2, 1500, 2, 0.4, 1.0, struck_at=0.19, formants=_GUITAR),
        t60_s=2.9, octave=0.72, damp_hz=900, stiff=0.00002,
        after=(-9, 1.9), knock=(_FINGER, -22, 0.05), attack_s=0.002, release_s=0.09,
    ),
    "steel_guitar": Struck(
        Timbre(4.2, 2900, 2, 0.35, 0.9, struck_at=0.15, formants=_GUITAR),
        t60_s=4.6, octave=0.72, damp_hz=1900, stiff=0.00006,
        after=(-9, 1.8), knock=(_NAIL, -24, 0.03), attack_s=0.001, release_s=0.09,
    ),
    "twelve_string_guitar": Struck(
        Timbre(3.9, 3300, 2, 0.3, 0.8, struck_at=0.14, formants=_GUITAR),
        t60_s=4.2, octave=0.72, damp_hz=2100, stiff=0.00006,
        strings=(-2.5, 2.8, 1203.0, 1197.5), knock=(_PICK, -22, 0.03), release_s=0.09,
        spread=0.3,
    ),
    "clean_guitar": Struck(
        Timbre(4.6, 2300, 2, 0.3, 0.9, struck_at=0.17),
        t60_s=5.2, octave=0.78, damp_hz=2000, stiff=0.00005,
        after=(-10, 1.6), knock=(_PICK, -30, 0.015), release_s=0.07,
    ),
    "muted_guitar": Struck(
        Timbre(5.0, 1500, 2, 0.3, 1.0, struck_at=0.12),
        t60_s=0.42, octave=0.85, damp_hz=900, stiff=0.00005,
        knock=(_PICK, -20, 0.02), release_s=0.03,
    ),
    "overdriven_guitar": Struck(
        Timbre(4.2, 2200, 2, 0.3, 0.8, struck_at=0.13),
        t60_s=7.0, octave=0.8, damp_hz=2200, stiff=0.00003,
        knock=(_PICK, -30, 0.015), release_s=0.05,
    ),
    "distorted_guitar": Struck(
        Timbre(4.4, 1900, 2, 0.3, 0.7, struck_at=0.11),
        t60_s=9.0, octave=0.8, damp_hz=2600, stiff=0.00002,
        knock=(_PICK, -26, 0.02), release_s=0.04,
    ),
    "pedal_steel": Struck(
        Timbre(4.4, 2500, 2, 0.3, 0.9, struck_at=0.12),
        t60_s=8.5, octave=0.85, damp_hz=2600, strings=(-0.6, 0.6),
        attack_s=0.022, release_s=0.16,
    ),
    "banjo": Struck(
        Timbre(2.4, 4200, 2, 0.25, 0.6, struck_at=0.1, formants=_SKIN),
        t60_s=0.85, octave=0.75, damp_hz=2600, stiff=0.00004,
        knock=(_PICK, -14, 0.03), attack_s=0.0006, release_s=0.06,
    ),
    "mandolin": Struck(
        Timbre(3.2, 4200, 2, 0.25, 0.6, struck_at=0.12,
               formants=((260, 60, 5), (620, 160, 4), (3200, 1200, 4))),
        t60_s=1.7, octave=0.7, damp_hz=2600, stiff=0.00005, strings=(-3.0, 3.2),
        knock=(_PICK, -18, 0.02), attack_s=0.0006, release_s=0.06, spread=0.1,
    ),
    "ukulele": Struck(
        Timbre(5.4, 1900, 2, 0.4, 0.8, struck_at=0.2,
               formants=((330, 70, 6), (700, 180, 4), (2400, 900, 2))),
        t60_s=1.2, octave=0.7, damp_hz=1100, knock=(_FINGER, -16, 0.04),
        attack_s=0.0015, release_s=0.07,
    ),
    "harp": Struck(
        Timbre(6.5, 1700, 2, 0.5, 0.9, struck_at=0.3),
        t60_s=4.0, octave=0.62, damp_hz=1300, after=(-10, 1.8),
        knock=(_FINGER, -25, 0.05), attack_s=0.002, release_s=0.5, spread=0.6,
    ),
    "lute": Struck(
        Timbre(4.8, 2200, 2, 0.35, 0.7, struck_at=0.16, formants=_LUTE),
        t60_s=1.9, octave=0.7, damp_hz=1400, strings=(-1.2, 1.3),
        knock=(_FINGER, -19, 0.035), attack_s=0.0012, release_s=0.09,
    ),
    "pizzicato_strings": Struck(
        Timbre(6.4, 1300, 2, 0.4, 1.0, struck_at=0.22,
               formants=((290, 80, 5), (520, 150, 4), (1200, 500, 2))),
        t60_s=0.75, octave=0.7, damp_hz=800, strings=(-3.5, 0.4, 3.8),
        knock=(_FINGER, -15, 0.05), attack_s=0.003, release_s=0.12, spread=0.7,
    ),
    "sitar": Struck(
        # The curved bridge feeds high partials all the time: a slow, bright decay.
        Timbre(2.2, 3800, 2, 0.25, 0.6, struck_at=0.09, formants=_SITAR),
        t60_s=3.8, octave=0.8, damp_hz=7000, stiff=0.00001, strings=(-1.5, 1.8, 1201.0),
        knock=(_PICK, -20, 0.03), attack_s=0.0012, release_s=0.3, bend_cents=18,
    ),
    "koto": Struck(
        Timbre(4.4, 2900, 2, 0.35, 0.9, struck_at=0.08,
               formants=((240, 70, 4), (760, 220, 3), (2700, 900, 3))),
        t60_s=2.8, octave=0.7, damp_hz=1800, knock=(_NAIL, -17, 0.035),
        attack_s=0.0008, release_s=0.25, bend_cents=22,
    ),
    "oud": Struck(
        Timbre(5.6, 1600, 2, 0.35, 0.8, struck_at=0.13, formants=_LUTE),
        t60_s=1.5, octave=0.75, damp_hz=900, strings=(-2.2, 2.4),
        knock=(_FINGER, -14, 0.045), attack_s=0.0012, release_s=0.09,
    ),
    "upright_bass": Struck(
        Timbre(6.0, 520, 2, 0.3, 0.9, struck_at=0.2,
               formants=((98, 30, 4), (180, 60, 4), (700, 300, 3))),
        t60_s=1.15, octave=0.8, damp_hz=420, knock=(_FINGER, -18, 0.06),
        attack_s=0.004, release_s=0.07, bend_cents=8,
    ),
    "finger_bass": Struck(
        Timbre(4.6, 640, 2, 0.3, 1.1, struck_at=0.2),
        t60_s=2.0, octave=0.8, damp_hz=700, knock=(_FINGER, -25, 0.03),
        attack_s=0.003, release_s=0.06,
    ),
    "picked_bass": Struck(
        Timbre(3.6, 1400, 2, 0.3, 0.9, struck_at=0.12),
        t60_s=2.0, octave=0.8, damp_hz=1100, knock=(_PICK, -26, 0.015),
        attack_s=0.001, release_s=0.05,
    ),
    "slap_bass": Struck(
        Timbre(2.6, 2600, 2, 0.3, 1.2, struck_at=0.07,
               formants=((110, 60, 3), (2800, 900, 4))),
        t60_s=2.2, octave=0.8, damp_hz=1500, knock=(_SLAP, -14, 0.025),
        attack_s=0.0006, release_s=0.04,
    ),
    "fretless_bass": Struck(
        # No fret stops the string cleanly: it speaks late, sings, and lasts.
        Timbre(4.4, 560, 2, 0.3, 1.0, struck_at=0.24,
               formants=((260, 90, 3), (640, 160, 8))),
        t60_s=3.4, octave=0.85, damp_hz=1300, strings=(-1.6, 1.6),
        knock=(_FINGER, -30, 0.03), attack_s=0.022, release_s=0.1,
    ),
}  # fmt: skip
