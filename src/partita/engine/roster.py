"""The instruments and drum kits that the engine has, as one table.

Names, families and ranges. How they sound is in `instruments` and `drums`; which
words of an author mean them is in `vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Family = Literal[
    "keys", "mallet", "plucked", "guitar", "bass", "bowed", "brass", "reed", "pipe",
    "voice", "synth_lead", "synth_pad", "synth_bass", "ethnic", "chip", "effect",
]  # fmt: skip


@dataclass(frozen=True)
class Instrument:
    """One instrument: its family, and the MIDI pitches that suit it."""

    family: Family
    low: int
    high: int


INSTRUMENTS: Final[dict[str, Instrument]] = {
    "grand_piano": Instrument("keys", 21, 108),
    "felt_piano": Instrument("keys", 28, 96),
    "honky_tonk_piano": Instrument("keys", 28, 100),
    "electric_piano": Instrument("keys", 28, 100),
    "wurlitzer": Instrument("keys", 33, 96),
    "clavinet": Instrument("keys", 28, 88),
    "harpsichord": Instrument("keys", 29, 89),
    "hammond_organ": Instrument("keys", 36, 96),
    "church_organ": Instrument("keys", 24, 96),
    "accordion": Instrument("keys", 53, 89),
    "harmonium": Instrument("keys", 41, 84),
    "music_box": Instrument("mallet", 60, 96),
    "celesta": Instrument("mallet", 60, 108),
    "glockenspiel": Instrument("mallet", 72, 108),
    "vibraphone": Instrument("mallet", 53, 89),
    "marimba": Instrument("mallet", 45, 96),
    "xylophone": Instrument("mallet", 65, 108),
    "kalimba": Instrument("mallet", 57, 89),
    "steel_drum": Instrument("mallet", 55, 88),
    "tubular_bells": Instrument("mallet", 55, 79),
    "timpani": Instrument("mallet", 36, 57),
    "nylon_guitar": Instrument("plucked", 40, 84),
    "steel_guitar": Instrument("plucked", 40, 88),
    "twelve_string_guitar": Instrument("plucked", 40, 88),
    "clean_guitar": Instrument("guitar", 40, 88),
    "muted_guitar": Instrument("guitar", 40, 84),
    "overdriven_guitar": Instrument("guitar", 38, 88),
    "distorted_guitar": Instrument("guitar", 36, 88),
    "pedal_steel": Instrument("guitar", 45, 88),
    "banjo": Instrument("plucked", 48, 86),
    "mandolin": Instrument("plucked", 55, 91),
    "ukulele": Instrument("plucked", 60, 84),
    "harp": Instrument("plucked", 28, 103),
    "lute": Instrument("plucked", 43, 80),
    "upright_bass": Instrument("bass", 28, 60),
    "finger_bass": Instrument("bass", 28, 60),
    "picked_bass": Instrument("bass", 28, 62),
    "slap_bass": Instrument("bass", 28, 62),
    "fretless_bass": Instrument("bass", 28, 62),
    "violin": Instrument("bowed", 55, 100),
    "viola": Instrument("bowed", 48, 88),
    "cello": Instrument("bowed", 36, 76),
    "double_bass": Instrument("bowed", 28, 60),
    "string_ensemble": Instrument("bowed", 28, 96),
    "tremolo_strings": Instrument("bowed", 28, 96),
    "pizzicato_strings": Instrument("plucked", 28, 96),
    "fiddle": Instrument("bowed", 55, 100),
    "trumpet": Instrument("brass", 52, 82),
    "muted_trumpet": Instrument("brass", 54, 84),
    "trombone": Instrument("brass", 34, 72),
    "french_horn": Instrument("brass", 34, 77),
    "tuba": Instrument("brass", 26, 58),
    "brass_section": Instrument("brass", 36, 84),
    "alto_sax": Instrument("reed", 49, 81),
    "tenor_sax": Instrument("reed", 44, 76),
    "clarinet": Instrument("reed", 50, 91),
    "oboe": Instrument("reed", 58, 91),
    "bassoon": Instrument("reed", 34, 72),
    "harmonica": Instrument("reed", 60, 96),
    "bagpipe": Instrument("reed", 55, 81),
    "flute": Instrument("pipe", 60, 98),
    "piccolo": Instrument("pipe", 74, 108),
    "recorder": Instrument("pipe", 60, 91),
    "pan_flute": Instrument("pipe", 60, 96),
    "tin_whistle": Instrument("pipe", 67, 98),
    "shakuhachi": Instrument("pipe", 55, 84),
    "choir_aahs": Instrument("voice", 43, 84),
    "choir_oohs": Instrument("voice", 43, 84),
    "synth_voice": Instrument("voice", 43, 88),
    "saw_lead": Instrument("synth_lead", 40, 100),
    "square_lead": Instrument("synth_lead", 40, 100),
    "supersaw": Instrument("synth_lead", 36, 100),
    "pluck_synth": Instrument("synth_lead", 36, 100),
    "fm_bell": Instrument("synth_lead", 48, 103),
    "synth_brass": Instrument("synth_lead", 36, 88),
    "acid_lead": Instrument("synth_lead", 28, 84),
    "warm_pad": Instrument("synth_pad", 28, 96),
    "glass_pad": Instrument("synth_pad", 36, 100),
    "sweep_pad": Instrument("synth_pad", 28, 96),
    "analog_strings": Instrument("synth_pad", 28, 96),
    "drone": Instrument("synth_pad", 24, 72),
    "synth_bass": Instrument("synth_bass", 24, 60),
    "sub_bass": Instrument("synth_bass", 24, 52),
    "reese_bass": Instrument("synth_bass", 24, 60),
    "wobble_bass": Instrument("synth_bass", 24, 60),
    "acid_bass": Instrument("synth_bass", 24, 64),
    "fm_bass": Instrument("synth_bass", 24, 60),
    "bass_808": Instrument("synth_bass", 24, 55),
    "sitar": Instrument("ethnic", 45, 84),
    "koto": Instrument("ethnic", 50, 91),
    "oud": Instrument("ethnic", 40, 76),
    "erhu": Instrument("ethnic", 55, 93),
    "bandoneon": Instrument("keys", 45, 89),
    "didgeridoo": Instrument("ethnic", 24, 48),
    "chip_pulse": Instrument("chip", 36, 100),
    "chip_triangle": Instrument("chip", 24, 72),
    "chip_arp": Instrument("chip", 48, 100),
}

KITS: Final = (
    "acoustic_kit", "rock_kit", "metal_kit", "brush_kit", "funk_kit", "kit_808",
    "kit_909", "trap_kit", "lofi_kit", "breakbeat_kit", "gated_kit", "cinematic_kit",
    "orchestral_kit", "latin_kit", "hand_drums", "march_kit", "chip_kit",
)  # fmt: skip

#: Strokes that every kit answers to, with the nearest thing that it has.
PIECES: Final = (
    "kick", "snare", "ghost_snare", "rim", "clap", "hat_closed", "hat_open",
    "hat_pedal", "ride", "ride_bell", "crash", "tom_low", "tom_mid", "tom_high",
    "shaker", "tambourine", "cowbell", "conga_low", "conga_high", "bongo_low",
    "bongo_high", "clave", "woodblock", "guiro", "triangle", "cajon", "finger_snap",
    "palmas", "taiko", "snare_roll", "riser", "impact", "sweep_down", "reverse_cymbal",
)  # fmt: skip

#: Sounds of the world outside: with a kit's name, but the same in every kit.
SOUNDS: Final = (
    "rain", "wind", "waves", "stream", "fire", "crackle", "hiss", "static", "birds",
    "crickets", "applause", "thunder", "gong", "siren", "alarm", "heartbeat", "tick",
    "tock", "scratch", "whoosh", "laser", "coin", "air_horn", "foghorn", "chimes",
    "glass", "sub_drop", "sonar",
)  # fmt: skip
