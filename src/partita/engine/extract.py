"""From a recording to a plan that would make its like: sections, tempo, key, styles.

What can be heard by `listen` and `listening.sections`, in the words of styles. Lyrics
can't be heard, and a voice can't be told for certain: the plan only says when there is
none. Knows no files.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from partita import limits
from partita.engine.brief import Make
from partita.engine.composing.heard import chart_metre, pulse_mbpm
from partita.engine.hearing import beat_frames
from partita.engine.listen import listen
from partita.engine.listening import sections
from partita.engine.naming import key_words, tempo_words
from partita.engine.roster import KITS
from partita.units import frame_at, ms_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.hearing import Hearing
    from partita.units import Frames, Milliseconds

#: Sections; fewer than the limit, since what is too long may have to be cut.
_MOST: Final = 24
#: Sections whose bands are nearer than this, in decibels, are the same one again.
_ALIKE_DB: Final = 2.5
#: What a section is above or below the piece before its styles say so, in decibels.
_LOUDER_DB: Final = 1.5
_BRIGHTER_DB: Final = 3.0
#: Below this nobody sings. Above it somebody may, as far as can be heard: of ten bands
#: with and without a voice none that had one was below, and four that had none above.
_SILENT: Final = 40
#: Onsets a second, times 100, of a sparse and of a busy piece.
_SPARSE, _BUSY = 250, 650
#: Centroids of a dark and of a bright piece.
_DARK_HZ, _BRIGHT_HZ = 450, 1_300
#: Tempi that are this much apart, and each held so long, are two.
_TEMPO_APART: Final = 0.06
_STEADY_S: Final = 10


@dataclass(frozen=True)
class _Stretch:
    """A section as it was heard.

    Args:
        level_db, treble_db: against the whole piece.
        kin: number of the first section that sounds like it.
    """

    start: Frames
    end: Frames
    level_db: float
    treble_db: float
    kin: int


def extract(
    audio: NDArray[np.float64], rate_hz: int, duration_ms: Milliseconds
) -> tuple[Make, ...]:
    """Return the plan of a recording.

    Args:
        audio: shape (frames, channels). Low rates do: 22050 Hz is enough.
        duration_ms: of the recording, which the chunks add up to.
    """
    hearing = listen(audio, rate_hz)
    stretches = _stretches(audio, hearing)
    inner = [ms_at(each.start, rate_hz) for each in stretches[1:]]
    borders_ms = (0, *inner, duration_ms)
    names = _names(stretches, sung=hearing.vocals >= _SILENT)
    return tuple(
        Make(f"[{name}]", end_ms - start_ms, *_styles(number, stretches, hearing))
        for number, (name, (start_ms, end_ms)) in enumerate(
            zip(names, pairwise(borders_ms), strict=True)
        )
    )


def _stretches(audio: NDArray[np.float64], hearing: Hearing) -> list[_Stretch]:
    borders = _borders(audio, hearing)
    levels = sections.bands_db(audio, hearing.rate_hz, borders)
    powers = 10 ** (levels / 10)
    whole_db = 10 * np.log10(powers.sum(axis=1).mean())
    level_db = np.round(10 * np.log10(powers.sum(axis=1)) - whole_db, 2)
    treble = levels[:, levels.shape[1] // 2 :].mean(axis=1) - levels.mean(axis=1)
    treble_db = np.round(treble - treble.mean(), 2)
    found: list[_Stretch] = []
    for number, (start, end) in enumerate(pairwise(borders)):
        apart = np.sqrt(((levels[: number + 1] - levels[number]) ** 2).mean(axis=1))
        kin = int(np.flatnonzero(apart < _ALIKE_DB)[0])
        found.append(
            _Stretch(start, end, float(level_db[number]), float(treble_db[number]), kin)
        )
    return found


def _borders(audio: NDArray[np.float64], hearing: Hearing) -> list[Frames]:
    """Return where sections begin, and the end: on bars, within the limits."""
    rate_hz, end = hearing.rate_hz, len(audio)
    shortest = frame_at(limits.CHUNK_DURATION.minimum, rate_hz)
    bars = [bar for bar in downbeats(hearing) if shortest <= bar <= end - shortest]
    lines = [0, *bars, end]
    different = sections.novelty(sections.bands_db(audio, rate_hz, lines))
    # The first and the last line are ends of the recording, however short their bars.
    usual = int(np.median(np.diff(lines))) if len(bars) > 1 else shortest
    least = max(2, -(-shortest // max(usual, 1)))
    found = [lines[bar] for bar in sections.section_bars(different, least, _MOST)]
    return _fitted([*found, end], lines, rate_hz)


def _fitted(borders: list[Frames], lines: list[Frames], rate_hz: int) -> list[Frames]:
    """Join what is too short, and cut what is too long near its middle."""
    shortest = frame_at(limits.CHUNK_DURATION.minimum, rate_hz)
    longest = frame_at(limits.CHUNK_DURATION.maximum, rate_hz)
    fitted = [borders[0]]
    for border in borders[1:-1]:
        if border - fitted[-1] >= shortest and borders[-1] - border >= shortest:
            fitted.append(border)
    fitted.append(borders[-1])
    at = 0
    while at + 1 < len(fitted):
        start, end = fitted[at], fitted[at + 1]
        if end - start <= longest:
            at += 1
            continue
        middle = (start + end) // 2
        inside = [line for line in lines if start + shortest <= line <= end - shortest]
        fitted.insert(
            at + 1, min(inside, key=lambda line: abs(line - middle), default=middle)
        )
    return fitted


def downbeats(hearing: Hearing) -> list[Frames]:
    """Return where the bars of a recording begin."""
    found: list[Frames] = []
    start = 0
    for chart in hearing.charts:
        beat = beat_frames(chart, hearing.rate_hz)
        number = -chart.beat_in_bar % chart.beats_a_bar
        while (place := round(chart.beat_offset + number * beat)) < chart.frames:
            found.append(start + place)
            number += chart.beats_a_bar
        start += chart.frames
    return found


def _names(stretches: list[_Stretch], *, sung: bool) -> list[str]:
    """Name sections by how loud they are, and by which of them come back."""
    if len(stretches) == 1:
        return ["Theme"]
    peak = max(stretches, key=lambda each: each.level_db).kin
    plain = "Verse" if sung else "Part"
    kinds: list[int] = []
    names = []
    for number, each in enumerate(stretches):
        is_quiet = each.level_db < 0 and len(stretches) > 2
        if is_quiet and number == 0:
            names.append("Intro")
        elif is_quiet and number == len(stretches) - 1:
            names.append("Outro")
        elif each.kin == peak:
            names.append("Chorus" if sung else "Main Theme")
        elif each.level_db < -2 * _LOUDER_DB - 2:
            names.append("Breakdown")
        else:
            kinds += [each.kin] if each.kin not in kinds else []
            names.append(f"{plain} {kinds.index(each.kin) + 1}")
    return names


def _styles(
    number: int, stretches: list[_Stretch], hearing: Hearing
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the positive and the negative styles of a section."""
    each = stretches[number]
    tempo = _tempo_of(each, hearing)
    if number == 0:
        return _whole_words(hearing, tempo), _never(hearing)
    before = _tempo_of(stretches[number - 1], hearing)
    changed = abs(tempo - before) > _TEMPO_APART * before
    own = _own_words(each)
    return ((_shown(tempo), *own) if changed else own), ()


