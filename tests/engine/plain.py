"""Run code as on an old processor: without the newest instructions of this one."""

from __future__ import annotations

import os
import subprocess
import sys

#: numpy's names for what it has faster ways for: up to 2.3, and since.
_NEW = "AVX512F AVX512_SKX AVX512_ICL AVX2 FMA3 X86_V3 X86_V4 AVX512_SPR"


def printed(code: str) -> str:
    """Return what code prints in a process of its own."""
    plain = {
        **os.environ,
        "NPY_DISABLE_CPU_FEATURES": _NEW,
        "OPENBLAS_CORETYPE": "Nehalem",
        "OPENBLAS_NUM_THREADS": "1",  # as in the workers of a build, and not here
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    # numpy warns of names that it does not know.
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env=plain, capture_output=True, check=True)
    return done.stdout.decode().strip()
