"""Recipes of oscillators: leads, pads, synthesiser basses, chips.

Numbers only. A filter that moves is a list of (seconds, factor) points; resonance is
`peak_db`.
"""

from __future__ import annotations

from typing import Final

from partita.engine.playing.held import Held
from partita.engine.playing.overtones import Timbre

_CLICK = ((60, -6), (300, 0), (2000, -8), (8000, -20))
_HISS = ((300, -30), (2000, -10), (6000, 0), (14000, -6))


def _fall(start: float, end: float, seconds: float) -> tuple[tuple[float, float], ...]:
    """Return a filter closing evenly for the ear: equal ratios at doubling times."""
    shares = ((0.0, 1.0), (0.12, 0.6), (0.3, 0.32), (0.55, 0.13), (1.0, 0.0))
    return tuple((at * seconds, end + (start - end) * share) for at, share in shares)


SYNTHS: Final[dict[str, Held]] = {
    "saw_lead": Held(
        Timbre(6.0, 4200, 2, 0.4, 0.8, peak_db=4),
        attack_s=0.008, release_s=0.1, opening=_fall(1.6, 1.0, 0.35),
        vibrato=(5.4, 11, 0.3), players=2, apart_cents=6, width=0.3, life=0.1,
    ),
    "square_lead": Held(
        Timbre(6.0, 3600, 2, 0.4, 0.8, even=0.0, peak_db=2),
        attack_s=0.006, release_s=0.08, opening=_fall(1.5, 1.0, 0.3),
        vibrato=(5.4, 10, 0.3), life=0.05,
    ),
    "supersaw": Held(
        Timbre(5.4, 6500, 2, 0.3, 0.8),
        attack_s=0.012, release_s=0.22, opening=_fall(1.3, 1.0, 0.5),
        players=6, apart_cents=17, width=0.95, life=0.0,
    ),
    "pluck_synth": Held(
        Timbre(5.6, 1000, 4, 0.4, 0.9, peak_db=5),
        attack_s=0.002, release_s=0.16, opening=_fall(7.0, 0.5, 0.3),
        volume=((0.0, 1.0), (0.1, 0.62), (0.3, 0.25), (0.7, 0.06), (1.4, 0.0)),
        players=2, apart_cents=6, width=0.5, life=0.0,
    ),
    "synth_brass": Held(
        Timbre(5.2, 2400, 3, 0.3, 1.0, peak_db=3),
        attack_s=0.03, release_s=0.14,
        opening=((0.0, 0.3), (0.07, 1.5), (0.2, 1.1), (0.6, 0.85)),
        players=3, apart_cents=9, width=0.6, scoop=(-10, 0.04), life=0.1,
    ),
    "acid_lead": Held(
        Timbre(5.6, 900, 4, 0.3, 1.1, peak_db=17),
        attack_s=0.003, release_s=0.05, opening=_fall(5.5, 0.7, 0.28),
        volume=((0.0, 1.0), (0.6, 0.6)), life=0.0, aligned=True,
    ),
    "warm_pad": Held(
        Timbre(6.2, 1150, 2, 0.3, 0.5, peak_db=1),
        attack_s=0.4, short_attack_s=0.12, release_s=0.7,
        opening=((0.0, 0.5), (0.8, 1.0), (2.5, 1.15)), players=4, apart_cents=9,
        width=0.9, life=0.3,
    ),
    "glass_pad": Held(
        Timbre(3.0, 5200, 2, 0.2, 0.5, most=16,
               first=(1.0, 0.12, 0.5, 0.06, 0.3, 0.03, 0.2, 0.03, 0.12, 0.02)),
        attack_s=0.25, short_attack_s=0.06, release_s=0.9, breath=(_HISS, -44),
        opening=((0.0, 1.6), (0.7, 0.8), (2.0, 1.1)), players=3, apart_cents=7,
        stops=((1.0, 1.0), (2.0, 0.35)), width=0.95, life=0.4,
    ),
    "sweep_pad": Held(
        Timbre(5.4, 1300, 4, 0.2, 0.5, peak_db=9),
        attack_s=0.35, short_attack_s=0.12, release_s=0.7,
        opening=((0.0, 0.3), (0.7, 0.8), (1.6, 2.4), (2.6, 3.2), (4.0, 1.4),
                 (6.0, 0.6)),
        players=4, apart_cents=11, width=0.9, life=0.1,
    ),
    "analog_strings": Held(
        Timbre(5.4, 3000, 2, 0.3, 0.5),
        attack_s=0.16, short_attack_s=0.06, release_s=0.4,
        vibrato=(5.1, 4, 0.0), players=4, apart_cents=12, width=0.9, life=0.2,
    ),
    "drone": Held(
        Timbre(4.6, 700, 2, 0.0, 0.5, formants=((300, 90, 5), (700, 150, 4))),
        attack_s=0.9, short_attack_s=0.3, release_s=1.2,
        opening=((0.0, 0.5), (1.5, 1.3), (3.0, 0.7), (5.0, 1.5), (7.0, 0.8)),
        stops=((1.0, 1.0), (0.5, 0.8), (1.4983, 0.4)), players=2, apart_cents=5,
        width=0.8, life=0.9,
    ),
    "synth_bass": Held(
        Timbre(5.6, 620, 3, 0.3, 1.0, peak_db=6),
        attack_s=0.003, release_s=0.05, opening=_fall(4.5, 0.9, 0.22),
        volume=((0.0, 1.0), (0.3, 0.8)), players=2, apart_cents=4, life=0.0,
        stops=((1.0, 1.0), (0.5, 0.45)),
    ),
    "sub_bass": Held(
        Timbre(12.0, 190, 2, 0.4, 0.6, first=(1.0, 0.45, 0.3)),
        attack_s=0.006, release_s=0.06, life=0.0, aligned=True,
    ),
    "reese_bass": Held(
        Timbre(5.2, 820, 2, 0.2, 0.8),
        attack_s=0.008, release_s=0.06, players=3, apart_cents=24, life=0.4,
        opening=((0.0, 0.8), (0.4, 1.3), (0.9, 0.9)),
    ),
    "wobble_bass": Held(
        # A filter that opens every 214 ms: eighths at 140 a minute, where it lives.
        Timbre(4.6, 560, 4, 0.2, 0.8, peak_db=10),
        attack_s=0.006, release_s=0.05, players=2, apart_cents=8, life=0.0,
        opening=tuple(
            (0.107 * turn, 3.4 if turn % 2 else 0.5) for turn in range(80)
        ),
    ),
    "acid_bass": Held(
        Timbre(5.6, 420, 4, 0.2, 1.2, peak_db=18),
        attack_s=0.003, release_s=0.03, opening=_fall(6.5, 0.8, 0.22),
        volume=((0.0, 1.0), (0.5, 0.6)), life=0.0, aligned=True,
    ),
    "chip_pulse": Held(
        # A quarter-width pulse: every fourth harmonic is missing.
        Timbre(0.0, 16000, 1, 0.0, 0.1,
               first=tuple(
                   (0.7071, 1.0, 0.7071, 0.0)[(n - 1) % 4] / n for n in range(1, 641)
               )),
        attack_s=0.002, release_s=0.012, life=0.0, aligned=True,
        volume=((0.0, 1.0), (0.05, 0.8), (0.4, 0.6)), vibrato=(6.0, 12, 0.25),
    ),
    "chip_triangle": Held(
        Timbre(12.0, 16000, 1, 0.0, 0.0, even=0.0),
        attack_s=0.002, release_s=0.01, life=0.0, aligned=True,
    ),
    "chip_arp": Held(
        Timbre(6.0, 14000, 1, 0.0, 0.1, even=0.0),
        attack_s=0.002, release_s=0.012, life=0.0, aligned=True,
        volume=((0.0, 1.0), (0.08, 0.5), (0.25, 0.18), (0.6, 0.0)),
    ),
}  # fmt: skip
