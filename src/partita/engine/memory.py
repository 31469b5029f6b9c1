"""Memory that is used again: new pages cost more than what is done with them.

Knows how glibc decides; elsewhere it does nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

#: More than what a transform or a block of the mix needs, and less than a long chunk's
#: samples, which are given back.
_LESSON_BYTES: Final = 6 << 20


def keep_freed_pages() -> None:
    """Let freed blocks of some megabytes be used again, not given back every time.

    glibc gives each large block back to the system when it is freed, until a larger
    one has been freed (`mallopt(3)`, on its dynamic threshold): so one is asked for,
    never touched, and freed.
    """
    np.empty(_LESSON_BYTES, np.uint8)
