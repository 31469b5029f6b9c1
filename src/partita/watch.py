"""Build again whenever something that the manifest reads is saved.

Errors are shown and the watch goes on. What partita writes itself never wakes it: the
store, the outputs, the lockfile and a log of its words are not watched, and a save
that changes no byte that was read builds nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from partita.build.events import Emit
from partita.build.prepare import is_unchanged, output_folder
from partita.errors import BuildFailed, PartitaError, Refused
from partita.pipeline import Order, build
from partita.store import lockfile

#: Gather what an editor writes in one save; watchfiles' own default waits 1.6 s.
_QUIET_MS = 50
_STEP_MS = 10
#: The watch takes a turn this often though nothing was saved.
_TURN_MS = 100


def watch(
    project: Path, order: Order, emit: Emit, tell: Callable[[PartitaError], None]
) -> None:
    """Build now and after every save, until interrupted.

    Args:
        tell: shown what went wrong with a build; the watch goes on.

    Raises:
        KeyboardInterrupt: on Ctrl-C, between builds or in one.
    """
    saves = _saves(project)
    # The first turn comes as soon as the watch stands, so that no save is missed
    # between the first build and the wait for the next.
    next(saves)
    went_well = _build(project, order, emit, tell)
    for saved in saves:
        # After an error there is no memo to compare with: any save may have mended it.
        if saved and not (went_well and is_unchanged(project)):
            went_well = _build(project, order, emit, tell)


def _build(
    project: Path, order: Order, emit: Emit, tell: Callable[[PartitaError], None]
) -> bool:
    try:
        build(project, order, emit)
    except BuildFailed:
        return False  # each failure was emitted
    except PartitaError as error:
        tell(error)
        return False
    except BrokenPipeError:
        raise  # nobody listens any more
    except OSError as error:
        tell(Refused(error))
        return False
    return True


def _saves(project: Path) -> Iterator[bool]:
    """Yield at every turn whether something was saved since the last one."""
    from watchfiles import watch as changes

    seen = changes(
        project,
        watch_filter=lambda _, path: _is_source(PurePath(path), project),
        debounce=_QUIET_MS,
        step=_STEP_MS,
        rust_timeout=_TURN_MS,
        yield_on_timeout=True,
    )
    for changed in seen:
        yield bool(changed)


def _is_source(path: PurePath, project: Path) -> bool:
    """Tell whether a path may be something that the manifest reads."""
    try:
        relative = path.relative_to(project)
    except ValueError:
        return False
    hidden = any(part.startswith(".") for part in relative.parts)
    ours = relative.is_relative_to(output_folder(project))
    locks = relative == PurePath(lockfile.NAME)
    return not (hidden or ours or locks or _is_own_log(path))


def _is_own_log(path: PurePath) -> bool:
    """Tell whether a path is where this process's output goes, which errors grow."""
    for stream in (1, 2):
        try:
            if os.path.samestat(Path(path).stat(), os.fstat(stream)):
                return True
        except OSError:
            continue  # gone, or closed
    return False
