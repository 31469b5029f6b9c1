"""Whether espeak-ng is here to be asked, and why a test is skipped where it is not."""

from __future__ import annotations

import pytest

from partita.engine.singing.espeak import found

needs_espeak = pytest.mark.skipif(
    found() is None, reason="needs espeak-ng (Debian's package espeak-ng)"
)
