"""Compare what a master measures with what its author expects, in words with figures.

Plain values, whole numbers. What can't be heard surely is a doubt and no miss. Does not
know what a miss does to the build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from partita.units import format_duration

if TYPE_CHECKING:
    from partita.build.measures import Measures


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Args:
        misses: what is not as expected.
        doubts: what is not, or may not be, but can't be told surely.
    """

    misses: tuple[str, ...]
    doubts: tuple[str, ...]
    measures: Measures


def judged(measures: Measures, expect: Mapping[str, Any]) -> Verdict:
    """Compare measures with what is expected.

    Args:
        measures: nothing at all for what can't be read as music.
        expect: as `Expectations.plain` has it; what is not in it is not looked at.
    """
    if not measures:
        return Verdict(("it can't be read as music",), (), measures)
    found = [
        finding
        for name, judge in _JUDGES.items()
        if name in expect and (finding := judge(expect[name], measures)) is not None
    ]
    return Verdict(
        tuple(each.words for each in found if each.is_sure),
        tuple(each.words for each in found if not each.is_sure),
        measures,
    )


@dataclass(frozen=True)
class _Finding:
    """Something that is not as expected."""

    words: str
    is_sure: bool = True


#: What may be expected: a number, bounds, a name, or whether.
_Judge = Callable[[Any, Mapping[str, Any]], _Finding | None]
_Bounds = Sequence[int | None]

#: From here on, ears are believed. Of the 52 pieces of `eval/plans.py`, played by the
#: engine: all tempi that were heard this surely were right, and all keys.
_SURE: Final = 80


def _inside(value: float, bounds: _Bounds) -> bool:
    least, most = bounds
    return (least is None or least <= value) and (most is None or value <= most)


def _length(bounds: _Bounds, measures: Mapping[str, Any]) -> _Finding | None:
    if _inside(measures["length_ms"], bounds):
        return None
    least, most = (None if b is None else format_duration(b) for b in bounds)
    heard = format_duration(measures["length_ms"])
    return _Finding(f"it lasts {heard}, expected is {_between(least, most)}")


def _between(least: str | None, most: str | None) -> str:
    if least is None or most is None:
        return f"at most {most}" if least is None else f"at least {least}"
    return f"{least} to {most}"


#: One taps half or double the beat as well.
_TAPPED: Final = (1.0, 0.5, 2.0)
#: Eighths that go in threes are tapped by the dotted quarter, too.
_TAPPED_IN_EIGHTHS: Final = (*_TAPPED, 1 / 3, 2 / 3)


def _tempo(bounds: _Bounds, measures: Mapping[str, Any]) -> _Finding | None:
    heard, sure = measures["tempo_mbpm"], measures["tempo_sure"]
    times = _TAPPED_IN_EIGHTHS if measures["tempo_unit"] == 8 else _TAPPED
    if any(_inside(heard * each, bounds) for each in times):
        return None
    least, most = (None if b is None else _figure(b, 1000) for b in bounds)
    return _Finding(
        f"its tempo is heard as {_figure(heard, 1000)} BPM ({sure} % sure), "
        f"expected is {_between(least, most)} BPM",
        sure >= _SURE,
    )


_NOTES: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SIGNS: Final = {"": 0, "#": 1, "b": -1}


def _musical_key(expected: str, measures: Mapping[str, Any]) -> _Finding | None:
    heard, sure = str(measures["musical_key"]), measures["key_sure"]
    if _tonic(heard) == _tonic(expected):
        return None
    relative = _same_notes_in_major(heard) == _same_notes_in_major(expected)
    same_notes = ", which has the same notes" if relative else ""
    return _Finding(
        f"its key is heard as {heard} ({sure} % sure), expected is {expected}"
        f"{same_notes}",
        sure >= _SURE and not relative,
    )


def _tonic(key: str) -> tuple[int, str]:
    note, mode = key.split()
    return (_NOTES[note[0]] + _SIGNS[note[1:]]) % 12, mode


def _same_notes_in_major(key: str) -> int:
    tonic, mode = _tonic(key)
    return tonic if mode == "major" else (tonic + 3) % 12


def _loudness(bounds: _Bounds, measures: Mapping[str, Any]) -> _Finding | None:
    heard = measures["loudness_clufs"]
    if _inside(heard, bounds):
        return None
    least, most = (None if b is None else _figure(b, 100) for b in bounds)
    expected = _between(least, most)
    return _Finding(
        f"its loudness is {_figure(heard, 100)} LUFS, expected is {expected} LUFS"
    )


def _true_peak(most: int, measures: Mapping[str, Any]) -> _Finding | None:
    heard = measures["true_peak_cdb"]
    if heard <= most:
        return None
    return _Finding(
        f"its true peak is {_figure(heard, 100)} dBTP, expected is at most "
        f"{_figure(most, 100)} dBTP"
    )


def _silence(most: int, measures: Mapping[str, Any]) -> _Finding | None:
    heard = measures["silence_ms"]
    if heard <= most:
        return None
    return _Finding(
        f"it is silent for {format_duration(heard)} at "
        f"{format_duration(measures['silence_at_ms'])}, expected is at most "
        f"{format_duration(most)}"
    )


def _clipping(most: int, measures: Mapping[str, Any]) -> _Finding | None:
    heard = measures["clipping"]
    if heard <= most:
        return None
    places = "1 place" if heard == 1 else f"{heard} places"
    first = format_duration(measures["clipping_at_ms"])
    return _Finding(
        f"it clips in {places}, first at {first}, expected is at most {most}"
    )


#: No piece with a voice was ever heard under 40; without one, anything up to 100.
_SURELY_NO_VOICE: Final = 30
_LIKELY_A_VOICE: Final = 50


def _vocals(expected: bool, measures: Mapping[str, Any]) -> _Finding | None:
    heard = measures["vocals"]
    if (heard >= _LIKELY_A_VOICE) is expected:
        return None
    what = "one" if expected else "none"
    return _Finding(
        f"that there is a voice is {heard} % likely, expected is {what}",
        expected and heard < _SURELY_NO_VOICE,
    )


def _figure(value: int, parts: int) -> str:
    """Write a number of parts as the unit that they make up."""
    return f"{value / parts:.2f}".rstrip("0").rstrip(".")


_JUDGES: Final[dict[str, _Judge]] = {
    "length_ms": _length,
    "tempo_mbpm": _tempo,
    "musical_key": _musical_key,
    "loudness_clufs": _loudness,
    "true_peak_cdb": _true_peak,
    "silence_ms": _silence,
    "clipping": _clipping,
    "vocals": _vocals,
}
