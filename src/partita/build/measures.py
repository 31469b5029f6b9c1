"""What a master measures, in whole numbers: what a person would ask of a meter.

Length, loudness, silence and clipping are exact; tempo, key and voices are what the
engine's ears hear, with how sure they are. Does not know what is expected.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from partita.audio.stream import Sound

#: By name: those of `manifest.expectations`, and what belongs to them. `tempo_unit` is
#: 8 where eighths are counted, `…_sure` is 0..100, `…_at_ms` says where one is.
Measures = dict[str, int | str]

#: Everything that can be measured.
ALL: Final = (
    "length_ms",
    "tempo_mbpm",
    "musical_key",
    "loudness_clufs",
    "true_peak_cdb",
    "silence_ms",
    "clipping",
    "vocals",
)
_HEARD: Final = frozenset({"tempo_mbpm", "musical_key", "vocals"})
_METERED: Final = frozenset({"loudness_clufs", "true_peak_cdb"})

#: What nothing at all is said to measure: the absolute gate of BS.1770-4, and the floor
#: of 24 bits.
_LEAST_LUFS: Final = -70.0
_LEAST_DBTP: Final = -144.0

#: No sample of a silence is above this: -60 dBFS, where a reverb counts as gone.
_SILENT: Final = (1 << 23) // 1000
_SILENCE_STEP_MS: Final = 10

#: Full scale of 16 bits, which most lossless files come from.
_FULL: Final = 32_767 << 8
#: One or two frames at full scale may be a peak that just fits.
_CLIPPED_FRAMES: Final = 3

_NOTES: Final = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
#: Church modes count as the mode that has their third.
_MINOR: Final = frozenset({"minor", "dorian", "phrygian"})


def measure(audio: Sound, wanted: Collection[str] = ALL) -> Measures:
    """Return what a master measures.

    Args:
        wanted: names from `ALL`; its length is always told.
    """
    from partita.audio.stream import collected
    from partita.units import ms_at

    whole = collected(audio)
    found: Measures = {"length_ms": ms_at(whole.frame_count, whole.rate_hz)}
    if _HEARD & set(wanted):
        found |= _heard(whole.to_float(), whole.rate_hz)
    if _METERED & set(wanted):
        from partita.audio import loudness

        metered = loudness.measure(whole)
        found["loudness_clufs"] = _hundredths(metered.integrated_lufs, _LEAST_LUFS)
        found["true_peak_cdb"] = _hundredths(metered.true_peak_dbtp, _LEAST_DBTP)
    if "silence_ms" in wanted:
        found |= _longest_silence(whole.frames, whole.rate_hz)
    if "clipping" in wanted:
        found |= _clipped_places(whole.frames, whole.rate_hz)
    return found


def _hundredths(value: float, least: float) -> int:
    return round(100 * max(value, least))


def _heard(frames: NDArray[np.float64], rate_hz: int) -> Measures:
    from partita.engine.listen import listen

    hearing = listen(frames, rate_hz)
    chart = hearing.main
    mode = "minor" if chart.mode in _MINOR else "major"
    return {
        "tempo_mbpm": chart.tempo_mbpm,
        "tempo_unit": chart.beat_unit,
        "tempo_sure": hearing.tempo_confidence,
        "musical_key": f"{_NOTES[chart.tonic]} {mode}",
        "key_sure": hearing.key_confidence,
        "vocals": hearing.vocals,
    }


def _longest_silence(frames: NDArray[np.int32], rate_hz: int) -> Measures:
    """Return how long nothing is to be heard, and where that begins."""
    step = rate_hz * _SILENCE_STEP_MS // 1000
    starts, ends = _runs(_peaks(frames, step) <= _SILENT)
    if not len(starts):
        return {"silence_ms": 0}
    longest = int((ends - starts).argmax())
    start = int(starts[longest]) * step
    end = min(int(ends[longest]) * step, len(frames))
    from partita.units import ms_at

    return {
        "silence_ms": ms_at(end - start, rate_hz),
        "silence_at_ms": ms_at(start, rate_hz),
    }


def _peaks(frames: NDArray[np.int32], step: int) -> NDArray[np.int32]:
    """Return the highest sample of any channel in each step of frames."""
    import numpy as np

    if not len(frames):
        return np.zeros(0, np.int32)
    highest = np.abs(frames).max(axis=1)
    return np.asarray(np.maximum.reduceat(highest, np.arange(0, len(frames), step)))


def _clipped_places(frames: NDArray[np.int32], rate_hz: int) -> Measures:
    """Return how many flat tops at full scale there are, and where the first is."""
    import numpy as np

    clipped = np.zeros(max(0, len(frames) - _CLIPPED_FRAMES + 1), np.bool_)
    for channel in frames.T:
        for sign in (1, -1):
            full = sign * channel >= _FULL
            runs = [full[n : n + len(clipped)] for n in range(_CLIPPED_FRAMES)]
            clipped |= np.logical_and.reduce(runs)
    starts, _ = _runs(clipped)
    if not len(starts):
        return {"clipping": 0}
    from partita.units import ms_at

    return {
        "clipping": len(starts),
        "clipping_at_ms": ms_at(int(starts[0]), rate_hz),
    }


def _runs(
    flags: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where stretches of true begin and end."""
    import numpy as np

    borders = np.diff(flags.astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(borders == 1), np.flatnonzero(borders == -1)
