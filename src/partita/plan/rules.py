"""The rules that plans are judged by: a limit each, and the words for breaking it.

One table. Takes every number from `limits`; does not know what is measured where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita import limits
from partita.plan.faults import fault
from partita.units import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.errors import Diagnostic, Origin
    from partita.limits import Limit


@dataclass(frozen=True)
class Rule:
    """A limit, and the words for a number outside it.

    Args:
        says: what follows the subject; `{}` is the number with its unit.
        below, above: what to do about too little and too much.
    """

    code: str
    limit: Limit
    says: str
    below: str
    above: str


_JOIN = "make it longer, or join it with the next one"
_SPLIT_CHUNK = "split it into several chunks"
_FEWER_STYLES = "keep the styles that matter most"

DURATION: Final = Rule(
    "chunk-duration", limits.CHUNK_DURATION, "lasts {}", _JOIN, _SPLIT_CHUNK
)
TEXT: Final = Rule(
    "chunk-text", limits.CHUNK_TEXT, "has a text of {}", "", _SPLIT_CHUNK
)
SECTION_NAME: Final = Rule(
    "section-name",
    limits.SECTION_NAME,
    "has a section name of {}",
    "write a name between the brackets, or leave them out",
    "shorten the name; what is sung goes on a line of its own",
)
LINES: Final = Rule(
    "lyric-lines",
    limits.LYRIC_LINES,
    "has {} under its section name",
    "",
    "split it into several chunks, or drop blank lines",
)
LINE: Final = Rule(
    "lyric-line", limits.LYRIC_LINE, "has a line of {}", "", "break the line in two"
)
STYLES: Final = Rule("style-count", limits.STYLES, "asks for {}", "", _FEWER_STYLES)
FORBIDDEN: Final = Rule("style-count", limits.STYLES, "forbids {}", "", _FEWER_STYLES)
KEPT: Final = Rule(
    "reference-range",
    limits.REFERENCE_RANGE,
    "keeps {}",
    "widen what is kept, or let the new chunk take its place",
    "keep less of it",
)
CONDITIONED: Final = Rule(
    "conditioning-range",
    limits.CONDITIONING_RANGE,
    "is conditioned on {}",
    "take a longer range",
    "take a shorter range that has what matters",
)
LEFT_OUT: Final = Rule(
    "negative-ranges",
    limits.NEGATIVE_RANGES,
    "leaves out {}",
    "",
    "join ranges that are close, or split the section",
)
SONG_ID: Final = Rule(
    "song-id",
    limits.SONG_ID,
    "names a stored song by {}",
    "write the song's id",
    "check the song's id",
)
CHUNKS: Final = Rule(
    "chunk-count",
    limits.CHUNKS,
    "has {}",
    "give it a chunk",
    "join chunks, or make two songs and a `splice`",
)
SECTIONS: Final = Rule(
    "section-count", limits.SECTIONS, "has {}", "give it a section", "join sections"
)
LENGTH: Final = Rule(
    "plan-length", limits.PLAN_LENGTH, "lasts {}", "make it longer", "make it shorter"
)
SEED: Final = Rule(
    "seed", limits.SEED, "has the seed {}", "take another number", "take another number"
)
PROMPT: Final = Rule(
    "prompt",
    limits.PROMPT,
    "has a prompt of {}",
    "say what the song should be",
    "say it shorter, or write chunks",
)
PROMPT_LENGTH: Final = Rule(
    "prompt-length",
    limits.PROMPT_LENGTH,
    "is asked for {}",
    "ask for more",
    "ask for less",
)


@dataclass(frozen=True)
class Subject:
    """Whatever is measured: its name in messages, its place, the sum behind it."""

    label: str
    origin: Origin
    working: str | None = None

    def at(self, *parts: str | int) -> Subject:
        """Return the same subject, pointing inside its place."""
        return Subject(self.label, self.origin.at(*parts), self.working)

    def explained(self, working: str | None) -> Subject:
        """Return the same subject with another sum behind its numbers."""
        return Subject(self.label, self.origin, working)


def judge(rule: Rule, number: int, subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic when a number is outside a rule's limit."""
    limit = rule.limit
    if limit.allows(number):
        return
    low = number < limit.minimum
    bound = f"{'at least' if low else 'at most'} " + shown(
        limit.minimum if low else limit.maximum, limit.unit
    )
    verb = "needs" if low else "takes"
    yield fault(
        rule.code,
        f"{subject.label} {rule.says.format(shown(number, limit.unit))}, "
        f"the API {verb} {bound}",
        subject.origin,
        detail=subject.working,
        hint=rule.below if low else rule.above,
    )


def shown(number: int, unit: str) -> str:
    """Write a number with its unit: `2s`, `31 chunks`, `1 line`."""
    if unit == "ms":
        return format_duration(number)
    words = unit.removesuffix("s") if number == 1 else unit
    return f"{number} {words}".rstrip()
