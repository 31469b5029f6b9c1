"""Tempo, key and metre as authors write them: "96 BPM", "in F# minor", "6/8".

Takes what it finds out of the text, so that its letters are not read as words. Knows
no genres.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from partita.engine.vocabulary.words import MODES

#: What a beat can be asked for, in beats a minute; beyond it, it is folded by octaves.
SLOWEST_BPM: Final = 30
FASTEST_BPM: Final = 260

_LETTERS: Final = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_SHIFTS: Final = {"#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}
#: Longest first, so that "harmonic minor" is not read as "minor".
_MODE_NAMES: Final = "|".join(
    re.escape(name).replace(r"\ ", r"[\s-]+")
    for name in sorted(MODES, key=lambda name: (-len(name), name))
)
_BPM = r"(?:b\.?p\.?m\b\.?|beats per minute\b|beats a minute\b)"
_TEMPO_RANGE = re.compile(
    rf"\b(\d{{2,3}})\s*(?:-|\u2013|to)\s*(\d{{2,3}})\s*-?\s*{_BPM}", re.IGNORECASE
)
_TEMPO = re.compile(
    rf"\b(?:tempo\s*(?:of|:|=)?\s*)?(\d{{1,4}}(?:\.\d{{1,3}})?)\s*-?\s*{_BPM}"
    r"|(?:\b(?:tempo|bpm)\s*(?:of|:|=)?|[\u2669\U0001d15f]\s*=)\s*"
    r"(\d{1,4}(?:\.\d{1,3})?)\b",
    re.IGNORECASE,
)
_METRE = re.compile(r"\b(\d{1,2})\s?/\s?(1|2|4|8|16|32)\b(?:\s*(?:time|meter|metre))?")
_KEY = re.compile(
    rf"(?<![\w#-])(?:in\s+|key\s*(?:of|:)?\s*)*([A-Ha-h])[\s-]?(#|♯|♭|b(?=[\s-]|m)|"
    rf"sharp|flat)?[\s-]*({_MODE_NAMES})\b(?:\s+(key|mode|scale))?",
    re.IGNORECASE,
)
_SHORT_KEY = re.compile(
    r"(?:\b(?:in|[Kk]ey of|[Kk]ey:?)\s+(?:the key of\s+)?"
    r"([A-G])(#|♯|b|♭|[\s-]sharp|[\s-]flat)?(m|min)?"
    r"(?![\w#'])"
    r"|^\s*([A-G])(#|♯|b|♭)?(m|min)?(?:\s+key)?\s*$)"
)
_BARE_MODE = re.compile(
    rf"\b({_MODE_NAMES})(?:[\s-]+(?:key|mode|scale|tonality|chords?|progression))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figures:
    """What a style says in figures and note names; None where it says nothing."""

    tempo_mbpm: int | None = None
    tonic: int | None = None
    mode: str | None = None
    metre: tuple[int, int] | None = None
    asked_bpm: float | None = None


def read_figures(style: str) -> tuple[Figures, str]:
    """Return the figures of a style, and what is left of it."""
    asked_bpm, rest = _read_tempo(style)
    metre, rest = _read_metre(rest)
    tonic, mode, rest = _read_key(rest)
    tempo = None if asked_bpm is None else folded_mbpm(asked_bpm)
    return Figures(tempo, tonic, mode, metre, asked_bpm), rest


def folded_mbpm(bpm: float) -> int:
    """Return a tempo that can be played, in thousandths: halved or doubled to fit."""
    mbpm = round(bpm * 1000)
    if mbpm <= 0:
        return 120_000
    while mbpm > FASTEST_BPM * 1000:
        mbpm //= 2
    while mbpm < SLOWEST_BPM * 1000:
        mbpm *= 2
    return mbpm


def _read_tempo(style: str) -> tuple[float | None, str]:
    between = _TEMPO_RANGE.search(style)
    if between:
        middle = (int(between.group(1)) + int(between.group(2))) / 2
        return middle, _without(style, between)
    match = _TEMPO.search(style)
    if match is None:
        return None, style
    return float(match.group(1) or match.group(2)), _without(style, match)


def _read_metre(style: str) -> tuple[tuple[int, int] | None, str]:
    match = _METRE.search(style)
    if match is None:
        return None, style
    beats, unit = int(match.group(1)), int(match.group(2))
    if beats == 1 and unit > 1:
        # "1/2 time" is half the time, "1/4 notes" are notes.
        return None, style
    return (beats, unit), _without(style, match)


def _read_key(style: str) -> tuple[int | None, str | None, str]:
    match = _KEY.search(style)
    if match is not None:
        letter, shift, mode, noun = match.groups()
        name = MODES[" ".join(mode.lower().replace("-", " ").split())]
        # "a minor key" has an article before it, not a tonic.
        is_article = letter == "a" and (noun or match.end() < len(style.rstrip()))
        tonic = None if is_article else _pitch_class(letter, shift)
        return tonic, name, _without(style, match)
    match = _SHORT_KEY.search(style)
    if match is not None:
        letter = match.group(1) or match.group(4)
        shift = match.group(2) or match.group(5)
        is_minor = match.group(3) or match.group(6)
        mode = "minor" if is_minor else _bare_mode(style)
        return _pitch_class(letter, shift), mode, _without(style, match)
    return None, _bare_mode(style), style


def _bare_mode(style: str) -> str | None:
    match = _BARE_MODE.search(style)
    if match is None:
        return None
    return MODES[" ".join(match.group(1).lower().replace("-", " ").split())]


def _pitch_class(letter: str, shift: str | None) -> int:
    sign = (shift or "").strip(" -").lower()
    return (_LETTERS[letter.lower()] + _SHIFTS.get(sign, 0)) % 12


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
