"""Warn of what the API takes but a musician would not write.

Each warning has a code, a reason, and a switch in `[advice]`. Looks only at what an
author wrote: plans drafted from a prompt are left alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita.limits import ADVISED_FIRST_STYLES
from partita.plan.chunks import (
    CompositionPlan,
    GenerationChunk,
    LoweredTarget,
    SectionPlan,
)
from partita.plan.directions import misplaced
from partita.plan.english import why_not_english
from partita.plan.faults import warning
from partita.plan.labels import chunk_labels
from partita.plan.syllables import sung_syllables
from partita.plan.tempo import decimal
from partita.plan.text import from_lines
from partita.units import Milliseconds, format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.errors import Diagnostic, Origin
    from partita.manifest.resolved import Manifest
    from partita.plan.lower import Lowering

#: About what a singer manages for the length of a section. Ballads have 2 to 4, fast
#: pop 5 to 6. Not measured on the API.
SUNG_A_SECOND: Final = Fraction(11, 2)
#: The same for rap and speech.
SPOKEN_A_SECOND: Final = Fraction(8)
_SPOKEN = re.compile(
    r"\b(rap|rapped|rapping|hip[- ]?hop|spoken|voice-?over)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Voice:
    """A generated chunk or section as advice sees it.

    Args:
        lyrics_origin: where the words are written.
        asked, forbidden: styles, those of the whole plan included.
    """

    label: str
    origin: Origin
    text: str
    lyrics_origin: Origin
    duration_ms: Milliseconds
    asked: tuple[str, ...]
    forbidden: tuple[str, ...]


def advise(lowering: Lowering, manifest: Manifest) -> tuple[Diagnostic, ...]:
    """Return the warnings that the author has not switched off."""
    found: list[Diagnostic] = []
    told: set[str] = set()
    for target in lowering.targets.values():
        if target.plan is None or target.prompt is not None:
            continue
        voices = _voices(target.plan, lowering.origins[target.name])
        found += _of_tone(target, voices)
        for voice in voices:
            found += _of_voice(voice, told)
    return tuple(each for each in found if each.code not in manifest.muted_advice)


def _voices(plan: CompositionPlan, origins: tuple[Origin, ...]) -> tuple[Voice, ...]:
    labels = chunk_labels(plan)
    if isinstance(plan, SectionPlan):
        return _section_voices(plan, labels, origins)
    return tuple(
        Voice(
            label,
            origin,
            chunk.text,
            origin.at("text"),
            chunk.duration_ms,
            chunk.positive_styles,
            chunk.negative_styles,
        )
        for chunk, label, origin in zip(plan.chunks, labels, origins, strict=True)
        if isinstance(chunk, GenerationChunk)
    )


def _section_voices(
    plan: SectionPlan, labels: tuple[str, ...], origins: tuple[Origin, ...]
) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            label,
            origin,
            from_lines(section.section_name, section.lines),
            origin.at("lines"),
            section.duration_ms,
            plan.positive_global_styles + section.positive_local_styles,
            plan.negative_global_styles + section.negative_local_styles,
        )
        for section, label, origin in zip(plan.sections, labels, origins, strict=True)
    )


def _of_tone(target: LoweredTarget, voices: tuple[Voice, ...]) -> Iterator[Diagnostic]:
    """Look at the first chunk of a piece that is made from nothing but words."""
    if target.sources or not voices:
        return
    first = voices[0]
    count = len(dict.fromkeys(map(_folded, first.asked)))
    if count < ADVISED_FIRST_STYLES:
        yield _advice(
            "few-styles",
            f"{first.label} asks for {_plural(count, 'style')}, and sets the tone of "
            f"all of `{target.name}`",
            first.origin,
            hint=f"ask for {ADVISED_FIRST_STYLES} or more: genre, instruments, "
            "tempo, key, mood",
        )


def _of_voice(voice: Voice, told: set[str]) -> Iterator[Diagnostic]:
    yield from _of_directions(voice)
    yield from _of_contradictions(voice)
    yield from _of_language(voice, told)
    yield from _of_lyrics(voice)


def _of_directions(voice: Voice) -> Iterator[Diagnostic]:
    """Find directions in parentheses, which are sung."""
    for found in misplaced(voice.text):
        yield _advice(
            "parenthesised-direction",
            f"`({found.text})` in {voice.label} would be sung, it reads like a "
            "direction",
            voice.lyrics_origin,
            detail=found.corrected,
            hint=found.hint,
        )


def _of_contradictions(voice: Voice) -> Iterator[Diagnostic]:
    asked = {_folded(style): style for style in voice.asked}
    both = [style for style in voice.forbidden if _folded(style) in asked]
    for style in dict.fromkeys(both):
        yield _advice(
            "contradicting-styles",
            f"{voice.label} asks for `{asked[_folded(style)]}` and forbids it at once",
            voice.origin,
            hint="drop it from the positive or the negative styles; look into the "
            "named sets too",
        )


def _folded(style: str) -> str:
    """Return a style without what makes no difference to its sense."""
    words = re.split(r"[\s\-_]+", style.strip().casefold())
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _of_language(voice: Voice, told: set[str]) -> Iterator[Diagnostic]:
    """Tell each foreign style once, however many chunks share its named set."""
    for style in (*voice.asked, *voice.forbidden):
        reason = why_not_english(style)
        if reason is None or style in told:
            continue
        told.add(style)
        yield _advice(
            "not-english",
            f"style `{style}` is not in English, which models understand best",
            voice.origin,
            detail=reason,
            hint="translate it; lyrics may be in any language",
        )


def _of_lyrics(voice: Voice) -> Iterator[Diagnostic]:
    spoken = any(_SPOKEN.search(style) for style in voice.asked)
    rate = SPOKEN_A_SECOND if spoken else SUNG_A_SECOND
    count = sung_syllables(voice.text)
    room = rate * voice.duration_ms / 1000
    if count <= room:
        return
    needed_ms = math.ceil(count / rate) * 1000
    length = format_duration(voice.duration_ms)
    manner = "spoken" if spoken else "sung"
    yield _advice(
        "crowded-lyrics",
        f"{voice.label} has more lyrics than can be {manner} in {length}",
        voice.lyrics_origin,
        detail=f"about {_plural(count, 'syllable')} in {length}, at "
        f"{decimal(rate)} a second there is room for {math.floor(room)}",
        hint=f"give it {format_duration(needed_ms)}, or move lines to another chunk",
    )


def _plural(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' * (count != 1)}"


def _advice(
    code: str, message: str, origin: Origin, *, hint: str, detail: str | None = None
) -> Diagnostic:
    """Return a warning that says how to switch off its kind."""
    switch = f"to switch this off: `[advice] {code} = false`"
    return warning(code, message, origin, detail=detail, hint=f"{hint}; {switch}")
