"""From syllables on notes to a time line of articulation: what the mouth does when.

Vowels begin on the note; consonants before it come out of the time before. Knows
phones and seconds; does not know pitch, voices or sound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.singing.consonants import Piece, coda_pieces, held, onset_pieces
from partita.engine.singing.formants import NEUTRAL, PHONES, VOWELS, Phone

if TYPE_CHECKING:
    from partita.engine.score import SungLine, Syllable


@dataclass(frozen=True)
class Segment:
    """A piece with its place in time."""

    start_s: float
    end_s: float
    piece: Piece
    velocity: int = 100


@dataclass(frozen=True)
class _Spoken:
    """A syllable taken apart."""

    start_s: float
    end_s: float
    onset: tuple[Piece, ...]
    nucleus: Phone
    coda: tuple[Piece, ...]
    syllable: Syllable


#: Silences longer than this part phrases; shorter ones are sung through.
_JOIN_S: Final = 0.12
#: Silences longer than this are used to take breath.
_BREATH_S: Final = {"sung": 0.4, "spoken": 0.3}
_PACE: Final = {"sung": 1.0, "spoken": 0.8}
#: Consonants may take this share of the time between two vowels' beginnings.
_CROWDING: Final = 0.52
_LEAST_S: Final = 0.03
#: What a consonant gains when it is held as a vowel is: `(hmm)`.
_HUM_DB: Final = 4.0
#: A vowel is heard to begin when it has half opened, this much after it began.
_EARLY_S: Final = 0.01
_GLIDE_SHARE: Final = 0.45
_LONGEST_GLIDE_S: Final = {"sung": 0.2, "spoken": 0.14}
_STRESS_DB: Final = {0: -1.5, 1: 0.5, 2: 0.0}
_REST: Final = Piece(0, NEUTRAL.formants, bend_ms=30, edge_ms=24, lean=1)
#: How long the last sound of a phrase takes to die away.
_FADE_MS: Final = 150.0
_INHALE: Final = Piece(
    0, NEUTRAL.formants, noise="breath", noise_db=-33, bend_ms=30, edge_ms=90
)
#: Tongues that strike once: `water`, `pretty`.
_TAP: Final = replace(held(PHONES["RT"], PHONES["RT"].ms), edge_ms=10, lean=0)


def articulate(line: SungLine, rate_hz: int) -> tuple[Segment, ...]:
    """Return a line's postures in time, without gaps from the first to the last."""
    parts = _taken_apart(line, rate_hz)
    segments: list[Segment] = []
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if not segments:
            segments.extend(_first_onset(part, line.manner))
        begun = _pushed(part, segments)
        segments.extend(_voiced_until(begun, following, line.manner))
    return tuple(segments)


def onset_s(syllable: Syllable, manner: str) -> float:
    """Return how long before its note a syllable begins to sound."""
    nucleus_at = _nucleus_place(syllable.phones)
    nucleus = PHONES.get(syllable.phones[nucleus_at], NEUTRAL)
    onset = onset_pieces(syllable.phones[:nucleus_at], nucleus)
    return _length_s(_paced(onset, _PACE[manner])) + _EARLY_S


def _taken_apart(line: SungLine, rate_hz: int) -> list[_Spoken]:
    ordered = sorted(line.syllables, key=lambda each: each.start)
    parts: list[_Spoken] = []
    for syllable in ordered:
        if syllable.phones and syllable.length > _LEAST_S * rate_hz:
            before = parts[-1] if parts else None
            part = _spoken(syllable, rate_hz, _PACE[line.manner], before)
            if before is None or part.start_s - before.start_s > _LEAST_S:
                parts.append(part)
    return parts


def _spoken(
    syllable: Syllable, rate_hz: int, pace: float, before: _Spoken | None
) -> _Spoken:
    nucleus_at = _nucleus_place(syllable.phones)
    nucleus = PHONES.get(syllable.phones[nucleus_at], NEUTRAL)
    start_s = max(0.0, syllable.start / rate_hz - _EARLY_S)
    onset = (
        (_TAP,)
        if _is_tap(syllable, nucleus_at, before)
        else onset_pieces(syllable.phones[:nucleus_at], nucleus)
    )
    return _Spoken(
        start_s,
        (syllable.start + syllable.length) / rate_hz,
        _paced(onset, pace),
        nucleus,
        _paced(coda_pieces(syllable.phones[nucleus_at + 1 :], nucleus), pace),
        syllable,
    )


def _paced(pieces: tuple[Piece, ...], pace: float) -> tuple[Piece, ...]:
    return tuple(replace(piece, ms=piece.ms * pace) for piece in pieces)


def _nucleus_place(phones: tuple[str, ...]) -> int:
    """Return which phone is held: the vowel, else what hums, else what hisses."""
    for kinds in (("vowel",), ("nasal", "liquid"), ("fricative", "glide")):
        for place, phone in enumerate(phones):
            if PHONES.get(phone, NEUTRAL).kind in kinds:
                return place
    return len(phones) - 1


def _is_tap(syllable: Syllable, nucleus_at: int, before: _Spoken | None) -> bool:
    return (
        syllable.phones[:nucleus_at] in {("T",), ("D",)}
        and syllable.stress == 0
        and not syllable.word
        and before is not None
        and before.syllable.phones[-1] in {*VOWELS, "R"}
    )


