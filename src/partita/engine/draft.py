"""From a prompt to a plan: sections, lengths, styles, and lyrics where a song is asked.

Reads the prompt by the same vocabulary as styles are read. The plan obeys the limits of
the Music API. Knows nothing of scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from partita import limits
from partita.engine.brief import Make
from partita.engine.composing.bars import TICKS
from partita.engine.composing.chance import seed_of
from partita.engine.composing.tone import Tone, tone_of
from partita.engine.courses import (
    CALM,
    CALM_GENRES,
    CLUB,
    SCORE,
    SCORE_GENRES,
    SECTION_STYLES,
    SONG,
    TUNE,
    Course,
)
from partita.engine.naming import key_words, tempo_words
from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.wishes import Wishes
from partita.engine.wording.given import given_lyrics
from partita.engine.wording.sheet import Sheet, sheet
from partita.engine.wording.singing import sings
from partita.units import Milliseconds

_LENGTH: Final = re.compile(
    r"\b(\d+(?:\.\d+)?)[\s-]*(seconds?|secs?|s|minutes?|mins?|m)\b", re.IGNORECASE
)
_USUAL_MS: Final = {"song": 120_000, "short": 60_000}


@dataclass(frozen=True)
class _Idea:
    """What a prompt comes to.

    Args:
        prompt: without the lyrics that it may bring.
    """

    prompt: str
    tone: Tone
    wishes: Wishes
    seed: int
    sings: bool
    sheet: Sheet


def draft(
    prompt: str, *, length_ms: int | None, instrumental: bool, seed: int | None
) -> tuple[Make, ...]:
    """Turn a prompt into a plan.

    Args:
        length_ms: of the whole; None lets the prompt or the kind of piece decide.
        seed: another seed is another plan of the same kind.
    """
    given = given_lyrics(prompt)
    words = given.prompt
    own_seed = seed_of("draft", prompt, -1 if seed is None else seed)
    wishes = read_styles([words])
    tone = tone_of(Make("", 0, (words,)), own_seed)
    is_sung = not instrumental and (
        bool(given.groups) or sings(words, tone.genre, wishes)
    )
    lyrics = sheet(given, own_seed, raps="rapped" in wishes.voice)
    idea = _Idea(words, tone, wishes, own_seed, is_sung, lyrics)
    total = _length(words, length_ms, idea)
    sections = _sections(idea, total)
    return _plan(idea, sections, _durations(sections, idea, total))


def _length(prompt: str, length_ms: int | None, idea: _Idea) -> Milliseconds:
    if length_ms is None:
        length_ms = named_length(prompt) or _usual_length(idea)
    known = limits.PLAN_LENGTH
    return max(known.minimum, min(known.maximum, length_ms))


def named_length(prompt: str) -> Milliseconds | None:
    """Return the length that a prompt names, None when it names none."""
    match = _LENGTH.search(prompt)
    if match is None:
        return None
    unit = 60_000 if match[2].lower().startswith("m") else 1000
    return round(Fraction(match[1]) * unit)


def _usual_length(idea: _Idea) -> Milliseconds:
    """Return about the usual length, in phrases of four bars."""
    phrase = 4 * _bar_ms(idea.tone)
    usual = _USUAL_MS["song" if idea.sings else "short"]
    if idea.sings and idea.sheet.course:
        usual = idea.sheet.duration_ms
    return round(round(usual / phrase) * phrase)


def _bar_ms(tone: Tone) -> Fraction:
    pulses = Fraction(tone.metre.bar_ticks, TICKS)
    return pulses * 60_000_000 / tone.tempo_mbpm


def _course(idea: _Idea) -> Course:
    genre = idea.tone.genre
    if idea.sings:
        return idea.sheet.course or SONG
    if genre.name in CALM_GENRES:
        return CALM
    if genre.name in SCORE_GENRES:
        return SCORE
    if genre.electronic and genre.drums_enter < 60:
        return CLUB
    return TUNE


def _sections(idea: _Idea, total_ms: Milliseconds) -> tuple[tuple[str, int], ...]:
    """Choose sections that fit the length: fewer for short pieces, more for long."""
    course = list(_course(idea))
    bars = max(1, int(total_ms / _bar_ms(idea.tone)))
    shortest, longest = limits.CHUNK_DURATION.minimum, limits.CHUNK_DURATION.maximum
    while len(course) > 1 and (
        _bars_of(course) * 10 > bars * 13 or shortest * 3 * len(course) > total_ms * 2
    ):
        course.remove(min(course, key=lambda each: each[2]))
    middle = course[1:-1] if len(course) > 3 else []
    room = limits.CHUNKS.maximum
    while middle and _bars_of(course) * 14 < bars * 10:
        if len(course) + len(middle) > room:
            break
        course = [*course[:-1], *middle, course[-1]]
    # What is long even so is cut into more sections of the same name.
    while total_ms * 10 > longest * len(course) * 8 and len(course) * 2 <= room:
        course = [each for each in course for _ in range(2)]
    return tuple((name, share) for name, share, _ in course)


def _bars_of(course: list[tuple[str, int, int]]) -> int:
    return sum(each[1] for each in course)


def _durations(
    sections: tuple[tuple[str, int], ...], idea: _Idea, total_ms: Milliseconds
) -> tuple[Milliseconds, ...]:
    """Share out the time on bar lines; the last section takes what is left."""
    bar = _bar_ms(idea.tone)
    weight = sum(each[1] for each in sections)
    shortest, longest = limits.CHUNK_DURATION.minimum, limits.CHUNK_DURATION.maximum
    borders = [0]
    passed = 0
    for number, (_, share) in enumerate(sections[:-1]):
        passed += share
        ideal = Fraction(total_ms * passed, weight)
        unit = bar * (
            4 if share * total_ms >= 7 * bar * weight else 2 if share > 2 else 1
        )
        border = round(round(ideal / unit) * unit)
        left = len(sections) - 1 - number
        low = max(borders[-1] + shortest, total_ms - left * longest)
        high = min(borders[-1] + longest, total_ms - left * shortest)
        borders.append(max(low, min(high, border)))
    borders.append(total_ms)
    return tuple(after - before for before, after in pairwise(borders))


def _plan(
    idea: _Idea,
    sections: tuple[tuple[str, int], ...],
    durations: tuple[Milliseconds, ...],
) -> tuple[Make, ...]:
    seen: dict[str, int] = {}
    chunks: list[Make] = []
    for (name, _), duration in zip(sections, durations, strict=True):
        seen[name] = seen.get(name, 0) + 1
        # The first chunk's words are the tone of all: nothing of the section's own.
        styles = _section_styles(name, seen[name]) if chunks else _first_styles(idea)
        chunks.append(
            Make(
                _text(name, seen[name], duration, idea),
                duration,
                tuple(dict.fromkeys(styles))[: limits.STYLES.maximum],
                () if idea.sings else ("vocals",),
            )
        )
    return tuple(chunks)


def _section_styles(name: str, nth: int) -> tuple[str, ...]:
    if name == "Verse" and nth > 1:
        return ("fuller arrangement", "steady drums")
    return SECTION_STYLES.get(name, ())


def _first_styles(idea: _Idea) -> tuple[str, ...]:
    """Name the tone in at least six styles: genre, instruments, tempo, key."""
    tone = idea.tone
    styles = [
        tone.genre.words[0],
        *clauses_of(idea.prompt),
        *_band_words(idea),
        tempo_words(tone.tempo_mbpm),
        key_words(tone.tonic, tone.mode),
    ]
    if tone.metre.name != "4/4":
        styles.append(f"{tone.metre.name} time")
    if idea.sings:
        styles.append(f"{_voice_word(idea)} vocals")
    else:
        styles.append("instrumental")
    return tuple(styles)


def clauses_of(prompt: str) -> tuple[str, ...]:
    """Split a prompt into styles."""
    parts = (part.strip() for part in re.split(r"[,;.]| with | and ", prompt))
    return tuple(part[:100] for part in parts if part)[:8]


def _band_words(idea: _Idea) -> tuple[str, ...]:
    """Name some of the genre's own band that the prompt does not forbid."""
    names = [
        player.instrument.replace("_", " ")
        for player in idea.tone.genre.players
        if player.instrument not in idea.wishes.out and player.enters <= 40
    ]
    return tuple(dict.fromkeys(names))[:3]


def _voice_word(idea: _Idea) -> str:
    for name in ("female", "male", "choir"):
        if name in idea.wishes.voice:
            return name
    if any("choir_aahs" in asked.noun.plays for asked in idea.wishes.asked):
        return "choir"
    usual = idea.tone.genre.voice
    return usual if usual in ("female", "male", "choir") else "female"


def _text(name: str, nth: int, duration_ms: Milliseconds, idea: _Idea) -> str:
    lines = idea.sheet.lines(name, nth, duration_ms) if idea.sings else ()
    shown = f"{name} {nth}" if name == "Verse" else name
    return "\n".join((f"[{shown}]", *lines))
