"""Recipes of what is bowed, blown or sung: strings, winds, organs, choirs.

Numbers only. Formants follow Meyer, "Acoustics and the Performance of Music", and for
vowels Peterson and Barney; the rest was set by spectrogram.
"""

from __future__ import annotations

from typing import Final

from partita.engine.playing.held import Held
from partita.engine.playing.overtones import Timbre

_BOW = ((200, -24), (700, -8), (1900, 0), (4500, -7), (9000, -18), (16000, -36))
_BREATH = ((200, -30), (900, -8), (2600, 0), (6000, -5), (14000, -20))
_WIND = ((150, -24), (500, -6), (1400, 0), (4000, -8), (12000, -24))
_LIPS = ((150, -14), (500, 0), (1600, -8), (5000, -26), (12000, -44))
_SIGH = ((300, -24), (1000, -10), (3500, 0), (8000, -4), (15000, -16))

_VIOLIN = ((285, 60, 5), (500, 120, 5), (1000, 300, -2), (2600, 800, 6))
_VIOLA = ((230, 50, 5), (380, 110, 5), (1000, 300, 2), (2100, 700, 4))
_CELLO = ((105, 25, 4), (210, 60, 5), (450, 160, 3), (1700, 600, 4))
_DOUBLE_BASS = ((62, 16, 4), (120, 40, 5), (300, 120, 3), (1100, 500, 2))
_AAH = ((750, 130, 14), (1150, 150, 11), (2600, 260, 9), (3300, 350, 8))
_OOH = ((330, 90, 14), (800, 120, 9), (2400, 300, 0), (3200, 400, -2))

_BRASS_OPENING = ((0.0, 0.25), (0.05, 0.8), (0.09, 1.15), (0.22, 1.0))
_SWELLING = ((0.0, 0.45), (0.18, 0.9), (0.5, 1.0))

