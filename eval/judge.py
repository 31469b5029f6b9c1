"""Hold what was played against what was asked: one verdict for each demand of a plan.

Thresholds stand here, once. Knows plans and measurements; does not know how either was
made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from eval.plans import QUIETER, Plan

from eval import measure

if TYPE_CHECKING:
    from eval.play import Played

    from partita.audio.buffer import Audio

LUFS: Final = -14.0
LUFS_SLACK: Final = 0.5
MOST_TRUE_PEAK_DB: Final = -1.0
#: A voice is there when it makes up this much of what sounds while it sings.
VOICE_DB: Final = -15.0
IN_TUNE_CENTS: Final = 60
IN_TUNE_SHARE: Final = 0.75
#: Less than this and a section is as good as empty.
EMPTY_LUFS: Final = -38.0
MOST_CLICK: Final = 1.5
MOST_JUMP_DB: Final = 6.0
#: How far beats may be from the kept grid, in beats.
OFF_GRID: Final = 0.1
#: How far a joined chunk's tempo may be from its neighbour's, as a share.
OFF_TEMPO: Final = 0.02

#: The share of plans that have to meet each demand.
REQUIRED: Final = {
    "tempo": 0.95,
    "key": 0.90,
    "voice": 0.95,
    "in tune": 0.95,
    "energy": 1.0,
    "filled": 1.0,
    "loudness": 1.0,
    "true peak": 1.0,
    "kept": 1.0,
    "seams": 1.0,
    "level": 0.95,
    "goes on": 0.95,
    "strengths": 0.95,
    "respects": 1.0,
}

_TONICS: Final = {"Db": 1, "Eb": 3, "Gb": 6, "Ab": 8, "Bb": 10}
#: Modes with a major or a minor third, as analysers can tell them.
_MINOR: Final = ("minor", "dorian", "phrygian", "aeolian", "locrian")


@dataclass
class Verdict:
    """What came of one plan.

    Args:
        demands: by name, whether it was met; a demand that was not made is missing.
        counts: by name, how often it was met and made, where not once.
        said: what was asked and what was heard, for the table.
        doubts: in words, for whoever is to mend it.
    """

    name: str
    demands: dict[str, bool] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def demand(self, name: str, said: str, *, met: bool) -> None:
        """Note whether a demand was met, and what was heard."""
        self.demands[name] = met
        self.said[name] = said
        if not met:
            self.doubts.append(f"{name}: {said}")


def tonic_and_mode(key: str) -> tuple[int, str]:
    """Return the pitch class and mode of a key as written."""
    note, mode = key.split()
    return _TONICS[note] if note in _TONICS else measure.NOTES.index(note), mode


def judge(plan: Plan, played: Played, alone: Audio | None) -> Verdict:
    """Judge a piece by its plan.

    Args:
        alone: the same piece without its voices, when it has some.
    """
    verdict = Verdict(plan.name)
    audio, rate_hz = played.audio.to_float(), played.audio.rate_hz
    heard = measure.measure(audio, rate_hz)
    if plan.tempo_bpm is not None:
        _judge_tempo(verdict, plan, heard.tempo_bpm)
    _judge_key(verdict, plan, heard)
    _judge_master(verdict, heard)
    _judge_sections(verdict, plan, played)
    _judge_voice(verdict, plan, played, alone)
    verdict.said["bright"] = f"{heard.brightness_hz:.0f}"
    verdict.said["onsets"] = f"{heard.onsets_a_second:.1f}"
    bands = measure.bands_db(audio, rate_hz)
    verdict.said["bands"] = " ".join(f"{level:.0f}" for level in bands.values())
    return verdict


def _judge_tempo(verdict: Verdict, plan: Plan, heard_bpm: float) -> None:
    asked = plan.tempo_bpm or 0
    in_threes = plan.metre != "4/4"
    times = measure.TAPPED_IN_THREES if in_threes else measure.TAPPED
    met = measure.right_tempo(heard_bpm, asked, times)
    verdict.demand("tempo", f"{asked} → {heard_bpm:.1f}", met=met)


def _judge_key(verdict: Verdict, plan: Plan, heard: measure.Measured) -> None:
    met = (heard.tonic, heard.mode) == tonic_and_mode(plan.key)
    said = f"{plan.key} → {measure.NOTES[heard.tonic]} {heard.mode}"
    verdict.demand("key", f"{said} (+{heard.key_lead:.2f})", met=met)


def _judge_master(verdict: Verdict, heard: measure.Measured) -> None:
    near = abs(heard.lufs - LUFS) <= LUFS_SLACK
    verdict.demand("loudness", f"{heard.lufs:.1f}", met=near)
    below = heard.true_peak_db <= MOST_TRUE_PEAK_DB + 0.02
    verdict.demand("true peak", f"{heard.true_peak_db:.2f}", met=below)


def section_lufs(played: Played) -> list[float]:
    """Return the loudness of each chunk."""
    audio, rate_hz = played.audio.to_float(), played.audio.rate_hz
    borders = played.borders
    return [
        measure.loudness(audio[start:end], rate_hz) for start, end in pairwise(borders)
    ]


def _judge_sections(verdict: Verdict, plan: Plan, played: Played) -> None:
    levels = section_lufs(played)
    names = [name for name, _ in plan.sections]
    said = " ".join(f"{level:.0f}" for level in levels)
    verdict.demand("filled", said, met=min(levels) > EMPTY_LUFS)
    pairs = [
        (names.index(low), names.index(high))
        for low, high in QUIETER
        if low in names and high in names
    ]
    if pairs:
        wrong = [(low, high) for low, high in pairs if levels[low] >= levels[high]]
        said += "".join(f" {names[low]}≥{names[high]}" for low, high in wrong)
        verdict.demand("energy", said, met=not wrong)


def _judge_voice(
    verdict: Verdict, plan: Plan, played: Played, alone: Audio | None
) -> None:
    if alone is None:
        verdict.demand("voice", "none", met=not plan.sung)
        return
    if not plan.sung:
        verdict.demand("voice", "sung unasked", met=False)
        return
    voice = voice_of(played.audio.to_float(), alone.to_float())
    singing = _sung_frames(played)
    level_db = _power_db(voice[singing]) - _power_db(played.audio.to_float()[singing])
    verdict.demand("voice", f"{level_db:.1f} dB", met=level_db > VOICE_DB)
    share = in_tune(played, voice)
    if not math.isnan(share):
        verdict.demand("in tune", f"{share:.0%}", met=share >= IN_TUNE_SHARE)


def voice_of(
    whole: measure.Audio, alone: measure.Audio, block: int = 1 << 14
) -> measure.Audio:
    """Return what the whole has beyond the instruments alone.

    The master's gain differs between the two, so each block is fitted by itself, with
    the gain of those around it.
    """
    starts = range(0, len(whole), block)
    gains = []
    for start in starts:
        one, other = whole[start : start + block], alone[start : start + block]
        gains.append(float(np.sum(one * other)) / max(float(np.sum(other**2)), 1e-9))
    voice = whole.copy()
    for number, start in enumerate(starts):
        around = gains[max(0, number - 8) : number + 9]
        stretch = slice(start, start + block)
        voice[stretch] -= float(np.median(around)) * alone[stretch]
    return voice


def _sung_frames(played: Played) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    singing = np.zeros(played.audio.frame_count, dtype=np.bool_)
    for start, part in zip(played.borders, played.score.parts, strict=False):
        for line in part.sung if part is not None else ():
            for each in line.syllables:
                first = max(0, start + each.start)
                singing[first : first + each.length] = True
    return singing


def in_tune(played: Played, voice: measure.Audio) -> float:
    """Return the share of long sung syllables whose pitch is the score's.

    Only of lines that sing alone, in any octave: layers and harmonies make one pitch
    from several.
    """
    rate_hz = played.audio.rate_hz
    right = judged = 0
    for start, part in zip(played.borders, played.score.parts, strict=False):
        sung = [line for line in part.sung if line.manner == "sung"] if part else []
        for line in sung[:1]:
            for each in line.syllables:
                if each.length < 0.18 * rate_hz or judged >= 40:
                    continue
                first = max(0, start + each.start)
                cents = measure.cents_off(
                    voice[first : first + each.length], rate_hz, each.pitch
                )
                judged += 1
                right += abs(cents) <= IN_TUNE_CENTS
    return right / judged if judged else math.nan


def _power_db(audio: measure.Audio) -> float:
    return 10 * math.log10(max(float(np.mean(audio**2)) if len(audio) else 0.0, 1e-9))
