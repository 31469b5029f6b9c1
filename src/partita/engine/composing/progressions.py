"""Chord progressions by harmony family and mode, as data.

Roman numerals, upper case major, lower case minor; bars are set off by `|`, two
numerals in one bar share it. How they are read, voiced and brought to a cadence is in
`harmony`. The first row of a family is the plainest.
"""

from __future__ import annotations

from typing import Final

#: family -> (major, minor), each (verse-like, chorus-like).
Rows = tuple[str, ...]

PROGRESSIONS: Final[dict[str, dict[str, tuple[Rows, Rows]]]] = {
    "pop": {
        "major": (
            ("I | V | vi | IV", "I | vi | IV | V", "I | vi | IV | I",
             "I | IV | I | V"),
            ("I | V | vi | IV", "I | IV | V | I", "I | V | IV | I",
             "IV | V | I | I"),
        ),
        "minor": (
            (
                "i | bVI | iv | V",
                "i | bVII | i | V",
                "i | iv | bVI | V",
            ),
            (
                "i | bVI | bIII | bVII | i | bVI | iv | V",
                "i | bVI | i | V",
                "i | bVII | bVI | i",
            ),
        ),
    },
    "rock": {
        "major": (
            ("I | I | IV | V", "I | bVII | IV | I", "I | IV | I | V"),
            ("I | V | IV | I", "I | IV | V | I", "I | bVII | IV | I"),
        ),
        "minor": (
            ("i | i | bVII bVI | i", "i | iv | i | bVII", "i | bVI | bVII | i"),
            ("i | bVI | bIII | bVII | i | bVI | iv | V", "i | bVII | bVI | bVII"),
        ),
    },
    "metal": {
        "major": (
            ("I | I | IV V | I", "I | V | vi | IV", "I | bVII | IV | I"),
            ("I | V | vi | IV | I | V | IV | V",),
        ),
        "minor": (
            ("i | i | bVI V | i", "i | bII | i | V", "i | bVII | bVI | i"),
            ("i | bVI | bVII | i", "i | bVI | iv | i"),
        ),
    },
    "folk": {
        "major": (
            ("I | IV | I V | I", "I | IV | I | V I", "I | I | IV V | I"),
            ("IV | I | V I | I", "I | IV | V | I", "I | vi | IV V | I"),
        ),
        "minor": (
            ("i | bVII | i V | i", "i | iv | i V | i", "i | bVI | bVII | i"),
            ("i | bIII | bVII | i", "i | bVI | bVII | i"),
        ),
    },
    "country": {
        "major": (
            ("I | I | IV | I | I | I | V | I", "I | IV | I V | I"),
            ("IV | I | V | I | IV | I | V | I", "I | V | IV | I"),
        ),
        "minor": (("i | iv | i | V",), ("i | bVI | bVII | i",)),
    },
    # Twelve bars are a whole form, see `choruses`: with the quick change and without.
    "blues": {
        "major": (
            ("I7 | IV7 | I7 | I7 | IV7 | IV7 | I7 | I7 | V7 | IV7 | I7 | V7",
             "I7 | I7 | I7 | I7 | IV7 | IV7 | I7 | I7 | V7 | IV7 | I7 | V7",
             "I7 | IV7 | I7 | I7 | IV7 | IV7 | I7 | I7 | V7 | IV7 | I7 IV7 | I7 V7"),
            ("I7 | I7 | I7 | I7 | IV7 | IV7 | I7 | I7 | V7 | IV7 | I7 | V7",),
        ),
        "minor": (
            ("i7 | i7 | i7 | i7 | iv7 | iv7 | i7 | i7 | bVI7 | V7 | i7 | V7",
             "i7 | iv7 | i7 | i7 | iv7 | iv7 | i7 | i7 | bVI7 | V7 | i7 | V7"),
            ("i7 | iv7 | i7 | i7 | iv7 | iv7 | i7 | i7 | bVI7 | V7 | i7 | V7",),
        ),
    },
    "jazz": {
        "major": (
            ("Imaj7 | vi7 | ii7 | V7", "Imaj7 vi7 | ii7 V7 | I6 vi7 | ii7 V7",
             "I6 | #idim7 | ii7 | V7 | Imaj7 | vi7 | ii7 V7 | I6"),
            ("ii7 | V7 | Imaj7 | I6", "Imaj7 | IV7 | I6 VI7 | ii7 V7"),
        ),
        "minor": (
            ("i7 | iiø | V7 | i7", "i6 | iv7 | iiø V7 | i6"),
            ("iv7 | bVII7 | bIIImaj7 | bVImaj7 | iiø | V7 | i6 | i6",
             "i7 | bVI7 | iiø V7 | i7"),
        ),
    },
    "bossa": {
        "major": (
            ("Imaj7 | I6 | ii7 | V7 | Imaj7 | I6 | ii7 V7 | I6",
             "Imaj9 | I6 | ii7 | V7"),
            ("ii7 | V7 | Imaj7 | I6", "IVmaj7 | iv6 | iii7 | VI7 | ii7 | V7 | I6 | I6"),
        ),
        "minor": (
            ("i7 | iiø V7 | i7 | i7", "i7 | i6 | iv7 V7 | i7"),
            ("iv7 | bVII7 | bIIImaj7 | V7",),
        ),
    },
    "soul": {
        "major": (
            ("I | IVmaj7 | I | V7", "I | iii7 | IVmaj7 | I"),
            ("IVmaj7 | iii7 | ii7 | Imaj7", "I | vi7 | ii7 | V7"),
        ),
        "minor": (
            ("i7 | iv7 | i7 | V7", "i7 | bVImaj7 | iv7 | V7"),
            ("i7 | bVII | bVImaj7 | V7",),
        ),
    },
    "funk": {
        "major": (("I7 | I7 | I7 | IV7", "I9 | I9 | IV9 | I9"),
        ("IV9 | I9 | IV9 | V7",)),
        "minor": (("i7 | i7 | i7 | iv7", "i7 | IV7 | i7 | i7"),
        ("i7 | bIII | iv7 | V7",)),
    },
    "gospel": {
        "major": (
            ("I | I7 | IV | #ivdim7 | I | vi7 | ii7 | V7", "I | IV | I | V7"),
            ("IV | V | iii7 | vi7 | ii7 | V7 | I | I", "I | IV | V | I"),
        ),
        "minor": (("i | iv | V7 | i",), ("iv | i | V7 | i",)),
    },
    "rnb": {
        "major": (
            ("Imaj9 | vi7 | ii9 | V7sus", "Imaj7 | iii7 | IVmaj7 | iv6"),
            ("IVmaj7 | iii7 | vi7 | Imaj7", "Imaj7 | vi9 | ii9 | V7sus"),
        ),
        "minor": (
            ("i9 | iv9 | i9 | V7", "i7 | bVImaj7 | iv7 | V7"),
            ("i7 | bVImaj7 | iv7 | V7",),
        ),
    },
    "hiphop": {
        "major": (("Imaj7 | vi7 | ii7 | V7", "I | IV | I | V"), ("I | vi | IV | V",)),
        "minor": (
            ("i | i | iv | V", "i7 | iv7 | i7 | V7", "i | bVI | i | V"),
            ("i | bVII | bVI | i", "i | bVI | bIII | bVII | i | bVI | iv | V"),
        ),
    },
    "lofi": {
        "major": (
            ("Imaj7 | vi7 | ii7 | V7", "Imaj7 | IVmaj7 | I6 | V7",),
            ("ii7 | V7 | Imaj7 | I6", "IVmaj7 | iii7 | ii7 | I6"),
        ),
        "minor": (("i9 | iv7 | bVImaj7 | V7", "i7 | iv7 | i7 | V7"),
                  ("iv7 | V7 | i9 | i9",)),
    },
    "house": {
        "major": (("I | vi | IV | V", "Imaj7 | IVmaj7 | Imaj7 | V7sus"),
                  ("IV | V | vi | I", "I | V | vi | IV")),
        "minor": (("i7 | i7 | iv7 | i7", "i7 | iv7 | i7 | V7"),
                  ("i7 | iv7 | bVImaj7 | V7",
                   "i | bVI | bIII | bVII | i | bVI | iv | V")),
    },
    "techno": {
        "major": (("I | I | I | I", "I | I | IV | I"), ("I | I | bVII | I",)),
        "minor": (("i | i | i | i", "i | i | i | bVII"), ("i | i | bVI | i",
        "i | i | iv | i")),
    },
    "trance": {
        "major": (("I | V | vi | IV", "I | IV | vi | V"), ("I | V | vi | IV",)),
        "minor": (("i | bVI | bIII | bVII | i | bVI | iv | V", "i | i | bVI | bVII"),
                  ("i | bVI | bIII | bVII | i | bVI | iv | V", "i | bVII | bVI | V")),
    },
    "bass": {
        "major": (("I | I | vi | IV",), ("I | IV | vi | V",)),
        "minor": (("i | i | bVI | bVII", "i | bVI | i | V"),
                  ("i | bVI | bIII | bVII | i | bVI | iv | V", "i | i | iv | bVI")),
    },
    "synthwave": {
        "major": (("I | vi | IV | V", "I | V | vi | IV"), ("I | IV | vi | V",)),
        "minor": (("i | bVI | bVII | i", "i | bVI | bIII | bVII | i | bVI | iv | V"),
                  ("i | bVII | bVI | V", "i | iv | bVI | V")),
    },
    "ambient": {
        "major": (("Iadd9 | I | IV | Iadd9", "Iadd9 | vi7 | IV | I"),
                  ("Iadd9 | ii7 | IV | I",)),
        "minor": (("i9 | i9 | iv7 | i9", "iadd9 | bVImaj7 | iv7 | iadd9"),
                  ("i9 | iv9 | V | i9",)),
    },
    "drone": {
        "major": (("I | I5 | I | Isus2",), ("I | Isus4 | I | I",)),
        "minor": (("i | i5 | i | isus2",), ("i | i | iv | i",)),
    },
    "cinematic": {
        "major": (("I | V | vi | IV", "I | iii | IV | I", "I | vi | IV | V"),
                  ("I | V | IV | I", "I | bVI | bVII | I")),
        "minor": (("i | bVI | bIII | bVII | i | bVI | iv | V", "i | iv | bVI | V",
        "i | i | bVI | bVI"),
                  ("i | bVI | bVII | i", "i | bVI | iv | V", "i | iv | i | V")),
    },
    "classical": {
        "major": (
            ("I | I | V7 | I | IV | I | V7 | I", "I | V7 | V7 | I | I | ii | V7 | I",
             "I | IV | V7 | I"),
            ("I | ii | V7 | I", "IV | I | ii V7 | I"),
        ),
        "minor": (
            ("i | i | iv i | V7 | i | bVI | iv V7 | i", "i | iv | i V7 | i"),
            ("i | bVI | ii° V7 | i", "bIII | bVII | V7 | i"),
        ),
    },
    "baroque": {
        "major": (
            ("I | V | vi | iii | IV | I | IV | V7", "I IV | V7 I | ii V7 | I",
             "I | vi | ii | V7 | I | IV | V7 | I"),
            ("I | IV | vii° | iii | vi | ii | V7 | I", "I V | vi iii | IV I | ii V7"),
        ),
        "minor": (
            ("i | iv | bVII | bIII | bVI | ii° | V7 | i", "i | V7 | i | iv V7"),
            ("i | bVII | bVI | V", "i | iv | V7 | i"),
        ),
    },
    "reggae": {
        "major": (("I | IV | I | IV", "I | vi | IV | V"), ("I | V | IV | IV",)),
        "minor": (("i | iv | i | iv", "i | bVII | i | bVII"), ("i | bVI | bVII | i",)),
    },
    "flamenco": {
        "major": (("I | bII | I | bII",), ("iv | bIII | bII | I",)),
        "minor": (("i | bVII | bVI | V", "iv | bIII | bII | I"),
                  ("i | bVII | bVI | V",)),
    },
    "tango": {
        "major": (("I | V7 | V7 | I", "I | vi | ii | V7"), ("I | IV | V7 | I",)),
        "minor": (("i | i | iv | i | iv | i | V7 | i", "i | iv | i V7 | i"),
                  ("iv | i | V7 | i", "i | bVI | ii° V7 | i")),
    },
    "chip": {
        "major": (("I | V | vi | IV", "I | IV | V | I", "I | bVI | bVII | I"),
                  ("IV | V | iii | vi", "I | IV | V | V")),
        "minor": (("i | bVI | bVII | i", "i | bVII | bVI | V"),
                  ("i | bIII | bVI | bVII", "i | iv | bVI | V")),
    },
    "march": {
        "major": (("I | I | IV | I | I | IV | V7 | I", "I | IV | I V7 | I"),
                  ("IV | I | V7 | I", "I | V | IV V | I")),
        "minor": (("i | i | V7 | i",), ("bIII | bVII | V7 | i",)),
    },
    "latin": {
        "major": (("I | IV | V7 | IV", "I | ii7 | V7 | I"), ("I | IV | V7 | I",)),
        "minor": (("i | iv | V7 | i", "i | i | V7 | i"), ("iv | i | V7 | i",)),
    },
    "afro": {
        "major": (("I | IV | I | V", "I | I | IV | IV"), ("I | V | IV | V",)),
        "minor": (("i | i7 | iv7 | i",), ("i | bVII | i | V7",)),
    },
    "horror": {
        "major": (("I | bII | I | #iv°",), ("I | bVI | bII | I",)),
        "minor": (("i | bII | i | #iv°", "i | i | bII | i"), ("i | bVI | bII | V",)),
    },
}  # fmt: skip

