"""What a generated piece must measure, resolved: bounds in whole numbers.

Knows neither how it was written nor how it is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

#: A least and a most, both allowed; None is no bound.
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True)
class Expectations:
    """What a generated piece must measure; None is not looked at.

    Args:
        tempo_mbpm: thousandths of a beat a minute.
        musical_key: as `A minor`.
        loudness_clufs, true_peak_cdb: hundredths of LUFS and dBTP; the peak at most.
        silence_ms: the longest silence that is allowed, wherever it stands.
        clipping: how many places may clip.
        vocals: whether somebody sings.
    """

    length_ms: Bounds | None = None
    tempo_mbpm: Bounds | None = None
    musical_key: str | None = None
    loudness_clufs: Bounds | None = None
    true_peak_cdb: int | None = None
    silence_ms: int | None = None
    clipping: int | None = None
    vocals: bool | None = None
    on_miss: Literal["fail", "warn"] = "fail"

    @property
    def plain(self) -> dict[str, Any]:
        """Return what is looked at as plain values, for a key and for who measures."""
        looked_at = {
            name: held for name, held in vars(self).items() if held is not None
        }
        del looked_at["on_miss"]
        return {
            name: list(held) if isinstance(held, tuple) else held
            for name, held in looked_at.items()
        }
