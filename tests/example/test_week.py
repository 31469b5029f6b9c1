"""`example-project/week.py`, played as anybody would play it: about 30 seconds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

WEEK = Path(__file__).parents[2] / "example-project" / "week.py"


def test_the_week_ends_with_one_sum_in_both_books() -> None:
    played = subprocess.run(
        [sys.executable, WEEK], check=False, capture_output=True, text=True
    )

    assert played.returncode == 0, played.stdout + played.stderr
    *_, last = played.stdout.splitlines()
    sums = re.fullmatch(
        r"the server billed (\d+) credits, music\.lock says (\d+)", last
    )
    assert sums is not None, last
    assert sums[1] == sums[2] != "0"
