"""Small plans of our own for the tests of both ends."""

from __future__ import annotations

from typing import Any

#: A plan as the documents write it. The SDK's own types know only its own objects.
Plan = Any

STYLES = ["folk rock", "hammond organ", "brushed drums", "92 BPM", "G major"]


def made(text: str, *styles: str, **more: Any) -> Plan:
    """Return a generation chunk of three seconds."""
    chunk = {"text": text, "duration_ms": 3000, "positive_styles": list(styles)}
    return {**chunk, **more}


def kept(song_id: str, start_ms: int, end_ms: int) -> Plan:
    """Return an audio reference chunk."""
    return {"song_id": song_id, "range": {"start_ms": start_ms, "end_ms": end_ms}}


def plan(*chunks: Plan) -> Plan:
    """Return a plan of chunks."""
    return {"chunks": list(chunks)}


#: Six seconds: a sung verse and a chorus.
FERRY = plan(
    made("[Verse]\nThe ferry hums at harbour nine", *STYLES, "alto voice"),
    made("[Chorus]\nCarry me over, carry me slow", "tambourine"),
)

#: Three seconds without words.
BELL = plan(made("[Intro]", "ambient", "glass pads", "60 BPM", "instrumental"))

#: The older shape: two sections with global styles.
SECTIONS: Plan = {
    "positive_global_styles": ["bossa nova", "nylon guitar", "126 BPM", "D minor"],
    "negative_global_styles": ["distorted"],
    "sections": [
        {
            "section_name": "Verse",
            "positive_local_styles": ["soft voice"],
            "negative_local_styles": [],
            "duration_ms": 3000,
            "lines": ["Paper boats on Sunday rain"],
        },
        {
            "section_name": "Outro",
            "positive_local_styles": ["instrumental"],
            "negative_local_styles": ["drums"],
            "duration_ms": 3000,
            "lines": [],
        },
    ],
}
