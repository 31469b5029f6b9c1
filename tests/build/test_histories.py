"""Whatever happens to a project, it ends as if only its last manifest had been built.

`PARTITA_HISTORIES` says how many histories are lived through, for a hunt that takes
its time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.build.history import STEPS, History, Step

COUNT = int(os.environ.get("PARTITA_HISTORIES", "20"))

histories = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 400)), min_size=4, max_size=14
)


# Making a history shorter takes longer than reading a long one.
@settings(max_examples=COUNT, phases=[Phase.generate])
@given(histories)
def test_any_history_ends_as_if_the_last_manifest_had_been_built(
    steps: list[Step],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        History(Path(folder)).live([("build", 0), *steps])
