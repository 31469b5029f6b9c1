"""Loops: measure what is heard when the end is played and then the start.

The same measures as any seam. Does not know how a loop was made.
"""

from __future__ import annotations

import numpy as np

from partita.audio.buffer import Audio
from partita.audio.seams import CONTEXT_MS, SeamReport, compare
from partita.errors import AudioError
from partita.units import Frames, frame_at


def wrap(audio: Audio, loop: tuple[Frames, Frames] | None = None) -> SeamReport:
    """Measure the wrap of a loop; short loops are played as often as it takes.

    Args:
        loop: first frame and the frame after the last; the whole piece without.
    """
    start, end = loop or (0, audio.frame_count)
    if not 0 <= start < end <= audio.frame_count:
        message = f"the loop {start}..{end} is not inside the audio"
        raise AudioError(message)
    turn = np.arange(frame_at(CONTEXT_MS, audio.rate_hz)) % (end - start)
    before = audio.frames[end - 1 - turn[::-1]]
    after = audio.frames[start + turn]
    return compare(before, after, audio.rate_hz)
