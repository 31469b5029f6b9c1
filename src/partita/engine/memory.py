"""Memory that is used again: new pages cost more than what is done with them.

Knows how glibc decides; elsewhere it does nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

#: Just under the largest block from which glibc learns (`mallopt(3)`, dynamic
#: threshold, on 64 bits).
_LESSON_BYTES: Final = (32 << 20) - (1 << 16)


def keep_freed_pages() -> None:
    """Let freed blocks of some megabytes be used again, not given back every time.

    glibc gives each large block back to the system when it is freed, until a larger
    one has been freed: so one is asked for, never touched, and freed.
    """
    np.empty(_LESSON_BYTES, np.uint8)
