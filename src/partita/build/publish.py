"""Put what was made into the output folder, and remember how it was left.

Knows the difference between a file that we wrote and one that a person changed; does
not know what is in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from partita import digest
from partita.build.events import ActionFinished, OutputWritten
from partita.build.pools import WaitPool
from partita.build.wishes import Wishes
from partita.build.yard import Yard
from partita.errors import PartitaError
from partita.graph.actions import Compiled, Ship
from partita.outputs.place import Placed, place
from partita.store.memo import look
from partita.store.traces import Made, Written


async def publish(
    yard: Yard, ship: Ship, made: Mapping[str, Made], wishes: Wishes, waits: WaitPool
) -> None:
    """Bring the files of one shipment up to date, without holding up the others.

    Raises:
        OutputChanged: when somebody edited one by hand, unless `overwrite`.
        BlobMissing, BlobCorrupt: when bytes are needed that the store has lost.
    """
    for path, output in shipped_files(ship, made):
        if is_in_place(yard, wishes.output_dir, path, output.value):
            continue
        placed = await waits.run(partial(_place, yard, wishes, path, output))
        yard.traces.add_written(
            Written(path, placed.digest, placed.size, placed.mtime_ns, placed.inode)
        )
        if placed.written:
            yard.emit(OutputWritten(path, path, placed.size))


def not_written(ship: Ship, target: str, error: PartitaError) -> ActionFinished:
    """Return the event of a shipment that could not be written."""
    return ActionFinished(
        f"write:{ship.path}",
        "write",
        target,
        "failed",
        error=error.message,
        hint=error.hint,
    )


def shipped_files(ship: Ship, made: Mapping[str, Made]) -> Iterator[tuple[str, Made]]:
    """Yield the files of a shipment, each with what it holds.

    An output of `*` ships everything that the action made; the outputs are named by
    what follows the path.
    """
    if ship.output == "*":
        for suffix, output in made.items():
            yield ship.path + suffix, output
    else:
        yield ship.path, made[ship.output]


def is_in_place(yard: Yard, output_dir: str, path: str, wanted: str) -> bool:
    """Tell whether a file is as we left it and holds what it should.

    Looks do not lie here: what was written is older than the record of it.
    """
    written = yard.traces.written(path)
    now = look(yard.project / output_dir / path)
    return (
        written is not None
        and written.digest == wanted
        and now == (written.mtime_ns, written.size, written.inode)
    )


def digest_of(path: Path) -> str | None:
    """Return the digest of an output file, None when there is none."""
    try:
        return digest.of_file(path)
    except OSError:
        return None


def is_ours(yard: Yard, path: str, found: str) -> bool:
    """Tell whether an output file may be replaced unasked, by its digest.

    A crash may come between a file and the record of it; but what the store holds as
    well is lost to nobody.
    """
    written = yard.traces.written(path)
    return found in yard.blobs or (written is not None and written.digest == found)


def left_over(
    yard: Yard, compiled: Compiled, made: Mapping[str, Mapping[str, Made]]
) -> list[str]:
    """Return files that we once wrote and that no target ships any more.

    Nothing is deleted unasked: a game may still point at an old name.
    """
    ships = [ship for target in compiled.targets.values() for ship in target.ships]
    if any(ship.action not in made for ship in ships):
        return []  # something failed, so what it ships is not known
    shipped = {path for s in ships for path, _ in shipped_files(s, made[s.action])}
    output_dir = yard.project / compiled.output_dir
    old = [path for path in yard.traces.written_paths() if path not in shipped]
    return [path for path in old if (output_dir / path).is_file()]


def _place(yard: Yard, wishes: Wishes, path: str, output: Made) -> Placed:
    return place(
        yard.project / wishes.output_dir,
        path,
        yard.blobs.get(output.blob),
        is_ours=partial(is_ours, yard, path),
        force=wishes.overwrite,
    )
