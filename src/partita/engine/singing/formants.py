"""How each phone sounds, and how voices differ, as tables.

Formants after Peterson and Barney (1952), Hillenbrand (1995) and Klatt (1980), in Hz
for a man; levels against a full vowel. Knows no time line, no notes, no numpy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

Kind = Literal[
    "vowel", "glide", "liquid", "tap", "trill", "nasal", "stop", "affricate",
    "fricative", "aspirate",
]  # fmt: skip
Formants = tuple[float, float, float]

#: A level that is no sound at all.
SILENT_DB: Final = -120.0
#: Where the open nose cuts a vowel's sound: above its own resonance.
_NASAL_GAP_HZ: Final = 450.0


@dataclass(frozen=True)
class Phone:
    """One sound of speech.

    Args:
        formants: where the first three resonances lie.
        glides_to: where a diphthong ends.
        ms: usual length; of a stop, its closure; of a trill, one beat of the tongue.
        release_ms: what a stop or affricate adds after its closure.
        voice_db: level of the voiced part.
        noise: shape of the noise, a name of `NOISES`; "" for none.
        noise_db: its level.
        breath_db: level of the breath through the mouth's resonances.
        hold: how far the second resonance keeps its place against the vowel's, 0..1.
        zero_hz: the gap that the nose cuts 0 for none.
        muffle: how much the closed mouth takes from the high end, 0..1.
    """

    kind: Kind
    formants: Formants
    glides_to: Formants | None = None
    ms: float = 0.0
    release_ms: float = 0.0
    voice_db: float = SILENT_DB
    noise: str = ""
    noise_db: float = SILENT_DB
    breath_db: float = SILENT_DB
    hold: float = 1.0
    zero_hz: float = 0.0
    muffle: float = 0.0


def _vowel(*formants: float, to: Formants | None = None) -> Phone:
    first, second, third = formants
    return Phone("vowel", (first, second, third), to, ms=110, voice_db=0.0)


def _nasal_vowel(*formants: float) -> Phone:
    return replace(_vowel(*formants), zero_hz=_NASAL_GAP_HZ)


PHONES: Final[dict[str, Phone]] = {
    "IY": _vowel(275, 2300, 3000),
    "IH": _vowel(430, 2000, 2600),
    "EH": _vowel(560, 1820, 2500),
    "AE": _vowel(670, 1790, 2480),
    "AA": _vowel(750, 1220, 2500),
    "AO": _vowel(590, 860, 2430),
    "UH": _vowel(470, 1150, 2400),
    "UW": _vowel(340, 1000, 2300),
    "AH": _vowel(640, 1290, 2500),
    "ER": _vowel(480, 1330, 1680),
    "EY": _vowel(470, 2050, 2620, to=(330, 2250, 2850)),
    "OW": _vowel(500, 970, 2400, to=(390, 840, 2300)),
    "AY": _vowel(740, 1300, 2500, to=(390, 2050, 2650)),
    "AW": _vowel(750, 1420, 2500, to=(440, 950, 2350)),
    "OY": _vowel(540, 860, 2430, to=(370, 2050, 2600)),
    "W": Phone("glide", (290, 640, 2200), ms=65, voice_db=-6, hold=0.95),
    "Y": Phone("glide", (260, 2250, 3050), ms=60, voice_db=-6, hold=0.95),
    "R": Phone("liquid", (320, 1080, 1450), ms=70, voice_db=-5, hold=0.9),
    "L": Phone("liquid", (330, 1050, 2850), ms=65, voice_db=-7, hold=0.8),
    "M": Phone("nasal", (370, 1200, 2150), ms=80, voice_db=-6, hold=0.6, zero_hz=700,
               muffle=0.12),
    "N": Phone("nasal", (370, 1580, 2500), ms=75, voice_db=-6, hold=0.7, zero_hz=950,
               muffle=0.12),
    "NG": Phone("nasal", (370, 2000, 2700), ms=95, voice_db=-6, hold=0.5, zero_hz=1300,
                muffle=0.12),
    "P": Phone("stop", (250, 950, 2200), ms=65, release_ms=65, noise="lips",
               noise_db=-12, breath_db=-7, hold=0.45),
    "T": Phone("stop", (250, 1780, 2700), ms=55, release_ms=72, noise="teeth",
               noise_db=-6, breath_db=-8, hold=0.65),
    "K": Phone("stop", (250, 1900, 2300), ms=60, release_ms=90, noise="palate",
               noise_db=-6, breath_db=-7, hold=0.3),
    "B": Phone("stop", (220, 950, 2200), ms=60, release_ms=10, voice_db=-18,
               noise="lips", noise_db=-15, hold=0.45, muffle=1.0),
    "D": Phone("stop", (220, 1750, 2700), ms=50, release_ms=12, voice_db=-18,
               noise="teeth", noise_db=-13, hold=0.65, muffle=1.0),
    "G": Phone("stop", (220, 1900, 2300), ms=55, release_ms=20, voice_db=-18,
               noise="palate", noise_db=-11, hold=0.3, muffle=1.0),
    "CH": Phone("affricate", (250, 1800, 2600), ms=65, release_ms=115, noise="SH",
                noise_db=-5, hold=0.8),
    "JH": Phone("affricate", (240, 1800, 2600), ms=45, release_ms=55, voice_db=-16,
                noise="SH", noise_db=-11, hold=0.8, muffle=0.9),
    "F": Phone("fricative", (320, 1150, 2150), ms=110, noise="F", noise_db=-17,
               hold=0.5),
    "TH": Phone("fricative", (300, 1350, 2550), ms=100, noise="TH", noise_db=-19,
                hold=0.6),
    "S": Phone("fricative", (310, 1600, 2550), ms=150, noise="S", noise_db=-8,
               hold=0.7),
    "SH": Phone("fricative", (310, 1800, 2650), ms=150, noise="SH", noise_db=-7,
                hold=0.8),
    "V": Phone("fricative", (260, 1150, 2150), ms=65, voice_db=-9, noise="F",
               noise_db=-24, hold=0.5, muffle=0.3),
    "DH": Phone("fricative", (270, 1350, 2550), ms=50, voice_db=-8, noise="TH",
                noise_db=-26, hold=0.6, muffle=0.25),
    "Z": Phone("fricative", (260, 1600, 2550), ms=85, voice_db=-11, noise="S",
               noise_db=-15, hold=0.7, muffle=0.5),
    "ZH": Phone("fricative", (270, 1800, 2650), ms=85, voice_db=-11, noise="SH",
                noise_db=-12, hold=0.8, muffle=0.5),
    "HH": Phone("aspirate", (500, 1500, 2500), ms=85, breath_db=-4, hold=0.0),
    # What English has not, after Delattre (1965), Calliope (1989) and Recasens (1991).
    "A": _vowel(750, 1380, 2550),
    "E": _vowel(390, 2150, 2720),
    "O": _vowel(400, 780, 2400),
    "U": _vowel(300, 720, 2250),
    "UE": _vowel(265, 1870, 2200),
    "OE": _vowel(390, 1520, 2280),
    "OEH": _vowel(540, 1470, 2380),
    "IX": _vowel(320, 1350, 2350),
    "AX": _vowel(480, 1400, 2450),
    "AAN": _nasal_vowel(660, 1050, 2500),
    "AEN": _nasal_vowel(620, 1600, 2550),
    "AHN": _nasal_vowel(560, 1350, 2500),
    "EN": _nasal_vowel(420, 2050, 2700),
    "ON": _nasal_vowel(440, 820, 2450),
    "IYN": _nasal_vowel(290, 2250, 2900),
    "UN": _nasal_vowel(320, 780, 2300),
    "WY": Phone("glide", (270, 1850, 2200), ms=60, voice_db=-6, hold=0.95),
    "RT": Phone("tap", (250, 1780, 2700), ms=28, voice_db=-11),
    "RR": Phone("trill", (380, 1350, 2450), ms=22, voice_db=-4, hold=0.5),
    "RU": Phone("liquid", (450, 1150, 2350), ms=75, voice_db=-8, noise="back",
                noise_db=-22, hold=0.6),
    "BH": Phone("fricative", (280, 950, 2200), ms=55, voice_db=-9, hold=0.45,
                muffle=0.35),
    "GH": Phone("fricative", (300, 1500, 2300), ms=55, voice_db=-9, hold=0.3,
                muffle=0.35),
    "X": Phone("fricative", (400, 1250, 2300), ms=110, noise="back", noise_db=-10,
               hold=0.4),
    "C": Phone("fricative", (290, 2050, 2900), ms=110, noise="palate", noise_db=-11,
               hold=0.8),
    "PP": Phone("stop", (250, 950, 2200), ms=75, release_ms=11, noise="lips",
                noise_db=-12, hold=0.45),
    "TT": Phone("stop", (250, 1780, 2700), ms=65, release_ms=11, noise="teeth",
                noise_db=-8, hold=0.65),
    "KK": Phone("stop", (250, 1900, 2300), ms=70, release_ms=11, noise="palate",
                noise_db=-7, hold=0.3),
}  # fmt: skip
#: Phones that a syllable may be sung on.
VOWELS: Final = frozenset(name for name, each in PHONES.items() if each.kind == "vowel")

#: The sound that stands in for a phone that is not in the table.
NEUTRAL: Final = _vowel(500, 1450, 2500)

#: The shape of each noise: Hz and decibels, for a man's mouth.
NOISES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "S": ((0, -34), (300, -20), (2500, -19), (3500, -12), (4200, -4), (5200, 0),
          (7500, -1), (9500, -6), (12000, -14), (16000, -26), (24000, -60)),
    "SH": ((0, -34), (300, -19), (1300, -18), (1800, -11), (2400, -2),
           (3200, 0), (4800, -3), (7000, -10), (10000, -20),
           (16000, -36), (24000, -60)),
    "F": ((0, -50), (700, -16), (1500, -8), (4000, -6), (7500, 0), (10000, -2),
          (13000, -10), (24000, -50)),
    "TH": ((0, -50), (1000, -22), (2500, -10), (5500, -3), (8000, 0), (11000, -4),
           (14000, -14), (24000, -50)),
    "lips": ((0, -30), (350, 0), (900, 0), (1600, -6), (3500, -14), (8000, -24),
             (24000, -60)),
    "teeth": ((0, -60), (1500, -26), (2800, -8), (3800, 0), (5500, -2), (8000, -9),
              (12000, -20), (24000, -60)),
    "palate": ((0, -50), (900, -22), (1500, -5), (2100, 0), (2700, -6), (4000, -14),
               (6000, -16), (10000, -28), (24000, -60)),
    "back": ((0, -50), (600, -16), (1000, -2), (1400, 0), (2000, -10), (3500, -18),
             (6000, -24), (24000, -60)),
    "breath": ((0, -60), (400, -22), (900, -8), (1700, 0), (2600, -6), (4200, -9),
               (7000, -16), (12000, -30), (24000, -60)),
}  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """Whose mouth and throat it is.

    Args:
        scale: formants against a man's, for the first and for the upper ones.
        upper_hz: the fourth and fifth formant, which do not move.
        glottis_hz: where the glottal flow starts to fall.
        breath_db: how much air is heard in vowels; high notes have more.
        width_cents: depth of the vibrato.
        noise_db: level of consonants against the table.
        shine: what multiplies the sound above 1.5 kHz; the rest is in the resonances.
        singers: how many sing together.
    """

    scale: tuple[float, float]
    upper_hz: tuple[float, float]
    glottis_hz: float
    breath_db: float
    width_cents: float
    shine: float = 1.8
    noise_db: float = 0.0
    singers: int = 1
    is_voiced: bool = True


VOICES: Final[dict[str, Voice]] = {
    "male": Voice((1.0, 1.0), (3300, 4000), 170, -25, 32, 0.45),
    "female": Voice((1.1, 1.14), (4000, 4850), 270, -20, 38, 0.4, 1.0),
    "child": Voice((1.13, 1.18), (4200, 5100), 330, -19, 16, 0.4, 1.0),
    "choir": Voice((1.06, 1.07), (3700, 4500), 220, -22, 24, 0.4, -3.0, singers=6),
    "whisper": Voice((1.06, 1.06), (3600, 4400), 220, 7, 0, 0.6, -1.0, is_voiced=False),
}
