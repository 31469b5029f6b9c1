"""Times and their conversions. The only place where musical time is rounded.

Milliseconds are ints, frames are ints, beats and bars are `Fraction`.
"""

from __future__ import annotations

import re
from fractions import Fraction

Milliseconds = int
Frames = int

_MS_PER_MINUTE = 60_000
_DURATION = re.compile(
    r"""\s*(?:(?P<minutes>\d+(?:\.\d+)?)\s*m(?:in)?(?!s))?
        \s*(?:(?P<seconds>\d+(?:\.\d+)?)\s*s(?:ec)?)?
        \s*(?:(?P<ms>\d+)\s*ms)?\s*""",
    re.VERBOSE,
)


def frame_at(time_ms: Milliseconds, rate_hz: int) -> Frames:
    """Return the frame that a cumulative time falls on, halves rounded up.

    Round borders, never lengths: a length is the difference of two borders.
    """
    return (time_ms * rate_hz * 2 + 1000) // 2000


def ms_at(frame: Frames, rate_hz: int) -> Milliseconds:
    """Return the millisecond that a frame falls on, halves rounded up."""
    return (frame * 2000 + rate_hz) // (2 * rate_hz)


def bars_to_ms(bars: Fraction, beats_a_bar: Fraction, tempo_bpm: Fraction) -> int:
    """Return the length of some bars.

    Args:
        beats_a_bar: in the beat that the tempo counts.
    """
    return round(bars * beats_a_bar * _MS_PER_MINUTE / tempo_bpm)


def parse_duration(text: str) -> Milliseconds:
    """Read `16s`, `1m30s`, `2.5s`, `1min`, `750ms`.

    Raises:
        ValueError: when the text is no duration.
    """
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        message = f"`{text}` is no duration"
        raise ValueError(message)
    minutes, seconds, ms = (Fraction(group or 0) for group in match.groups())
    return round(minutes * _MS_PER_MINUTE + seconds * 1000 + ms)


def format_credits(count: int) -> str:
    """Write credits the way a person would: `1 credit`, `1,500 credits`."""
    return f"{count:,} credit{'s' * (count != 1)}"


def format_duration(time_ms: Milliseconds) -> str:
    """Write milliseconds the way a person would: `16s`, `1m30s`, `2.5s`, `750ms`."""
    if 0 < time_ms < 1000:
        return f"{time_ms}ms"
    minutes, rest_ms = divmod(time_ms, _MS_PER_MINUTE)
    seconds = f"{rest_ms / 1000:.3f}".rstrip("0").rstrip(".")
    if minutes == 0:
        return f"{seconds}s"
    return f"{minutes}m" if rest_ms == 0 else f"{minutes}m{seconds}s"
