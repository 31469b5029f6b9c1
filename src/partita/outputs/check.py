"""What an export asks of a game engine that the engine can't do, told before a build.

Pure: reads the table of engines; does not know which targets an export selects.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from partita.errors import Diagnostic
from partita.manifest.resolved import ExportSpec, Manifest
from partita.outputs.engines import ENGINES


def check_exports(manifest: Manifest) -> Iterator[Diagnostic]:
    """Yield an error for every export that its engine would not take."""
    for export in manifest.exports.values():
        if export.engine is None:
            continue
        if export.engine not in ENGINES:
            yield _unknown_engine(export, export.engine)
        elif export.format not in ENGINES[export.engine].formats:
            yield _wrong_format(export, export.engine)


def _unknown_engine(export: ExportSpec, engine: str) -> Diagnostic:
    near = difflib.get_close_matches(engine, ENGINES, n=1)
    known = ", ".join(f"`{name}`" for name in ENGINES)
    return Diagnostic(
        "error",
        "unknown-engine",
        f"there is no engine `{engine}`",
        export.origin.at("engine"),
        hint=f"did you mean `{near[0]}`?" if near else f"known are {known}",
    )


def _wrong_format(export: ExportSpec, engine: str) -> Diagnostic:
    formats = ", ".join(f"`{name}`" for name in ENGINES[engine].formats)
    return Diagnostic(
        "error",
        "engine-format",
        f"`{engine}` does not take `{export.format}`",
        export.origin.at("format"),
        hint=f"it takes {formats}",
    )
