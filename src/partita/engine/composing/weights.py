"""How much of a mix each instrument and drum is, and where in the spectrum, as a table.

Measured once: notes of 0.2 s and 0.8 s over the range, and strokes averaged over all
kits, dry and at velocity 90. Good for estimates from a score, and for nothing else.
"""

from __future__ import annotations

from typing import Final

#: Decibels of a short note and of a long one, the centroid of middle C in Hz, by how
#: many cents it rises with each semitone.
NOTES: Final[dict[str, tuple[int, int, int, int]]] = {
    "grand_piano": (11, 14, 589, 84), "felt_piano": (12, 15, 339, 87),
    "honky_tonk_piano": (9, 11, 838, 84), "electric_piano": (12, 14, 308, 94),
    "wurlitzer": (11, 13, 458, 71), "clavinet": (14, 16, 1319, 46),
    "harpsichord": (11, 12, 2089, 46), "hammond_organ": (9, 15, 432, 87),
    "church_organ": (10, 16, 1992, 50), "accordion": (10, 16, 1731, 28),
    "harmonium": (9, 16, 855, 45), "music_box": (11, 12, 305, 100),
    "celesta": (11, 12, 281, 101), "glockenspiel": (10, 10, 300, 105),
    "vibraphone": (12, 13, 277, 100), "marimba": (13, 13, 280, 98),
    "xylophone": (9, 9, 427, 91), "kalimba": (11, 11, 267, 99),
    "steel_drum": (11, 11, 330, 105), "tubular_bells": (13, 14, 536, 101),
    "timpani": (15, 16, 283, 94), "nylon_guitar": (14, 16, 387, 93),
    "steel_guitar": (14, 17, 733, 84), "twelve_string_guitar": (11, 12, 1223, 83),
    "clean_guitar": (14, 17, 758, 69), "muted_guitar": (12, 12, 603, 75),
    "overdriven_guitar": (10, 15, 1761, 14), "distorted_guitar": (8, 14, 2065, 4),
    "pedal_steel": (13, 16, 903, 78), "banjo": (10, 10, 1415, 60),
    "mandolin": (8, 9, 1061, 76), "ukulele": (13, 13, 397, 95),
    "harp": (12, 14, 352, 91), "lute": (13, 14, 523, 87),
    "upright_bass": (17, 18, 288, 74), "finger_bass": (17, 19, 349, 73),
    "picked_bass": (18, 20, 613, 75), "slap_bass": (17, 18, 1490, 76),
    "fretless_bass": (16, 18, 346, 71), "violin": (12, 18, 943, 69),
    "viola": (13, 19, 652, 72), "cello": (13, 19, 549, 77),
    "double_bass": (13, 19, 360, 88), "string_ensemble": (9, 16, 614, 74),
    "tremolo_strings": (8, 14, 747, 67), "pizzicato_strings": (11, 11, 359, 81),
    "fiddle": (12, 18, 1430, 53), "trumpet": (12, 18, 1438, 25),
    "muted_trumpet": (12, 19, 3061, 25), "trombone": (12, 19, 692, 38),
    "french_horn": (13, 19, 414, 66), "tuba": (13, 19, 283, 54),
    "brass_section": (9, 16, 985, 44), "alto_sax": (13, 19, 942, 41),
    "tenor_sax": (12, 19, 688, 53), "clarinet": (13, 18, 844, 51),
    "oboe": (12, 18, 1792, 27), "bassoon": (12, 18, 692, 31),
    "harmonica": (11, 17, 2063, 8), "bagpipe": (12, 19, 3294, 15),
    "flute": (12, 18, 426, 92), "piccolo": (10, 16, 362, 95),
    "recorder": (12, 18, 344, 97), "pan_flute": (13, 18, 383, 83),
    "tin_whistle": (11, 17, 442, 88), "shakuhachi": (13, 18, 489, 78),
    "choir_aahs": (9, 14, 770, 31), "choir_oohs": (8, 14, 423, 61),
    "synth_voice": (9, 15, 974, 17), "saw_lead": (9, 16, 746, 89),
    "square_lead": (14, 20, 496, 98), "supersaw": (10, 15, 1013, 92),
    "pluck_synth": (10, 11, 574, 94), "fm_bell": (10, 11, 640, 119),
    "synth_brass": (10, 16, 539, 90), "acid_lead": (14, 18, 503, 85),
    "warm_pad": (10, 16, 370, 92), "glass_pad": (12, 16, 1187, 91),
    "sweep_pad": (8, 15, 375, 88), "analog_strings": (10, 15, 645, 93),
    "drone": (13, 16, 331, 54), "synth_bass": (16, 21, 282, 76),
    "sub_bass": (14, 20, 262, 100), "reese_bass": (16, 22, 396, 80),
    "wobble_bass": (16, 22, 459, 73), "acid_bass": (17, 21, 390, 78),
    "fm_bass": (17, 19, 398, 101), "bass_808": (19, 22, 271, 100),
    "sitar": (14, 15, 2584, 36), "koto": (13, 14, 981, 77), "oud": (13, 14, 475, 88),
    "erhu": (12, 18, 1188, 33), "bandoneon": (10, 16, 1384, 33),
    "didgeridoo": (12, 18, 619, 27), "chip_pulse": (13, 18, 1087, 82),
    "chip_triangle": (13, 19, 275, 102), "chip_arp": (13, 14, 884, 82),
}  # fmt: skip

#: Decibels and centroid of a stroke.
STROKES: Final[dict[str, tuple[int, int]]] = {
    "kick": (19, 93), "snare": (14, 4347), "ghost_snare": (6, 3797), "rim": (6, 1592),
    "clap": (13, 3908), "hat_closed": (4, 9711), "hat_open": (7, 9552),
    "hat_pedal": (0, 8717), "ride": (5, 5154), "ride_bell": (7, 2124),
    "crash": (13, 6594), "tom_low": (16, 118), "tom_mid": (15, 155),
    "tom_high": (14, 222), "shaker": (3, 8976), "tambourine": (5, 9350),
    "cowbell": (8, 755), "conga_low": (13, 192), "conga_high": (12, 286),
    "bongo_low": (10, 373), "bongo_high": (8, 539), "clave": (6, 2511),
    "woodblock": (6, 1214), "guiro": (7, 2692), "triangle": (5, 6017),
    "cajon": (15, 170), "finger_snap": (6, 3083), "palmas": (8, 4047),
    "taiko": (22, 96), "snare_roll": (2, 3780), "riser": (2, 8765), "impact": (25, 312),
    "sweep_down": (-1, 9631), "reverse_cymbal": (5, 7705),
}  # fmt: skip

#: Decibels of a second of a voice, and its centroid.
VOICE: Final = (20, 3_000)
