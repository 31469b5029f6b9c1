"""References, and chunks that are far from them and are to resemble them.

Some of the engine's own pieces, known by their scores or only heard, and an upload.
Knows what is asked; does not know how likeness is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from eval.plans import PLANS, RATE_HZ, Plan

from partita.engine.brief import Brief, Make, Slice, Strength

#: The recording of `eval.upload`.
UPLOAD: Final = "upload"
#: How much of a reference is resembled and compared, and where that begins.
_START_S, SECONDS = 4, 10
#: What is made beyond that is its ending. The reference goes on; so does what is
#: compared with it.
_ENDING_S: Final = 5
STRENGTHS: Final[tuple[Strength, ...]] = get_args(Strength)
#: Seeds of the takes of each strength: one take is luck.
SEEDS: Final = (7, 8, 9)


@dataclass(frozen=True)
class Likeness:
    """A reference, and what is asked beside it.

    Args:
        is_heard: whether nothing but the sound of the reference is known.
    """

    audio: str
    styles: tuple[str, ...]
    is_heard: bool

    @property
    def name(self) -> str:
        """Return what tells it from others."""
        return f"{self.audio}{'-heard' if self.is_heard else ''}"

    @property
    def like(self) -> Slice:
        """Return the slice that is to be resembled."""
        return Slice(self.audio, _START_S * 1000, (_START_S + SECONDS) * 1000)

    @property
    def plan(self) -> Plan | None:
        """Return what the reference was made by; None for a recording."""
        return next((each for each in PLANS if each.name == self.audio), None)

    def brief(self, strength: Strength, seed: int) -> Brief:
        """Return the brief of a take at one strength."""
        chunk = Make(
            "[Theme]",
            (SECONDS + _ENDING_S) * 1000,
            self.styles,
            conditioning=self.like,
            strength=strength,
        )
        return Brief((chunk,), seed=seed, rate_hz=RATE_HZ)


#: What is asked beside each reference: with a tempo and a key of its own, and without.
_FAR: Final = (
    ("house", ("solo piano waltz", "calm", "68 BPM", "C major", "3/4 time")),
    ("metal", ("lullaby", "music box", "72 BPM", "Eb major")),
    ("waltz", ("drum and bass", "174 BPM", "A minor")),
    ("reggae", ("orchestral", "strings")),
    ("trap", ("bluegrass", "banjo", "140 BPM", "G major")),
    ("ambient", ("samba", "percussion")),
    ("celtic-jig", ("boom bap", "90 BPM", "Bb minor")),
    ("jazz", ("trance", "supersaw", "138 BPM", "F# minor")),
    ("techno", ("folk", "fiddle", "90 BPM", "G major")),
    ("country", ("dubstep", "wobble bass")),
    ("orchestral", ("ska", "156 BPM", "F minor")),
    ("dnb", ("gospel", "choir", "76 BPM", "Db major")),
    ("lullaby", ("techno", "acid bass", "130 BPM")),
    ("funk", ("cinematic", "strings", "70 BPM", "D minor")),
)


LIKENESSES: Final = (
    *(
        Likeness(audio, styles, is_heard)
        for audio, styles in _FAR
        for is_heard in (False, True)
    ),
    Likeness(UPLOAD, _FAR[0][1], is_heard=True),
)
