"""Cases in which new audio meets audio that is there: kept slices.

Each is a brief over pieces of the engine's own and an upload. Knows what is kept and
what is asked; does not know how seams and likeness are measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eval.plans import PLANS, RATE_HZ, Plan

from partita.engine.brief import Adherence, Brief, Keep, Make, Slice

#: The pieces that cases are made of: names of plans, and the recording of `upload`.
BASES: Final = ("pop", "house")
UPLOAD: Final = "upload"
UPLOAD_SECONDS: Final = 24
#: Loops are cut in beats, as a person would who wants one: twelve, and eight of glue.
#: The drop of `house` has 28 of them in its 14 seconds.
_HOUSE_BEAT_S: Final = 14 / 28
_LOOP_END_S: Final = 14 + 12 * _HOUSE_BEAT_S


@dataclass(frozen=True)
class Case:
    """One case.

    Args:
        joined: whether tempo and key are to go on across the seams.
    """

    name: str
    brief: Brief
    joined: bool = False


def base_plans() -> list[Plan]:
    """Return the plans of the pieces that cases need."""
    return [plan for plan in PLANS if plan.name in BASES]


def _keep(audio: str, start_s: float, end_s: float) -> Keep:
    return Keep(_slice(audio, start_s, end_s))


def _slice(audio: str, start_s: float, end_s: float) -> Slice:
    return Slice(audio, round(start_s * 1000), round(end_s * 1000))


def _make(
    text: str, seconds: float, *styles: str, adherence: Adherence = "high"
) -> Make:
    return Make(text, round(seconds * 1000), styles, adherence=adherence)


def _brief(*chunks: Make | Keep) -> Brief:
    return Brief(chunks, seed=7, rate_hz=RATE_HZ)


def _replaced(adherence: Adherence) -> Brief:
    bridge = _make("[Bridge]", 8, "piano", "sparse", adherence=adherence)
    return _brief(_keep("pop", 0, 18), bridge, _keep("pop", 26, 36))


CASES: Final = (
    Case("replace", _replaced("high"), joined=True),
    Case("replace-medium", _replaced("medium"), joined=True),
    Case("replace-low", _replaced("low")),
    Case(
        "extend",
        _brief(
            _make("[Intro]", 8, "filtered"),
            _keep("pop", 18, 36),
            _make("[Outro]", 8, "fading out"),
        ),
        joined=True,
    ),
    Case(
        "extend-off-beat",
        _brief(_keep("house", 7.3, 17.1), _make("[Drop]", 9.4, "energetic")),
        joined=True,
    ),
    Case(
        "loop",
        _brief(
            _keep("house", 14, _LOOP_END_S),
            _make("", 8 * _HOUSE_BEAT_S, "smooth transition"),
            _keep("house", 14, _LOOP_END_S),
        ),
        joined=True,
    ),
    Case(
        "splice",
        _brief(
            _keep("pop", 6, 16),
            _make("[Bridge]", 8, "building"),
            _keep("house", 14, 24),
        ),
    ),
    Case(
        "upload-extend",
        _brief(_keep(UPLOAD, 2, 14), _make("[Verse]", 10), _make("[Outro]", 6)),
        joined=True,
    ),
    Case(
        "upload-intro",
        _brief(_make("[Intro]", 8), _keep(UPLOAD, 2, 14)),
        joined=True,
    ),
    Case(
        "upload-other",
        _brief(
            _make("[Verse]", 10, "synthwave", "120 BPM", "C major", adherence="low"),
            _keep(UPLOAD, 0, 10),
        ),
    ),
)
