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
from partita.engine.composing import rhymes
from partita.engine.composing.bars import TICKS
from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.tone import Tone, tone_of
from partita.engine.vocabulary.reading import Wishes, read_styles
from partita.units import Milliseconds

#: Courses of sections by kind of piece: name, the bars it likes, and how much it is
#: needed; where time is short the least needed goes first.
_Course = tuple[tuple[str, int, int], ...]
_SONG: Final[_Course] = (
    ("Intro", 4, 6), ("Verse", 8, 9), ("Pre-Chorus", 4, 2), ("Chorus", 8, 10),
    ("Verse", 8, 5), ("Pre-Chorus", 4, 1), ("Chorus", 8, 7), ("Bridge", 8, 3),
    ("Chorus", 8, 4), ("Outro", 4, 8),
)  # fmt: skip
_CLUB: Final[_Course] = (
    ("Intro", 8, 6), ("Build", 8, 7), ("Drop", 16, 10), ("Breakdown", 8, 4),
    ("Build", 8, 3), ("Drop", 16, 5), ("Outro", 8, 8),
)  # fmt: skip
_SCORE: Final[_Course] = (
    ("Intro", 8, 6), ("Theme", 8, 9), ("Tension Build", 8, 5), ("Climax", 8, 10),
    ("Resolution", 8, 8),
)  # fmt: skip
_TUNE: Final[_Course] = (
    ("Intro", 4, 6), ("Theme A", 8, 10), ("Theme B", 8, 5), ("Solo", 8, 4),
    ("Theme A", 8, 7), ("Outro", 4, 8),
)  # fmt: skip
_CALM: Final[_Course] = (
    ("Intro", 8, 7), ("Drift", 16, 10), ("Bloom", 16, 6), ("Drift", 16, 5),
    ("Outro", 8, 8),
)  # fmt: skip

_SCORE_GENRES: Final = frozenset(("cinematic", "trailer", "orchestral", "horror"))
_CALM_GENRES: Final = frozenset(("ambient", "drone", "meditation"))
_INSTRUMENTAL_GENRES: Final = frozenset(
    ("classical", "baroque", "waltz", "march", "minimalism", "lofi", "chiptune",
     "big_band", "bebop", "post_rock", "western", "east_asian", "middle_eastern",
     "indian", "celtic", "dub", "breakbeat", "electro", *_SCORE_GENRES, *_CALM_GENRES)
)  # fmt: skip
_SUNG_WORDS: Final = re.compile(
    r"\b(?:song|vocal|vocals|singer|sing|sung|singing|lyrics?|voice|rap|rapper|choir|"
    r"ballad|anthem about|about)\b",
    re.IGNORECASE,
)
_NOT_SUNG: Final = re.compile(
    r"\b(?:instrumental|no vocals?|without vocals?|no singing|no voice|"
    r"background music|soundtrack|loop|bed|underscore|jingle|sting|theme)\b",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(
    r"\b(\d+(?:\.\d+)?)[\s-]*(seconds?|secs?|s|minutes?|mins?|m)\b", re.IGNORECASE
)
_USUAL_MS: Final = {"song": 120_000, "short": 60_000}

#: What each section adds in words.
_SECTION_STYLES: Final[dict[str, tuple[str, ...]]] = {
    "Intro": ("building",),
    "Verse": ("steady", "intimate vocals"),
    "Pre-Chorus": ("building intensity", "driving drums"),
    "Chorus": ("full band", "anthemic", "layered vocals"),
    "Bridge": ("stripped back", "reflective"),
    "Outro": ("winding down", "gentle ending"),
    "Build": ("building tension", "riser"),
    "Drop": ("maximum energy", "pumping"),
    "Breakdown": ("breakdown", "atmospheric"),
    "Theme": ("melodic", "memorable"),
    "Theme A": ("melodic", "memorable"),
    "Theme B": ("contrasting", "melodic"),
    "Solo": ("improvised", "lively"),
    "Tension Build": ("building intensity", "tense"),
    "Climax": ("massive", "powerful"),
    "Resolution": ("resolving", "gentle"),
    "Drift": ("floating", "spacious"),
    "Bloom": ("lush", "swelling"),
}
_LINES: Final = {
    "Verse": 4, "Pre-Chorus": 2, "Chorus": 4, "Bridge": 2,
}  # fmt: skip
_TONICS: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True)
class _Idea:
    """What a prompt comes to."""

    prompt: str
    tone: Tone
    wishes: Wishes
    seed: int
    sings: bool


