"""Lyric sheets: what each section of a song sings.

The prompt's own lyrics where it brings any, ours elsewhere. Knows sections and how
long a line takes; does not know music.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita import limits
from partita.engine.wording import verses
from partita.engine.wording.about import About, about
from partita.engine.wording.given import Given

if TYPE_CHECKING:
    from partita.engine.courses import Course
    from partita.units import Milliseconds

_LINES: Final = {
    "Verse": 4, "Pre-Chorus": 2, "Chorus": 4, "Bridge": 2,
}  # fmt: skip
#: A line of some eight syllables, sung in a hurry, and rapped.
_SHORT_MS: Final = 2_800
_QUICK_MS: Final = 1_900
#: What a given line wants, and what is before the first and after the last.
_LINE_MS: Final = 4_000
_AROUND_MS: Final = 16_000


@dataclass(frozen=True)
class Sheet:
    """The lyrics of a song.

    Args:
        given: groups of lines by the section that sings them.
        course: the sections that given lyrics make; empty when the song's own serve.
        raps: lines are quicker, and there are more of them.
    """

    about: About
    seed: int
    given: dict[str, tuple[tuple[str, ...], ...]]
    course: Course = ()
    raps: bool = False

    @property
    def duration_ms(self) -> Milliseconds:
        """Return how long a song of the given lyrics wants to be."""
        groups = (group for groups in self.given.values() for group in groups)
        return _AROUND_MS + _LINE_MS * sum(len(group) for group in groups)

    def lines(self, name: str, nth: int, duration_ms: Milliseconds) -> tuple[str, ...]:
        """Return what the nth section of a name sings."""
        if groups := self.given.get(name):
            return groups[(nth - 1) % len(groups)]
        most = _LINES.get(name, 0) * (2 if self.raps else 1)
        count = min(most, duration_ms // (_QUICK_MS if self.raps else _SHORT_MS))
        if name == "Verse":
            return verses.verse(self.about, self.seed, nth, count)
        if name == "Chorus":
            return verses.chorus(self.about, self.seed, count)
        if name == "Pre-Chorus":
            return verses.lift(self.seed, count)
        return verses.bridge(self.about, self.seed, count) if count else ()


def sheet(given: Given, seed: int, *, raps: bool) -> Sheet:
    """Return the lyrics for a prompt; a few lines of its own are a chorus."""
    subject = about(given.prompt)
    # An intro and an outro have room beside them.
    groups = given.groups[: limits.CHUNKS.maximum - 2]
    if len(groups) == 1 and not groups[0][0]:
        return Sheet(subject, seed, {"Chorus": (groups[0][1],)}, (), raps)
    lyrics: dict[str, tuple[tuple[str, ...], ...]] = {}
    course = []
    for number, (heading, lines) in enumerate(groups):
        name = heading or ("Verse", "Chorus")[number % 2]
        lyrics[name] = (*lyrics.get(name, ()), lines)
        # Where time is short, the last ones go first.
        course.append((name, max(4, 2 * len(lines)), 99 - number))
    whole = (("Intro", 4, 2), *course, ("Outro", 4, 1)) if course else ()
    return Sheet(subject, seed, lyrics, whole, raps)
