"""A pipe that is full: whoever writes to it waits there until somebody reads.

So a build is held where it is, for as long as a test looks at it.
"""

from __future__ import annotations

import fcntl
import os


class Clogged:
    """A full pipe.

    Args:
        room: bytes that it takes before the first that waits.
    """

    def __init__(self, room: int = 0) -> None:
        self._reading, self.writing = os.pipe()
        size = fcntl.fcntl(self.writing, fcntl.F_GETPIPE_SZ)
        os.write(self.writing, b"\n" * (size - room))

    def flow(self) -> str:
        """Let all come, and return it when everybody who writes has ended."""
        os.close(self.writing)
        with os.fdopen(self._reading) as file:
            return file.read().lstrip("\n")

    def burst(self) -> None:
        """Take nothing, ever."""
        os.close(self.writing)
        os.close(self._reading)
