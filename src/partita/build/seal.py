"""The seal of a finished build: how everything looked when there was nothing to do.

`start` reads it with nothing imported but `marshal`: if every file that was read and
every file that was written looks as it did, a build has nothing to do. Anything odd
only means that the long way is taken.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from partita.build.prepare import Prepared
from partita.build.publish import is_in_place, shipped_files
from partita.build.yard import STORE, Yard
from partita.files import write_whole
from partita.store import memo
from partita.store.traces import Made

NAME = "seal.bin"

#: Without these a build may have something to make, or to ask. None is no fault.
_RECORDS = ("music.lock", f"{STORE}/state.jsonl", f"{STORE}/journal.jsonl")


def seal(
    yard: Yard, prepared: Prepared, made: Mapping[str, Mapping[str, Made]]
) -> None:
    """Seal a whole project that is up to date; otherwise leave it unsealed."""
    path = yard.store / NAME
    outputs = _outputs(yard, prepared, made)
    if outputs is None:
        path.unlink(missing_ok=True)
        return
    files = [(seen.path, seen.look) for seen in prepared.files]
    files += [(name, memo.look(yard.project / name)) for name in _RECORDS]
    count = len(prepared.compiled.targets)
    words = f"nothing to do: {count} target{'s' * (count != 1)} up to date"
    value = (memo.MAGIC, words, files + outputs, list(prepared.folders))
    newest_ns = max((look[0] for _, look in files + outputs if look), default=0)
    _write_later_than(newest_ns, path, memo.packed(value))


def _write_later_than(newest_ns: int, path: Path, content: bytes) -> None:
    """Write the seal so that its time is clearly after every file that it covers.

    File systems tell time in ticks of a few milliseconds; a file as young as the seal
    would be distrusted, and the next build would take the long way for nothing.
    """
    write_whole(path, content)
    while path.stat().st_mtime_ns <= newest_ns <= time.time_ns():
        time.sleep(0.005)
        write_whole(path, content)


def _outputs(
    yard: Yard, prepared: Prepared, made: Mapping[str, Mapping[str, Made]]
) -> list[tuple[str, memo.Look | None]] | None:
    """Return every output with its looks, None when one is not as it should be."""
    output_dir = prepared.compiled.output_dir
    looks = []
    for target in prepared.compiled.targets.values():
        for ship in target.ships:
            if ship.action not in made:
                return None
            for path, output in shipped_files(ship, made[ship.action]):
                if not is_in_place(yard, output_dir, path, output.value):
                    return None
                name = f"{output_dir}/{path}"
                looks.append((name, memo.look(yard.project / name)))
    return looks