def _whole_words(hearing: Hearing, tempo_mbpm: int) -> tuple[str, ...]:
    """Describe the whole piece; the first chunk's words are the tone of all."""
    chart, sound = hearing.main, hearing.sound
    assert sound is not None, "a recording was listened to"
    players = [
        name.replace("_", " ")
        for name in chart.instruments
        if name not in KITS and name != "vocals"
    ]
    metre = chart_metre(chart).name
    density = "sparse" if sound.density < _SPARSE else "steady"
    mood = "dark" if sound.brightness_hz < _DARK_HZ else "warm"
    return (
        *players,
        *(["drums"] if any(name in KITS for name in chart.instruments) else []),
        _shown(tempo_mbpm),
        key_words(chart.tonic, chart.mode),
        *([f"{metre} time"] if metre != "4/4" else []),
        "busy" if sound.density > _BUSY else density,
        "bright" if sound.brightness_hz > _BRIGHT_HZ else mood,
        *(["instrumental"] if hearing.vocals < _SILENT else []),
    )


def _never(hearing: Hearing) -> tuple[str, ...]:
    """Return what is certainly not there."""
    drums = () if hearing.drums >= 20 else ("drums",)
    return (*drums, *(("vocals",) if hearing.vocals < _SILENT else ()))


def _own_words(each: _Stretch) -> tuple[str, ...]:
    """Describe a section against the whole piece."""
    level = "steady"
    if each.level_db > _LOUDER_DB:
        level = "full band"
    elif each.level_db < -_LOUDER_DB:
        level = "sparse" if each.level_db < -3 * _LOUDER_DB else "soft"
    if abs(each.treble_db) < _BRIGHTER_DB:
        return (level,)
    return level, "bright" if each.treble_db > 0 else "mellow"


def _tempo_of(each: _Stretch, hearing: Hearing) -> int:
    """Return a section's tempo; the piece's where it has none of its own for long."""
    middle, start = (each.start + each.end) // 2, 0
    for chart in hearing.charts:
        start += chart.frames
        if middle < start:
            break
    is_long = chart.frames >= _STEADY_S * hearing.rate_hz
    return pulse_mbpm(chart if is_long else hearing.main)


def _shown(tempo_mbpm: int) -> str:
    """Name a heard tempo: a whole number when it is nearly one."""
    whole = round(tempo_mbpm, -3)
    return tempo_words(whole if abs(tempo_mbpm - whole) < 300 else tempo_mbpm)