def _length_s(pieces: tuple[Piece, ...]) -> float:
    return sum(piece.ms for piece in pieces) / 1000


def _laid(
    pieces: tuple[Piece, ...], start_s: float, end_s: float, velocity: int
) -> list[Segment]:
    """Lay pieces end to end into a stretch of time, each in proportion."""
    whole_s = _length_s(pieces)
    segments: list[Segment] = []
    at_s = start_s
    for piece in pieces:
        until_s = at_s + piece.ms / 1000 * (end_s - start_s) / whole_s
        segments.append(Segment(at_s, until_s, piece, velocity))
        at_s = until_s
    return segments


def _first_onset(part: _Spoken, manner: str) -> list[Segment]:
    whole_s = _length_s(part.onset)
    if part.start_s < whole_s:
        # No time before the chunk: hurry, and let the vowel wait a little.
        end_s = max(part.start_s, min(0.5 * whole_s, 0.3 * part.end_s))
        return _laid(part.onset, 0.0, end_s, part.syllable.velocity)
    return _between(0.0, part, whole_s, manner)


def _between(end_s: float, part: _Spoken, onset_s: float, manner: str) -> list[Segment]:
    """Return the silence before a phrase, a breath in it, and the first consonants."""
    begins_s = part.start_s - onset_s
    ahead = part.onset[0].formants if part.onset else part.nucleus.formants
    rest = replace(_REST, formants=ahead, edge_ms=_FADE_MS if end_s > 0 else 30)
    silence_s = begins_s - end_s
    segments = [Segment(end_s, begins_s, rest)]
    if silence_s > _BREATH_S[manner]:
        in_s = min(0.32, silence_s - 0.1)
        breath = replace(_INHALE, formants=ahead)
        segments = [
            Segment(end_s, begins_s - in_s - 0.05, rest),
            Segment(begins_s - in_s - 0.05, begins_s - 0.05, breath),
            Segment(begins_s - 0.05, begins_s, replace(rest, edge_ms=70)),
        ]
    return segments + _laid(part.onset, begins_s, part.start_s, part.syllable.velocity)


def _pushed(part: _Spoken, segments: list[Segment]) -> _Spoken:
    """Begin the vowel where its consonants ended."""
    return replace(part, start_s=segments[-1].end_s) if segments else part


def _voiced_until(
    part: _Spoken, following: _Spoken | None, manner: str
) -> list[Segment]:
    """Return a vowel, its coda, and all that leads to the following vowel."""
    velocity = part.syllable.velocity
    coda_s = _length_s(part.coda)
    if following is not None and following.start_s - part.end_s < _JOIN_S:
        onset_s = _length_s(following.onset)
        span_s = following.start_s - part.start_s
        pace = _squeeze(coda_s + onset_s, span_s)
        coda_end_s = following.start_s - pace * onset_s
        coda_at_s = coda_end_s - pace * coda_s
        return [
            *_vowel(part, coda_at_s, manner),
            *_laid(part.coda, coda_at_s, coda_end_s, velocity),
            *_laid(
                following.onset,
                coda_end_s,
                following.start_s,
                following.syllable.velocity,
            ),
        ]
    coda_at_s = part.end_s - coda_s * _squeeze(coda_s, part.end_s - part.start_s)
    ended = [
        *_vowel(part, coda_at_s, manner),
        *_laid(part.coda, coda_at_s, part.end_s, velocity),
    ]
    if following is None:
        last = _fading(ended[-1].piece)
        return [*ended, Segment(part.end_s, part.end_s + 0.2, last)]
    onset_s = _length_s(following.onset)
    onset_s *= min(1.0, 0.9 * (following.start_s - part.end_s) / max(onset_s, 1e-9))
    return ended + _between(part.end_s, following, onset_s, manner)


def _fading(piece: Piece) -> Piece:
    """Return a posture kept while its sound dies away."""
    return replace(
        _REST,
        formants=piece.formants,
        zero_hz=piece.zero_hz,
        muffle=piece.muffle,
        edge_ms=_FADE_MS,
    )


def _squeeze(wanted_s: float, span_s: float) -> float:
    return min(1.0, _CROWDING * span_s / wanted_s) if wanted_s > 0 else 1.0


def _vowel(part: _Spoken, end_s: float, manner: str) -> list[Segment]:
    """Return what is held; a diphthong moves on only towards its end."""
    nucleus, start_s = part.nucleus, part.start_s
    piece = replace(held(nucleus, 0.0), lean=0.4, edge_ms=22.0)
    level_db = piece.voice_db + _STRESS_DB.get(part.syllable.stress, 0.0)
    if nucleus.kind in {"nasal", "liquid"}:
        level_db += _HUM_DB
    piece = replace(piece, voice_db=level_db)
    velocity = part.syllable.velocity
    if nucleus.glides_to is None:
        return [Segment(start_s, end_s, piece, velocity)]
    glide_s = min(_GLIDE_SHARE * (end_s - start_s), _LONGEST_GLIDE_S[manner])
    turn_s = end_s - glide_s
    glide = replace(piece, formants=nucleus.glides_to, bend_ms=900 * glide_s, lean=0.6)
    return [
        Segment(start_s, turn_s, piece, velocity),
        Segment(turn_s, end_s, glide, velocity),
    ]