BLOWN: Final[dict[str, Held]] = {
    "violin": Held(
        Timbre(4.0, 3600, 2, 0.2, 0.8, formants=_VIOLIN),
        attack_s=0.075, short_attack_s=0.022, release_s=0.13, opening=_SWELLING,
        vibrato=(5.6, 20, 0.22), breath=(_BOW, -33), chiff=(_BOW, -23, 0.09),
        scoop=(-18, 0.05), life=0.6,
    ),
    "fiddle": Held(
        Timbre(3.4, 4400, 2, 0.2, 0.7, formants=_VIOLIN),
        attack_s=0.028, short_attack_s=0.014, release_s=0.07,
        opening=((0.0, 1.4), (0.08, 1.0)), vibrato=(5.8, 8, 0.4), breath=(_BOW, -29),
        chiff=(_BOW, -16, 0.08), scoop=(-45, 0.06), life=0.8,
    ),
    "viola": Held(
        Timbre(4.4, 2800, 2, 0.2, 0.8, formants=_VIOLA),
        attack_s=0.09, short_attack_s=0.025, release_s=0.14, opening=_SWELLING,
        vibrato=(5.3, 18, 0.25), breath=(_BOW, -34), chiff=(_BOW, -25, 0.1),
        scoop=(-15, 0.06), life=0.6,
    ),
    "cello": Held(
        Timbre(4.6, 2000, 2, 0.2, 0.8, formants=_CELLO),
        attack_s=0.1, short_attack_s=0.03, release_s=0.16, opening=_SWELLING,
        vibrato=(5.1, 17, 0.28), breath=(_BOW, -36), chiff=(_BOW, -27, 0.12),
        scoop=(-14, 0.06), life=0.6,
    ),
    "double_bass": Held(
        Timbre(4.8, 1000, 2, 0.2, 0.8, formants=_DOUBLE_BASS),
        attack_s=0.12, short_attack_s=0.04, release_s=0.18, opening=_SWELLING,
        vibrato=(4.6, 9, 0.35), breath=(_BOW, -38), chiff=(_BOW, -29, 0.14), life=0.5,
    ),
    "string_ensemble": Held(
        Timbre(4.6, 2600, 2, 0.2, 0.8, formants=_VIOLA),
        attack_s=0.17, short_attack_s=0.05, release_s=0.32, opening=_SWELLING,
        vibrato=(5.4, 11, 0.1), breath=(_BOW, -38), players=4, apart_cents=9,
        width=0.8, life=0.6,
    ),
    "tremolo_strings": Held(
        Timbre(4.2, 2800, 2, 0.2, 0.8, formants=_VIOLA),
        attack_s=0.06, short_attack_s=0.03, release_s=0.25, tremolo=(12.5, 0.8),
        breath=(_BOW, -31), players=4, apart_cents=9, width=0.8, life=0.6,
    ),
    "erhu": Held(
        Timbre(3.2, 3000, 2, 0.2, 0.8,
               formants=((480, 110, 5), (880, 200, 7), (2600, 600, 7))),
        attack_s=0.06, short_attack_s=0.03, release_s=0.1, vibrato=(6.1, 34, 0.16),
        breath=(_BOW, -30), chiff=(_BOW, -25, 0.08), scoop=(-75, 0.09), life=0.8,
    ),
    "trumpet": Held(
        Timbre(2.4, 2500, 2, 0.2, 1.6, formants=((1250, 500, 6), (2600, 900, 3))),
        attack_s=0.035, short_attack_s=0.018, release_s=0.08, opening=_BRASS_OPENING,
        vibrato=(5.2, 9, 0.45), chiff=(_LIPS, -26, 0.04), breath=(_BREATH, -46),
        scoop=(-22, 0.03), life=0.4,
    ),
    "muted_trumpet": Held(
        Timbre(0.6, 4200, 2, 0.2, 1.1, first=(0.35, 0.6),
               formants=((1700, 420, 9), (3400, 900, 6))),
        attack_s=0.03, short_attack_s=0.016, release_s=0.07, opening=_BRASS_OPENING,
        vibrato=(5.3, 10, 0.4), chiff=(_LIPS, -28, 0.04), breath=(_BREATH, -38),
        scoop=(-20, 0.03), life=0.4,
    ),
    "trombone": Held(
        Timbre(3.0, 1500, 2, 0.2, 1.6, formants=((520, 200, 5), (1500, 600, 2))),
        attack_s=0.045, short_attack_s=0.024, release_s=0.1, opening=_BRASS_OPENING,
        vibrato=(4.9, 8, 0.5), chiff=(_LIPS, -27, 0.05), scoop=(-30, 0.05), life=0.4,
    ),
    "french_horn": Held(
        Timbre(4.6, 900, 2, 0.3, 1.5, formants=((340, 120, 5), (750, 260, 3))),
        attack_s=0.07, short_attack_s=0.03, release_s=0.16,
        opening=((0.0, 0.4), (0.09, 1.05), (0.3, 1.0)), vibrato=(4.8, 3, 0.5),
        chiff=(_LIPS, -31, 0.06), scoop=(-15, 0.04), life=0.4,
    ),
    "tuba": Held(
        Timbre(4.4, 560, 2, 0.3, 1.3, formants=((230, 90, 5),)),
        attack_s=0.06, short_attack_s=0.03, release_s=0.12, opening=_BRASS_OPENING,
        chiff=(_LIPS, -27, 0.06), scoop=(-18, 0.04), life=0.3,
    ),
    "brass_section": Held(
        Timbre(2.7, 2000, 2, 0.2, 1.6, formants=((600, 250, 3), (1300, 500, 4))),
        attack_s=0.04, short_attack_s=0.02, release_s=0.1, opening=_BRASS_OPENING,
        vibrato=(5.0, 7, 0.5), chiff=(_LIPS, -28, 0.04), players=4, apart_cents=7,
        width=0.6, scoop=(-25, 0.03), life=0.4,
    ),
    "alto_sax": Held(
        Timbre(3.6, 2300, 2, 0.2, 1.2,
               formants=((550, 170, 4), (1250, 400, 5), (2900, 800, 3))),
        attack_s=0.035, short_attack_s=0.018, release_s=0.08,
        opening=((0.0, 0.4), (0.06, 1.1), (0.2, 1.0)), vibrato=(5.2, 17, 0.3),
        breath=(_BREATH, -31), chiff=(_BREATH, -22, 0.05), scoop=(-45, 0.05), life=0.6,
    ),
    "tenor_sax": Held(
        Timbre(4.0, 1700, 2, 0.2, 1.2,
               formants=((420, 130, 5), (950, 300, 4), (2300, 700, 3))),
        attack_s=0.04, short_attack_s=0.02, release_s=0.09,
        opening=((0.0, 0.4), (0.07, 1.1), (0.2, 1.0)), vibrato=(4.9, 18, 0.3),
        breath=(_BREATH, -28), chiff=(_BREATH, -20, 0.06), scoop=(-50, 0.06), life=0.6,
    ),
    "clarinet": Held(
        Timbre(3.4, 2100, 2, 0.3, 1.1, even=0.13, formants=((1600, 600, 4),)),
        attack_s=0.04, short_attack_s=0.02, release_s=0.08, vibrato=(5.0, 2, 0.5),
        breath=(_BREATH, -42), chiff=(_BREATH, -32, 0.04), life=0.3,
    ),
    "oboe": Held(
        Timbre(2.4, 3000, 2, 0.1, 0.7, first=(0.55, 0.9, 1.0),
               formants=((1350, 330, 9), (3000, 600, 5))),
        attack_s=0.03, short_attack_s=0.016, release_s=0.07, vibrato=(5.3, 9, 0.25),
        breath=(_BREATH, -42), chiff=(_BREATH, -30, 0.03), life=0.4,
    ),
    "bassoon": Held(
        Timbre(3.6, 1300, 2, 0.1, 0.8, first=(0.5, 0.8, 1.0),
               formants=((480, 120, 9), (1180, 300, 4))),
        attack_s=0.035, short_attack_s=0.02, release_s=0.08, vibrato=(4.8, 6, 0.35),
        breath=(_BREATH, -42), chiff=(_LIPS, -30, 0.04), life=0.4,
    ),
    "harmonica": Held(
        Timbre(2.2, 3400, 2, 0.2, 1.0, formants=((1000, 300, 4), (2600, 700, 6))),
        attack_s=0.04, short_attack_s=0.02, release_s=0.07, tremolo=(5.4, 0.16),
        vibrato=(5.4, 7, 0.25), breath=(_BREATH, -30), players=2, apart_cents=3,
        scoop=(-60, 0.06), life=0.7,
    ),
    "bagpipe": Held(
        Timbre(0.6, 4600, 2, 0.2, 0.3, formants=((900, 260, 5), (2400, 700, 6))),
        attack_s=0.02, short_attack_s=0.012, release_s=0.03, breath=(_BREATH, -40),
        players=2, apart_cents=2, scoop=(-12, 0.02), life=0.2,
    ),
    "flute": Held(
        Timbre(7.5, 2600, 2, 0.5, 1.0, first=(1.0, 0.85, 0.5)),
        attack_s=0.06, short_attack_s=0.025, release_s=0.09, vibrato=(5.2, 8, 0.3),
        tremolo=(5.2, 0.1), breath=(_WIND, -25), chiff=(_WIND, -17, 0.07),
        scoop=(-12, 0.04), life=0.5,
    ),
    "piccolo": Held(
        Timbre(10.0, 5200, 2, 0.5, 0.9, first=(1.0, 0.8, 0.6)),
        attack_s=0.04, short_attack_s=0.018, release_s=0.06, vibrato=(5.7, 8, 0.25),
        breath=(_SIGH, -29), chiff=(_SIGH, -20, 0.05), life=0.4,
    ),
    "recorder": Held(
        Timbre(8.0, 2600, 2, 0.4, 0.3, even=0.45),
        attack_s=0.03, short_attack_s=0.016, release_s=0.05, vibrato=(4.8, 4, 0.5),
        breath=(_WIND, -31), chiff=(_WIND, -20, 0.03), scoop=(20, 0.02), life=0.3,
    ),
    "pan_flute": Held(
        Timbre(9.5, 1800, 2, 0.4, 0.6, even=0.3),
        attack_s=0.055, short_attack_s=0.03, release_s=0.13, vibrato=(5.0, 8, 0.35),
        breath=(_WIND, -20), chiff=(_WIND, -7, 0.08), scoop=(-40, 0.05), life=0.7,
    ),
    "tin_whistle": Held(
        Timbre(9.0, 4200, 2, 0.4, 0.4, first=(1.0, 1.0, 0.7)),
        attack_s=0.02, short_attack_s=0.012, release_s=0.04, vibrato=(5.6, 6, 0.35),
        breath=(_SIGH, -25), chiff=(_SIGH, -17, 0.03), scoop=(-25, 0.025), life=0.5,
    ),
    "shakuhachi": Held(
        Timbre(7.0, 2000, 2, 0.4, 0.9, even=0.5),
        attack_s=0.1, short_attack_s=0.05, release_s=0.16, vibrato=(4.6, 30, 0.45),
        tremolo=(4.6, 0.15), breath=(_WIND, -19), chiff=(_WIND, -8, 0.12),
        scoop=(-110, 0.1), life=0.9,
    ),
    "didgeridoo": Held(
        Timbre(3.0, 700, 2, 0.1, 0.8, even=0.7,
               formants=((420, 120, 7), (1250, 250, 10), (2000, 400, 5))),
        attack_s=0.08, short_attack_s=0.05, release_s=0.12, tremolo=(3.1, 0.35),
        opening=((0.0, 0.6), (0.2, 1.7), (0.5, 0.8), (0.75, 1.9), (1.0, 0.9)),
        breath=(_LIPS, -24), life=1.0,
    ),
    "hammond_organ": Held(
        # Drawbars 88 8000 004 on an octave below the key.
        Timbre(0.0, 6500, 2, 0.0, 0.2,
               most=16, first=(0.8, 1.0, 0.75, 0.5, 0, 0.3, 0, 0.4, 0, 0, 0, 0.1, 0, 0,
                               0, 0.25)),
        attack_s=0.006, release_s=0.02, vibrato=(6.4, 7, 0.0), tremolo=(6.4, 0.12),
        chiff=(((400, -12), (2000, 0), (6000, -8)), -26, 0.012), stops=((0.5, 1.0),),
        players=2, apart_cents=1.5, width=0.5, life=0.0,
    ),
    "church_organ": Held(
        Timbre(3.2, 3800, 2, 0.2, 0.1),
        attack_s=0.07, short_attack_s=0.045, release_s=0.3, breath=(_WIND, -38),
        chiff=(_WIND, -26, 0.07), stops=((1.0, 1.0), (2.003, 0.7), (0.5, 0.7),
                                         (2.996, 0.3), (4.006, 0.4)),
        width=0.6, life=0.1,
    ),
    "accordion": Held(
        Timbre(2.6, 3400, 2, 0.2, 0.8, formants=((1100, 400, 4), (2700, 900, 4))),
        attack_s=0.04, short_attack_s=0.02, release_s=0.06, breath=(_BREATH, -42),
        players=3, apart_cents=8, width=0.4, life=0.4,
    ),
    "bandoneon": Held(
        Timbre(2.6, 2600, 2, 0.2, 1.2, even=0.8,
               formants=((700, 250, 5), (1900, 600, 4))),
        attack_s=0.028, short_attack_s=0.014, release_s=0.05,
        stops=((1.0, 1.0), (2.001, 0.55)), breath=(_BREATH, -38),
        chiff=(_LIPS, -27, 0.03), width=0.25, life=0.5,
    ),
    "harmonium": Held(
        Timbre(3.0, 2000, 2, 0.2, 0.5, formants=((600, 200, 5), (1500, 500, 3))),
        attack_s=0.12, short_attack_s=0.06, release_s=0.14, breath=(_BREATH, -34),
        stops=((1.0, 1.0), (0.5, 0.6)), players=2, apart_cents=3, width=0.3, life=0.5,
    ),
    "choir_aahs": Held(
        Timbre(7.5, 5200, 2, 0.0, 0.6, formants=_AAH),
        attack_s=0.17, short_attack_s=0.08, release_s=0.32, vibrato=(5.2, 17, 0.1),
        breath=(_SIGH, -30), players=4, apart_cents=10, width=0.8, scoop=(-25, 0.12),
        life=0.8,
    ),
    "choir_oohs": Held(
        Timbre(8.0, 2600, 2, 0.0, 0.5, formants=_OOH),
        attack_s=0.2, short_attack_s=0.09, release_s=0.35, vibrato=(5.0, 14, 0.1),
        breath=(_SIGH, -34), players=4, apart_cents=10, width=0.8, scoop=(-25, 0.12),
        life=0.7,
    ),
    "synth_voice": Held(
        Timbre(5.0, 4200, 2, 0.0, 0.6, formants=((600, 110, 12), (1050, 130, 11),
                                                 (2500, 250, 10))),
        attack_s=0.09, short_attack_s=0.04, release_s=0.3, vibrato=(5.5, 9, 0.3),
        opening=((0.0, 0.5), (0.3, 1.2), (0.9, 0.9)), breath=(_SIGH, -24), players=3,
        apart_cents=9, width=0.7, life=0.3,
    ),
}  # fmt: skip
