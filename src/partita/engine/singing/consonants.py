"""The postures that consonants are made of: closures, bursts, breaths, murmurs.

Knows phones and what their neighbours do to them; does not know when they happen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from partita.engine.singing.formants import NEUTRAL, PHONES, SILENT_DB, Formants, Phone

_BEND_MS: Final = {
    "vowel": 90.0, "glide": 80.0, "liquid": 65.0, "nasal": 40.0, "stop": 38.0,
    "affricate": 45.0, "fricative": 50.0, "aspirate": 60.0, "tap": 40.0, "trill": 30.0,
}  # fmt: skip
#: How often a rolled R beats.
_BEATS: Final = 2
#: Vowels with their second resonance below this are made in the back of the mouth.
_BACK_HZ: Final = 1400.0


@dataclass(frozen=True)
class Piece:
    """One posture of the mouth.

    Args:
        bend_ms: how long the way into it takes; `edge_ms` the same for its level.
        lean: where that way lies: -1 before the border, 0 across it, 1 after it.
    """

    ms: float
    formants: Formants
    voice_db: float = SILENT_DB
    breath_db: float = SILENT_DB
    noise: str = ""
    noise_db: float = SILENT_DB
    zero_hz: float = 0.0
    muffle: float = 0.0
    bend_ms: float = 60.0
    edge_ms: float = 16.0
    lean: float = 0.0


def onset_pieces(phones: tuple[str, ...], nucleus: Phone) -> tuple[Piece, ...]:
    """Return the postures of the consonants before a vowel."""
    pieces: list[Piece] = []
    ahead = nucleus.formants
    following = ""
    for place in range(len(phones) - 1, -1, -1):
        name = phones[place]
        phone = PHONES.get(name, NEUTRAL)
        after_s = place > 0 and phones[place - 1] == "S"
        pieces[:0] = _onset(name, _leaning(phone, ahead), following, after_s=after_s)
        ahead = phone.formants if phone.kind in {"glide", "liquid"} else ahead
        following = name
    return tuple(pieces)


def coda_pieces(phones: tuple[str, ...], nucleus: Phone) -> tuple[Piece, ...]:
    """Return the postures of the consonants after a vowel."""
    behind = nucleus.glides_to or nucleus.formants
    pieces: list[Piece] = []
    for place, name in enumerate(phones):
        phone = _leaning(PHONES.get(name, NEUTRAL), behind)
        pieces.extend(_coda(name, phone, is_last=place == len(phones) - 1))
    return tuple(pieces)


def _leaning(phone: Phone, vowel: Formants) -> Phone:
    """Return a consonant as its vowel colours it."""
    first, second, third = phone.formants
    if phone.noise == "palate" and vowel[1] < _BACK_HZ:
        # The tongue meets the palate further back before back vowels.
        phone = replace(phone, noise="back")
        second = 1300.0
    if phone.kind == "aspirate":
        first = vowel[0]
    hold = phone.hold
    return replace(
        phone,
        formants=(
            first,
            hold * second + (1 - hold) * vowel[1],
            (0.5 + hold / 2) * third + (0.5 - hold / 2) * vowel[2],
        ),
    )


def held(phone: Phone, ms: float) -> Piece:
    """Return a phone as one posture, for so long."""
    return Piece(
        ms,
        phone.formants,
        phone.voice_db,
        phone.breath_db,
        phone.noise,
        phone.noise_db,
        phone.zero_hz,
        phone.muffle,
        _BEND_MS[phone.kind],
        26.0 if phone.noise else 16.0,
        -0.5 if phone.kind not in {"glide", "liquid"} else 0.0,
    )


def _onset(name: str, phone: Phone, following: str, *, after_s: bool) -> list[Piece]:
    if phone.kind == "trill":
        return _rolled(phone)
    if phone.kind not in {"stop", "affricate"}:
        return [held(phone, phone.ms)]
    closure = _closure(phone, phone.ms * (0.7 if after_s else 1.0))
    if name in {"T", "D"} and following == "R":
        # The tongue draws back for the R: `tree` is nearly `chree`.
        phone = replace(phone, noise="SH", noise_db=phone.noise_db - 2)
    return [closure, *_release(phone, is_breathed=not after_s)]


def _rolled(phone: Phone) -> list[Piece]:
    """Return the beats of the tongue, and the openings between them."""
    touch = replace(PHONES["RT"], ms=phone.ms, voice_db=phone.voice_db - 12)
    beats = [held(touch, touch.ms), held(phone, phone.ms)] * _BEATS
    return [replace(each, edge_ms=8.0, bend_ms=12.0) for each in beats]


def _closure(phone: Phone, ms: float) -> Piece:
    return Piece(
        ms,
        phone.formants,
        voice_db=phone.voice_db,
        muffle=phone.muffle,
        bend_ms=_BEND_MS["stop"],
        edge_ms=12.0,
        lean=-0.6,
    )


def _release(phone: Phone, *, is_breathed: bool) -> list[Piece]:
    """Return the burst, and the breath that follows it where there is one."""
    burst_ms = phone.release_ms if phone.kind == "affricate" else 11.0
    burst = Piece(
        burst_ms,
        phone.formants,
        voice_db=phone.voice_db - 6,
        noise=phone.noise,
        noise_db=phone.noise_db,
        breath_db=phone.breath_db,
        muffle=phone.muffle,
        edge_ms=3.0,
    )
    left_ms = phone.release_ms - burst_ms
    if phone.breath_db == SILENT_DB or not is_breathed or left_ms < 1:
        return [burst]
    breath = Piece(
        left_ms,
        phone.formants,
        breath_db=phone.breath_db,
        noise=phone.noise,
        noise_db=phone.noise_db - 13,
        edge_ms=8.0,
    )
    return [burst, breath]


def _coda(name: str, phone: Phone, *, is_last: bool) -> list[Piece]:
    if phone.kind == "trill":
        return _rolled(phone)
    if phone.kind not in {"stop", "affricate"}:
        longer = 1.25 if phone.kind in {"liquid", "nasal", "glide"} else 1.0
        return [held(phone, phone.ms * longer)]
    closure = _closure(phone, phone.ms)
    if phone.kind == "stop":
        if not is_last:
            return [closure]
        soft = 5 if name in {"P", "T", "K"} else 7
        phone = replace(
            phone,
            noise_db=phone.noise_db - soft,
            breath_db=phone.breath_db - soft,
            release_ms=min(phone.release_ms, 35.0),
        )
    return [closure, *_release(phone, is_breathed=True)]
