"""How far each instrument is turned up, so that all are as loud when played alike.

Measured: the same phrase on each, at velocity 96, in the middle of its range, as
integrated and momentary loudness (BS.1770-4); evened by 85 %, so that what is plucked
keeps its attack. Numbers only.
"""

from __future__ import annotations

from typing import Final

BALANCE_DB: Final[dict[str, float]] = {
    "grand_piano": -1.5, "felt_piano": -1.5, "honky_tonk_piano": 0.5,
    "electric_piano": -1.0, "wurlitzer": 0.5, "clavinet": 3.0, "harpsichord": -1.0,
    "hammond_organ": -1.5, "church_organ": -1.0, "accordion": -4.5, "harmonium": -1.5,
    "music_box": 0.5, "celesta": 0.5, "glockenspiel": -1.5, "vibraphone": -0.5,
    "marimba": 3.0, "xylophone": 4.0, "kalimba": 1.5, "steel_drum": 3.0,
    "tubular_bells": 0.5, "timpani": 1.0, "nylon_guitar": 2.5, "steel_guitar": 1.5,
    "twelve_string_guitar": 1.5, "clean_guitar": 2.5, "muted_guitar": 8.0,
    "overdriven_guitar": -2.0, "distorted_guitar": -3.0, "pedal_steel": 1.5,
    "banjo": 3.5, "mandolin": 1.0, "ukulele": 6.0, "harp": -1.0, "lute": 3.5,
    "upright_bass": 3.0, "finger_bass": 2.0, "picked_bass": 6.0, "slap_bass": 5.0,
    "fretless_bass": 1.5, "violin": -1.5, "viola": -0.5, "cello": -0.5,
    "double_bass": -1.0, "string_ensemble": -3.5, "tremolo_strings": -1.5,
    "pizzicato_strings": 4.5, "fiddle": -2.5, "trumpet": -1.5, "muted_trumpet": -3.5,
    "trombone": -0.5, "french_horn": -0.5, "tuba": -1.0, "brass_section": -3.0,
    "alto_sax": -0.5, "tenor_sax": -0.5, "clarinet": -1.0, "oboe": -2.0,
    "bassoon": -0.5, "harmonica": -3.0, "bagpipe": -3.0, "flute": -0.5,
    "piccolo": -2.5, "recorder": -0.5, "pan_flute": -0.5, "tin_whistle": -1.5,
    "shakuhachi": 0.0, "choir_aahs": -3.5, "choir_oohs": -4.0, "synth_voice": -3.5,
    "saw_lead": -4.0, "square_lead": -0.5, "supersaw": -4.5, "pluck_synth": -1.5,
    "fm_bell": -0.5, "synth_brass": -4.0, "acid_lead": 0.0, "warm_pad": -2.5,
    "glass_pad": -2.0, "sweep_pad": -2.5, "analog_strings": -4.0, "drone": 1.0,
    "synth_bass": 0.0, "sub_bass": -5.0, "reese_bass": -2.0, "wobble_bass": -2.0,
    "acid_bass": 0.0, "fm_bass": 6.5, "bass_808": 4.0, "sitar": 3.0, "koto": 2.5,
    "oud": 5.0, "erhu": -1.0, "bandoneon": -2.0, "didgeridoo": 0.0, "chip_pulse": 1.0,
    "chip_triangle": -1.5, "chip_arp": 4.5,
}  # fmt: skip
