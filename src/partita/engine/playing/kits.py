"""Drum kits as tables: which recipe each piece of each kit has.

Numbers only. A kit is a base with pieces replaced; what no kit has of its own it
borrows from the percussion that all share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from partita.engine.playing.strokes import Body, Burst, Plate, Stroke

_WIRES = ((200, -16), (900, -6), (2600, -2), (5500, 0), (9000, -4), (15000, -16))
_CRACK = ((300, -12), (1200, -2), (3000, 0), (7000, -8), (14000, -24))
_CLICK = ((400, -18), (1800, -4), (3800, 0), (8000, -10), (14000, -30))
_BEATER = ((100, -10), (500, -2), (1800, -6), (5000, -20), (12000, -44))
_AIRY = ((2000, -40), (5000, -12), (8500, 0), (12500, -2), (18000, -12))
_TIZZ = ((300, -50), (3000, -24), (6000, -4), (9500, 0), (14000, -4), (19000, -16))
_WASH = ((200, -40), (1500, -14), (4500, -3), (8000, 0), (13000, -6), (19000, -20))
_HANDS = ((300, -24), (800, -8), (1150, 0), (2200, -5), (6000, -14), (14000, -26))
_SKIN = ((80, -10), (300, 0), (900, -8), (3000, -18), (10000, -40))
_BRUSH = ((400, -20), (1500, -4), (4000, 0), (9000, -6), (15000, -20))
_SEEDS = ((1500, -36), (4000, -8), (7500, 0), (11000, -3), (17000, -16))
_WOOD = ((300, -24), (1000, -4), (2200, 0), (5000, -14), (12000, -40))
_RUMBLE = ((20, -12), (45, 0), (120, -6), (400, -20), (3000, -44))
_CHIP = ((100, -6), (2000, 0), (16000, 0))


def _bar(hz: float, t60_s: float, level_db: float = 0.0) -> tuple[float, float, float]:
    return (hz, level_db, t60_s)


_SHARED: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(150, 54, 0.07, 0.36), Body(320, 90, 0.03, 0.08, -8)),
        bursts=(Burst(_BEATER, -13, 0.03),), level_db=1,
    ),
    "snare": Stroke(
        bodies=(Body(240, 186, 0.04, 0.17, -3),),
        modes=(_bar(332, 0.11, -10), _bar(468, 0.08, -16)),
        bursts=(Burst(_WIRES, 1, 0.19, slow=(-20, 0.4)), Burst(_CRACK, -3, 0.03)),
    ),
    "rim": Stroke(
        modes=(_bar(478, 0.05, -4), _bar(1740, 0.035), _bar(2480, 0.02, -5)),
        bursts=(Burst(_WOOD, -6, 0.02),), level_db=-2, pan=0.1,
    ),
    "clap": Stroke(
        bursts=(Burst(_HANDS, 3, 0.17, (0.0, 0.011, 0.021, 0.032), slow=(-18, 0.4)),),
        level_db=-1,
    ),
    "hat_closed": Stroke(
        plates=(Plate(48, 3400, 15500, 0.09, -6, tilt_db=-1),),
        bursts=(Burst(_TIZZ, -6, 0.065),), level_db=-6, pan=0.3, hard=6,
    ),
    "hat_open": Stroke(
        plates=(Plate(64, 3000, 15500, 0.75, -6, tilt_db=-1),),
        bursts=(Burst(_TIZZ, -8, 0.55),), level_db=-7, pan=0.3, hard=5,
    ),
    "hat_pedal": Stroke(
        plates=(Plate(32, 2600, 11000, 0.07, -8),), bursts=(Burst(_TIZZ, -12, 0.05),),
        level_db=-7, pan=0.3,
    ),
    "ride": Stroke(
        plates=(Plate(150, 700, 15000, 2.6, -9, tilt_db=0.5),),
        modes=(_bar(2950, 0.9, -22), _bar(4620, 0.7, -23)),
        bursts=(Burst(_CLICK, -16, 0.025), Burst(_AIRY, -22, 0.8)),
        level_db=-7, pan=-0.35, hard=5,
    ),
    "ride_bell": Stroke(
        modes=(_bar(790, 1.4, -8), _bar(1480, 1.2, -6), _bar(2390, 1.0, -7),
               _bar(3630, 0.8, -10), _bar(5200, 0.5, -14)),
        plates=(Plate(50, 2000, 13000, 1.6, -16),), bursts=(Burst(_CLICK, -18, 0.02),),
        level_db=-8, pan=-0.35,
    ),
    "crash": Stroke(
        plates=(Plate(200, 420, 15500, 3.0, -2, 0.03, 0.6),),
        bursts=(Burst(_WASH, -7, 0.8, slow=(-12, 2.6), attack_s=0.002),),
        level_db=-5, pan=0.4, hard=4,
    ),
    "tom_low": Stroke(
        bodies=(Body(140, 84, 0.12, 0.55), Body(236, 150, 0.08, 0.2, -12)),
        bursts=(Burst(_SKIN, -12, 0.05),), pan=-0.4,
    ),
    "tom_mid": Stroke(
        bodies=(Body(190, 118, 0.1, 0.45), Body(320, 210, 0.07, 0.17, -12)),
        bursts=(Burst(_SKIN, -12, 0.045),), pan=0.0,
    ),
    "tom_high": Stroke(
        bodies=(Body(255, 162, 0.09, 0.38), Body(440, 290, 0.06, 0.14, -12)),
        bursts=(Burst(_SKIN, -12, 0.04),), pan=0.35,
    ),
    "shaker": Stroke(
        bursts=(Burst(_SEEDS, -8, 0.09, attack_s=0.018),), pan=-0.35, hard=5,
    ),
    "tambourine": Stroke(
        plates=(Plate(40, 4200, 15500, 0.26, -9, tilt_db=0),),
        bursts=(Burst(_SEEDS, -10, 0.16, (0.0, 0.008)),), pan=0.4, level_db=-3,
    ),
    "cowbell": Stroke(
        modes=(_bar(562, 0.28), _bar(845, 0.24, -1), _bar(1690, 0.1, -10),
               _bar(2535, 0.07, -12)),
        bursts=(Burst(_WOOD, -18, 0.02),), level_db=-6, pan=0.25,
    ),
    "conga_low": Stroke(
        bodies=(Body(205, 176, 0.06, 0.32),), modes=(_bar(395, 0.1, -13),),
        bursts=(Burst(_SKIN, -10, 0.04),), pan=-0.3,
    ),
    "conga_high": Stroke(
        bodies=(Body(298, 258, 0.05, 0.24),), modes=(_bar(566, 0.08, -12),),
        bursts=(Burst(_SKIN, -8, 0.03),), pan=-0.2,
    ),
    "bongo_low": Stroke(
        bodies=(Body(400, 345, 0.04, 0.17),), bursts=(Burst(_SKIN, -8, 0.02),), pan=0.3,
    ),
    "bongo_high": Stroke(
        bodies=(Body(560, 492, 0.03, 0.13),), modes=(_bar(1030, 0.05, -12),),
        bursts=(Burst(_SKIN, -7, 0.02),), pan=0.35,
    ),
    "clave": Stroke(
        modes=(_bar(2480, 0.1), _bar(5100, 0.03, -16)), level_db=-6, pan=0.3,
    ),
    "woodblock": Stroke(
        modes=(_bar(1120, 0.07), _bar(1960, 0.04, -8)),
        bursts=(Burst(_WOOD, -16, 0.02),),
        level_db=-5, pan=-0.3,
    ),
    "guiro": Stroke(
        bursts=(Burst(_WOOD, -5, 0.05, tuple(0.013 * turn for turn in range(12))),),
        level_db=-3, pan=0.35,
    ),
    "triangle": Stroke(
        modes=(_bar(1580, 2.0, -14), _bar(3950, 2.6, -6), _bar(5870, 2.2, -4),
               _bar(8720, 1.5, -7), _bar(11900, 0.9, -12)),
        level_db=-12, pan=-0.45,
    ),
    "cajon": Stroke(
        bodies=(Body(130, 82, 0.06, 0.22),),
        bursts=(Burst(_WOOD, -11, 0.05), Burst(_WIRES, -20, 0.09)),
    ),
    "finger_snap": Stroke(
        modes=(_bar(1650, 0.03, -4), _bar(2650, 0.022, -6)),
        bursts=(Burst(_HANDS, -4, 0.05, (0.0, 0.006), slow=(-20, 0.25)),),
        level_db=-4, pan=-0.15,
    ),
    "palmas": Stroke(
        bursts=(Burst(_HANDS, 0, 0.07, (0.0, 0.005)), Burst(_CRACK, -12, 0.02)),
        level_db=-3, pan=0.2,
    ),
    "taiko": Stroke(
        bodies=(Body(112, 62, 0.12, 1.1), Body(190, 118, 0.08, 0.4, -9)),
        modes=(_bar(152, 0.5, -12), _bar(236, 0.3, -16)),
        bursts=(Burst(_SKIN, -5, 0.09, slow=(-20, 0.5)),), level_db=2,
    ),
    "impact": Stroke(
        bodies=(Body(95, 36, 0.4, 2.6, 0, 0.8), Body(160, 55, 0.2, 0.9, -5)),
        bursts=(Burst(_RUMBLE, 3, 1.8), Burst(_WASH, -12, 0.9), Burst(_SKIN, 0, 0.2)),
        level_db=2,
    ),
}  # fmt: skip

_ROCK: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(170, 58, 0.06, 0.32, 0, 0.4), Body(380, 110, 0.025, 0.07, -7)),
        bursts=(Burst(_BEATER, -8, 0.03), Burst(_CLICK, -13, 0.012)), level_db=1,
    ),
    "snare": Stroke(
        bodies=(Body(250, 192, 0.045, 0.2, 0, 0.3),),
        modes=(_bar(345, 0.13, -8), _bar(512, 0.1, -14)),
        bursts=(Burst(_WIRES, 3, 0.24, slow=(-18, 0.55)), Burst(_CRACK, 0, 0.035)),
        level_db=-1.5,
    ),
}  # fmt: skip

_METAL: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(240, 56, 0.03, 0.24, 0, 0.6),),
        bursts=(Burst(_CLICK, -1, 0.016), Burst(_BEATER, -8, 0.02)), level_db=1, hard=1,
    ),
    "snare": Stroke(
        bodies=(Body(285, 222, 0.035, 0.15, 0, 0.4),),
        modes=(_bar(430, 0.1, -8), _bar(655, 0.08, -12)),
        bursts=(Burst(_WIRES, 3, 0.17, slow=(-20, 0.5)), Burst(_CRACK, 3, 0.03)),
        level_db=-1, hard=2,
    ),
    "crash": Stroke(
        plates=(Plate(200, 500, 15800, 2.6, -1, 0.012, 0.2),),
        bursts=(Burst(_WASH, -4, 0.9, slow=(-10, 2.4)),), level_db=-5, pan=0.5,
    ),
}  # fmt: skip

_BRUSHES: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(105, 62, 0.06, 0.42, 1),), bursts=(Burst(_BEATER, -19, 0.04),),
    ),
    "snare": Stroke(
        bodies=(Body(205, 182, 0.04, 0.1, -13),),
        bursts=(Burst(_BRUSH, 1, 0.13, attack_s=0.006, slow=(-14, 0.3)),),
    ),
    "ghost_snare": Stroke(
        bursts=(Burst(_BRUSH, -5, 0.24, attack_s=0.05),), level_db=2,
    ),
    "hat_closed": Stroke(
        plates=(Plate(32, 4200, 13500, 0.07, -10),), bursts=(Burst(_AIRY, -14, 0.05),),
        level_db=0, pan=0.3,
    ),
}  # fmt: skip

_FUNK: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(140, 64, 0.05, 0.22),), bursts=(Burst(_BEATER, -8, 0.02),),
        level_db=3,
    ),
    "snare": Stroke(
        bodies=(Body(310, 248, 0.03, 0.11, -2),), modes=(_bar(520, 0.1, -9),),
        bursts=(Burst(_WIRES, 1, 0.13), Burst(_CRACK, 0, 0.025)),
    ),
    "hat_closed": Stroke(
        plates=(Plate(48, 4000, 15500, 0.06, -5, tilt_db=-1),),
        bursts=(Burst(_TIZZ, -6, 0.04),), level_db=-6, pan=0.3, hard=8,
    ),
}  # fmt: skip

_808: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(128, 47, 0.06, 0.95, 1, 0.15),),
        bursts=(Burst(_CLICK, -24, 0.008),),
        level_db=1, hard=1,
    ),
    "snare": Stroke(
        bodies=(Body(188, 178, 0.03, 0.13, -3), Body(345, 332, 0.03, 0.09, -7)),
        bursts=(Burst(_AIRY, -1, 0.17), Burst(_WIRES, -9, 0.1)), hard=1,
    ),
    "clap": Stroke(
        bursts=(Burst(_HANDS, 3, 0.2, (0.0, 0.01, 0.02, 0.03), slow=(-12, 0.35)),),
        hard=1,
    ),
    "hat_closed": Stroke(
        # Six square oscillators, as the circuit had: their odd harmonics, high-passed.
        modes=tuple(
            _bar(base * odd, 0.075, -16 - 0.35 * odd)
            for base in (1050, 1388, 1482, 1760, 2195, 2700) for odd in (5, 7)
        ),
        bursts=(Burst(_AIRY, -15, 0.05),), level_db=-4, pan=0.2, hard=2,
    ),
    "hat_open": Stroke(
        modes=tuple(
            _bar(base * odd, 0.55, -16 - 0.35 * odd)
            for base in (1050, 1388, 1482, 1760, 2195, 2700) for odd in (5, 7)
        ),
        bursts=(Burst(_AIRY, -14, 0.45),), level_db=-5, pan=0.2, hard=2,
    ),
    "cowbell": Stroke(
        modes=(_bar(540, 0.3), _bar(800, 0.3, -1), _bar(1620, 0.12, -9),
               _bar(2400, 0.1, -10), _bar(2700, 0.08, -13)), level_db=-6, pan=0.2,
    ),
    "rim": Stroke(modes=(_bar(1690, 0.03), _bar(505, 0.03, -6)), level_db=-3),
    "tom_low": Stroke(bodies=(Body(105, 82, 0.12, 0.6),), pan=-0.4),
    "tom_mid": Stroke(bodies=(Body(150, 122, 0.1, 0.5),)),
    "tom_high": Stroke(bodies=(Body(210, 170, 0.08, 0.42),), pan=0.4),
    "crash": Stroke(
        modes=tuple(
            _bar(base * odd, 1.6, -18 - 0.3 * odd)
            for base in (820, 1050, 1388, 1482, 1760, 2195) for odd in (3, 5, 7)
        ),
        bursts=(Burst(_AIRY, -12, 1.1),), level_db=-4, pan=0.3,
    ),
}  # fmt: skip

_909: Final[dict[str, Stroke]] = {
    **_808,
    "kick": Stroke(
        bodies=(Body(255, 51, 0.045, 0.42, 1, 0.7),),
        bursts=(Burst(_CLICK, -13, 0.01), Burst(_BEATER, -15, 0.02)),
        level_db=2, hard=1,
    ),
    "snare": Stroke(
        bodies=(Body(270, 188, 0.035, 0.15, -1), Body(420, 330, 0.03, 0.08, -8)),
        bursts=(Burst(_WIRES, 2, 0.21), Burst(_AIRY, -4, 0.28)), hard=2,
    ),
    "hat_closed": replace(
        _SHARED["hat_closed"], bursts=(Burst(_TIZZ, -2, 0.06),), hard=2
    ),
    "hat_open": replace(_SHARED["hat_open"], bursts=(Burst(_TIZZ, -3, 0.42),), hard=2),
    "crash": _SHARED["crash"],
    "ride": _SHARED["ride"],
}  # fmt: skip

_TRAP: Final[dict[str, Stroke]] = {
    **_808,
    "kick": Stroke(
        bodies=(Body(210, 45, 0.05, 0.6, 1, 0.9),), bursts=(Burst(_CLICK, -16, 0.01),),
        level_db=1, hard=1,
    ),
    "snare": Stroke(
        bodies=(Body(330, 232, 0.03, 0.09, -4),),
        bursts=(Burst(_CRACK, 1, 0.11), Burst(_AIRY, -4, 0.16)), hard=1,
    ),
    "hat_closed": Stroke(
        plates=(Plate(40, 6200, 16500, 0.045, -2, tilt_db=-2),),
        bursts=(Burst(_AIRY, -8, 0.03),), level_db=-5, pan=0.15, hard=5,
    ),
}  # fmt: skip

_LOFI: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(118, 58, 0.06, 0.27, 0, 0.7),), bursts=(Burst(_SKIN, -15, 0.04),),
        crush=9,
    ),
    "snare": Stroke(
        bodies=(Body(218, 176, 0.04, 0.12, -3, 0.4),),
        bursts=(Burst(_CRACK, -1, 0.13), Burst(_SKIN, -8, 0.06)), crush=8,
    ),
    "hat_closed": Stroke(
        bursts=(Burst(((1500, -30), (4500, -3), (7000, 0), (9500, -12), (12000, -40)),
                      -7, 0.05),), crush=8, pan=0.15, level_db=-3,
    ),
}  # fmt: skip

_BREAK: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(185, 68, 0.045, 0.19, 0, 0.6),),
        bursts=(Burst(_BEATER, -5, 0.03),),
        crush=11, level_db=1,
    ),
    "snare": Stroke(
        bodies=(Body(345, 262, 0.035, 0.12, 0, 0.5),), modes=(_bar(560, 0.09, -8),),
        bursts=(Burst(_WIRES, 3, 0.15, slow=(-16, 0.35)), Burst(_CRACK, 1, 0.03)),
        crush=11, level_db=1,
    ),
    "ride": replace(_SHARED["ride"], crush=11, level_db=-5),
}  # fmt: skip

_GATED: Final[dict[str, Stroke]] = {
    **_ROCK,
    "snare": Stroke(
        bodies=(Body(220, 168, 0.05, 0.24, 0, 0.4),),
        bursts=(Burst(_WIRES, 3, 0.3, slow=(-7, 0.6)), Burst(_CRACK, 0, 0.04)),
        level_db=-2.5,
    ),
    "tom_low": Stroke(
        bodies=(Body(190, 72, 0.12, 0.7, 0, 0.5),), bursts=(Burst(_SKIN, -6, 0.3),),
        pan=-0.5,
    ),
    "tom_mid": Stroke(
        bodies=(Body(260, 104, 0.11, 0.6, 0, 0.5),), bursts=(Burst(_SKIN, -6, 0.28),),
    ),
    "tom_high": Stroke(
        bodies=(Body(340, 146, 0.1, 0.5, 0, 0.5),), bursts=(Burst(_SKIN, -6, 0.26),),
        pan=0.5,
    ),
}  # fmt: skip

_CINEMATIC: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(96, 42, 0.15, 1.3, 1, 0.4), Body(150, 84, 0.08, 0.4, -8)),
        bursts=(Burst(_SKIN, -5, 0.1, slow=(-20, 0.7)),), level_db=2,
    ),
    "snare": Stroke(
        bodies=(Body(175, 128, 0.06, 0.5),), modes=(_bar(252, 0.3, -10),),
        bursts=(Burst(_SKIN, -2, 0.14), Burst(_CRACK, -8, 0.08, slow=(-14, 0.8))),
        level_db=1,
    ),
    "tom_low": Stroke(bodies=(Body(100, 56, 0.15, 1.2),),
                      bursts=(Burst(_SKIN, -5, 0.1),), pan=-0.4),
    "tom_mid": Stroke(bodies=(Body(130, 76, 0.14, 1.0),),
                      bursts=(Burst(_SKIN, -5, 0.1),)),
    "tom_high": Stroke(bodies=(Body(170, 102, 0.12, 0.8),),
                       bursts=(Burst(_SKIN, -5, 0.1),), pan=0.4),
}  # fmt: skip

_ORCHESTRAL: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(78, 46, 0.2, 1.6),),
        modes=(_bar(91, 0.9, -8), _bar(133, 0.6, -13)),
        bursts=(Burst(_RUMBLE, -6, 0.5), Burst(_SKIN, -14, 0.06)), level_db=1,
    ),
    "snare": Stroke(
        bodies=(Body(232, 205, 0.04, 0.13, -6),), modes=(_bar(378, 0.1, -12),),
        bursts=(Burst(_WIRES, 1, 0.16, slow=(-16, 0.5)),),
    ),
    "crash": Stroke(
        plates=(Plate(220, 300, 15000, 4.5, 0, 0.06, 0.8),),
        bursts=(Burst(_WASH, -5, 1.4, slow=(-10, 4.2), attack_s=0.006),), level_db=-5,
    ),
}  # fmt: skip

_LATIN: Final[dict[str, Stroke]] = {
    "kick": _BRUSHES["kick"],
    "snare": Stroke(
        modes=(_bar(342, 0.16, 0), _bar(520, 0.12, -5), _bar(905, 0.09, -9)),
        bursts=(Burst(_CRACK, -4, 0.03), Burst(_WIRES, -14, 0.09)),
    ),
    "tom_high": Stroke(
        modes=(_bar(415, 0.4, 0), _bar(640, 0.3, -5), _bar(1010, 0.2, -10)),
        bursts=(Burst(_CRACK, -8, 0.03),), pan=0.3,
    ),
    "tom_low": Stroke(
        modes=(_bar(268, 0.45, 0), _bar(420, 0.3, -5), _bar(690, 0.2, -10)),
        bursts=(Burst(_CRACK, -8, 0.03),), pan=-0.3,
    ),
}  # fmt: skip

_HAND_DRUMS: Final[dict[str, Stroke]] = {
    "kick": _SHARED["cajon"],
    "snare": Stroke(
        bodies=(Body(230, 205, 0.03, 0.08, -8),),
        bursts=(Burst(_HANDS, 0, 0.07), Burst(_WIRES, -10, 0.1)),
    ),
    "ghost_snare": replace(_SHARED["bongo_low"], level_db=-4),
    "hat_closed": _SHARED["shaker"],
    "hat_open": _SHARED["tambourine"],
    "crash": replace(_SHARED["tambourine"], level_db=0),
    "tom_low": _SHARED["conga_low"],
    "tom_mid": _SHARED["conga_high"],
    "tom_high": _SHARED["bongo_high"],
}  # fmt: skip

_MARCH: Final[dict[str, Stroke]] = {
    "kick": Stroke(
        bodies=(Body(92, 58, 0.1, 0.7),), bursts=(Burst(_SKIN, -8, 0.08),), level_db=1,
    ),
    "snare": Stroke(
        bodies=(Body(325, 292, 0.03, 0.08, -6),),
        bursts=(Burst(_WIRES, 2, 0.11), Burst(_CRACK, -1, 0.02)),
    ),
}  # fmt: skip

_CHIPS: Final[dict[str, Stroke]] = {
    "kick": Stroke(bodies=(Body(420, 55, 0.05, 0.14, 2, 4.0),), crush=5, hard=0),
    "snare": Stroke(bursts=(Burst(_CHIP, 1, 0.12),), crush=4, hard=0),
    "clap": Stroke(bursts=(Burst(_CHIP, 0, 0.07, (0.0, 0.015)),), crush=4, hard=0),
    "hat_closed": Stroke(bursts=(Burst(_AIRY, -5, 0.03),), crush=4, hard=0),
    "hat_open": Stroke(bursts=(Burst(_AIRY, -5, 0.13),), crush=4, hard=0),
    "crash": Stroke(bursts=(Burst(_CHIP, -2, 0.6),), crush=4, hard=0),
    "tom_low": Stroke(bodies=(Body(240, 90, 0.1, 0.2, 0, 4.0),), crush=5),
    "tom_mid": Stroke(bodies=(Body(330, 130, 0.1, 0.18, 0, 4.0),), crush=5),
    "tom_high": Stroke(bodies=(Body(450, 190, 0.1, 0.16, 0, 4.0),), crush=5),
}  # fmt: skip


@dataclass(frozen=True)
class Kit:
    """A kit: its own pieces, and the colour of all.

    Args:
        tune: factor on every pitch; `ring` on every decay.
        room_db: level of the short room printed on it, `room_s` its length.
        gate: the room is cut off instead of dying away.
    """

    own: dict[str, Stroke]
    tune: float = 1.0
    ring: float = 1.0
    room_db: float = -24.0
    room_s: float = 0.35
    gate: bool = False
    level_db: float = 0.0


TABLE: Final[dict[str, Kit]] = {
    "acoustic_kit": Kit({}),
    "rock_kit": Kit(_ROCK, room_db=-15, room_s=0.6),
    "metal_kit": Kit(_METAL, room_db=-19, room_s=0.4),
    "brush_kit": Kit(_BRUSHES, room_db=-20, room_s=0.5),
    "funk_kit": Kit(_FUNK, ring=0.8, room_db=-32),
    "kit_808": Kit(_808, room_db=-60),
    "kit_909": Kit(_909, room_db=-34),
    "trap_kit": Kit(_TRAP, room_db=-60),
    "lofi_kit": Kit(_LOFI, tune=0.93, ring=0.85, room_db=-26, room_s=0.2, level_db=4),
    "breakbeat_kit": Kit(_BREAK, tune=1.08, ring=0.85, room_db=-14, room_s=0.25),
    "gated_kit": Kit(_GATED, room_db=-7, room_s=0.32, gate=True, level_db=-3.5),
    "cinematic_kit": Kit(
        _CINEMATIC, tune=0.92, ring=1.3, room_db=-10, room_s=1.6, level_db=-3
    ),
    "orchestral_kit": Kit(_ORCHESTRAL, room_db=-12, room_s=1.4, level_db=-1.5),
    "latin_kit": Kit(_LATIN, room_db=-24),
    "hand_drums": Kit(_HAND_DRUMS, room_db=-20),
    "march_kit": Kit(_MARCH, tune=1.05, room_db=-18, room_s=0.7),
    "chip_kit": Kit(_CHIPS, room_db=-90),
}


#: Turned up or down in every kit, so that a kit is balanced at equal velocities;
#: measured as momentary loudness. Hats 12 dB and shakers 14 dB under the kick.
TRIM_DB: Final[dict[str, float]] = {
    "kick": 2.0, "ghost_snare": -7.0, "rim": 2.5, "hat_closed": 5.0, "hat_pedal": 9.0,
    "ride": 1.5, "ride_bell": -3.0, "shaker": 7.5, "tambourine": 3.5, "clave": 2.0,
    "woodblock": 4.5, "guiro": 3.0, "triangle": -8.5, "cajon": 3.0, "finger_snap": 5.5,
    "palmas": 5.0, "riser": -13.0, "impact": -3.5, "sweep_down": -12.0, "taiko": 1.0,
    "reverse_cymbal": 5.0,
    # Sounds of the world: what lies under music some 12 dB under it, single ones 6 dB.
    "rain": -2.5, "wind": 3.0, "waves": -6.0, "stream": 2.0, "fire": 1.0,
    "crackle": 10.0, "hiss": -4.0, "static": -3.0, "crickets": 4.0, "applause": 1.0,
    "thunder": 1.0, "gong": 3.0, "siren": 4.0, "alarm": 5.0, "heartbeat": 12.0,
    "tick": 9.0, "tock": 9.0, "whoosh": -4.0, "laser": 8.0, "coin": 9.0,
    "air_horn": 4.0, "foghorn": 4.0, "chimes": 1.0, "sub_drop": 4.0, "sonar": 4.0,
}  # fmt: skip


def recipe(kit: str, piece: str) -> Stroke:
    """Return what a kit has for a piece, or the nearest thing."""
    own = TABLE[kit].own
    if piece == "ghost_snare" and piece not in own:
        return replace(own.get("snare", _SHARED["snare"]), hard=9)
    return own.get(piece) or _SHARED[piece]
