"""Where a soundfont keeps what the engine's roster names: General MIDI, as tables.

Programs count from 0, kits are in bank 128. What General MIDI has nothing near is left
to the engine's own instruments. Does not know what a soundfont really holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The bank of drum kits (SoundFont 2.04, section 7.2).
DRUMS: Final = 128


@dataclass(frozen=True)
class Program:
    """A preset, and how much duller than it the instrument is, -100 for most."""

    number: int
    bank: int = 0
    bright: int = 0


#: Banks 8 and 16 are Roland's GS variations, which many fonts have and others lack.
PROGRAMS: Final[dict[str, Program]] = {
    "grand_piano": Program(0),
    "felt_piano": Program(0, bright=-75),
    "honky_tonk_piano": Program(3),
    "electric_piano": Program(4),
    "clavinet": Program(7),
    "harpsichord": Program(6),
    "hammond_organ": Program(16),
    "church_organ": Program(19),
    "accordion": Program(21),
    "harmonium": Program(20),
    "bandoneon": Program(23),
    "music_box": Program(10),
    "celesta": Program(8),
    "glockenspiel": Program(9),
    "vibraphone": Program(11),
    "marimba": Program(12),
    "xylophone": Program(13),
    "kalimba": Program(108),
    "steel_drum": Program(114),
    "tubular_bells": Program(14),
    "timpani": Program(47),
    "nylon_guitar": Program(24),
    "steel_guitar": Program(25),
    "twelve_string_guitar": Program(25, bank=8),
    "clean_guitar": Program(27),
    "muted_guitar": Program(28),
    "overdriven_guitar": Program(29),
    "distorted_guitar": Program(30),
    "pedal_steel": Program(26, bank=8),
    "banjo": Program(105),
    "mandolin": Program(25, bank=16),
    "ukulele": Program(24, bank=8),
    "harp": Program(46),
    "upright_bass": Program(32),
    "finger_bass": Program(33),
    "picked_bass": Program(34),
    "fretless_bass": Program(35),
    "slap_bass": Program(36),
    "violin": Program(40),
    "viola": Program(41),
    "cello": Program(42),
    "double_bass": Program(43),
    "tremolo_strings": Program(44),
    "pizzicato_strings": Program(45),
    "string_ensemble": Program(48),
    "fiddle": Program(110),
    "trumpet": Program(56),
    "muted_trumpet": Program(59),
    "trombone": Program(57),
    "french_horn": Program(60),
    "tuba": Program(58),
    "brass_section": Program(61),
    "alto_sax": Program(65),
    "tenor_sax": Program(66),
    "clarinet": Program(71),
    "oboe": Program(68),
    "bassoon": Program(70),
    "harmonica": Program(22),
    "bagpipe": Program(109),
    "flute": Program(73),
    "piccolo": Program(72),
    "recorder": Program(74),
    "pan_flute": Program(75),
    "shakuhachi": Program(77),
    "choir_aahs": Program(52),
    "choir_oohs": Program(53),
    "synth_voice": Program(54),
    "saw_lead": Program(81),
    "square_lead": Program(80),
    "synth_brass": Program(62),
    "warm_pad": Program(89),
    "glass_pad": Program(92),
    "sweep_pad": Program(95),
    "analog_strings": Program(50),
    "synth_bass": Program(38),
    "sitar": Program(104),
    "koto": Program(107),
}

#: Programs of each kit, the first that a font has. Kits that are a matter of synthesis
#: (909, trap, chip, …) keep the engine's sound, except where a font has the machine.
KITS: Final[dict[str, tuple[int, ...]]] = {
    "acoustic_kit": (0,),
    "rock_kit": (16, 0),
    "metal_kit": (16, 0),
    "brush_kit": (40,),
    "funk_kit": (8, 0),
    "kit_808": (25,),
    "gated_kit": (16,),
    "cinematic_kit": (48,),
    "orchestral_kit": (48,),
    "latin_kit": (0,),
    "hand_drums": (0,),
    "march_kit": (48,),
}

#: Key of each piece, percussion key map of General MIDI 1; finger snap is GS.
PIECES: Final[dict[str, int]] = {
    "kick": 36,
    "rim": 37,
    "snare": 38,
    "ghost_snare": 38,
    "clap": 39,
    "tom_low": 43,
    "hat_closed": 42,
    "hat_pedal": 44,
    "tom_mid": 47,
    "hat_open": 46,
    "tom_high": 50,
    "crash": 49,
    "ride": 51,
    "ride_bell": 53,
    "tambourine": 54,
    "cowbell": 56,
    "bongo_high": 60,
    "bongo_low": 61,
    "conga_high": 63,
    "conga_low": 64,
    "shaker": 70,
    "guiro": 73,
    "clave": 75,
    "woodblock": 76,
    "triangle": 81,
    "finger_snap": 26,
}

#: Pieces that lie elsewhere in a kit; None for those that the engine plays better.
MOVED: Final[dict[tuple[str, str], int | None]] = {
    # Key 41 to 53 of the orchestra kit are kettledrums, which would be out of tune.
    **{
        (kit, piece): None
        for kit in ("orchestral_kit", "cinematic_kit", "march_kit")
        for piece in ("tom_low", "tom_mid", "tom_high", "ride_bell")
    },
    **{
        (kit, piece): key
        for kit in ("orchestral_kit", "cinematic_kit", "march_kit")
        for piece, key in (
            ("hat_closed", 27), ("hat_pedal", 28), ("hat_open", 29), ("ride", 30),
            ("crash", 59),
        )
    },
    ("hand_drums", "kick"): None,
    ("hand_drums", "snare"): None,
    ("hand_drums", "ghost_snare"): 61,
    ("hand_drums", "hat_closed"): 70,
    ("hand_drums", "hat_open"): 54,
    ("hand_drums", "crash"): 54,
    ("hand_drums", "tom_low"): 64,
    ("hand_drums", "tom_mid"): 63,
    ("hand_drums", "tom_high"): 60,
    ("latin_kit", "tom_high"): 65,
    ("latin_kit", "tom_low"): 66,
}  # fmt: skip


def key_of(kit: str, piece: str) -> int | None:
    """Return the key that plays a piece of a kit; None where General MIDI has none."""
    return MOVED.get((kit, piece), PIECES.get(piece))
