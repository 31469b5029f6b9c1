"""What a generated piece must measure: the table `expect` of songs and edits.

Each value becomes bounds in whole numbers here, so that nobody further down knows how
it was written or how near is near enough. Does not measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeGuard

from pydantic import Field, PlainValidator, WithJsonSchema

from partita.manifest.chunks import Table
from partita.manifest.expectations import Bounds, Expectations
from partita.manifest.refusals import refusal, shown
from partita.manifest.times import Duration, LengthBounds
from partita.manifest.values import LOUDNESS_LUFS

#: A tempo within 4 % of another counts as the same where tempo finders are compared
#: (MIREX, audio tempo estimation, 8 % and 4 %).
_TEMPO_NEARNESS: Final = 0.04
#: EBU R 128 lets programmes differ from their target by 1 LU where they can't be
#: measured ahead.
_LOUDNESS_NEARNESS_LU: Final = 1.0
_TEMPO_BPM: Final = (20, 400)
#: Above full scale is possible between samples, and never by more than this.
_TRUE_PEAK_DBTP: Final = (-70, 12)

_KEY = re.compile(r"([A-G])([#b♯♭]?) +(major|minor)")
_SIGNS: Final = {"♯": "#", "♭": "b"}


@dataclass(frozen=True)
class _Number:
    """A number or two, and how it is told.

    Args:
        spread: the bounds that one number means.
        parts: how many whole parts a unit has.
    """

    what: str
    bounds: tuple[float, float]
    spread: Callable[[float], tuple[float, float]]
    parts: int

    def __call__(self, value: object) -> Bounds:
        """Return the bounds that were written, or refuse them."""
        written = value if isinstance(value, list) else [value]
        numbers = [each for each in written if self._fits(each)]
        if len(numbers) != len(written) or len(numbers) not in (1, 2):
            low, high = self.bounds
            message = f"{shown(value)} is no {self.what}"
            hint = f"write a number from {low:g} to {high:g}, or `[least, most]`"
            raise refusal("bad-value", message, hint)
        least, most = numbers if len(numbers) == 2 else self.spread(numbers[0])
        if least > most:
            message = f"the least {self.what} of {shown(value)} is above the most"
            raise refusal("bad-value", message, "write the lower number first")
        return round(least * self.parts), round(most * self.parts)

    def _fits(self, value: object) -> TypeGuard[float]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        # No nan passes this, either.
        return self.bounds[0] <= value <= self.bounds[1]

    def schema(self) -> WithJsonSchema:
        """Return what an editor checks."""
        number = {
            "type": "number",
            "minimum": self.bounds[0],
            "maximum": self.bounds[1],
        }
        pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
        return WithJsonSchema(
            {
                "anyOf": [
                    {"title": "About", **number},
                    {"title": "Least and most", **pair},
                ]
            }
        )


_TEMPO: Final = _Number(
    "tempo",
    _TEMPO_BPM,
    lambda bpm: (bpm * (1 - _TEMPO_NEARNESS), bpm * (1 + _TEMPO_NEARNESS)),
    1000,
)
_LOUDNESS: Final = _Number(
    "loudness",
    LOUDNESS_LUFS,
    lambda lufs: (lufs - _LOUDNESS_NEARNESS_LU, lufs + _LOUDNESS_NEARNESS_LU),
    100,
)


def _musical_key(value: object) -> str:
    found = _KEY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        hint = "write it as `A minor` or `Bb major`"
        raise refusal("bad-value", f"{shown(value)} is no key", hint)
    note, sign, mode = found.groups()
    return f"{note}{_SIGNS.get(sign, sign)} {mode}"


class Expect(Table):
    """What every take must measure."""

    length: LengthBounds | None = Field(
        None, description="`64s`, half a second more or less, or from `60s..68s`."
    )
    tempo: Annotated[Bounds, PlainValidator(_TEMPO), _TEMPO.schema()] | None = Field(
        None,
        description="In BPM, 4 % more or less, or `[least, most]`. Half and double "
        "count as the same.",
    )
    key: (
        Annotated[
            str,
            PlainValidator(_musical_key),
            WithJsonSchema({"type": "string", "pattern": f"^{_KEY.pattern}$"}),
        ]
        | None
    ) = Field(None, description="As `A minor`; major and minor only.")
    loudness: (
        Annotated[Bounds, PlainValidator(_LOUDNESS), _LOUDNESS.schema()] | None
    ) = Field(
        None,
        description="Integrated loudness in LUFS, 1 LU more or less, or "
        "`[least, most]`.",
    )
    true_peak: (
        Annotated[
            float,
            Field(ge=_TRUE_PEAK_DBTP[0], le=_TRUE_PEAK_DBTP[1], allow_inf_nan=False),
        ]
        | None
    ) = Field(None, description="The highest true peak that is allowed, in dBTP.")
    silence: Duration | None = Field(
        None, description="The longest silence that is allowed, wherever it stands."
    )
    clipping: Annotated[int, Field(ge=0)] | None = Field(
        None, description="How many places may clip."
    )
    vocals: bool | None = Field(
        None,
        description="Whether there is a voice. One that should not be there only "
        "warns: no ears are that sure.",
    )
    on_miss: Literal["fail", "warn"] = Field(
        "fail", description="What a miss does to the build. The take is kept."
    )


def expectations(table: Expect | None) -> Expectations | None:
    """Return what a table says, in whole numbers."""
    if table is None:
        return None
    peak = table.true_peak
    return Expectations(
        length_ms=table.length,
        tempo_mbpm=table.tempo,
        musical_key=table.key,
        loudness_clufs=table.loudness,
        true_peak_cdb=None if peak is None else round(peak * 100),
        silence_ms=table.silence,
        clipping=table.clipping,
        vocals=table.vocals,
        on_miss=table.on_miss,
    )
