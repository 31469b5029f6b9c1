"""Whatever happens to a project, it ends as if only its last manifest had been built.

`PARTITA_HISTORIES` says how many histories are lived through, for a hunt that takes
its time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from random import Random

from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from tests.build.history import STEPS, History

COUNT = int(os.environ.get("PARTITA_HISTORIES", "20"))


# Making a history shorter takes longer than reading a long one. Steps are drawn evenly:
# drawn one by one they lie near the ends of what they may be, and little happens.
@settings(max_examples=COUNT, phases=[Phase.generate])
@given(st.integers(0, 2**64))
def test_any_history_ends_as_if_the_last_manifest_had_been_built(seed: int) -> None:
    chance = Random(seed)
    count = chance.randint(4, 14)
    steps = [(chance.choice(STEPS), chance.randint(0, 400)) for _ in range(count)]
    note(f"{steps}")

    with tempfile.TemporaryDirectory() as folder:
        History(Path(folder)).live([("build", 0), *steps])
