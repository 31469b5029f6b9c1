"""Leave out what can't be told before prompts are drafted: edits that name sections.

A build drafts first. Who only looks ahead sends nothing, not even what is free, and
sees everything else. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.errors import Diagnostic
    from partita.manifest.resolved import ExportSpec, Manifest, PieceSpec
    from partita.plan.lower import Lowering

_CODE: Final = "not-drafted"


def without_untold(
    manifest: Manifest, lowering: Lowering, found: tuple[Diagnostic, ...]
) -> tuple[Manifest, tuple[Diagnostic, ...], tuple[str, ...]]:
    """Return a manifest without exports of what waits, what else is wrong, and names.

    Where something else is wrong, all of it is told, and nothing is left out.
    """
    errors = {each.code for each in found if each.severity == "error"}
    if errors != {_CODE}:
        return manifest, found, ()
    waiting = [p for n, p in manifest.pieces.items() if n not in lowering.targets]
    exports = [
        name
        for name, export in manifest.exports.items()
        if any(_ships(export, piece) for piece in waiting)
    ]
    rest = {n: e for n, e in manifest.exports.items() if n not in exports}
    return (
        replace(manifest, exports=rest),
        tuple(each for each in found if each.code != _CODE),
        (*(piece.name for piece in waiting), *exports),
    )


def _ships(export: ExportSpec, piece: PieceSpec) -> bool:
    """Tell whether an export may select a piece; what is unsure counts."""
    return any(
        "+" in each or any(fnmatchcase(name, each) for name in _names(piece))
        for each in export.select
    )


def _names(piece: PieceSpec) -> tuple[str, ...]:
    return (piece.name, *(f"tag:{tag}" for tag in piece.tags))
