"""Find directions that an author put in parentheses, where they would be sung.

Knows the words that directions are made of; takes `(play that guitar)` and
`(ooh, baby)` for lyrics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.plan.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOUNDING = (
    r"(?:(?!(?:the|my|your|our|his|her|that|this|no|all|sweet|a|oh) )"
    r"(?:\w+[ -])?(?:guitars?|piano|drums?|bass|strings|brass|sax|saxophone|synths?"
    r"|violins?|cello|orchestra|organ|trumpets?|horns?|flute|percussion|beat|music"
    r"|band|choir|keys|harp|fiddle|banjo|bells|claps|handclaps))"
)
_DOING = (
    r"(?:break|fill|intro|outro|hook|melody|line|plays?|playing|enters?|starts?|hits?"
    r"|swells?|continues?|fades?|fading|builds?|only|stops?|drops?|picks? up|comes? in"
    r"|kicks? in|drops? out)"
)
_MANNER = (
    r"(?:soft(?:ly)?|gentle|gently|deep|high|low|quiet(?:ly)?|loud(?:ly)?|breathy"
    r"|intimate|raspy|powerful|emotional|whispered|spoken|layered|male|female|child"
    r"|children'?s|backing|background|lead|distant|solo)"
)
_VOICE = r"(?:vocals?|voices?|singing|singer|choir|harmony|harmonies|delivery|rap)"

#: What a voice is like holds for a whole chunk, and belongs to its styles.
_VOCAL_STYLE = re.compile(rf"(?:{_MANNER}[ ,]+)+{_VOICE}\b.*", re.IGNORECASE)

#: Words that nobody sings by chance.
_TELLING = (
    r".*\b(?:solo|interlude|instrumental|breakdown|voice-?over|ad[- ]libs?|riff"
    r"|a cappella|crescendo|diminuendo|fade[- ]?(?:in|out)|build[- ]?up|drum roll"
    r"|half[- ]time|double[- ]time|key change|tempo change|arpeggios?|strumming"
    r"|scratching|applause|beat drop|bass drop)\b.*"
)
#: Notes to the players.
_NOTE = (
    r"repeat(?:s|ed)?(?: \w+){0,2}|(?:short |long )?(?:pause|silence)|x ?\d|\d ?x"
    r"|spoken(?: word)?|whisper(?:s|ed|ing)|sung softly|softly|chorus|verse|bridge"
    r"|laughs|laughter|sighs?|claps|clapping"
)
_DIRECTIONS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _TELLING,
        _NOTE,
        _SOUNDING,
        rf"{_SOUNDING} {_DOING}\b.*",
        rf"(?:fading|swelling|building|quiet|soft|loud) {_SOUNDING}",
    )
)


@dataclass(frozen=True)
class Misplaced:
    """A direction in parentheses.

    Args:
        corrected: the line with the direction where it belongs.
    """

    text: str
    corrected: str
    hint: str


def misplaced(text: str) -> Iterator[Misplaced]:
    """Yield the sounds of a text that read like directions."""
    read = parse(text)
    for part in read.parts:
        if part.kind != "sound":
            continue
        line, marked = read.lines[part.line], text[part.start : part.end]
        if _VOCAL_STYLE.fullmatch(part.text):
            rest = " ".join(line.replace(marked, "", 1).split())
            hint = f"add `{part.text}` to `positive_styles` instead, it is no cue"
            yield Misplaced(part.text, rest, hint)
        elif any(pattern.fullmatch(part.text) for pattern in _DIRECTIONS):
            cue = f"{{{part.text}}}"
            corrected = line.replace(marked, cue, 1)
            yield Misplaced(part.text, corrected, f"write `{cue}`")