def draft(
    prompt: str, *, length_ms: int | None, instrumental: bool, seed: int | None
) -> tuple[Make, ...]:
    """Turn a prompt into a plan.

    Args:
        length_ms: of the whole; None lets the prompt or the kind of piece decide.
        seed: another seed is another plan of the same kind.
    """
    own_seed = seed_of("draft", prompt, -1 if seed is None else seed)
    wishes = read_styles([prompt])
    tone = tone_of(Make("", 0, (prompt,)), own_seed)
    sings = not instrumental and _sings(prompt, tone, wishes)
    idea = _Idea(prompt, tone, wishes, own_seed, sings)
    total = _length(prompt, length_ms, idea)
    sections = _sections(idea, total)
    return _plan(idea, sections, _durations(sections, idea, total))


def _sings(prompt: str, tone: Tone, wishes: Wishes) -> bool:
    if _NOT_SUNG.search(prompt) or "instrumental" in wishes.flags:
        return bool(wishes.voice & {"sing", "spoken", "rapped"}) and not re.search(
            r"\b(?:instrumental|no vocals?|without vocals?)\b", prompt, re.IGNORECASE
        )
    if _SUNG_WORDS.search(prompt) or wishes.voice:
        return True
    return tone.genre.name not in _INSTRUMENTAL_GENRES and not tone.genre.electronic


def _length(prompt: str, length_ms: int | None, idea: _Idea) -> Milliseconds:
    if length_ms is None:
        length_ms = _named_length(prompt) or _usual_length(idea)
    known = limits.PLAN_LENGTH
    return max(known.minimum, min(known.maximum, length_ms))


def _named_length(prompt: str) -> Milliseconds | None:
    match = _LENGTH.search(prompt)
    if match is None:
        return None
    unit = 60_000 if match[2].lower().startswith("m") else 1000
    return round(Fraction(match[1]) * unit)


def _usual_length(idea: _Idea) -> Milliseconds:
    """Return about the usual length, in phrases of four bars."""
    phrase = 4 * _bar_ms(idea.tone)
    usual = _USUAL_MS["song" if idea.sings else "short"]
    return round(round(usual / phrase) * phrase)


def _bar_ms(tone: Tone) -> Fraction:
    pulses = Fraction(tone.metre.bar_ticks, TICKS)
    return pulses * 60_000_000 / tone.tempo_mbpm


def _course(idea: _Idea) -> _Course:
    genre = idea.tone.genre
    if idea.sings:
        return _SONG
    if genre.name in _CALM_GENRES:
        return _CALM
    if genre.name in _SCORE_GENRES:
        return _SCORE
    if genre.electronic and genre.drums_enter < 60:
        return _CLUB
    return _TUNE


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
    return _SECTION_STYLES.get(name, ())


def _first_styles(idea: _Idea) -> tuple[str, ...]:
    """Name the tone in at least six styles: genre, instruments, tempo, key."""
    tone = idea.tone
    clauses = [
        part.strip()
        for part in re.split(r"[,;.]| with | and ", idea.prompt)
        if part.strip()
    ]
    bpm = Fraction(tone.tempo_mbpm, 1000)
    shown = (
        str(bpm.numerator) if bpm.denominator == 1 else f"{float(bpm):.3f}".rstrip("0")
    )
    mode = tone.mode.replace("_", " ")
    if mode == "blues":
        mode = "major"
    styles = [
        tone.genre.words[0],
        *(part[:100] for part in clauses[:8]),
        *_band_words(idea),
        f"{shown} BPM",
        f"{_TONICS[tone.tonic]} {mode}",
    ]
    if tone.metre.name != "4/4":
        styles.append(f"{tone.metre.name} time")
    if idea.sings:
        styles.append(f"{_voice_word(idea)} vocals")
    else:
        styles.append("instrumental")
    return tuple(styles)


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
    usual = idea.tone.genre.voice
    return usual if usual in ("female", "male", "choir") else "female"


def _text(name: str, nth: int, duration_ms: Milliseconds, idea: _Idea) -> str:
    lines = _lyrics(name, nth, duration_ms, idea)
    shown = f"{name} {nth}" if name == "Verse" else name
    return "\n".join((f"[{shown}]", *lines))


def _lyrics(
    name: str, nth: int, duration_ms: Milliseconds, idea: _Idea
) -> tuple[str, ...]:
    if not idea.sings:
        return ()
    # A line of some eight syllables wants about three seconds.
    count = min(_LINES.get(name, 0), duration_ms // 2_800)
    if name == "Verse":
        return rhymes.verse(Chance(idea.seed, "lyrics", name, nth), idea.prompt, count)
    if name == "Chorus":
        return rhymes.chorus(Chance(idea.seed, "lyrics", name), count)
    if name == "Pre-Chorus":
        return rhymes.lift(Chance(idea.seed, "lyrics", name), count)
    if name == "Bridge":
        return rhymes.verse(Chance(idea.seed, "lyrics", name, nth), idea.prompt, count)
    return ()