#: Progressions of the modes that are neither major nor minor, for every genre.
MODAL: Final[dict[str, tuple[Rows, Rows]]] = {
    "dorian": (("i7 | IV | i7 | IV", "i | bIII | IV | i"), ("i | bVII | IV | i",)),
    "phrygian": (("i | bII | i | bII", "i | bII | bIII | bII"),
    ("i | bVII | bII | i",)),
    "lydian": (("I | II | I | II", "I | I | II | I"), ("I | V | II | I",)),
    "mixolydian": (("I | bVII | IV | I", "I | I | bVII | I"), ("I | v | bVII | I",)),
    "locrian": (("i° | bII | i° | bV",), ("i° | bII | bV | i°",)),
    "harmonic_minor": (("i | iv | V7 | i", "i | bVI | V7 | i"),
    ("i | bVI | ii° | V7",)),
    "melodic_minor": (("i | IV | V | i",), ("i | ii | V7 | i",)),
    "phrygian_dominant": (("I | bII | I | I", "I | I | bvii | I"),
                          ("iv | bIII | bII | I",)),
    "pentatonic_major": (("I | vi | I | V", "I | I | vi | I"), ("I | ii | vi | I",)),
    "pentatonic_minor": (("i | bVII | i | bVII", "i | i | iv | i"),
                         ("i | bIII | bVII | i",)),
    "blues": (("I7 | IV7 | I7 | V7",), ("I7 | IV7 | I7 | I7",)),
    "whole_tone": (("I+ | II+ | I+ | bVII+",), ("I+ | II+ | I+ | I+",)),
}  # fmt: skip

#: Bridges depart: by mode, whatever the genre.
BRIDGES: Final[dict[str, Rows]] = {
    "major": ("vi | IV | ii | V", "IV | I | ii | V", "vi | iii | IV | V"),
    "minor": ("bVI | bVII | bIII | V", "iv | bVII | bIII | V", "bVI | iv | i | V"),
}

#: Pre-choruses lift: they end on what wants to go home.
LIFTS: Final[dict[str, Rows]] = {
    "major": ("IV | I | ii | V", "IV | I | IV | V", "vi | IV | I | V"),
    "minor": ("iv | i | bVI | V", "bVI | bVII | i | V", "iv | i | iv | V"),
}
