"""Change a plan as a prompt asks: its structure stays, what the prompt names goes.

A tempo replaces a tempo, a key a key, a genre a genre; instruments come and go; a
length stretches all sections alike; lyrics are written, rewritten or dropped. Knows
plans and the vocabulary of styles; does not know scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from partita import limits
from partita.engine.brief import Keep, Make
from partita.engine.composing.chance import seed_of
from partita.engine.composing.text import read_text
from partita.engine.draft import clauses_of, named_length
from partita.engine.naming import tempo_words
from partita.engine.vocabulary.figures import folded_mbpm
from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.wishes import Wishes
from partita.engine.wording.given import Given, given_lyrics
from partita.engine.wording.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.units import Milliseconds

#: What a prompt begins its wishes with, and nobody hears.
_ASKING: Final = re.compile(
    r"^\s*(?:(?:but|now|please|and|then|also)\s+)*(?:(?:make|keep|turn|change|set|give)"
    r" (?:it|this|that|the \w+)(?: (?:to|into|in))?|add|use)?\s+",
    re.IGNORECASE,
)
_TAKING: Final = re.compile(
    r"\b(?:remove|drop|lose|take out|leave out|cut|get rid of)\s+(?:the |all )?",
    re.IGNORECASE,
)
_WITHOUT: Final = re.compile(r"^(?:no|without)\s+(?:any |the )?", re.IGNORECASE)
#: Words for a tempo against the one that is there, and against the length.
_PACES: Final = (
    (re.compile(r"\bmuch (?:faster|quicker)\b", re.IGNORECASE), Fraction(4, 3)),
    (re.compile(r"\b(?:faster|quicker|speed up)\b", re.IGNORECASE), Fraction(7, 6)),
    (re.compile(r"\bmuch slower\b", re.IGNORECASE), Fraction(3, 4)),
    (re.compile(r"\b(?:slower|slow down)\b", re.IGNORECASE), Fraction(6, 7)),
)
_LENGTHS: Final = (
    (re.compile(r"\btwice as long\b", re.IGNORECASE), Fraction(2)),
    (re.compile(r"\bhalf as long\b", re.IGNORECASE), Fraction(1, 2)),
    (re.compile(r"\blonger\b", re.IGNORECASE), Fraction(4, 3)),
    (re.compile(r"\bshorter\b", re.IGNORECASE), Fraction(3, 4)),
)
_NO_VOICE: Final = re.compile(
    r"\b(?:instrumental|(?:no|without) (?:vocals?|singing|voices?|lyrics))\b",
    re.IGNORECASE,
)
_NEW_WORDS: Final = re.compile(r"\b(?:lyrics?|words|about)\b", re.IGNORECASE)
_VOICE: Final = re.compile(
    r"\b(?:sing|sings|sung|singing|vocals?|singer|voice)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Change:
    """What a prompt asks of a plan.

    Args:
        styles: that the first chunk gets.
        never: what no chunk may have.
        sheet: None when lyrics stay as they are.
    """

    styles: tuple[str, ...]
    never: tuple[str, ...]
    wishes: Wishes
    is_silent: bool
    sheet: Sheet | None


def redraft(
    prompt: str,
    chunks: Sequence[Make | Keep],
    *,
    length_ms: Milliseconds | None,
    instrumental: bool,
    seed: int | None,
) -> tuple[Make | Keep, ...]:
    """Return a plan with what a prompt changes; kept audio stays as it is.

    Args:
        length_ms: of the whole; None leaves it to the prompt, or as it is.
    """
    change = _change(prompt, chunks, instrumental=instrumental, seed=seed)
    total_ms = length_ms or _total(prompt, chunks)
    durations_ms = _durations(chunks, total_ms)
    first = next((chunk for chunk in chunks if isinstance(chunk, Make)), None)
    changed: list[Make | Keep] = []
    seen: dict[str, int] = {}
    for chunk, duration_ms in zip(chunks, durations_ms, strict=True):
        if isinstance(chunk, Keep):
            changed.append(chunk)
            continue
        restyled = _restyled(chunk, change, is_first=chunk is first)
        timed = replace(restyled, duration_ms=duration_ms)
        changed.append(_rewritten(timed, change, seen))
    return tuple(changed)


def _change(
    prompt: str, chunks: Sequence[Make | Keep], *, instrumental: bool, seed: int | None
) -> _Change:
    given = given_lyrics(prompt)
    plain = _TAKING.sub("no ", given.prompt)
    clauses = tuple(_ASKING.sub("", f" {clause}") for clause in clauses_of(plain))
    styles = [clause for clause in clauses if not _is_of_time(clause)]
    pace = next((by for word, by in _PACES if word.search(plain)), None)
    if pace is not None and read_styles(styles).tempo_mbpm is None:
        styles.append(tempo_words(_paced(chunks, pace)))
    is_silent = instrumental or bool(_NO_VOICE.search(plain))
    words = None
    if not is_silent and _wants_words(given, chunks):
        own_seed = seed_of("redraft", prompt, -1 if seed is None else seed)
        words = sheet(given, own_seed, raps="rapped" in read_styles(styles).voice)
    return _Change(
        tuple(style for style in styles if not _WITHOUT.match(style)),
        tuple(_WITHOUT.sub("", style) for style in styles if _WITHOUT.match(style)),
        read_styles(styles),
        is_silent,
        words,
    )


def _wants_words(given: Given, chunks: Sequence[Make | Keep]) -> bool:
    """Tell whether other lyrics are asked for, or a voice that has none yet."""
    if given.groups or _NEW_WORDS.search(given.prompt):
        return True
    has_lyrics = any(
        isinstance(chunk, Make) and read_text(chunk.text).lines for chunk in chunks
    )
    return not has_lyrics and _VOICE.search(given.prompt) is not None


def _is_of_time(clause: str) -> bool:
    """Tell whether a clause only says how long, or how fast against now."""
    if any(word.search(clause) for word, _ in _LENGTHS):
        return True
    if any(not word.sub("", clause).strip() for word, _ in _PACES):
        return True
    return named_length(clause) is not None and read_styles([clause]) == Wishes()


def _paced(chunks: Sequence[Make | Keep], pace: Fraction) -> int:
    """Return a tempo against the one that the plan names; of 110 when it names none."""
    made = [chunk for chunk in chunks if isinstance(chunk, Make)]
    now = read_styles(made[0].positive_styles).tempo_mbpm if made else None
    return folded_mbpm(float(round(Fraction(now or 110_000, 1000) * pace)))


def _restyled(chunk: Make, change: _Change, *, is_first: bool) -> Make:
    """Replace the styles that a change contradicts; the first chunk gets the new."""
    kept = tuple(s for s in chunk.positive_styles if _stands(s, change))
    styles = (*change.styles, *kept) if is_first else kept
    negative = tuple(
        style for style in chunk.negative_styles if not _is_asked(style, change)
    )
    negative = (*negative, *change.never)
    if change.is_silent:
        negative = (*negative, "vocals")
    most = limits.STYLES.maximum
    return replace(
        chunk,
        positive_styles=tuple(dict.fromkeys(styles))[:most],
        negative_styles=tuple(dict.fromkeys(negative))[:most],
    )


def _stands(style: str, change: _Change) -> bool:
    """Tell whether an old style agrees with all that is new."""
    old, new = read_styles([style]), change.wishes
    has_tempo = new.tempo_mbpm is not None or new.tempo_word is not None
    named = [name for name, weight in new.genres if weight == 2]
    return not (
        (has_tempo and (old.tempo_mbpm is not None or old.tempo_word is not None))
        or (new.tonic is not None and old.tonic is not None)
        or (new.mode is not None and old.mode is not None and old.tonic is None)
        or (new.metre is not None and old.metre is not None)
        or (named and old.genres and old.genres[0][0] not in named)
        or any(set(asked.noun.plays) & new.out for asked in old.asked)
        or (new.drums == "out" and old.drums not in ("", "out"))
        or ((change.is_silent or new.voice) and old.voice)
        or (change.sheet is not None and "instrumental" in old.flags)
    )


def _is_asked(negative: str, change: _Change) -> bool:
    """Tell whether what a plan forbade is asked for now."""
    old, new = read_styles([negative]), change.wishes
    plays = {name for asked in new.asked for name in asked.noun.plays}
    return bool(
        (change.sheet is not None and old.voice)
        or any(plays & set(asked.noun.plays) for asked in old.asked)
        or (old.drums and new.drums in ("in", "strong", "soft"))
    )


def _rewritten(chunk: Make, change: _Change, seen: dict[str, int]) -> Make:
    """Drop a chunk's lyrics, or write others; its name and its directions stay."""
    if not change.is_silent and change.sheet is None:
        return chunk
    text = read_text(chunk.text)
    heading = [f"[{text.section}]"] if text.section else []
    cues = [f"{{{cue.text}}}" for cue in text.cues if cue.kind == "direction"]
    lines: tuple[str, ...] = ()
    if change.sheet is not None:
        name = re.sub(r"[\s#:-]*\d+$", "", text.section).title()
        seen[name] = seen.get(name, 0) + 1
        lines = change.sheet.lines(name, seen[name], chunk.duration_ms)
    return replace(chunk, text="\n".join([*heading, *lines, *cues]))


