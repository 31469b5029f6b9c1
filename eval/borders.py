"""Where sections end, in beats and bars, over random plans that nobody tuned for.

    PYTHONPATH=src python -m eval.borders [PLANS]

Prints how many sections end with a whole bar, a whole beat or inside a beat, and how
far tempi are from what was asked. Composes only: nothing is rendered.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.vocabulary.genres import GENRES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.engine.score import Chart

_SECTIONS: Final = ("Intro", "Verse", "Chorus", "Bridge", "Drop", "Solo", "Outro")
_METRES: Final = ("", "", "", "", "3/4 time", "6/8 time", "5/4 time", "7/8 time")
#: Lengths as people write them: few to the millisecond, most in whole seconds.
_GRAINS_MS: Final = (1000, 1000, 1000, 500, 1)
_LEAST_MS, _SHORT_MS, _MOST_MS = 3_000, 30_000, 120_000
_RATE_HZ: Final = 44_100
#: How near a beat is meant to be, in beats.
_NEAR: Final = 0.02
_BOUNDS: Final = (1.0, 2.0, 3.0, 4.0)


@dataclass(frozen=True)
class Border:
    """How a section that another one follows ends.

    Args:
        kind: `bar`, `beat`, `part` (a half, or a third in compound metres) or `off`.
        error: percent by which its tempo is not the one that was asked for; None when
            none was.
        step: percent by which the next section's tempo differs.
    """

    kind: str
    error: float | None
    step: float


def plans(count: int, *, with_tempo: bool, seed: int = 11) -> Iterator[Brief]:
    """Yield random plans over all genres, some of them in other metres."""
    chance = random.Random(seed)
    names = sorted(GENRES)
    for number in range(count):
        genre = GENRES[names[number % len(names)]]
        styles = [genre.words[0], chance.choice(_METRES)]
        if with_tempo:
            styles.append(f"{chance.randint(genre.tempo[0], genre.tempo[2])} BPM")
        chunks = [
            Make(
                f"[{chance.choice(_SECTIONS)}]",
                _length_ms(chance),
                tuple(filter(None, styles)) if at == 0 else (),
            )
            for at in range(chance.randint(2, 6))
        ]
        yield Brief(tuple(chunks), chance.randrange(1 << 30), _RATE_HZ)


def _length_ms(chance: random.Random) -> int:
    grain = chance.choice(_GRAINS_MS)
    most = chance.choice((_SHORT_MS, _SHORT_MS, _MOST_MS))
    return chance.randint(_LEAST_MS, most) // grain * grain


def borders_of(brief: Brief) -> Iterator[Border]:
    """Yield how each section but the last ends."""
    charts = compose(brief, {}).charts
    asked = _asked_bpm(brief)
    for chart, after in pairwise(charts):
        error = abs(_pulse_bpm(chart) / asked - 1) * 100 if asked else None
        step = abs(after.tempo_mbpm / chart.tempo_mbpm - 1) * 100
        yield Border(_ending(chart), error, step)


def _asked_bpm(brief: Brief) -> int | None:
    first = brief.chunks[0]
    assert isinstance(first, Make)
    written = [style for style in first.positive_styles if style.endswith(" BPM")]
    return int(written[0].split()[0]) if written else None


def _pulse_bpm(chart: Chart) -> float:
    is_compound = chart.beat_unit == 8 and chart.beats_a_bar % 3 == 0
    return chart.tempo_mbpm / 1000 / (3 if is_compound else chart.beat_unit / 4)


def _ending(chart: Chart) -> str:
    minutes = (chart.frames - chart.beat_offset) / _RATE_HZ / 60
    beats = minutes * chart.tempo_mbpm / 1000 + chart.beat_in_bar
    is_compound = chart.beat_unit == 8 and chart.beats_a_bar % 3 == 0
    # The beat is what a foot taps; where eighths are counted, an eighth.
    beat = 3 if is_compound else 1
    part = 1 if is_compound else 1 / 2
    for kind, unit in (("bar", chart.beats_a_bar), ("beat", beat), ("part", part)):
        if abs(beats - round(beats / unit) * unit) < _NEAR * beat:
            return kind
    return "off"


def _table(title: str, borders: list[Border]) -> None:
    count = len(borders)
    kinds = [border.kind for border in borders]
    shares = ", ".join(
        f"{kind} {100 * kinds.count(kind) / count:.1f} %"
        for kind in ("bar", "beat", "part", "off")
    )
    print(f"{title}: {count} borders: {shares}")
    errors = [border.error for border in borders if border.error is not None]
    for name, values in (
        ("tempo error", errors),
        ("tempo step", [border.step for border in borders]),
    ):
        if values:
            mean = sum(values) / len(values)
            within = ", ".join(
                f"<{bound:g} % {100 * sum(v < bound for v in values) / len(values):.1f}"
                for bound in _BOUNDS
            )
            print(f"  {name}: mean {mean:.2f} %, most {max(values):.2f} %; {within}")


def main() -> None:
    """Print both tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 240
    for title, with_tempo in (("BPM asked", True), ("BPM free", False)):
        drawn = plans(count, with_tempo=with_tempo)
        _table(title, [border for brief in drawn for border in borders_of(brief)])


if __name__ == "__main__":
    main()
