"""Read tempo and metre from styles, and lay bars on the time line.

Knows numbers and a few dances; does not know genres: a genre leaves the tempo open,
and bars of an open tempo have no length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita.units import Milliseconds, bars_to_ms

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = r"(?<![\d.])\d{2,3}(?:\.\d+)?"
_TEMPO = re.compile(
    rf"""(?P<low>{_NUMBER})\s*(?:(?:-|\u2013|to)\s*(?P<high>{_NUMBER})\s*)?-?
         (?:bpm|beats\ (?:per|a)\ minute)\b
       | \b(?:bpm|tempo)\s*[:=]?\s*(?:of\s+)?(?P<after>{_NUMBER})(?!\s*%)""",
    re.VERBOSE | re.IGNORECASE,
)
#: `1/8 notes` and `1/16 hats` are no metres.
_METRE = re.compile(r"(?<![\d/])([2-9]|1\d)/(2|4|8|16)(?![\d/])(?!\s*-?notes?\b)")

#: Words that are a metre, as the engine reads them too. Other dances (a minuet, a
#: tarantella) are a genre to it, and may be played in another metre.
_METRE_WORDS: Final = {
    "common time": (4, 4),
    "four-four": (4, 4),
    "cut time": (2, 2),
    "three-four": (3, 4),
    "triple time": (3, 4),
    "triple meter": (3, 4),
    "triple metre": (3, 4),
    "waltz": (3, 4),
    "five-four": (5, 4),
    "six-eight": (6, 8),
    "compound time": (6, 8),
    "jig": (6, 8),
    "seven-eight": (7, 8),
    "odd time": (7, 8),
    "odd meter": (7, 8),
    "odd metre": (7, 8),
    "twelve-eight": (12, 8),
}
_WORDS = re.compile(rf"\b({'|'.join(_METRE_WORDS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Metre:
    """A metre as written, `6/8`."""

    numerator: int
    denominator: int

    @property
    def beats_a_bar(self) -> Fraction:
        """Count a bar in the beats of a tempo.

        A tempo counts dotted quarters in 3/8, 6/8, 9/8 and 12/8, else quarters, as
        sequencers and the engine do.
        """
        if self.denominator == 8 and self.numerator % 3 == 0:
            return Fraction(self.numerator, 3)
        return Fraction(self.numerator * 4, self.denominator)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True)
class Pulse:
    """The tempo and metre in force. A tempo of None was never named."""

    tempo_bpm: Fraction | None = None
    metre: Metre = Metre(4, 4)

    def __str__(self) -> str:
        tempo = "" if self.tempo_bpm is None else f" at {decimal(self.tempo_bpm)} BPM"
        return f"{self.metre}{tempo}"

    def after(self, styles: Iterable[str]) -> Pulse:
        """Return the pulse once these styles have had their say; the last one wins."""
        styles = tuple(styles)
        return Pulse(tempo_of(styles) or self.tempo_bpm, metre_of(styles) or self.metre)


#: Nothing named yet: no tempo, and four quarters a bar.
UNNAMED: Final = Pulse()


def tempo_of(styles: Iterable[str]) -> Fraction | None:
    """Return the last tempo that styles name; the middle of `100-110 BPM`."""
    tempo = None
    for style in styles:
        for match in _TEMPO.finditer(style):
            low = Fraction(match["low"] or match["after"])
            tempo = (low + Fraction(match["high"] or low)) / 2
    return tempo or None


def metre_of(styles: Iterable[str]) -> Metre | None:
    """Return the last metre that styles name; numbers weigh more than words."""
    styles = tuple(styles)
    numbers = [pair for style in styles for pair in _METRE.findall(style)]
    if numbers:
        numerator, denominator = numbers[-1]
        return Metre(int(numerator), int(denominator))
    words = [word for style in styles for word in _WORDS.findall(style)]
    return Metre(*_METRE_WORDS[words[-1].lower()]) if words else None


@dataclass(frozen=True)
class Position:
    """An exact place on a time line, so that bars in a row do not drift."""

    seconds: Fraction = Fraction(0)

    @property
    def ms(self) -> Milliseconds:
        """Return the millisecond it falls on."""
        # Bars of one beat at 60 BPM are seconds.
        return bars_to_ms(self.seconds, Fraction(1), Fraction(60))

    def after_ms(self, length_ms: Milliseconds) -> Position:
        """Return the place after a length in milliseconds, which is kept exactly."""
        return Position(Fraction(self.ms + length_ms, 1000))

    def after_bars(self, bars: Fraction, metre: Metre, tempo_bpm: Fraction) -> Position:
        """Return the place after some bars."""
        return Position(self.seconds + bars * metre.beats_a_bar * 60 / tempo_bpm)


def decimal(number: Fraction) -> str:
    """Write a number of bars or beats the way a person would: `2`, `1.5`, `1/3`."""
    hundredths = number * 100
    if hundredths.denominator != 1:
        return str(number)
    return f"{hundredths.numerator / 100:g}"