def _total(prompt: str, chunks: Sequence[Make | Keep]) -> Milliseconds:
    now = sum(chunk.duration_ms for chunk in chunks)
    factor = next((by for word, by in _LENGTHS if word.search(prompt)), Fraction(1))
    return named_length(prompt) or round(now * factor)


def _durations(
    chunks: Sequence[Make | Keep], total_ms: Milliseconds
) -> list[Milliseconds]:
    """Stretch what is made to a total, as far as the limits of chunks allow."""
    known = limits.PLAN_LENGTH
    total_ms = max(known.minimum, min(known.maximum, total_ms))
    made = [chunk.duration_ms for chunk in chunks if isinstance(chunk, Make)]
    kept = sum(chunk.duration_ms for chunk in chunks) - sum(made)
    if not made or total_ms == kept + sum(made):
        return [chunk.duration_ms for chunk in chunks]
    ends = accumulate(made, initial=0)
    factor = Fraction(max(total_ms - kept, 0), sum(made))
    stretched = [round(b * factor) - round(a * factor) for a, b in pairwise(ends)]
    left = iter(_within(stretched))
    return [
        next(left) if isinstance(chunk, Make) else chunk.duration_ms for chunk in chunks
    ]


def _within(durations: list[Milliseconds]) -> list[Milliseconds]:
    """Bring durations within a chunk's limits; others give or take the difference."""
    low, high = limits.CHUNK_DURATION.minimum, limits.CHUNK_DURATION.maximum
    fitted = [max(low, min(high, each)) for each in durations]
    owed = sum(durations) - sum(fitted)
    for number, each in enumerate(fitted):
        given = max(low - each, min(high - each, owed))
        fitted[number] += given
        owed -= given
    return fitted
